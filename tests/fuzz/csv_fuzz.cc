// Feeds arbitrary bytes to the reader of CSV files, decoding first.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace disclosure;
  ReadLimits limits;
  limits.rows = 2000;
  limits.cells = 20'000;
  ReadBudget budget(limits);
  const absl::StatusOr<std::string> text = DecodeText({reinterpret_cast<const char*>(data), size});
  if (text.ok()) (void)ReadCsv(*text, &budget).ok();
  return 0;
}
