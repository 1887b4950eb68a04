#include "media-service/storage/account_json.h"

#include "common/calendar/civil_date.h"
#include "nlohmann/json.hpp"

namespace disclosure::media {

using Json = nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Contact, responsible_person, phone, operators)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Unit, organ, text, inferred)

namespace {

std::string DayText(const std::optional<absl::CivilDay>& day) { return day ? FormatDate(*day) : ""; }

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

std::string MaterialJson(const Account& account) {
  return Dump({{"name", account.name},
               {"platform", account.platform},
               {"platform_id", account.platform_id},
               {"other_ids", account.other_ids},
               {"url", account.url},
               {"host", account.host},
               {"competent", account.competent},
               {"opened_on", DayText(account.opened_on)},
               {"filed_on", DayText(account.filed_on)},
               {"filing_number", account.filing_number},
               {"certified_subject", account.certified_subject},
               {"certification", static_cast<int>(account.certification)},
               {"contact", account.contact}});
}
absl::StatusOr<Account> AccountFromMaterialJson(std::string_view text) {
  ASSIGN_OR_RETURN(const Json json, Parse<Json>(text));
  Account account;
  try {
    json.at("name").get_to(account.name);
    json.at("platform").get_to(account.platform);
    json.at("platform_id").get_to(account.platform_id);
    json.at("other_ids").get_to(account.other_ids);
    json.at("url").get_to(account.url);
    json.at("host").get_to(account.host);
    account.competent = json.value("competent", Unit());
    account.opened_on = ParseDate(json.value("opened_on", ""));
    account.filed_on = ParseDate(json.value("filed_on", ""));
    account.filing_number = json.value("filing_number", "");
    json.at("certified_subject").get_to(account.certified_subject);
    account.certification = static_cast<Certification>(json.at("certification").get<int>());
    json.at("contact").get_to(account.contact);
  } catch (const Json::exception&) {
    return absl::DataLossError("a filed change is not what it should be");
  }
  return account;
}

std::string ToJson(const std::map<std::string, std::string>& fields) { return Dump(Json(fields)); }
absl::StatusOr<std::map<std::string, std::string>> FieldsFromJson(std::string_view text) { return Parse<std::map<std::string, std::string>>(text); }

}  // namespace disclosure::media
