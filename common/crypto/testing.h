// Keys for tests, the same in every run: key n is 32 bytes of the value n.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/key_ring.h"

namespace disclosure::crypto {

inline std::string TestKeyLine(int id, std::string_view purpose) {
  const std::string key(kKeySize, static_cast<char>(id));
  return absl::StrCat(id, " ", std::string(purpose), " ", absl::Base64Escape(key), "\n");
}

// Index key 100, access key 101 and the field keys with `ids`, the last of which encrypts.
inline KeyRing TestKeys(std::initializer_list<int> ids) {
  std::string text = TestKeyLine(100, "index") + TestKeyLine(101, "access");
  for (const int id : ids) text += TestKeyLine(id, "field");
  return *KeyRing::Parse(text, "test");
}

}  // namespace disclosure::crypto
