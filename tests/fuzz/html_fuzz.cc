// Feeds arbitrary bytes to the reader of web pages, decoding first.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "catalog-service/importers/html_reader.h"
#include "common/tables/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace disclosure;
  using namespace disclosure::catalog;
  ReadLimits limits;
  limits.rows = 2000;
  limits.cells = 20'000;
  ReadBudget budget(limits);
  const absl::StatusOr<std::string> text = DecodeText({reinterpret_cast<const char*>(data), size});
  if (text.ok()) (void)ReadHtml(*text, &budget).ok();
  return 0;
}
