#include "ctl/token_command.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "gateway/auth/authenticator.h"

namespace disclosure::ctl {
namespace {

using ::testing::HasSubstr;

class TokenCommand : public ::testing::Test {
 protected:
  TokenCommand() {
    std::string pattern = (std::filesystem::temp_directory_path() / "token-test-XXXXXX").string();
    options_ = {.directory = mkdtemp(pattern.data()), .organ = "330108-jyj", .roles = {"editor"}, .name = "经办人"};
  }
  ~TokenCommand() override { std::filesystem::remove_all(options_.directory); }

  FakeClock clock_;
  TokenOptions options_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(TokenCommand, PrintsATokenAloneThatTheGatewayAccepts) {
  ASSERT_EQ(RunIssuerInit(options_.directory, err_, err_), 0);
  ASSERT_EQ(RunToken(options_, clock_, out_, err_), 0);
  std::string token = out_.str();
  ASSERT_EQ(token.find('\n'), token.size() - 1);
  token.pop_back();
  gateway::Authenticator authenticator({.jwks_file = options_.directory + "/jwks.json"}, clock_);
  gateway::Request request;
  request.headers = {{"authorization", "Bearer " + token}};
  ASSERT_OK_AND_ASSIGN(const auto caller, authenticator.Authenticate(request));
  EXPECT_EQ(caller.subject(), "330108-jyj.editor");
  EXPECT_EQ(caller.display_name(), "经办人");
}

TEST_F(TokenCommand, SaysWhatIsMissing) {
  EXPECT_EQ(RunToken(options_, clock_, out_, err_), 1);
  EXPECT_THAT(err_.str(), HasSubstr("issuer-init"));
  ASSERT_EQ(RunIssuerInit(options_.directory, err_, err_), 0);
  options_.roles = {"king"};
  EXPECT_EQ(RunToken(options_, clock_, out_, err_), 1);
  EXPECT_THAT(err_.str(), HasSubstr("--roles"));
  EXPECT_EQ(out_.str(), "");
}

TEST_F(TokenCommand, AFolderThatIsNotThereIsAnError) {
  EXPECT_EQ(RunIssuerInit(options_.directory + "/nothing", out_, err_), 1);
  EXPECT_THAT(err_.str(), HasSubstr("issuer.jwks"));
}

}  // namespace
}  // namespace disclosure::ctl
