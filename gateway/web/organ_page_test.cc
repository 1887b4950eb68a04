#include "gateway/web/page_fixture.h"

namespace disclosure::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::HtmlPage;

constexpr char kOrgan[] = "/organs/330108-jyj";

class OrganPageTest : public testing::PageFixture {
 protected:
  OrganPageTest() {
    auto& profile = *view().mutable_profile();
    profile.mutable_guide()->set_classification("机构职能类\n政策文件类");
    profile.mutable_guide()->set_website("https://www.example.gov.cn/jyj");
    profile.mutable_guide()->set_email("jyj@example.gov.cn");
    auto& rule = *profile.add_rules();
    rule.set_title("依申请公开工作规程");
    rule.set_document_number("区教〔2026〕3号");
    rule.set_issued_on("2026-03-01");
    rule.set_text("第一条 为规范依申请公开工作\n第二条 本规程适用于本局");
    auto& report = *view().add_annual_reports();
    report.set_name("organs/330108-jyj/annualReports/2025");
    report.set_year(2025);
    report.set_published_on("2026-01-28");
    view().add_accounts()->set_display_name("滨江教育");
    view().mutable_requests()->set_received(12);
    view().mutable_requests()->set_concluded(9);
  }
  portal::v1::OrganPage& view() { return *service_.organ_page; }
  void Miss(const std::string& part, const std::string& reason = "UNAVAILABLE") {
    auto& missing = *view().add_unavailable();
    missing.set_part(part);
    missing.set_reason(reason);
  }
};

TEST_F(OrganPageTest, HasTheFourDirectoriesTheAccountsAndHowToApply) {
  const HtmlPage page(Html(kOrgan));
  const std::string text = page.BodyText();
  for (const char* shown : {"政府信息公开指南", "政策文件类", "jyj@example.gov.cn", "政府信息公开制度", "依申请公开工作规程", "区教〔2026〕3号",
                            "第二条 本规程适用于本局", "法定主动公开内容", "政府信息公开工作年度报告", "2025年年度报告", "滨江教育",
                            "本年收到申请12件，办结9件"}) {
    EXPECT_THAT(text, HasSubstr(shown));
  }
  EXPECT_THAT(text, Not(HasSubstr("暂时读不到")));
  EXPECT_THAT(page.html(), HasSubstr("机构职能类\n政策文件类")) << "lines stay lines";
}

TEST_F(OrganPageTest, APartThatDidNotComeIsNamedAndTheRestIsShown) {
  view().clear_profile();
  Miss("profile");
  const std::string text = HtmlPage(Html(kOrgan)).BodyText();
  EXPECT_THAT(text, HasSubstr("指南正文和公开制度暂时读不到"));
  EXPECT_THAT(text, Not(HasSubstr("还没有登记公开制度"))) << "nobody knows";
  EXPECT_THAT(text, HasSubstr("2025年年度报告"));
}

TEST_F(OrganPageTest, APartThatTheGatewayHasNoServiceForIsNotMissed) {
  Miss("accounts", "NOT_CONFIGURED");
  EXPECT_THAT(HtmlPage(Html(kOrgan)).BodyText(), Not(HasSubstr("暂时读不到")));
}

TEST_F(OrganPageTest, WithoutAnyAnswerThePageHasWhatIsPublished) {
  service_.organ_page = absl::UnavailableError("away");
  const Response response = Get(kOrgan);
  EXPECT_EQ(response.status, 200);
  const std::string text = HtmlPage(*response.body).BodyText();
  EXPECT_THAT(text, HasSubstr("项由本机关公开"));
  EXPECT_THAT(text, HasSubstr("政务新媒体账号暂时读不到"));
}

TEST_F(OrganPageTest, AnAddressThatIsNoWebAddressIsNoLink) {
  view().mutable_profile()->mutable_guide()->set_website("javascript:alert(1)");
  view().mutable_profile()->mutable_rules(0)->set_link("data:text/html,x");
  const std::string html = Html(kOrgan);
  EXPECT_THAT(html, Not(HasSubstr("href=\"javascript:")));
  EXPECT_THAT(html, Not(HasSubstr("href=\"data:")));
}

}  // namespace
}  // namespace disclosure::gateway
