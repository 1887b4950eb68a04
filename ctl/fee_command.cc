#include "ctl/fee_command.h"

#include <string>

#include "request-service/domain/fee.h"

namespace disclosure::ctl {
namespace {

int Refuse(std::ostream& err, std::string_view why) {
  err << why << "\n";
  return 1;
}

bool InRange(const std::optional<int64_t>& units) { return !units || (*units >= 0 && *units <= request::kMaxFeeUnits); }

}  // namespace

int RunFee(const FeeOptions& options, std::string_view fees_csv, absl::CivilDay day, std::ostream& out, std::ostream& err) {
  const absl::StatusOr<request::FeeTable> table = request::FeeTable::Parse(fees_csv);
  if (!table.ok()) return Refuse(err, std::string(table.status().message()));
  if (!options.items && !options.pages) return Refuse(err, "请给出 --items（当月件数）或者 --pages（一件申请的页数）");
  if (!InRange(options.items) || !InRange(options.pages)) return Refuse(err, "件数、页数应为 0 至 1000000");
  const request::FeeSchedule* schedule = table->On(day);
  const auto per_item = [&](bool total) {
    if (schedule == nullptr) return int64_t{0};
    return total ? schedule->per_item.Total(*options.items) : schedule->per_item.PriceOf(*options.items);
  };
  const auto per_page = [&] { return schedule == nullptr ? int64_t{0} : schedule->per_page.Total(*options.pages); };
  if (options.json) {
    out << "{";
    if (options.items) out << "\"month_total\":" << per_item(true) << ",\"last_item\":" << per_item(false);
    if (options.items && options.pages) out << ",";
    if (options.pages) out << "\"pages_fee\":" << per_page();
    out << "}\n";
    return 0;
  }
  if (options.items) out << "按件：当月" << *options.items << "件合计" << per_item(true) << "元，最后一件" << per_item(false) << "元\n";
  if (options.pages) out << "按量：" << *options.pages << "页" << per_page() << "元\n";
  return 0;
}

}  // namespace disclosure::ctl
