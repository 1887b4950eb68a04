#include "gateway/web/general_pages.h"

#include "absl/strings/str_cat.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {
void WriteHelp(const Snapshot& snapshot, PageBuilder& page) {
  page.SetTitle("使用帮助");
  page.SetDescription("怎样看目录、查事项、申请公开、查办理进度，以及怎样用接口取数据。");
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
