#include "gateway/web/report_pages.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/web/address.h"
#include "gateway/web/directory_pages.h"
#include "gateway/web/report_tables.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {
namespace {

using request::v1::AnnualReport;

bool IsOrgan(const std::string& owner) { return owner.rfind("organs/", 0) == 0; }

// 首页 › 区划 › 机关 › 年度报告.
void AddReportCrumbs(const Snapshot& snapshot, const std::string& owner, bool here, PageBuilder& page) {
  if (const auto* organ = IsOrgan(owner) ? FindOrgan(snapshot, owner) : nullptr) {
    AddDivisionCrumbs(snapshot, organ->division(), false, page);
    page.AddCrumb(organ->display_name(), "/" + owner);
  } else {
    AddDivisionCrumbs(snapshot, owner, false, page);
  }
  page.AddCrumb("年度报告", here ? "" : absl::StrCat("/", owner, "/annualReports"));
}

// Sections 一、五、六, which the organ writes; the lines of a text are its paragraphs.
void AddText(std::string_view id, std::string_view title, const std::vector<const std::string*>& texts, Dictionary& content) {
  if (std::all_of(texts.begin(), texts.end(), [](const std::string* text) { return text->empty(); })) return;
  Dictionary& section = *content.AddSectionDictionary(id == "one" ? "TEXT_BEFORE" : "TEXT_AFTER");
  SetText(section, "ID", id);
  SetText(section, "SECTION_TITLE", title);
  for (const std::string* text : texts) {
    for (const absl::string_view line : absl::StrSplit(*text, '\n', absl::SkipWhitespace())) {
      SetText(*section.AddSectionDictionary("PARAGRAPH"), "TEXT", {line.data(), line.size()});
    }
  }
}

}  // namespace

std::string ReportOwnerTitle(const Snapshot& snapshot, const std::string& owner) {
  if (IsOrgan(owner)) {
    const auto* organ = FindOrgan(snapshot, owner);
    return organ == nullptr ? "" : organ->display_name();
  }
  const auto* division = FindDivision(snapshot, owner);
  return division == nullptr ? "" : division->display_name();
}

void WriteReports(const Snapshot& snapshot, const std::string& owner, const request::v1::ListAnnualReportsResponse& reports, PageBuilder& page) {
  const std::string title = absl::StrCat(ReportOwnerTitle(snapshot, owner), "政府信息公开工作年度报告");
  page.SetTitle(title);
  page.SetDescription(title + "：历年报告，可在线看，可下载。");
  AddReportCrumbs(snapshot, owner, true, page);
  Dictionary& content = page.content();
  SetText(content, "TITLE", title);
  for (const request::v1::PublishedReport& report : reports.reports()) {
    Dictionary& row = *content.AddSectionDictionary("REPORT");
    SetNumber(row, "YEAR", report.year());
    SetText(row, "PUBLISHED_ON", report.published_on());
    SetText(row, "HREF", PathOf(report.name()));
    SetText(row, "EXPORT", absl::StrCat("/v1/", report.name(), ":export?fileType="));
  }
  if (reports.reports().empty()) content.ShowSection("NOTHING");
}

void WriteReport(const Snapshot& snapshot, const std::string& owner, const AnnualReport& report, PageBuilder& page) {
  const std::string title = absl::StrCat(report.owner(), report.year(), "年政府信息公开工作年度报告");
  page.SetTitle(title);
  page.SetDescription(title + "：主动公开、依申请公开、行政复议和诉讼的情况，附国家格式的表格。");
  page.AddCitizenStyle();
  page.AddScript("report.js");
  AddReportCrumbs(snapshot, owner, false, page);
  page.AddCrumb(absl::StrCat(report.year(), "年"), "");
  Dictionary& content = page.content();
  SetText(content, "TITLE", title);
  SetText(content, "OWNER", owner);
  SetNumber(content, "YEAR", report.year());
  SetSection(content, "PUBLISHED_ON", report.published_on());
  SetText(content, "EXPORT", absl::StrCat("/v1/", report.name(), ":export?fileType="));
  SetText(content, "JSON_HREF", "/v1/" + report.name());
  const auto& texts = report.texts();
  AddText("one", "一、总体情况", {&texts.general()}, content);
  AddSectionTwo(report, content);
  AddSectionThree(report, content);
  AddSectionFour(report, content);
  AddText("five", "五、存在的主要问题及改进情况", {&texts.problems()}, content);
  AddText("six", "六、其他需要报告的事项", {&texts.others(), &texts.fee_statement(), &texts.discrepancies()}, content);
}

}  // namespace disclosure::gateway
