// The little JSON that commands print.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace disclosure::ctl {

// `text`, which must be UTF-8, as a JSON string with its quotation marks.
inline std::string JsonString(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      char escaped[7];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(byte));
      json += escaped;
    } else {
      json += c;
    }
  }
  return json + "\"";
}

inline std::string_view JsonBool(bool value) { return value ? "true" : "false"; }

}  // namespace disclosure::ctl
