#include "common/crypto/primitives.h"

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace disclosure::crypto {
namespace {

std::string Hex(const Digest& digest) { return absl::BytesToHexString(std::string(View(digest))); }

TEST(Sha256, AgreesWithTheExampleOfFips180) {
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(HmacSha256, AgreesWithTheTestCasesOfRfc4231) {
  EXPECT_EQ(Hex(HmacSha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(Hex(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Hex(HmacSha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Frame, TellsPartsApartHoweverTheyAreCut) {
  EXPECT_EQ(Frame({"a", ""}), std::string("\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\0", 17));
  EXPECT_NE(Frame({"ab", "c"}), Frame({"a", "bc"}));
  EXPECT_NE(Frame({"a"}), Frame({"a", ""}));
  EXPECT_NE(Frame({}), Frame({""}));
}

}  // namespace
}  // namespace disclosure::crypto
