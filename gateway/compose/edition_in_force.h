// The edition of a catalogue that is in force, as the gateway's memory holds it. Messages take ten times the
// room of their bytes, so its items stay encoded until a page asks for them.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "disclosure/catalog/v1/catalog_service.pb.h"

namespace disclosure::gateway {

// How many items of an edition name an organ as responsible body (公开主体); by the organ's name.
using OrganUses = std::map<std::string, int>;
OrganUses OrganUsesOf(const catalog::v1::Edition& edition);

// Never changed once made, so that snapshots share it.
class EditionInForce {
 public:
  explicit EditionInForce(catalog::v1::Edition edition);

  // The edition without its items; item_count is their number.
  const catalog::v1::Edition& head() const { return head_; }
  const OrganUses& organ_uses() const { return organ_uses_; }
  // Parsed anew by each call.
  std::shared_ptr<const catalog::v1::Edition> Whole() const;

 private:
  catalog::v1::Edition head_;
  OrganUses organ_uses_;
  std::string bytes_;
};

}  // namespace disclosure::gateway
