#include "common/crypto/access_code.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/testing.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::crypto {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr char kResource[] = "requests/330108-2024-0001";

std::string Parsed(std::string_view text) {
  const auto code = ParseAccessCode(text);
  return code.ok() ? code->ToString() : error::Reason(code.status());
}

TEST(AccessCode, IsPrintedInFourGroupsOfFour) {
  constexpr char kGroup[] = "[0-9a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]";
  const std::string pattern = absl::StrCat(kGroup, "-", kGroup, "-", kGroup, "-", kGroup);
  for (int i = 0; i < 100; ++i) EXPECT_THAT(NewAccessCode().ToString(), MatchesRegex(pattern));
}

TEST(AccessCode, IsNeverTheSameAndUsesAllLettersEverywhere) {
  std::set<std::string> codes;
  std::set<std::pair<size_t, char>> letters;
  for (int i = 0; i < 2000; ++i) {
    const std::string code = NewAccessCode().ToString();
    codes.insert(code);
    for (size_t place = 0; place < code.size(); ++place) letters.insert({place, code[place]});
  }
  EXPECT_EQ(codes.size(), 2000u);
  EXPECT_EQ(letters.size(), 16u * 32 + 3);
}

TEST(AccessCode, IsUnderstoodHoweverItIsTyped) {
  const std::string code = "7k3m-10rd-9vqe-h2ta";
  EXPECT_EQ(Parsed(code), code);
  EXPECT_EQ(Parsed("7K3M10RD9VQEH2TA"), code);
  EXPECT_EQ(Parsed(" 7k3m 10rd 9vqe h2ta "), code);
  for (const char* confused :
       {"7k3m-iord-9vqe-h2ta", "7k3m-lOrd-9vqe-h2ta", "7k3m-IORD-9vqe-h2ta", "7k3m-L0rd-9vqe-h2ta"}) {
    EXPECT_EQ(Parsed(confused), code) << confused;
  }
}

TEST(AccessCode, OfAnythingElseIsAnErrorThatDoesNotRepeatIt) {
  for (const char* text : {"", "7k3m-10rd-9vqe-h2t", "7k3m-10rd-9vqe-h2taa", "7k3m-10rd-9vqe-h2tu",
                           "7k3m_10rd_9vqe_h2ta", "7k3m-10rd-9vqe-h2t\n", "７k3m-10rd-9vqe-h2ta"}) {
    const absl::Status status = ParseAccessCode(text).status();
    EXPECT_THAT(status, HasReason("ACCESS_CODE_INVALID")) << text;
    EXPECT_THAT(status.ToString(), Not(HasSubstr("10rd")));
  }
  EXPECT_EQ(Parsed(std::string("7k3m-10rd-9vqe-h2t\0", 19)), "ACCESS_CODE_INVALID");
}

TEST(AccessHash, OpensItsOwnResourceAndNoOther) {
  const KeyRing keys = TestKeys({1});
  const AccessCode code = NewAccessCode();
  const std::string hash = AccessHash(keys, kResource, code);
  EXPECT_EQ(hash.size(), 32u);
  EXPECT_TRUE(Matches(keys, kResource, *ParseAccessCode(absl::AsciiStrToUpper(code.ToString())), hash));
  EXPECT_FALSE(Matches(keys, kResource, NewAccessCode(), hash));
  EXPECT_FALSE(Matches(keys, "requests/330108-2024-0002", code, hash)) << "a hash copied to another request";
}

TEST(AccessHash, MatchesOnlyWhole) {
  const KeyRing keys = TestKeys({1});
  const AccessCode code = NewAccessCode();
  const std::string hash = AccessHash(keys, kResource, code);
  EXPECT_FALSE(Matches(keys, kResource, code, ""));
  EXPECT_FALSE(Matches(keys, kResource, code, hash.substr(0, 31)));
  EXPECT_FALSE(Matches(keys, kResource, code, hash + '\0'));
  for (size_t i = 0; i < hash.size(); ++i) {
    std::string other = hash;
    other[i] ^= 1;
    EXPECT_FALSE(Matches(keys, kResource, code, other)) << i;
  }
}

TEST(AccessHash, StaysTheSameFromVersionToVersion) {
  const std::string hash = AccessHash(TestKeys({1}), kResource, *ParseAccessCode("7k3m-10rd-9vqe-h2ta"));
  EXPECT_EQ(absl::BytesToHexString(hash), "06c88ab3f830fae7a3c32abd6dab27d32b7d85d6eae80e0b26b1b0993598b6ec");
}

}  // namespace
}  // namespace disclosure::crypto
