// Any bytes as a key file, as an encrypted field and as a text: nothing that was not encrypted here decrypts, and
// what was comes back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/crypto/blind_index.h"
#include "common/crypto/field_cipher.h"
#include "common/crypto/testing.h"

namespace disclosure::crypto {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void Fuzz(std::string_view bytes) {
  static const FieldCipher& cipher = *new FieldCipher(TestKeys({1, 2}));
  const FieldContext context{.table = "table", .column = "column", .row = bytes.substr(0, bytes.size() / 2)};
  Check(bytes.empty() == cipher.Decrypt(bytes, context).ok());
  (void)cipher.NeedsRotation(bytes);

  std::string encrypted = cipher.Encrypt(bytes, context);
  Check(cipher.Decrypt(encrypted, context).value() == bytes);
  if (!encrypted.empty()) {
    encrypted[static_cast<uint8_t>(bytes[0]) % encrypted.size()] ^= 0x40;
    Check(!cipher.Decrypt(encrypted, context).ok());
  }
  const std::string text = IndexText(bytes);
  Check(text.size() <= bytes.size());
  (void)KeyRing::Parse(bytes, "fuzz");
}

}  // namespace
}  // namespace disclosure::crypto

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  disclosure::crypto::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
