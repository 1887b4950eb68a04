// Whole-buffer compression for answers that are compressed once and sent many times.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace disclosure::gateway {

// Level 1…9; nothing if zlib fails.
std::optional<std::string> Gzip(std::string_view data, int level);

// Quality 0…11; nothing if brotli fails.
std::optional<std::string> Brotli(std::string_view data, int quality);

// Whether data of this content type is worth compressing (text, JSON, XML, SVG, scripts).
bool IsCompressible(std::string_view content_type);

}  // namespace disclosure::gateway
