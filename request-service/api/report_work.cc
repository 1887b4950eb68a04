#include "request-service/api/report_work.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/names.h"

namespace disclosure::request {
namespace {

absl::StatusOr<int> ParseYear(const std::string& text) {
  int year = 0;
  if (text.size() == 4 && absl::SimpleAtoi(text, &year) && year >= 2008) return year;
  return error::BadRequest({{"name", "must end with a year from 2008 on"}});
}

// The government of a division names its report: the organ that has no parent there.
void CollectDivision(const Reference::View& view, ReportOwner& owner) {
  owner.title = owner.division;
  for (const auto& [code, organ] : view.organs) {
    if (!absl::StartsWith(organ.division, owner.division)) continue;
    owner.organs.push_back(code);
    if (organ.division == owner.division && organ.parent.empty() && organ.active) owner.title = organ.name;
  }
  std::sort(owner.organs.begin(), owner.organs.end());
}

v1::DocumentCounts CountsToProto(const DocumentCounts& counts) {
  v1::DocumentCounts out;
  out.set_made(static_cast<int32_t>(counts.made));
  out.set_abolished(static_cast<int32_t>(counts.abolished));
  out.set_in_force(static_cast<int32_t>(counts.in_force));
  return out;
}

DocumentCounts CountsFromProto(const v1::DocumentCounts& counts) { return {counts.made(), counts.abolished(), counts.in_force()}; }

v1::SectionTwo SectionTwoToProto(const NormativeCounts& counts) {
  v1::SectionTwo out;
  *out.mutable_rules() = CountsToProto(counts.rules);
  *out.mutable_normative_documents() = CountsToProto(counts.normative_documents);
  out.set_licences(static_cast<int32_t>(counts.licences));
  out.set_penalties(static_cast<int32_t>(counts.penalties));
  out.set_coercions(static_cast<int32_t>(counts.coercions));
  out.set_charges(counts.charges.ToString());
  return out;
}

v1::PublishedCounts PublishedToProto(const PublishedCounts& counts) {
  v1::PublishedCounts out;
  out.set_made(static_cast<int32_t>(counts.made));
  out.set_published(static_cast<int32_t>(counts.published));
  out.set_total(static_cast<int32_t>(counts.total));
  return out;
}

PublishedCounts PublishedFromProto(const v1::PublishedCounts& counts) { return {counts.made(), counts.published(), counts.total()}; }

v1::ItemCounts ItemsToProto(const ItemCounts& counts) {
  v1::ItemCounts out;
  out.set_before(static_cast<int32_t>(counts.before));
  out.set_change(static_cast<int32_t>(counts.change));
  out.set_decisions(static_cast<int32_t>(counts.decisions));
  return out;
}

ItemCounts ItemsFromProto(const v1::ItemCounts& counts) { return {counts.before(), counts.change(), counts.decisions()}; }

v1::SectionTwo2019 SectionTwo2019ToProto(const NormativeCounts2019& counts) {
  v1::SectionTwo2019 out;
  *out.mutable_rules() = PublishedToProto(counts.rules);
  *out.mutable_normative_documents() = PublishedToProto(counts.normative_documents);
  *out.mutable_licences() = ItemsToProto(counts.licences);
  *out.mutable_other_services() = ItemsToProto(counts.other_services);
  *out.mutable_penalties() = ItemsToProto(counts.penalties);
  *out.mutable_coercions() = ItemsToProto(counts.coercions);
  *out.mutable_charges() = ItemsToProto(counts.charges);
  out.set_purchases(static_cast<int32_t>(counts.purchases));
  out.set_purchased(counts.purchased.ToString());
  return out;
}

NormativeCounts2019 SectionTwo2019FromProto(const v1::SectionTwo2019& two, WanYuan purchased) {
  return {.rules = PublishedFromProto(two.rules()),
          .normative_documents = PublishedFromProto(two.normative_documents()),
          .licences = ItemsFromProto(two.licences()),
          .other_services = ItemsFromProto(two.other_services()),
          .penalties = ItemsFromProto(two.penalties()),
          .coercions = ItemsFromProto(two.coercions()),
          .charges = ItemsFromProto(two.charges()),
          .purchases = two.purchases(),
          .purchased = purchased};
}

// "" is none; nullopt, and a violation, for what is no amount.
std::optional<WanYuan> Amount(error::Violations& bad, std::string_view field, const std::string& text) {
  std::optional<WanYuan> amount = WanYuan::Parse(text.empty() ? "0" : text);
  if (!amount) bad.Add(field, "must be an amount of 万元 with up to four places");
  return amount;
}

}  // namespace

std::string ReportOwner::report() const { return absl::StrCat(name, "/annualReports/", year); }

absl::StatusOr<ReportOwner> FindOwner(const Backend& backend, const std::string& name, std::string_view field) {
  const auto view = backend.reference.Get();
  ReportOwner owner{.name = name};
  if (absl::StartsWith(name, "divisions/")) {
    ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName("divisions/*", name, field));
    owner.division = ids[0];
    CollectDivision(*view, owner);
    if (owner.organs.empty()) return error::NotFound(name);
    return owner;
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName("organs/*", name, field));
  const auto organ = view->organs.find(ids[0]);
  if (organ == view->organs.end()) return error::NotFound(name);
  owner.title = organ->second.name;
  owner.organs = {ids[0]};
  return owner;
}

