#include "request-service/storage/report_json.h"

#include "common/calendar/civil_date.h"
#include "nlohmann/json.hpp"

namespace disclosure::request {

using Json = nlohmann::json;

// Found by nlohmann::json through argument-dependent lookup. The names are those of the published tables.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DocumentCounts, made, abolished, in_force)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PublishedCounts, made, published, total)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ItemCounts, before, change, decisions)

void to_json(Json& to, const ReportTexts& texts) {
  to = {{"general", texts.general},
        {"problems", texts.problems},
        {"others", texts.others},
        {"fee_statement", texts.fee_statement},
        {"discrepancies", texts.discrepancies}};
}
void from_json(const Json& from, ReportTexts& texts) {
  from.at("general").get_to(texts.general);
  from.at("problems").get_to(texts.problems);
  from.at("others").get_to(texts.others);
  from.at("fee_statement").get_to(texts.fee_statement);
  // Papers kept before discrepancies were explained have none.
  texts.discrepancies = from.value("discrepancies", "");
}

void to_json(Json& to, const NormativeCounts& counts) {
  to = {{"rules", counts.rules},
        {"normative_documents", counts.normative_documents},
        {"licences", counts.licences},
        {"penalties", counts.penalties},
        {"coercions", counts.coercions},
        {"charges_yuan", counts.charges.yuan()}};
}
void from_json(const Json& from, NormativeCounts& counts) {
  from.at("rules").get_to(counts.rules);
  from.at("normative_documents").get_to(counts.normative_documents);
  from.at("licences").get_to(counts.licences);
  from.at("penalties").get_to(counts.penalties);
  from.at("coercions").get_to(counts.coercions);
  counts.charges = WanYuan::OfYuan(from.at("charges_yuan").get<int64_t>());
}

void to_json(Json& to, const NormativeCounts2019& counts) {
  to = {{"rules", counts.rules},
        {"normative_documents", counts.normative_documents},
        {"licences", counts.licences},
        {"other_services", counts.other_services},
        {"penalties", counts.penalties},
        {"coercions", counts.coercions},
        {"charges", counts.charges},
        {"purchases", counts.purchases},
        {"purchased_yuan", counts.purchased.yuan()}};
}
void from_json(const Json& from, NormativeCounts2019& counts) {
  from.at("rules").get_to(counts.rules);
  from.at("normative_documents").get_to(counts.normative_documents);
  from.at("licences").get_to(counts.licences);
  from.at("other_services").get_to(counts.other_services);
  from.at("penalties").get_to(counts.penalties);
  from.at("coercions").get_to(counts.coercions);
  from.at("charges").get_to(counts.charges);
  from.at("purchases").get_to(counts.purchases);
  counts.purchased = WanYuan::OfYuan(from.at("purchased_yuan").get<int64_t>());
}

void to_json(Json& to, const ReportContent& content) {
  to = {{"texts", content.texts}, {"section2", content.section_two}, {"section2_of_2019", content.section_two_2019}};
}
void from_json(const Json& from, ReportContent& content) {
  from.at("texts").get_to(content.texts);
  from.at("section2").get_to(content.section_two);
  // Papers kept before the form of 2019 was recorded have none.
  if (from.contains("section2_of_2019")) from.at("section2_of_2019").get_to(content.section_two_2019);
}

void to_json(Json& to, const ReportTables& tables) {
  to = {{"format", static_cast<int>(tables.format)}, {"section3", tables.section3}, {"section4", tables.section4}};
}
void from_json(const Json& from, ReportTables& tables) {
  tables.format = static_cast<ReportFormat>(from.at("format").get<int>());
  from.at("section3").get_to(tables.section3);
  from.at("section4").get_to(tables.section4);
}

namespace {

std::string Text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

template <typename T>
absl::StatusOr<T> From(std::string_view text) {
  try {
    return Json::parse(text).get<T>();
  } catch (const Json::exception&) {
    return absl::DataLossError("a stored annual report is not the JSON of one");
  }
}

// The form of the paper in the store.
struct KeptPaper {
  std::string owner;
  int year = 0;
  ReportContent content;
  ReportTables tables;
  std::string published;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(KeptPaper, owner, year, content, tables, published)

}  // namespace

std::string ToJson(const ReportContent& content) { return Text(content); }

std::string ToJson(const ReportPaper& paper) {
  return Text(KeptPaper{paper.owner, paper.year, paper.content, paper.tables, paper.published ? FormatDate(*paper.published) : ""});
}

absl::StatusOr<ReportContent> ReportContentFromJson(std::string_view text) { return From<ReportContent>(text); }

absl::StatusOr<ReportPaper> ReportPaperFromJson(std::string_view text) {
  ASSIGN_OR_RETURN(KeptPaper kept, From<KeptPaper>(text));
  return ReportPaper{std::move(kept.owner), kept.year, std::move(kept.content), std::move(kept.tables), ParseDate(kept.published)};
}

std::string TablesJson(const ReportTables& tables) { return Text(tables); }

absl::StatusOr<ReportTables> ReportTablesFromJson(std::string_view text) { return From<ReportTables>(text); }

}  // namespace disclosure::request
