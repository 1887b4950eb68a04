// Bytes that are wiped when they go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "openssl/crypto.h"

namespace disclosure::crypto {

// Its size is fixed, so that no growing leaves a copy behind. Move only: copies are asked for by name.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(size_t size) : bytes_(size) {}
  ~SecretBytes() { Wipe(); }
  SecretBytes(SecretBytes&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this == &other) return *this;
    Wipe();
    bytes_ = std::move(other.bytes_);
    other.bytes_.clear();
    return *this;
  }

  SecretBytes Copy() const {
    SecretBytes copy;
    copy.bytes_ = bytes_;
    return copy;
  }

  size_t size() const { return bytes_.size(); }
  uint8_t* data() { return bytes_.data(); }
  const uint8_t* data() const { return bytes_.data(); }
  std::span<uint8_t> span() { return bytes_; }
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }

 private:
  void Wipe() {
    if (!bytes_.empty()) OPENSSL_cleanse(bytes_.data(), bytes_.size());
  }

  std::vector<uint8_t> bytes_;
};

}  // namespace disclosure::crypto
