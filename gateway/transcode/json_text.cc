#include "gateway/transcode/json_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace disclosure::gateway {

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': json += "\\\""; break;
      case '\\': json += "\\\\"; break;
      case '\n': json += "\\n"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          absl::StrAppend(&json, absl::StrFormat("\\u%04x", static_cast<int>(c)));
        } else {
          json += c;
        }
    }
  }
  return json + "\"";
}

std::string JsonObject(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string json = "{";
  for (const auto& [name, value] : members) {
    absl::StrAppend(&json, json.size() == 1 ? "" : ",", JsonString(name), ":", value);
  }
  return json + "}";
}

std::string JsonList(const std::vector<std::string>& values) {
  std::string json = "[";
  for (const std::string& value : values) absl::StrAppend(&json, json.size() == 1 ? "" : ",", value);
  return json + "]";
}

}  // namespace disclosure::gateway
