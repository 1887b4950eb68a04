#include "common/crypto/blind_index.h"

#include "common/crypto/primitives.h"

namespace disclosure::crypto {

std::string BlindIndex(const KeyRing& keys, std::string_view label, std::initializer_list<std::string_view> values) {
  std::string framed = Frame({label});
  for (const std::string_view value : values) {
    const std::string text = IndexText(value);
    if (text.empty()) return "";
    AppendFramed(&framed, text);
  }
  const Digest digest = HmacSha256(keys.index_key().view(), framed);
  return std::string(View(digest).substr(0, kBlindIndexSize));
}

}  // namespace disclosure::crypto
