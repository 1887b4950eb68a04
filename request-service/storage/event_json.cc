#include "request-service/storage/event_json.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

// Days are kept as 2026-09-18; days that may be missing as null.
template <>
struct nlohmann::adl_serializer<absl::CivilDay> {
  static void to_json(json& to, const absl::CivilDay& day) { to = absl::FormatCivilTime(day); }
  static void from_json(const json& from, absl::CivilDay& day) {
    if (!absl::ParseCivilTime(from.get<std::string>(), &day)) throw json::other_error::create(501, "not a day", &from);
  }
};
template <typename T>
struct nlohmann::adl_serializer<std::optional<T>> {
  static void to_json(json& to, const std::optional<T>& value) { to = value ? json(*value) : json(nullptr); }
  static void from_json(const json& from, std::optional<T>& value) {
    value = from.is_null() ? std::nullopt : std::optional<T>(from.get<T>());
  }
};

namespace disclosure::request {

using Json = nlohmann::json;

// Found by nlohmann::json through argument-dependent lookup. Enums are kept by number. WITH_DEFAULT: events of before a
// field was added are read without it.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Filed, channel, arrived, digest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReceiptConfirmed, day, act)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CorrectionRequired, items, guidance, deadline)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CorrectionSupplied, received, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReasonsRequired, counted, span, deadline)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReasonsGiven, received, reasons)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReasonsWeighed, verdict, assessment, delayed_until)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Consulted, id, kind, organ, party, sent)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ConsultationReceived, id, day)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ConsultationAnswered, id, day, answer, reasons)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ConsultationExpired, id, day)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Extended, working_days, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(InformationTransferred, organ, note)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FeeNoticed, method, items, pages, yuan, items_before)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FeeNoticeReceived, day)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FeePaid, day, receipt)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Drafted, draft, leaf, parts)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SentBack, note)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Approved, note, draft)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Replied, document_number, leaf, day, online_channel)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Served, method, day, evidence, received)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Withdrawn, day, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Reopened, by, document_number, day)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OutcomeRecorded, outcome, day)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Anonymised, rule, events, digest, filing)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Assigned, handler)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RecordCorrectionAnswered, result, record, reasons, organ)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ItemsCounted, items, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ApplicantCorrected, before, applicant_class, fields, reason, filing)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ApplicantReceived, day, evidence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Reviewed, note, draft)
// Events that say all by their kind.
template <typename T>
concept Bare = std::is_empty_v<T>;
template <Bare T>
void to_json(Json& to, const T&) { to = Json::object(); }
template <Bare T>
void from_json(const Json&, T&) {}

namespace {

constexpr char kPapers[] = "papers";  // no event has a field of this name

template <size_t kind>
EventData Read(const Json& json) {
  return EventData(std::in_place_index<kind>, json.get<std::variant_alternative_t<kind, EventData>>());
}

template <size_t... kinds>
constexpr auto Readers(std::index_sequence<kinds...>) {
  return std::array<EventData (*)(const Json&), sizeof...(kinds)>{&Read<kinds + 1>...};
}
// By kind - 1: there is no event of kind 0.
constexpr auto kReaders = Readers(std::make_index_sequence<kEventKinds - 1>());

Json JsonOf(const EventData& data) {
  return std::visit(
      [](const auto& event) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(event)>, std::monostate>) {
          return Json::object();
        } else {
          return Json(event);
        }
      },
      data);
}

}  // namespace

std::string ToJson(const EventData& data, const std::vector<std::string>& papers) {
  Json json = JsonOf(data);
  if (!papers.empty()) json[kPapers] = papers;
  // What people write was checked to be UTF-8 before it came here; replaced rather than thrown on.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<EventData> EventFromJson(int kind, std::string_view text) {
  if (kind < 1 || kind >= kEventKinds) return absl::DataLossError(absl::StrCat("a stored event has the kind ", kind));
  try {
    return kReaders[static_cast<size_t>(kind) - 1](Json::parse(text));
  } catch (const Json::exception&) {
    return absl::DataLossError(absl::StrCat("the data of a stored event is not that of kind ", kind));
  }
}

std::vector<std::string> PapersFromJson(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  std::vector<std::string> papers;
  if (!json.is_object() || !json.contains(kPapers)) return papers;
  for (const Json& paper : json[kPapers]) papers.push_back(paper.is_string() ? paper.get<std::string>() : "");
  return papers;
}

std::map<std::string, std::string> Fields(const EventData& data) {
  std::map<std::string, std::string> fields;
  const Json json = JsonOf(data);
  for (const auto& [key, value] : json.items()) {
    if (value.is_null() || (value.is_string() && value.get<std::string>().empty())) continue;
    std::string text = value.is_string() ? value.get<std::string>() : value.is_array() ? "" : value.dump();
    if (value.is_array()) {
      for (const auto& part : value) absl::StrAppend(&text, text.empty() ? "" : "\n", part.is_string() ? part.get<std::string>() : part.dump());
    }
    if (!text.empty()) fields.emplace(key, std::move(text));
  }
  return fields;
}

}  // namespace disclosure::request
