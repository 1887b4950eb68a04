#include "gateway/auth/form_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "gateway/http/target.h"
#include "gateway/transcode/utf8.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMostFields = 500;

std::optional<std::string> Decoded(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  std::optional<std::string> decoded = PercentDecoded(blanks);
  if (!decoded || !IsUtf8(*decoded) || decoded->find('\0') != std::string::npos) return std::nullopt;
  return absl::StrReplaceAll(*decoded, {{"\r\n", "\n"}, {"\r", "\n"}});
}

void AppendEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '~') {
      *out += c;
    } else {
      absl::StrAppendFormat(out, "%%%02X", byte);
    }
  }
}

}  // namespace

std::optional<FormFields> ParseForm(std::string_view text) {
  FormFields fields;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    auto name = Decoded(pair.substr(0, equals));
    auto value = Decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view());
    if (!name || !value || fields.size() == kMostFields) return std::nullopt;
    fields.emplace_back(*std::move(name), *std::move(value));
  }
  return fields;
}

std::string FieldOf(const FormFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return "";
}

std::string FormText(const FormFields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    AppendEscaped(name, &text);
    text += '=';
    AppendEscaped(value, &text);
  }
  return text;
}

}  // namespace disclosure::gateway
