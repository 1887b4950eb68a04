// From the bytes of a file to UTF-8, and from raw text to the text of a cell.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace disclosure {

// Byte offset of the first byte that is not part of well-formed UTF-8 (RFC 3629), if any.
std::optional<size_t> FirstInvalidUtf8(std::string_view text);

// The code point that starts at text[*at] of valid UTF-8; moves *at behind it.
char32_t NextCodePoint(std::string_view text, size_t* at);

// `bytes` as UTF-8 without byte order mark. Knows UTF-8, UTF-16 with a byte order mark, and GB18030 with
// its subsets GBK and GB2312; `charset_hint` (from an HTML meta, or "") adds Big5. Valid UTF-8 is taken as
// UTF-8 whatever the hint says: saved copies often keep the meta of the page they came from.
// Error WRONG_ENCODING with the offset of the first bad byte.
absl::StatusOr<std::string> DecodeText(std::string_view bytes, std::string_view charset_hint = "");

// The text of a cell: line ends as \n, no other control characters, nothing that is not UTF-8, no-break spaces as spaces, no leading or
// trailing blanks (U+3000 counts as one).
std::string CleanCell(std::string_view raw);

}  // namespace disclosure
