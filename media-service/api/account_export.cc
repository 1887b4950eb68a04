#include "media-service/api/account_export.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/json.h"
#include "common/tables/workbook_writer.h"
#include "media-service/api/account_list.h"

namespace disclosure::media {
namespace {

constexpr int kRowsAtOnce = 1000;
constexpr size_t kBytesAtOnce = 256 << 10;
constexpr absl::Duration kPageTimeout = absl::Seconds(30);

// What the import reads again, but for the last two.
TextRow Columns() {
  return {"内部编号", "平台",     "账号名称", "账号ID",   "其他ID",   "网址",   "状态",   "主办单位", "主办单位由名称推断", "主管单位", "承办单位",
          "运营方式", "认证主体", "认证状态", "功能类别", "互动功能", "简介",   "开设日期", "备案日期", "备案号",             "承接账号", "行政区划"};
}

std::string DayText(const std::optional<absl::CivilDay>& day) { return day ? FormatDate(*day) : ""; }

std::string_view Label(OperationMode mode) {
  return mode == OperationMode::kOwn ? "自运营" : mode == OperationMode::kEntrusted ? "委托运营" : "";
}
std::string_view Label(Certification certification) {
  switch (certification) {
    case Certification::kCertified: return "已认证";
    case Certification::kNotCertified: return "未认证";
    case Certification::kLapsed: return "认证过期";
    case Certification::kUnspecified: break;
  }
  return "";
}
std::string_view Label(Purpose purpose) {
  switch (purpose) {
    case Purpose::kPublishing: return "发布类";
    case Purpose::kService: return "服务类";
    case Purpose::kInteraction: return "互动类";
    case Purpose::kUnspecified: break;
  }
  return "";
}
std::string_view Label(Interaction interaction) {
  switch (interaction) {
    case Interaction::kComments: return "留言评论";
    case Interaction::kPrivateMessages: return "私信";
    case Interaction::kMenu: return "自定义菜单";
    case Interaction::kCustomerService: return "客服";
    case Interaction::kAutoReply: return "自动回复";
    case Interaction::kMailbox: return "信箱";
    case Interaction::kUnspecified: break;
  }
  return "";
}

TextRow RowOf(const Backend& backend, const Account& a) {
  const Platform* platform = backend.rules.platforms.Find(a.platform);
  const std::string interactions =
      absl::StrJoin(a.interactions, "、", [](std::string* out, Interaction interaction) { absl::StrAppend(out, std::string(Label(interaction))); });
  return {a.uid,
          platform == nullptr ? a.platform : platform->name,
          a.name,
          a.platform_id,
          absl::StrJoin(a.other_ids, " "),
          a.url,
          std::string(StateLabel(a.state)),
          a.host.text,
          a.host.inferred ? "是" : "",
          a.competent.text,
          a.operation.text,
          std::string(Label(a.operation_mode)),
          a.certified_subject,
          std::string(Label(a.certification)),
          std::string(Label(a.purpose)),
          interactions,
          a.introduction,
          DayText(a.opened_on),
          DayText(a.filed_on),
          a.filing_number,
          a.successor,
          a.division};
}

class Pages {
 public:
  Pages(const Backend& backend, AccountScope scope) : backend_(backend), scope_(std::move(scope)) {}

  // Empty at the end.
  absl::StatusOr<std::vector<Account>> Next() {
    std::vector<Account> accounts;
    if (ended_) return accounts;
    RETURN_IF_ERROR(backend_.store.Read(absl::Now() + kPageTimeout, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(accounts, reader.ListAccounts(scope_.query, after_, kRowsAtOnce));
      return absl::OkStatus();
    }));
    ended_ = static_cast<int>(accounts.size()) < kRowsAtOnce;
    if (!accounts.empty()) after_ = accounts.back().uid;
    return accounts;
  }
  TextRow Row(const Account& account) const { return RowOf(backend_, account); }
  std::string Json(const Account& account) const { return PrintPublishedJson(scope_.Render(account)); }

 private:
  const Backend& backend_;
  const AccountScope scope_;
  std::string after_;
  bool ended_ = false;
};

NextChunk<google::api::HttpBody> Csv(std::shared_ptr<Pages> pages) {
  return [pages = std::move(pages), begun = false](google::api::HttpBody& next) mutable -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(const std::vector<Account> accounts, pages->Next());
    if (begun && accounts.empty()) return false;
    next.set_content_type("text/csv; charset=utf-8");
    if (!std::exchange(begun, true)) next.set_data(CsvHead(Columns()));
    for (const Account& account : accounts) next.mutable_data()->append(CsvRecord(pages->Row(account)));
    return true;
  };
}

// An array with an account a line.
NextChunk<google::api::HttpBody> Json(std::shared_ptr<Pages> pages) {
  return [pages = std::move(pages), begun = false, ended = false](google::api::HttpBody& next) mutable -> absl::StatusOr<bool> {
    if (ended) return false;
    next.set_content_type("application/json");
    ASSIGN_OR_RETURN(const std::vector<Account> accounts, pages->Next());
    std::string& data = *next.mutable_data();
    if (!begun) data = "[";
    for (const Account& account : accounts) absl::StrAppend(&data, std::exchange(begun, true) ? ",\n" : "\n", pages->Json(account));
    ended = accounts.empty();
    begun = true;
    if (ended) data += "\n]\n";
    return true;
  };
}

// First page after page into the file, which says nothing but the content type; then the file.
NextChunk<google::api::HttpBody> Xlsx(std::shared_ptr<Pages> pages, std::shared_ptr<WorkbookWriter> workbook) {
  return [pages = std::move(pages), workbook = std::move(workbook), closed = false](google::api::HttpBody& next) mutable -> absl::StatusOr<bool> {
    next.set_content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    if (closed) {
      ASSIGN_OR_RETURN(*next.mutable_data(), workbook->Read(kBytesAtOnce));
      return !next.data().empty();
    }
    ASSIGN_OR_RETURN(const std::vector<Account> accounts, pages->Next());
    for (const Account& account : accounts) RETURN_IF_ERROR(workbook->Append(pages->Row(account)));
    if (accounts.empty()) {
      RETURN_IF_ERROR(workbook->Close());
      closed = true;
    }
    return true;
  };
}

}  // namespace

absl::StatusOr<NextChunk<google::api::HttpBody>> BeginExport(const Backend& backend, const Call& call, const v1::ExportAccountsRequest& request) {
  if (!v1::ExportAccountsRequest::Format_IsValid(request.format())) return error::BadRequest({{"format", "must be CSV, XLSX or JSON"}});
  ASSIGN_OR_RETURN(AccountScope scope, OpenScope(backend, call, FilterOf(request)));
  auto pages = std::make_shared<Pages>(backend, std::move(scope));
  if (request.format() == v1::ExportAccountsRequest::JSON) return Json(std::move(pages));
  if (request.format() != v1::ExportAccountsRequest::XLSX) return Csv(std::move(pages));
  ASSIGN_OR_RETURN(std::shared_ptr<WorkbookWriter> workbook, WorkbookWriter::Create("政务新媒体", Columns()));
  return Xlsx(std::move(pages), std::move(workbook));
}

}  // namespace disclosure::media
