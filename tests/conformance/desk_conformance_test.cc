// The desk of the suite as it runs: an officer's pages show what is his organ's, and nothing else by any address.
#include <unistd.h>

#include "gateway/auth/browser_testing.h"
#include "gateway/desk/acts.h"
#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

using gateway::DeskAct;
using gateway::DeskActs;
using gateway::FormFields;
using gateway::HiddenField;
using gateway::RawResponse;
using gateway::TestBrowser;

class DeskOfOthers : public Conformance {
 protected:
  static constexpr char kSecret[] = "只有经办人知道的事";

  static std::string Output(const std::string& command) {
    std::string output;
    if (FILE* pipe = popen(command.c_str(), "r"); pipe != nullptr) {
      char buffer[4096];
      while (fgets(buffer, sizeof buffer, pipe) != nullptr) output += buffer;
      pclose(pipe);
    }
    return output;
  }

  // From no account to a session, as an officer of the organ does it.
  static void SignIn(TestBrowser& browser, const std::string& organ) {
    const std::string account = organ.substr(organ.find('-') + 1) + "-ceshi-" + std::to_string(getpid()),
                      password = "correct horse battery";
    const std::string added =
        Output(std::string(DISCLOSURE_SOURCE_DIR) + "/disclosure ctl --data " + Suite() + " officer-add --account " + account +
               " --name 测试丙 --organ " + organ + " --role clerk --role handler --role reviewer --role approver");
    const size_t token = added.find("token=");
    ASSERT_NE(token, std::string::npos) << added;
    const std::string link = added.substr(token + 6, added.find_first_of(" \n", token) - token - 6);
    ASSERT_EQ(browser.Post("/issuer/welcome", {{"token", link}, {"password", password}, {"repeated", password}}).status, 200);
    const RawResponse login = browser.Get(browser.Get("/signin").headers.at("location"));
    const RawResponse passed =
        browser.Post("/issuer/authorize", {{"ticket", HiddenField(login.body, "ticket")}, {"account", account}, {"password", password}});
    ASSERT_EQ(passed.status, 303) << passed.body;
    ASSERT_EQ(browser.Get(passed.headers.at("location")).status, 303);
  }
};

TEST_F(DeskOfOthers, ShowsAndDoesNothingByAnyAddress) {
  const Json filing = {{"applicant",
                        {{"applicantClass", "NATURAL_PERSON"},
                         {"displayName", "测试丁"},
                         {"identityKind", "RESIDENT_ID"},
                         {"identityNumber", "33010819000101001X"},
                         {"phone", "0571-00000000"}}},
                       {"wanted", {{"subject", kSecret}, {"form", "ELECTRONIC"}, {"route", "ONLINE"}}}};
  const Reply filed = Send("POST", "/v1/organs/330108-jyj/requests", filing.dump());
  ASSERT_EQ(filed.status, 200) << filed.body;
  const std::string name = filed.json()["request"]["name"], address = "/desk/requests/330108-jyj/" + name.substr(name.rfind('/') + 1);
  TestBrowser own(Port()), other(Port());
  SignIn(own, "330108-jyj");
  SignIn(other, "330108-tjj");
  EXPECT_NE(own.Get(address).body.find(kSecret), std::string::npos);
  EXPECT_NE(own.Post("/desk", {{"text", kSecret}}).body.find(kSecret), std::string::npos);

  const std::string csrf = HiddenField(other.Get("/desk").body, "csrf");
  const auto expect_nothing = [&](const RawResponse& answer, const std::string& what) {
    EXPECT_TRUE(answer.status == 403 || answer.status == 404 || answer.status == 400) << what << " " << answer.status;
    EXPECT_EQ(answer.body.find(kSecret), std::string::npos) << what;
    EXPECT_EQ(answer.body.find("测试丁"), std::string::npos) << what;
    EXPECT_NE(answer.headers.at("cache-control").find("no-store"), std::string::npos) << what;
  };
  EXPECT_EQ(other.Get("/desk").body.find(kSecret), std::string::npos);
  EXPECT_EQ(other.Post("/desk", {{"text", kSecret}}).body.find("330108-jyj-2026-"), std::string::npos) << "nor by searching for it";
  for (const std::string& page : {address, address + "/preview", address + "/preview?format=DOCX", address + "?done=confirmReceipt"})
    expect_nothing(other.Get(page), page);
  for (const DeskAct& act : DeskActs()) {
    const std::string path = address + "/" + std::string(act.verb);
    const RawResponse form = other.Get(path);
    EXPECT_EQ(form.status, 403) << path;
    expect_nothing(form, path);
    expect_nothing(other.Post(path, {{"csrf", csrf}, {"_request_id", "r-" + std::string(act.verb)}}), path);
  }
  const std::string desk = Token("330108-jyj", "clerk,handler", "conformance-desk");
  const Json after = Get("/v1/" + name, desk).json();
  EXPECT_EQ(after["state"], "FILED") << "nothing was done";
  EXPECT_EQ(after["events"].size(), 1u);
}

}  // namespace
}  // namespace disclosure
