#include "common/crypto/aes_gcm.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace disclosure::crypto {
namespace {

// A test case of "The Galois/Counter Mode of Operation" (McGrew and Viega), the submission to NIST; all hex.
struct KnownAnswer {
  const char* name;
  const char* key;
  const char* nonce;
  const char* authenticated;
  const char* text;
  const char* sealed;  // ciphertext and tag
};

constexpr char kZeroKey[] = "0000000000000000000000000000000000000000000000000000000000000000";
constexpr char kKey[] = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
constexpr KnownAnswer kKnownAnswers[] = {
    {"13", kZeroKey, "000000000000000000000000", "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {"14", kZeroKey, "000000000000000000000000", "", "00000000000000000000000000000000",
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"15", kKey, "cafebabefacedbaddecaf888", "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
     "b094dac5d93471bdec1a502270e3cc6c"},
    {"16", kKey, "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
     "76fc6ece0f4e1768cddf8853bb2d551b"},
};

std::string FromHex(const char* hex) { return absl::HexStringToBytes(hex); }

AesGcm CipherWith(const std::string& bytes) {
  SecretBytes key(bytes.size());
  std::ranges::copy(bytes, key.data());
  return AesGcm(std::move(key));
}

AesGcm::Nonce NonceOf(const std::string& bytes) {
  AesGcm::Nonce nonce;
  std::ranges::copy(bytes, nonce.begin());
  return nonce;
}

TEST(AesGcm, AgreesWithThePublishedTestCases) {
  for (const KnownAnswer& known : kKnownAnswers) {
    SCOPED_TRACE(known.name);
    const AesGcm cipher = CipherWith(FromHex(known.key));
    const AesGcm::Nonce nonce = NonceOf(FromHex(known.nonce));
    std::string sealed;
    cipher.Seal(nonce, FromHex(known.authenticated), FromHex(known.text), &sealed);
    EXPECT_EQ(absl::BytesToHexString(sealed), known.sealed);
    EXPECT_EQ(cipher.Open(nonce, FromHex(known.authenticated), sealed), FromHex(known.text));
  }
}

TEST(AesGcm, ForgetsAFailureBeforeTheNextUse) {
  const AesGcm cipher = CipherWith(FromHex(kKey));
  const AesGcm::Nonce nonce{};
  std::string sealed;
  cipher.Seal(nonce, "甲", "乙", &sealed);
  EXPECT_EQ(cipher.Open(nonce, "丙", sealed), std::nullopt);
  EXPECT_EQ(cipher.Open(nonce, "甲", "too short"), std::nullopt);
  EXPECT_EQ(cipher.Open(nonce, "甲", sealed), "乙");
  std::string again;
  cipher.Seal(nonce, "甲", "乙", &again);
  EXPECT_EQ(again, sealed);
}

}  // namespace
}  // namespace disclosure::crypto
