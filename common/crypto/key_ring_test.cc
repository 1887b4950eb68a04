#include "common/crypto/key_ring.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "common/crypto/field_cipher.h"
#include "common/crypto/testing.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gmock/gmock.h"

namespace disclosure::crypto {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr FieldContext kPlace{.table = "applicants", .column = "name", .row = "1"};

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

mode_t RightsOf(const std::string& path) {
  struct stat info{};
  stat(path.c_str(), &info);
  return info.st_mode & 07777;
}

class KeyFile : public ::testing::Test {
 protected:
  void Write(const std::string& text, mode_t rights = 0600) {
    std::ofstream(path_, std::ios::binary) << text;
    chmod(path_.c_str(), rights);
  }
  absl::Status LoadStatus() const { return KeyRing::Load(path_).status(); }

  const disclosure::testing::TempDir directory_;
  const std::string path_ = directory_.path() / "keys";
};

TEST_F(KeyFile, GeneratedHasOneKeyOfEachPurposeAndBelongsToItsOwnerAlone) {
  ASSERT_OK(GenerateKeyFile(path_));
  EXPECT_EQ(RightsOf(path_), 0600u);
  ASSERT_OK_AND_ASSIGN(const KeyRing ring, KeyRing::Load(path_));
  ASSERT_EQ(ring.field_keys().size(), 1u);
  const std::set<std::string_view> keys = {ring.current_field_key().key.view(), ring.index_key().view(),
                                           ring.access_key().view()};
  EXPECT_EQ(keys.size(), 3u);
  for (const std::string_view key : keys) EXPECT_EQ(key.size(), kKeySize);
}

TEST_F(KeyFile, GeneratedTwiceHasOtherKeys) {
  ASSERT_OK(GenerateKeyFile(path_));
  ASSERT_OK(GenerateKeyFile(path_ + "2"));
  EXPECT_NE(KeyRing::Load(path_)->index_key().view(), KeyRing::Load(path_ + "2")->index_key().view());
}

TEST_F(KeyFile, IsNeverOverwritten) {
  Write("anything");
  EXPECT_THAT(GenerateKeyFile(path_), HasReason("KEY_FILE_EXISTS"));
  EXPECT_EQ(ReadAll(path_), "anything");
  EXPECT_FALSE(std::filesystem::exists(path_ + ".new"));
}

TEST_F(KeyFile, HoldsTheKeysAsTheyStandInIt) {
  Write("# a note\n\n" + TestKeyLine(7, "field") + TestKeyLine(2, "index") + TestKeyLine(65535, "access") +
        "  " + TestKeyLine(3, "field"));
  ASSERT_OK_AND_ASSIGN(const KeyRing ring, KeyRing::Load(path_));
  ASSERT_EQ(ring.field_keys().size(), 2u);
  EXPECT_EQ(ring.field_keys()[0].id, 7);
  EXPECT_EQ(ring.current_field_key().id, 3) << "the last one encrypts, not the largest";
  EXPECT_EQ(ring.current_field_key().key.view(), std::string(kKeySize, '\3'));
  EXPECT_EQ(ring.index_key().view(), std::string(kKeySize, '\2'));
  EXPECT_EQ(ring.access_key().view(), std::string(kKeySize, '\xff'));
}

TEST_F(KeyFile, IsReadWithCarriageReturnsAndWithoutALastNewline) {
  const std::string key = std::string(43, 'A') + "=";
  Write("1 field " + key + "\r\n2 index " + key + "\r\n3 access " + key);
  EXPECT_OK(LoadStatus());
}

TEST_F(KeyFile, ThatIsMissingSaysWhatToDo) {
  EXPECT_THAT(LoadStatus(), HasReason("KEY_FILE_MISSING"));
  EXPECT_THAT(std::string(LoadStatus().message()), HasSubstr("restore it from its copy"));
  EXPECT_THAT(AddFieldKey(path_), HasReason("KEY_FILE_MISSING"));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(KeyFile, ThatOthersMayReadOrWriteIsRefused) {
  ASSERT_OK(GenerateKeyFile(path_));
  for (const mode_t rights : {0604, 0640, 0602, 0660, 0644, 0700, 0777, 04600}) {
    chmod(path_.c_str(), rights);
    EXPECT_THAT(LoadStatus(), HasReason("KEY_FILE_RIGHTS")) << std::oct << rights;
    EXPECT_THAT(AddFieldKey(path_), HasReason("KEY_FILE_RIGHTS")) << std::oct << rights;
  }
  chmod(path_.c_str(), 0644);
  EXPECT_THAT(std::string(LoadStatus().message()),
              HasSubstr("has the rights 0644: leave them to its owner with chmod 0600"));
}

TEST_F(KeyFile, WithStricterRightsIsRead) {
  ASSERT_OK(GenerateKeyFile(path_));
  chmod(path_.c_str(), 0400);
  EXPECT_OK(LoadStatus());
}

TEST_F(KeyFile, OfAnotherUserIsRefused) {
  ASSERT_OK(GenerateKeyFile(path_));
  if (chown(path_.c_str(), 12345, static_cast<gid_t>(-1)) != 0) GTEST_SKIP() << "only root can give files away";
  EXPECT_THAT(LoadStatus(), HasReason("KEY_FILE_RIGHTS"));
  EXPECT_THAT(std::string(LoadStatus().message()), HasSubstr("belongs to user 12345"));
}

TEST_F(KeyFile, ThatIsADirectoryOrAPipeIsRefused) {
  EXPECT_THAT(KeyRing::Load(directory_.path()), HasReason("KEY_FILE_RIGHTS"));
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  EXPECT_THAT(LoadStatus(), HasReason("KEY_FILE_RIGHTS"));
}

TEST_F(KeyFile, TellsAllItsBadLinesAtOnceAndNothingThatStandsInThem) {
  const std::string secret = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U";  // 43 characters
  Write("1 field " + secret + "=\n" +       // good
        "2 field " + secret + "\n" +        // too short
        secret + " field " + secret + "\n"  // no id
        "1 index " + secret + "=\n" +       // an id twice
        "3 " + secret + " " + secret + "=\n" +
        "4 field\n" +
        "70000 field " + secret + "=\n" +
        "5 index " + secret + "=\n" +
        "6 index " + secret + "=\n" +
        "7 field " + secret.substr(0, 42) + "?=\n");
  const absl::Status status = LoadStatus();
  EXPECT_THAT(status, HasReason("KEY_FILE_BAD"));
  std::vector<std::string> lines;
  const std::vector<error::Violation> violations = error::GetInfo(status)->violations;
  for (const error::Violation& violation : violations) lines.push_back(violation.field);
  EXPECT_THAT(lines, ::testing::ElementsAre("line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 9",
                                            "line 10", "file"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 4 has the id of line 1"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("file has no good line of purpose access"));
  EXPECT_THAT(status.ToString(), Not(HasSubstr(secret.substr(0, 6))));
}

TEST_F(KeyFile, WithoutAKeyOfSomePurposeIsRefused) {
  Write("");
  const absl::Status status = LoadStatus();
  for (const char* purpose : {"field", "index", "access"}) {
    EXPECT_THAT(std::string(status.message()), HasSubstr(std::string("of purpose ") + purpose));
  }
}

TEST_F(KeyFile, AfterAddFieldKeyEncryptsWithTheNewKeyAndReadsOldValues) {
  ASSERT_OK(GenerateKeyFile(path_));
  const std::string before = ReadAll(path_);
  const std::string bytes = FieldCipher(*KeyRing::Load(path_)).Encrypt("张三", kPlace);

  EXPECT_THAT(AddFieldKey(path_), IsOkAndHolds(4));
  EXPECT_EQ(RightsOf(path_), 0600u);
  EXPECT_TRUE(ReadAll(path_).starts_with(before));
  EXPECT_FALSE(std::filesystem::exists(path_ + ".new"));
  ASSERT_OK_AND_ASSIGN(const KeyRing ring, KeyRing::Load(path_));
  EXPECT_EQ(ring.current_field_key().id, 4);
  EXPECT_EQ(ring.field_keys().size(), 2u);
  const FieldCipher cipher(ring);
  EXPECT_THAT(cipher.Decrypt(bytes, kPlace), IsOkAndHolds("张三"));
  EXPECT_TRUE(cipher.NeedsRotation(bytes));
}

TEST_F(KeyFile, LosesAnOldKeyButNeverTheOneThatEncrypts) {
  ASSERT_OK(GenerateKeyFile(path_));
  ASSERT_THAT(AddFieldKey(path_), IsOkAndHolds(4));
  EXPECT_THAT(RemoveFieldKey(path_, 4), HasReason("KEY_CURRENT"));
  EXPECT_THAT(RemoveFieldKey(path_, 2), HasReason("KEY_UNKNOWN")) << "the index key is none";
  EXPECT_THAT(RemoveFieldKey(path_, 99), HasReason("KEY_UNKNOWN"));
  ASSERT_OK(RemoveFieldKey(path_, 1));
  ASSERT_OK_AND_ASSIGN(const KeyRing ring, KeyRing::Load(path_));
  EXPECT_EQ(ring.field_keys().size(), 1u);
  EXPECT_EQ(ring.current_field_key().id, 4);
  EXPECT_EQ(RightsOf(path_), 0600u);
  EXPECT_THAT(ReadAll(path_), HasSubstr("# Keys of personal data")) << "the notes stay";
}

TEST_F(KeyFile, IsNotEditedWhenItIsBadOrFull) {
  Write(TestKeyLine(1, "field") + "2 index\n");
  const std::string before = ReadAll(path_);
  EXPECT_THAT(AddFieldKey(path_), HasReason("KEY_FILE_BAD"));
  EXPECT_EQ(ReadAll(path_), before);
  Write(TestKeyLine(1, "field") + TestKeyLine(2, "index") + TestKeyLine(65535, "access"));
  EXPECT_THAT(AddFieldKey(path_), HasReason("KEY_FILE_FULL"));
}

TEST_F(KeyFile, GetsItsNewKeyOnALineOfItsOwn) {
  std::string text = TestKeyLine(1, "index") + TestKeyLine(2, "access") + TestKeyLine(3, "field");
  text.pop_back();
  Write(text);
  EXPECT_THAT(AddFieldKey(path_), IsOkAndHolds(4));
  EXPECT_OK(LoadStatus());
}

TEST_F(KeyFile, KeepsTheKeysOfAllWhoAddAtOnce) {
  ASSERT_OK(GenerateKeyFile(path_));
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([this] { EXPECT_OK(AddFieldKey(path_)); });
  for (std::thread& thread : threads) thread.join();
  ASSERT_OK_AND_ASSIGN(const KeyRing ring, KeyRing::Load(path_));
  EXPECT_EQ(ring.field_keys().size(), 9u);
}

TEST_F(KeyFile, BehindALinkIsEditedAndTheLinkStays) {
  ASSERT_OK(GenerateKeyFile(path_));
  const std::string link = directory_.path() / "link";
  std::filesystem::create_symlink(path_, link);
  EXPECT_THAT(AddFieldKey(link), IsOkAndHolds(4));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(KeyRing::Load(path_)->field_keys().size(), 2u);
}

TEST_F(KeyFile, IsMadeThoughADraftOfAKilledEditorLiesAbout) {
  std::ofstream(path_ + ".new") << "half a li";
  ASSERT_OK(GenerateKeyFile(path_));
  EXPECT_OK(LoadStatus());
}

}  // namespace
}  // namespace disclosure::crypto
