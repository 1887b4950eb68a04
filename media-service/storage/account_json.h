// What is sealed, as JSON.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/base/status.h"
#include "media-service/domain/account.h"

namespace disclosure::media {

std::string ToJson(const Contact& contact);
absl::StatusOr<Contact> ContactFromJson(std::string_view text);

// The fields that only a filing changes (MaterialChanges), and what goes with them.
std::string MaterialJson(const Account& account);
absl::StatusOr<Account> AccountFromMaterialJson(std::string_view text);

std::string ToJson(const std::map<std::string, std::string>& fields);
absl::StatusOr<std::map<std::string, std::string>> FieldsFromJson(std::string_view text);

}  // namespace disclosure::media