absl::StatusOr<ReportOwner> FindOwnerAndYear(const Backend& backend, const std::string& name, std::string_view collection) {
  const std::string kind = absl::StartsWith(name, "divisions/") ? "divisions/" : "organs/";
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(absl::StrCat(kind, "*/", std::string(collection), "/*"), name));
  ASSIGN_OR_RETURN(const int year, ParseYear(ids[1]));
  ASSIGN_OR_RETURN(ReportOwner owner, FindOwner(backend, kind + ids[0], "name"));
  owner.year = year;
  return owner;
}

absl::StatusOr<ReportOwner> FindReportOwner(const Backend& backend, const std::string& name) {
  return FindOwnerAndYear(backend, name, "annualReports");
}

absl::StatusOr<ReportCounts> CountOf(Reader& reader, const Law& law, const ReportOwner& owner) {
  ReportCounts counts(owner.year);
  for (const std::string& organ : owner.organs) {
    ASSIGN_OR_RETURN(const ReportCounts own, reader.CountReport(law.report, organ, owner.year));
    counts.Merge(own);
  }
  return counts;
}

absl::Status CheckReportOwner(const Backend& backend, const Call& call, const ReportOwner& owner, bool reading) {
  return owner.division.empty() ? CheckOrgan(backend, call, owner.organs[0], reading) : CheckDivision(backend, call, owner.division, reading);
}

absl::StatusOr<ReportFormat> FormatAsked(int format, int year) {
  if (format == 0) return FormatOf(year);
  if (format == 2019 || format == 2021) return static_cast<ReportFormat>(format);
  return error::BadRequest({{"format", "must be 2021 or 2019"}});
}

absl::StatusOr<StandingReport> LoadReport(Reader& reader, const Law& law, const ReportOwner& owner, ReportFormat format) {
  StandingReport report{.record = {.owner = owner.name, .year = owner.year}};
  ASSIGN_OR_RETURN(std::optional<ReportRecord> kept, reader.FindReport(owner.name, owner.year));
  if (kept) report.record = *std::move(kept);
  ASSIGN_OR_RETURN(const std::optional<ReportRecord> before, reader.FindReport(owner.name, owner.year - 1));
  if (report.record.snapshot) {
    report.paper = *report.record.snapshot;
  } else {
    ASSIGN_OR_RETURN(const ReportCounts counts, CountOf(reader, law, owner));
    report.paper = {.owner = owner.title,
                    .year = owner.year,
                    .content = report.record.content,
                    .tables = {format, counts.Table3(law.report, format), counts.Table4()}};
  }
  report.breaches = CheckPaper(report.paper, before && before->snapshot ? &*before->snapshot : nullptr);
  return report;
}

