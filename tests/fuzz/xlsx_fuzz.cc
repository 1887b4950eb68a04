// Feeds arbitrary bytes to the reader of workbooks: as an archive, and as the sheet of a sound one, because
// a fuzzer seldom finds its way through deflate and CRC.
#include <cstddef>
#include <cstdint>
#include <string>

#include "common/tables/xlsx_reader.h"
#include "common/tables/xlsx_sheet.h"
#include "common/tables/xlsx_styles.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace disclosure;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  ReadLimits limits;
  limits.rows = 2000;
  limits.cells = 20'000;
  limits.unzipped_bytes = 4 << 20;
  ReadBudget archive_budget(limits);
  (void)ReadXlsx(bytes, &archive_budget).ok();
  ReadBudget sheet_budget(limits);
  const Workbook workbook{.strings = {"甲", "乙"}, .padding = {0, 4}};
  (void)ReadSheet("sheet", bytes, workbook, {{"rId1", "https://example.cn/"}}, &sheet_budget).ok();
  (void)PaddingOfStyles(bytes).ok();
  return 0;
}
