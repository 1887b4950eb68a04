#include "ctl/officer_commands.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"

namespace disclosure::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class OfficerCommand : public ::testing::Test {
 protected:
  OfficerCommand() {
    std::string pattern = (std::filesystem::temp_directory_path() / "officer-test-XXXXXX").string();
    options_.data = mkdtemp(pattern.data());
    std::filesystem::create_directories(options_.data + "/issuer");
    std::filesystem::create_directories(options_.data + "/run");
    options_.account = {.account = "zhang", .name = "测试甲", .organ = "330108-jyj", .roles = {"clerk", "handler"}};
  }
  ~OfficerCommand() override { std::filesystem::remove_all(options_.data); }

  std::string TokenOf(const std::string& link) const {
    const std::string token = link.substr(link.find("token=") + 6);
    return token.substr(0, token.find('\n'));
  }
  gateway::OfficerAccounts Accounts() const { return gateway::OfficerAccounts(options_.data + "/issuer"); }

  FakeClock clock_;
  OfficerOptions options_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(OfficerCommand, AddPrintsALinkWithWhichTheOfficerSetsHisPassword) {
  std::ofstream(options_.data + "/run/ready") << "http://127.0.0.1:8090/\n";
  ASSERT_EQ(RunOfficerAdd(options_, clock_, out_, err_), 0) << err_.str();
  EXPECT_THAT(out_.str(), StartsWith("http://127.0.0.1:8090/issuer/welcome?token="));
  ASSERT_OK(Accounts().SetPassword(TokenOf(out_.str()), "a-long-enough-secret", clock_.Now()));
  ASSERT_OK_AND_ASSIGN(const auto officer, Accounts().SignIn("zhang", "a-long-enough-secret"));
  EXPECT_EQ(officer.name, "测试甲");
  struct stat info {};
  ASSERT_EQ(stat((options_.data + "/issuer/officers.json").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u) << "only the owner reads the accounts";
}

TEST_F(OfficerCommand, AddNamesEveryBadOptionAndChangesNothing) {
  options_.account = {.account = "Zhang!", .name = "", .organ = "", .roles = {"chief"}};
  EXPECT_EQ(RunOfficerAdd(options_, clock_, out_, err_), 1);
  for (const char* option : {"--account", "--name", "--organ", "--role"}) EXPECT_THAT(err_.str(), HasSubstr(option));
  EXPECT_EQ(out_.str(), "");
  ASSERT_OK_AND_ASSIGN(const auto all, Accounts().List());
  EXPECT_TRUE(all.empty());
}

TEST_F(OfficerCommand, TheSameAccountIsNotMadeTwice) {
  ASSERT_EQ(RunOfficerAdd(options_, clock_, out_, err_), 0);
  EXPECT_EQ(RunOfficerAdd(options_, clock_, out_, err_), 1);
  EXPECT_THAT(err_.str(), HasSubstr("已经有了"));
}

TEST_F(OfficerCommand, ResetTakesThePasswordAndRemoveTheAccount) {
  ASSERT_EQ(RunOfficerAdd(options_, clock_, out_, err_), 0);
  ASSERT_OK(Accounts().SetPassword(TokenOf(out_.str()), "a-long-enough-secret", clock_.Now()));
  ASSERT_EQ(RunOfficerReset(options_, clock_, out_, err_), 0);
  EXPECT_THAT(Accounts().SignIn("zhang", "a-long-enough-secret"), testing::HasReason("WRONG_PASSWORD"));
  std::ostringstream list;
  ASSERT_EQ(RunOfficerList(options_, list, err_), 0);
  EXPECT_THAT(list.str(), HasSubstr("还没有设密码"));
  EXPECT_THAT(list.str(), Not(HasSubstr("token")));
  ASSERT_EQ(RunOfficerRemove(options_, out_, err_), 0);
  EXPECT_EQ(RunOfficerRemove(options_, out_, err_), 1) << "it is gone";
}

}  // namespace
}  // namespace disclosure::ctl
