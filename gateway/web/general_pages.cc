#include "gateway/web/general_pages.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/web/item_search.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Division;

// DOMAIN {…, RESULT…}, one for each domain with results.
void AddResults(const Snapshot& snapshot, const SearchResults& results, PageBuilder& page) {
  Dictionary* group = nullptr;
  std::string domain;
  for (const SearchResult& result : results.shown) {
    if (result.head->sample()) page.MarkSample();
    if (group == nullptr || domain != result.head->domain()) {
      domain = result.head->domain();
      group = page.content().AddSectionDictionary("DOMAIN");
      SetText(*group, "DOMAIN_TITLE", DomainTitle(snapshot, *result.head));
    }
    Dictionary& row = *group->AddSectionDictionary("RESULT");
    SetText(row, "HREF", "/" + result.item.name());
    SetText(row, "PATH", ItemPath(result.item));
    SetText(row, "DIVISION_TITLE", DivisionTitle(snapshot, DivisionOf(result.head->catalogue())));
    SetSection(row, "EXCERPT", absl::StrJoin(result.item.contents(), "；"));
  }
}

void AddDivisionOptions(const Snapshot& snapshot, const std::string& chosen, Dictionary& content) {
  for (const Division& division : snapshot.divisions) {
    Dictionary& option = *content.AddSectionDictionary("OPTION");
    SetText(option, "OPTION_VALUE", division.code());
    SetText(option, "OPTION_TITLE", division.display_name());
    if (division.name() == chosen) option.ShowSection("CHOSEN");
  }
}

}  // namespace

void WriteSearch(const Snapshot& snapshot, const std::string& query, const std::string& division, PageBuilder& page) {
  page.SetTitle(query.empty() ? "查询" : absl::StrCat("“", query, "”的查询结果"));
  page.SetRoom(Room::kSearch);
  page.HideFromRobots();
  page.AddCrumb("首页", "/");
  page.AddCrumb("查询", "");
  const std::string within = FindDivision(snapshot, division) == nullptr ? "" : division;
  Dictionary& content = page.content();
  SetText(content, "QUERY", query);
  AddDivisionOptions(snapshot, within, content);
  if (query.empty()) {
    content.ShowSection("HINT");
    return;
  }
  const SearchResults results = SearchItems(snapshot, SearchWords(query), within);
  Dictionary& summary = *content.AddSectionDictionary("SUMMARY");
  SetText(summary, "QUERY", query);
  SetNumber(summary, "FOUND", static_cast<long>(results.found));
  if (results.found > results.shown.size()) {
    SetNumber(*summary.AddSectionDictionary("CUT"), "SHOWN", static_cast<long>(results.shown.size()));
  }
  if (results.found == 0) content.ShowSection("NOTHING");
  AddResults(snapshot, results, page);
}

void WriteHelp(const Snapshot& snapshot, PageBuilder& page) {
  page.SetTitle("使用帮助");
  page.SetRoom(Room::kHelp);
  page.AddCrumb("首页", "/");
  page.AddCrumb("使用帮助", "");
  const catalog::v1::Division* district = District(snapshot);
  // The examples name a catalogue that is there, if any is.
  const std::string example = snapshot.editions.empty() ? "divisions/330108/catalogues/03" : snapshot.editions.begin()->first;
  SetText(page.content(), "CATALOGUE", example);
  SetText(page.content(), "DIVISION", district == nullptr ? DivisionOf(example) : district->name());
}

Problem NotFoundProblem() {
  return {404, "没有找到这个页面", "地址可能有误，或者该事项、版次已不在现行目录中。请从首页选择领域，或者按名称查询。"};
}

Problem MethodProblem() { return {405, "不支持这种访问方式", "本页面只供阅读。提交数据请使用接口，见使用帮助。"}; }

Problem ProblemOf(const absl::Status& status, const std::string& what) {
  const std::string later = "现行目录仍可照常查阅，请稍后再试。";
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return NotFoundProblem();
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return {400, "请求有误", "地址中的参数不符合要求，请返回上一页重新选择。"};
    case absl::StatusCode::kResourceExhausted:
      return {429, "访问过于频繁", later};
    case absl::StatusCode::kUnavailable:
      return {503, absl::StrCat(what, "服务暂时不可用"), later};
    case absl::StatusCode::kDeadlineExceeded:
      return {504, absl::StrCat(what, "服务响应超时"), later};
    default:
      return {500, "页面暂时无法显示", later};
  }
}

void WriteProblem(const Problem& problem, PageBuilder& page) {
  page.SetTitle(problem.title);
  page.HideFromRobots();
  SetNumber(page.content(), "STATUS", problem.status);
  SetText(page.content(), "TITLE", problem.title);
  SetText(page.content(), "TEXT", problem.text);
}

}  // namespace disclosure::gateway
