#include "ctl/request_commands.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"

namespace disclosure::ctl {

namespace v1 = ::disclosure::request::v1;

int RunCalendarImport(const Suite& suite, const std::string& directory, std::ostream& out, std::ostream& err) {
  v1::ImportCalendarRequest request;
  const std::pair<const char*, std::string*> files[] = {{"holidays.csv", request.mutable_holidays_csv()},
                                                        {"local_overlays.csv", request.mutable_overlays_csv()}};
  for (const auto& [name, text] : files) {
    const std::string path = absl::StrCat(directory, "/", name);
    if (!std::filesystem::exists(path)) continue;
    absl::StatusOr<std::string> bytes = ReadFile(path);
    if (!bytes.ok()) return Fail(err, bytes.status());
    *text = *std::move(bytes);
  }
  if (request.holidays_csv().empty() && request.overlays_csv().empty()) {
    return Fail(err, absl::NotFoundError(absl::StrCat(directory, " 里没有 holidays.csv 或 local_overlays.csv")));
  }
  const auto stub = suite.Requests(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::ImportCalendarResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->ImportCalendar(&context, request, &response));
  if (!status.ok()) return Fail(err, status);
  if (response.years().empty()) {
    out << "日历没有放假安排通知\n";
  } else {
    out << "日历已有 " << response.years(0) << " 至 " << response.years(response.years_size() - 1) << " 年的放假安排通知\n";
  }
  for (const auto& change : response.changes()) {
    out << change.request() << " 到期日 " << (change.before().empty() ? "未知" : change.before()) << " → "
        << (change.after().empty() ? "未知" : change.after()) << "\n";
  }
  if (response.remaining() > 0) out << "还有 " << response.remaining() << " 件待重算，服务会接着算；稍后再次导入，可以看到其余的变动\n";
  return 0;
}

}  // namespace disclosure::ctl
