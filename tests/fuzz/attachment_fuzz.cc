// Feeds arbitrary bytes to what tells an attachment's format, unpacking what looks like an office document.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "request-service/attachments/content_type.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  (void)disclosure::request::ContentTypeOf({reinterpret_cast<const char*>(data), size}, {.entries = 50, .unpacked_bytes = 1 << 20}).ok();
  return 0;
}
