// Questions that pages ask of the snapshot.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/compose/snapshot.h"

namespace disclosure::gateway {

// Null if there is none. The names are resource names; the domain is its code.
const catalog::v1::Division* FindDivision(const Snapshot& snapshot, std::string_view name);
const catalog::v1::Domain* FindDomain(const Snapshot& snapshot, std::string_view code);
const catalog::v1::Organ* FindOrgan(const Snapshot& snapshot, const std::string& name);
const EditionInForce* FindEdition(const Snapshot& snapshot, const std::string& catalogue);
const catalog::v1::Item* FindItem(const catalog::v1::Edition& edition, std::string_view name);

// The edition in force with its items, parsed by this call; null if there is none.
std::shared_ptr<const catalog::v1::Edition> WholeEdition(const Snapshot& snapshot, const std::string& catalogue);

// The district: the first division without a parent; null in an empty snapshot.
const catalog::v1::Division* District(const Snapshot& snapshot);

// The division that a catalogue's name begins with: "divisions/330108".
std::string DivisionOf(std::string_view catalogue);

// What a domain is called; the edition's own title if its domain is not known.
std::string DomainTitle(const Snapshot& snapshot, const catalog::v1::Edition& edition);
std::string DivisionTitle(const Snapshot& snapshot, std::string_view division);
// Its name, the short one where it has one; `name` itself if it is not known.
std::string OrganTitle(const Snapshot& snapshot, const std::string& name);
std::string DivisionOfOrgan(const Snapshot& snapshot, const std::string& name);  // "" if it is not known

// The editions in force of a division, by domain.
std::vector<const EditionInForce*> EditionsOf(const Snapshot& snapshot, std::string_view division);

// The local organ that most items of an edition name as responsible body (公开主体); null if none is known.
const catalog::v1::Organ* ResponsibleOrgan(const Snapshot& snapshot, const OrganUses& uses);

}  // namespace disclosure::gateway
