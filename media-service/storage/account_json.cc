#include "media-service/storage/account_json.h"

#include "nlohmann/json.hpp"

namespace disclosure::media {

using Json = nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Contact, responsible_person, phone, operators)

namespace {

// What people write was checked to be UTF-8 before it came here; replaced rather than thrown on.
std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

template <typename T>
absl::StatusOr<T> Parse(std::string_view text) {
  try {
    return Json::parse(text).get<T>();
  } catch (const Json::exception&) {
    return absl::DataLossError("stored JSON is not what it should be");
  }
}

}  // namespace

std::string ToJson(const Contact& contact) { return contact.empty() ? "" : Dump(Json(contact)); }
absl::StatusOr<Contact> ContactFromJson(std::string_view text) { return text.empty() ? Contact() : Parse<Contact>(text); }

std::string ToJson(const std::map<std::string, std::string>& fields) { return Dump(Json(fields)); }
absl::StatusOr<std::map<std::string, std::string>> FieldsFromJson(std::string_view text) { return Parse<std::map<std::string, std::string>>(text); }

}  // namespace disclosure::media
