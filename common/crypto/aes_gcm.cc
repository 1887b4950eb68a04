#include "common/crypto/aes_gcm.h"

#include <climits>
#include <utility>

#include "common/crypto/primitives.h"

namespace disclosure::crypto {
namespace {

// OpenSSL counts in int.
int Size(std::string_view text) {
  Require(text.size() <= INT_MAX);
  return static_cast<int>(text.size());
}

}  // namespace

void AesGcm::Seal(const Nonce& nonce, std::string_view authenticated, std::string_view text,
                  std::string* out) const {
  Context context = Borrow();
  const size_t start = out->size();
  out->resize(start + text.size() + kTagSize);
  auto* ciphertext = reinterpret_cast<uint8_t*>(out->data()) + start;
  uint8_t* const tag = ciphertext + text.size();
  int size = 0;
  Require(EVP_EncryptInit_ex2(context.get(), nullptr, nullptr, nonce.data(), nullptr) == 1 &&
          EVP_EncryptUpdate(context.get(), nullptr, &size, Bytes(authenticated), Size(authenticated)) == 1 &&
          EVP_EncryptUpdate(context.get(), ciphertext, &size, Bytes(text), Size(text)) == 1 &&
          EVP_EncryptFinal_ex(context.get(), tag, &size) == 1 &&
          EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, tag) == 1);
  GiveBack(std::move(context));
}

std::optional<std::string> AesGcm::Open(const Nonce& nonce, std::string_view authenticated,
                                        std::string_view sealed) const {
  if (sealed.size() < kTagSize || sealed.size() > INT_MAX) return std::nullopt;
  const std::string_view ciphertext = sealed.substr(0, sealed.size() - kTagSize);
  std::array<uint8_t, kTagSize> tag;
  sealed.copy(reinterpret_cast<char*>(tag.data()), kTagSize, ciphertext.size());
  Context context = Borrow();
  std::string text(ciphertext.size(), '\0');
  auto* out = reinterpret_cast<uint8_t*>(text.data());
  int size = 0;
  Require(EVP_DecryptInit_ex2(context.get(), nullptr, nullptr, nonce.data(), nullptr) == 1 &&
          EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()) == 1 &&
          EVP_DecryptUpdate(context.get(), nullptr, &size, Bytes(authenticated), Size(authenticated)) == 1 &&
          EVP_DecryptUpdate(context.get(), out, &size, Bytes(ciphertext), Size(ciphertext)) == 1);
  const bool genuine = EVP_DecryptFinal_ex(context.get(), tag.data(), &size) == 1;
  GiveBack(std::move(context));
  if (genuine) return text;
  OPENSSL_cleanse(text.data(), text.size());
  return std::nullopt;
}

AesGcm::Context AesGcm::Borrow() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Context context = std::move(idle_.back());
      idle_.pop_back();
      return context;
    }
  }
  Context context(EVP_CIPHER_CTX_new());
  Require(context != nullptr &&
          EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), key_.data(), nullptr, nullptr) == 1);
  return context;
}

void AesGcm::GiveBack(Context context) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(context));
}

}  // namespace disclosure::crypto
