// Feeds arbitrary bytes to the reader of offices' ledgers, and its rows to the rules.
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string_view>

#include "request-service/importers/ledger_csv.h"

namespace {

using namespace disclosure::request;

const absl::CivilDay kToday(2026, 9, 18);

const ReportForm& Form() {
  static const auto* const form = [] {
    std::ifstream file(DISCLOSURE_SOURCE_DIR "/data/request/report_rows.csv");
    std::ostringstream text;
    text << file.rdbuf();
    return new ReportForm(*ReportForm::Parse(text.str()));
  }();
  return *form;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto rows = ReadLedgerCsv(LedgerKind::kRequests, bytes); rows.ok()) {
    for (const LedgerRow& row : *rows) (void)ReadLedgerRequest(Form(), row.cells, kToday).ok();
  }
  if (const auto rows = ReadLedgerCsv(LedgerKind::kReviews, bytes); rows.ok()) {
    for (const LedgerRow& row : *rows) (void)ReadLedgerReview(row.cells, kToday).ok();
  }
  return 0;
}
