#include "common/crypto/field_cipher.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/crypto/testing.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::crypto {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr FieldContext kPlace{.table = "applicants", .column = "name", .row = "01aryz6s41"};

std::string TextOf(size_t size) {
  std::string text(size, '\0');
  for (size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 7 + size);
  return text;
}

TEST(FieldCipher, GivesBackEveryTextOf0To4096Bytes) {
  const FieldCipher cipher(TestKeys({1}));
  for (size_t size = 0; size <= 4096; ++size) {
    const std::string text = TextOf(size);
    const std::string bytes = cipher.Encrypt(text, kPlace);
    ASSERT_EQ(bytes.size(), size == 0 ? 0 : size + FieldCipher::kOverhead);
    ASSERT_THAT(cipher.Decrypt(bytes, kPlace), IsOkAndHolds(text)) << size;
  }
}

TEST(FieldCipher, UnderADataKeyOnlyThatKeyReads) {
  const auto key = [](uint8_t byte) {
    SecretBytes bytes(kKeySize);
    std::fill_n(bytes.data(), kKeySize, byte);
    return bytes;
  };
  const std::string bytes = FieldCipher(key(1)).Encrypt("甲的说明", kPlace);
  EXPECT_EQ(FieldCipher::KeyOf(bytes), 0);
  EXPECT_THAT(FieldCipher(key(1)).Decrypt(bytes, kPlace), IsOkAndHolds(std::string("甲的说明")));
  EXPECT_THAT(FieldCipher(key(2)).Decrypt(bytes, kPlace), HasReason("FIELD_UNREADABLE"));
  EXPECT_THAT(FieldCipher(TestKeys({1})).Decrypt(bytes, kPlace), HasReason("FIELD_UNREADABLE")) << "key 1 of a ring, of the same bytes";
}

TEST(FieldCipher, ReadsWhatAnotherProgramWrote) {
  // Made with the AESGCM of Python's cryptography, key and nonce of bytes 1.
  const std::string bytes =
      absl::HexStringToBytes("01000101010101010101010101010157c51a7ed17e07c92706518c910bbb69d3581596663e");
  EXPECT_THAT(FieldCipher(TestKeys({1})).Decrypt(bytes, kPlace), IsOkAndHolds("张三"));
}

TEST(FieldCipher, EncryptsTheSameTextDifferentlyEachTime) {
  const FieldCipher cipher(TestKeys({1}));
  std::set<std::string> all;
  for (int i = 0; i < 1000; ++i) all.insert(cipher.Encrypt("张三", kPlace));
  EXPECT_EQ(all.size(), 1000u);
}

TEST(FieldCipher, KeepsNothingOfTheTextInTheBytes) {
  EXPECT_THAT(FieldCipher(TestKeys({1})).Encrypt("33010819000101001X", kPlace), Not(HasSubstr("330108")));
}

TEST(FieldCipher, LeavesEmptyTextEmpty) {
  const FieldCipher cipher(TestKeys({1}));
  EXPECT_EQ(cipher.Encrypt("", kPlace), "");
  EXPECT_THAT(cipher.Decrypt("", kPlace), IsOkAndHolds(""));
  EXPECT_THAT(cipher.Reencrypt("", kPlace), IsOkAndHolds(""));
  EXPECT_FALSE(cipher.NeedsRotation(""));
}

TEST(FieldCipher, RefusesAFlippedBitAnywhere) {
  const FieldCipher cipher(TestKeys({1, 2, 3}));
  const std::string bytes = cipher.Encrypt("浙江省杭州市滨江区", kPlace);
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] ^= static_cast<char>(1 << bit % 8);
    ASSERT_THAT(cipher.Decrypt(flipped, kPlace), HasReason("FIELD_UNREADABLE")) << bit;
  }
}

TEST(FieldCipher, RefusesWhatIsCutOrGrown) {
  const FieldCipher cipher(TestKeys({1}));
  const std::string bytes = cipher.Encrypt("张三", kPlace);
  for (size_t size = 1; size < bytes.size(); ++size) {
    ASSERT_THAT(cipher.Decrypt(bytes.substr(0, size), kPlace), HasReason("FIELD_UNREADABLE")) << size;
  }
  EXPECT_THAT(cipher.Decrypt(bytes + '\0', kPlace), HasReason("FIELD_UNREADABLE"));
}

TEST(FieldCipher, RefusesAValueMovedToAnotherPlace) {
  const FieldCipher cipher(TestKeys({1}));
  const std::string bytes = cipher.Encrypt("张三", kPlace);
  for (const FieldContext& other : {FieldContext{"agents", "name", "01aryz6s41"},
                                    {"applicants", "phone", "01aryz6s41"},
                                    {"applicants", "name", "01aryz6s42"},
                                    {"applicantsn", "ame", "01aryz6s41"}}) {
    EXPECT_THAT(cipher.Decrypt(bytes, other), HasReason("FIELD_UNREADABLE")) << other.table << " " << other.column;
  }
}

TEST(FieldCipher, ReadsOldValuesAndWritesUnderTheNewKeyAfterARotation) {
  const FieldCipher before(TestKeys({1}));
  const FieldCipher after(TestKeys({1, 2}));
  const std::string old_bytes = before.Encrypt("张三", kPlace);
  EXPECT_FALSE(before.NeedsRotation(old_bytes));
  EXPECT_TRUE(after.NeedsRotation(old_bytes));
  EXPECT_THAT(after.Decrypt(old_bytes, kPlace), IsOkAndHolds("张三"));

  ASSERT_OK_AND_ASSIGN(const std::string new_bytes, after.Reencrypt(old_bytes, kPlace));
  EXPECT_FALSE(after.NeedsRotation(new_bytes));
  EXPECT_THAT(FieldCipher(TestKeys({2})).Decrypt(new_bytes, kPlace), IsOkAndHolds("张三"));
}

TEST(FieldCipher, NamesTheKeyThatIsMissing) {
  const std::string bytes = FieldCipher(TestKeys({0x0102})).Encrypt("张三", kPlace);
  const absl::Status status = FieldCipher(TestKeys({1})).Decrypt(bytes, kPlace).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(status, HasReason("FIELD_UNREADABLE"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("field key 258 is not in the key file"));
  EXPECT_EQ(error::GetInfo(status)->metadata.at("key"), "258");
  EXPECT_EQ(error::GetInfo(status)->metadata.at("column"), "name");
}

TEST(FieldCipher, RepeatsNothingOfATextThatWasNeverEncrypted) {
  const std::string text = "33010819000101001X, 浙江省杭州市滨江区江南大道";
  const absl::Status status = FieldCipher(TestKeys({1})).Decrypt(text, kPlace).status();
  EXPECT_THAT(std::string(status.message()), HasSubstr("its algorithm is unknown"));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("3301")));
  EXPECT_EQ(error::GetInfo(status)->metadata.count("key"), 0u);
}

TEST(FieldCipher, ServesManyThreadsAtOnce) {
  const FieldCipher cipher(TestKeys({1, 2}));
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 500; ++i) {
        const std::string text = TextOf(static_cast<size_t>(thread * 100 + i + 1));
        const auto decrypted = cipher.Decrypt(cipher.Encrypt(text, kPlace), kPlace);
        if (decrypted.ok() && *decrypted == text) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 8 * 500);
}

}  // namespace
}  // namespace disclosure::crypto