absl::StatusOr<StandingReport> ReadReport(const Backend& backend, const Call& call, const ReportOwner& owner, int format) {
  ASSIGN_OR_RETURN(const ReportFormat asked, FormatAsked(format, owner.year));
  StandingReport report;
  RETURN_IF_ERROR(backend.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    if (const bool inside = CheckReportOwner(backend, call, owner, /*reading=*/true).ok(); !inside) {
      // What is not published is not counted for the public either.
      ASSIGN_OR_RETURN(const std::optional<ReportRecord> kept, reader.FindReport(owner.name, owner.year));
      if (!kept || !kept->snapshot) return error::NotFound(owner.report());
    }
    ASSIGN_OR_RETURN(report, LoadReport(reader, backend.law, owner, asked));
    return absl::OkStatus();
  }));
  return report;
}

v1::AnnualReport ToProto(const StandingReport& report, const ReportOwner& owner, const ReportForm& form) {
  const ReportPaper& paper = report.paper;
  v1::AnnualReport out;
  out.set_name(owner.report());
  out.set_year(paper.year);
  out.set_owner(paper.owner);
  out.set_format(static_cast<int>(paper.tables.format));
  out.set_state(static_cast<v1::ReportState>(report.record.state));
  const ReportTexts& texts = paper.content.texts;
  out.mutable_texts()->set_general(texts.general);
  out.mutable_texts()->set_problems(texts.problems);
  out.mutable_texts()->set_others(texts.others);
  out.mutable_texts()->set_fee_statement(texts.fee_statement);
  out.mutable_texts()->set_discrepancies(texts.discrepancies);
  *out.mutable_section2() = SectionTwoToProto(paper.content.section_two);
  if (paper.tables.format == ReportFormat::k2019) {
    *out.mutable_section2_of_2019() = SectionTwo2019ToProto(paper.content.section_two_2019);
  }
  const std::vector<ReportRow>& rows = form.rows(paper.tables.format);
  for (size_t i = 0; i < paper.tables.section3.size() && i < rows.size(); ++i) {
    v1::ReportRow& row = *out.add_section3();
    row.set_group(rows[i].group);
    row.set_label(rows[i].label);
    for (const int64_t cell : paper.tables.section3[i]) row.add_cells(static_cast<int32_t>(cell));
  }
  for (const int64_t cell : paper.tables.section4) out.add_section4(static_cast<int32_t>(cell));
  for (const Breach& breach : report.breaches) {
    v1::ReportBreach& line = *out.add_breaches();
    line.set_invariant(breach.invariant);
    line.set_text(breach.text);
  }
  out.set_published_on(DayText(paper.published));
  out.set_etag(Etag(report.record.version));
  return out;
}

absl::StatusOr<ReportContent> ContentFromProto(const v1::AnnualReport& report) {
  const v1::SectionTwo& two = report.section2();
  const v1::ReportTexts& texts = report.texts();
  ReportContent content{.texts = {texts.general(), texts.problems(), texts.others(), texts.fee_statement(), texts.discrepancies()},
                        .section_two = {.rules = CountsFromProto(two.rules()),
                                        .normative_documents = CountsFromProto(two.normative_documents()),
                                        .licences = two.licences(),
                                        .penalties = two.penalties(),
                                        .coercions = two.coercions()}};
  error::Violations bad;
  const std::optional<WanYuan> charges = Amount(bad, "section2.charges", two.charges());
  const std::optional<WanYuan> purchased = Amount(bad, "section2_of_2019.purchased", report.section2_of_2019().purchased());
  RETURN_IF_ERROR(bad.status());
  content.section_two.charges = *charges;
  content.section_two_2019 = SectionTwo2019FromProto(report.section2_of_2019(), *purchased);
  RETURN_IF_ERROR(CheckContent(content));
  return content;
}

}  // namespace disclosure::request
