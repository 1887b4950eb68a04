// AES-256-GCM (NIST SP 800-38D) under one key.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/crypto/secret_bytes.h"
#include "openssl/evp.h"

namespace disclosure::crypto {

// Thread safe: contexts that know the key already wait here for whoever needs one next, which is 0.4 µs
// against 0.65 µs for setting one up.
class AesGcm {
 public:
  static constexpr size_t kNonceSize = 12;
  static constexpr size_t kTagSize = 16;
  using Nonce = std::array<uint8_t, kNonceSize>;

  explicit AesGcm(SecretBytes key) : key_(std::move(key)) {}

  // Appends ciphertext and tag. A nonce must never come twice under one key.
  void Seal(const Nonce& nonce, std::string_view authenticated, std::string_view text, std::string* out) const;

  // The text of ciphertext and tag, or nothing if they were not sealed with this key, nonce and data.
  std::optional<std::string> Open(const Nonce& nonce, std::string_view authenticated, std::string_view sealed) const;

 private:
  struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  };
  using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

  Context Borrow() const;
  void GiveBack(Context context) const;

  const SecretBytes key_;
  mutable std::mutex mutex_;
  mutable std::vector<Context> idle_;
};

}  // namespace disclosure::crypto
