// Any bytes as 公开时限: the normal form that comes out is of the grammar, and parsing and formatting
// leave it as it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "catalog-service/domain/time_limit.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace disclosure::catalog;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string form = ToString(NormaliseTimeLimit(input));
  const auto terms = ParseNormalForm(form);
  if (!terms.ok() || Format(*terms) != form) std::abort();
  // The same bytes as a normal form: refused, or stable after one formatting.
  if (const auto given = ParseNormalForm(input); given.ok()) {
    const auto again = ParseNormalForm(Format(*given));
    if (!again.ok() || *again != *given) std::abort();
  }
  return 0;
}
