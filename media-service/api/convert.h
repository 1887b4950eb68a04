// Wire messages from and to domain values: total functions, no rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/domain/account.h"
#include "media-service/domain/opening_rules.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

inline constexpr char kAccountName[] = "accounts/*";
inline constexpr char kOrganName[] = "organs/*";
inline constexpr char kDivisionName[] = "divisions/*";

std::string AccountName(std::string_view uid);
// BAD_REQUEST unless `name` is that of an account.
absl::StatusOr<std::string> ParseAccountName(const std::string& name);
// "330108-jyj" of "organs/330108-jyj"; "" of "". Adds a violation of `field` otherwise.
std::string ParseReference(std::string_view pattern, const std::string& name, std::string_view field, error::Violations& bad);
std::string Etag(int64_t version);
google::protobuf::Timestamp ToProto(absl::Time time);

// As the public sees it: without contact, findings and what lists wrote.
v1::Account PublicProto(const Account& account);
// As its officers do; the contact as given.
v1::Account OfficerProto(const Account& account);
v1::Finding ToProto(const Finding& finding);
v1::Platform ToProto(const Platform& platform);

// What an officer writes. Numbers of enums are the same on the wire and in the domain; one that the domain does not know is
// unspecified. The platform as written: its code, name or alias is looked up.
Account FromProto(const v1::Account& message, const PlatformTable& platforms, error::Violations& bad);

}  // namespace disclosure::media
