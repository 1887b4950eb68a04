// Wire messages from and to domain values: total functions, no rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "catalog-service/domain/directory.h"
#include "catalog-service/domain/domain_directory.h"
#include "catalog-service/domain/edition.h"
#include "catalog-service/domain/item.h"
#include "catalog-service/domain/organ_profile.h"
#include "catalog-service/importers/import.h"
#include "common/base/status.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"

namespace disclosure::catalog {

inline constexpr char kDivisionName[] = "divisions/*";
inline constexpr char kOrganName[] = "organs/*";
inline constexpr char kProfileName[] = "organs/*/profile";
inline constexpr char kDomainName[] = "domains/*";
inline constexpr char kCatalogueName[] = "divisions/*/catalogues/*";
inline constexpr char kEditionName[] = "divisions/*/catalogues/*/editions/*";
inline constexpr char kItemName[] = "divisions/*/catalogues/*/items/*";
inline constexpr char kDraftName[] = "divisions/*/catalogues/*/draft";
inline constexpr char kDraftItemName[] = "divisions/*/catalogues/*/draft/items/*";

std::string CatalogueName(std::string_view division, std::string_view domain);
std::string EditionName(const Edition& edition);
std::string DraftName(std::string_view division, std::string_view domain);

// The number in "…/editions/2". INVALID_ARGUMENT for anything but a number from 1 without leading zeros.
absl::StatusOr<int> EditionNumber(const std::string& id);

// 滨江区义务教育领域基层政务公开标准目录.
std::string CatalogueTitle(std::string_view division_name, std::string_view domain_name);

google::protobuf::Timestamp ToProto(absl::Time time);
absl::Time FromProto(const google::protobuf::Timestamp& time);

v1::Division ToProto(const Division& division);
v1::Organ ToProto(const Organ& organ);
// Names become codes; INVALID_ARGUMENT for a name of another form.
absl::StatusOr<Organ> FromProto(const v1::Organ& organ);
// With what the directory knows of `organ`.
v1::OrganProfile ToProto(const OrganProfile& profile, const Organ& organ);
// INVALID_ARGUMENT for a name of another form.
absl::StatusOr<OrganProfile> FromProto(const v1::OrganProfile& profile);
v1::Domain ToProto(const Domain& domain);
Domain FromProto(const v1::Domain& domain);

// `parent`: "divisions/330108/catalogues/03" or a draft's name; the item's name is parent/items/uid.
v1::Item ToProto(const Item& item, std::string_view parent);
// The uid is the last segment of the name, "" if there is none. INVALID_ARGUMENT for a bad organ name.
absl::StatusOr<Item> FromProto(const v1::Item& item);

// Without items and title.
v1::Edition ToProto(const Edition& edition);
v1::Draft ToProto(const Draft& draft, const std::vector<Item>& items);
v1::PublicationJob ToProto(const PublicationJob& job);
v1::ImportCataloguesResponse::ImportedTable ToProto(const ImportedTable& table, std::string_view parent);

// Etags in RFC 7232 quotes.
std::string Etag(int64_t version);

}  // namespace disclosure::catalog
