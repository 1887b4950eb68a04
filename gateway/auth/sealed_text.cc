#include "gateway/auth/sealed_text.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace disclosure::gateway {
namespace {

// A browser keeps 4096 bytes of a cookie.
constexpr size_t kMostSealed = 4000;

crypto::FieldContext Context(std::string_view purpose) { return {"gateway", purpose, ""}; }

}  // namespace

std::string Sealer::Seal(const SealedFields& fields, std::string_view purpose) const {
  return absl::WebSafeBase64Escape(cipher_.Encrypt(nlohmann::json(fields).dump(), Context(purpose)));
}

std::optional<SealedFields> Sealer::Open(std::string_view sealed, std::string_view purpose) const {
  std::string bytes;
  if (sealed.empty() || sealed.size() > kMostSealed || !absl::WebSafeBase64Unescape({sealed.data(), sealed.size()}, &bytes) ||
      bytes.empty()) {
    return std::nullopt;
  }
  // The last character has bits that say nothing: one text has one spelling.
  if (absl::WebSafeBase64Escape(bytes) != absl::string_view(sealed.data(), sealed.size())) return std::nullopt;
  const auto text = cipher_.Decrypt(bytes, Context(purpose));
  if (!text.ok()) return std::nullopt;
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  SealedFields fields;
  if (!json.is_object()) return std::nullopt;
  for (const auto& [name, value] : json.items()) {
    if (!value.is_string()) return std::nullopt;
    fields[name] = value.get<std::string>();
  }
  return fields;
}

std::string TimeField(absl::Time time) { return absl::StrCat(absl::ToUnixMicros(time)); }

absl::Time FieldTime(const std::string& field) {
  int64_t micros = 0;
  return absl::SimpleAtoi(field, &micros) ? absl::FromUnixMicros(micros) : absl::InfinitePast();
}

}  // namespace disclosure::gateway
