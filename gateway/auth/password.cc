#include "gateway/auth/password.h"

#include <crypt.h>

#include <algorithm>
#include <memory>

#include "common/crypto/primitives.h"
#include "gateway/auth/identity_provider.h"
#include "openssl/crypto.h"

namespace disclosure::gateway {
namespace {

constexpr char kMethod[] = "$y$";

std::string Crypt(const std::string& password, const char* setting) {
  // 32 KiB, which crypt wants for itself.
  const auto data = std::make_unique<crypt_data>();
  const char* hash = crypt_r(password.c_str(), setting, data.get());
  std::string text = hash == nullptr || hash[0] == '*' ? "" : hash;
  OPENSSL_cleanse(data.get(), sizeof(crypt_data));
  return text;
}

}  // namespace

std::string PasswordFault(std::string_view password, std::string_view account) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  if (static_cast<size_t>(std::count_if(password.begin(), password.end(), begins)) < kLeastPassword) return "密码至少10个字符";
  if (password.size() > kMostPassword) return "密码太长";
  if (std::any_of(password.begin(), password.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; })) return "密码里不能有控制字符";
  if (std::all_of(password.begin(), password.end(), [&](char c) { return c == password[0]; })) return "密码不能只重复一个字符";
  if (password.find(account) != std::string_view::npos) return "密码里不能包含账号";
  return "";
}

std::string HashPassword(const std::string& password) {
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  crypto::Require(crypt_gensalt_rn(kMethod, 0, nullptr, 0, setting, sizeof(setting)) != nullptr);
  std::string hash = Crypt(password, setting);
  crypto::Require(!hash.empty());
  return hash;
}

bool IsPassword(const std::string& password, const std::string& hash) {
  // Made once, so that an account that is not there takes as long to refuse as one that is.
  static const std::string nobody = HashPassword(RandomText());
  const std::string made = Crypt(password, hash.empty() ? nobody.c_str() : hash.c_str());
  return !hash.empty() && !made.empty() && SameText(made, hash);
}

}  // namespace disclosure::gateway
