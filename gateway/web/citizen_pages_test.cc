// The pages of a citizen's own business: the request form, accounts, annual reports, and how pages are shown to him.
#include "gateway/web/page_fixture.h"

namespace disclosure::gateway {
namespace {

using testing::HeaderOf;
using testing::HtmlPage;
using testing::PageFixture;
using media::v1::VerifyAccountResponse;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class CitizenPages : public PageFixture {};

TEST_F(CitizenPages, FormSaysWithoutScriptHowElseToApply) {
  const HtmlPage page(Html("/requests/new", "organ=330108-zhzfj"));
  for (const char* text : {"条例》第二十九条", "口头提出", "杭州市滨江区丹枫路275号", "0571-86688470"}) EXPECT_THAT(page.BodyText(), HasSubstr(text));
  EXPECT_THAT(page.html(), HasSubstr("data-organ=\"330108-zhzfj\""));
  EXPECT_THAT(page.html(), HasSubstr("data-code=\"330108-jyj\" data-name=\"杭州市滨江区教育局\""));
}

TEST_F(CitizenPages, FormListsEachOrganWithItsDomains) {
  const HtmlPage page(Html("/requests/new"));
  for (const GumboNode* row : page.All(GUMBO_TAG_LI)) {
    if (HtmlPage::Attribute(row, "data-code") == "330108-jyj") {
      EXPECT_THAT(HtmlPage::Attribute(row, "data-domains"), HasSubstr("义务教育"));
      return;
    }
  }
  ADD_FAILURE() << "the education bureau is not there";
}

TEST_F(CitizenPages, MergedOrganLeadsToItsSuccessorAndIsNotInTheList) {
  Snapshot snapshot = Samples();
  auto& organ = snapshot.organs.at("organs/330108-jyj");
  organ.set_state(catalog::v1::Organ::MERGED);
  organ.set_successor("organs/330108-qfb");
  Show(snapshot);
  const std::string html = Html("/requests/new", "organ=330108-jyj");
  EXPECT_THAT(html, HasSubstr("/requests/new?organ=330108-qfb"));
  EXPECT_THAT(html, HasSubstr("data-organ=\"\""));
  EXPECT_THAT(html, Not(HasSubstr("data-code=\"330108-jyj\"")));
}

TEST_F(CitizenPages, OnlyPagesWithAScriptMayRunOne) {
  FillService();
  for (const char* path : {"/requests/new", "/requests/track", "/organs/330108-jyj/annualReports/2025"}) {
    const Response response = Get(path);
    const std::string policy = HeaderOf(response, "Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("script-src 'self';")) << path;
    EXPECT_THAT(policy, Not(HasSubstr("unsafe"))) << path;
    EXPECT_EQ(HtmlPage(*response.body).All(GUMBO_TAG_SCRIPT).size(), 1u) << path;
  }
  for (const char* path : {"/", "/accounts", "/accounts/verify", "/help", "/divisions/330108", "/organs/330108-jyj"}) {
    EXPECT_EQ(HeaderOf(Get(path), "Content-Security-Policy"), "") << path << ": the gateway's own, without scripts";
    EXPECT_THAT(HtmlPage(Html(path)).All(GUMBO_TAG_SCRIPT), IsEmpty()) << path;
  }
}

TEST_F(CitizenPages, LargeTypeIsALinkAndRememberedByACookie) {
  EXPECT_THAT(Html("/search", "q=abc"), HasSubstr("href=\"/search?q=abc&amp;type=large\""));
  const Response chosen = Get("/search", "q=abc&type=large");
  EXPECT_THAT(*chosen.body, HasSubstr("<html lang=\"zh-CN\" class=\"large\">"));
  EXPECT_THAT(*chosen.body, HasSubstr("href=\"/search?q=abc&amp;type=plain\""));
  EXPECT_THAT(HeaderOf(chosen, "Set-Cookie"), ::testing::StartsWith("display=large-zh; Path=/;"));
  const Response later = Get("/", "", {{"cookie", "other=1; display=large-zh"}});
  EXPECT_THAT(*later.body, HasSubstr("class=\"large\""));
  EXPECT_EQ(HeaderOf(later, "Set-Cookie"), "");
  EXPECT_THAT(Html("/", ""), Not(HasSubstr("class=\"large\"")));
}

TEST_F(CitizenPages, EnglishFrameKeepsChineseContentMarkedAsChinese) {
  const std::string english = *Get("/divisions/330108", "lang=en").body;
  EXPECT_THAT(english, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(english, HasSubstr("Request information"));
  EXPECT_THAT(english, HasSubstr("tabindex=\"-1\" lang=\"zh-CN\">"));
  const std::string form = *Get("/requests/new", "", {{"cookie", "display=plain-en"}}).body;
  EXPECT_THAT(form, HasSubstr("Request government information"));
  EXPECT_THAT(form, Not(HasSubstr("tabindex=\"-1\" lang=\"zh-CN\">")));
  EXPECT_THAT(form, Not(HasSubstr("书写确有困难")));
}

TEST_F(CitizenPages, HostileCookiesAndAddressesChangeNothing) {
  EXPECT_THAT(HtmlPage(*Get("/", "", {{"cookie", "display=\"><script>alert(1)</script>"}}).body).Faults(), IsEmpty());
  const HtmlPage page(*Get("//evil.example", "type=%22%3E%3Cscript%3E").body);
  EXPECT_THAT(page.Faults(), IsEmpty());
  for (const GumboNode* link : page.All(GUMBO_TAG_A)) EXPECT_THAT(HtmlPage::Attribute(link, "href"), Not(HasSubstr("evil")));
  EXPECT_THAT(Html("/search", "q=\"><script>&lang=xx"), Not(HasSubstr("<script>")));
}

TEST_F(CitizenPages, VerdictsAreInPlainWords) {
  const std::string query = "url=https%3A%2F%2Fweibo.com%2Fu%2F1749127163";
  FillService();
  EXPECT_THAT(Html("/accounts/verify", query), HasSubstr("是官方账号"));
  EXPECT_EQ(service_.verdict_asked.url(), "https://weibo.com/u/1749127163");
  service_.verdict->set_verdict(VerifyAccountResponse::CLOSED);
  *service_.verdict->mutable_successor() = testing::SampleAccount();
  EXPECT_THAT(Html("/accounts/verify", query), HasSubstr("已经停用"));
  service_.verdict = VerifyAccountResponse();
  service_.verdict->set_verdict(VerifyAccountResponse::UNKNOWN);
  service_.verdict->add_warnings()->set_message("名称与在册账号相同，账号不同");
  *service_.verdict->add_similar()->mutable_account() = testing::SampleAccount();
  const HtmlPage page(Html("/accounts/verify", query));
  EXPECT_THAT(page.Faults(), IsEmpty());
  for (const char* text : {"不能认定为官方账号", "名称与在册账号相同", "滨江发布"}) EXPECT_THAT(page.BodyText(), HasSubstr(text));
}

TEST_F(CitizenPages, AnAddressThatIsNoneAsksForAnother) {
  service_.verdict = absl::InvalidArgumentError("secret words");
  const Response response = Get("/accounts/verify", "url=%22%3E%3Cimg%20src%3Dx%3E");
  EXPECT_EQ(response.status, 400);
  const HtmlPage page(*response.body);
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(page.BodyText(), HasSubstr("看不懂这个网址"));
  EXPECT_THAT(page.All(GUMBO_TAG_IMG), IsEmpty());
  EXPECT_THAT(page.html(), Not(HasSubstr("secret")));
}

TEST_F(CitizenPages, HostileAccountsAreText) {
  const std::string hostile = "\"><script>alert(1)</script>";
  auto account = testing::SampleAccount();
  account.set_display_name(hostile);
  account.mutable_host()->set_display_name(hostile);
  account.set_url("javascript:alert(1)");
  *service_.accounts->add_accounts() = account;
  service_.verdict->set_verdict(VerifyAccountResponse::GENUINE);
  *service_.verdict->mutable_account() = account;
  for (const auto& [path, query] : {std::pair("/accounts", "q=%22%3E%3Cscript%3E"), std::pair("/accounts/verify", "name=x&platform=weibo")}) {
    const HtmlPage page(Html(path, query));
    EXPECT_THAT(page.Faults(), IsEmpty()) << path;
    EXPECT_THAT(page.BodyText(), HasSubstr(hostile)) << path;
    for (const GumboNode* link : page.All(GUMBO_TAG_A)) EXPECT_THAT(HtmlPage::Attribute(link, "href"), Not(HasSubstr("javascript:")));
  }
}

TEST_F(CitizenPages, AccountsArePagedByTheTokenOfTheService) {
  FillService();
  service_.accounts->set_next_page_token("a+b/c=");
  EXPECT_THAT(Html("/accounts", "platform=weibo&q=%E5%8F%91%E5%B8%83"),
              HasSubstr("/accounts?platform=weibo&amp;q=%E5%8F%91%E5%B8%83&amp;page=a%2Bb%2Fc%3D"));
  EXPECT_EQ(service_.accounts_asked.platform(), "weibo");
  EXPECT_EQ(service_.accounts_asked.text(), "发布");
  Html("/accounts", "page=a%2Bb%2Fc%3D");
  EXPECT_EQ(service_.accounts_asked.page_token(), "a+b/c=");
}

TEST_F(CitizenPages, ServiceThatIsAwayIsNamedAndTheRestStays) {
  service_.platforms = absl::UnavailableError("socket");
  EXPECT_EQ(Get("/accounts").status, 503);
  EXPECT_THAT(Html("/accounts/verify"), HasSubstr("新媒体账号服务暂时不可用"));
  EXPECT_EQ(Get("/").status, 200);
}

TEST_F(CitizenPages, ReportIsTheOfficialTable) {
  FillService();
  const HtmlPage page(Html("/organs/330108-jyj/annualReports/2025"));
  EXPECT_THAT(page.Faults(), IsEmpty());
  int numbers = 0;
  for (const GumboNode* cell : page.All(GUMBO_TAG_TD)) {
    const int number = std::atoi(HtmlPage::Text(cell).c_str());
    if (number < 1000 || number >= 1000 + 25 * 7) continue;
    EXPECT_EQ(number, 1000 + numbers++);
  }
  EXPECT_EQ(numbers, 25 * 7);
  EXPECT_THAT(page.html(), HasSubstr("<p>主动公开不断深化。</p><p>办理更加规范。</p>"));
  for (const char* text : {"（三）不予公开", "1.属于国家秘密", "（七）总计", "四、结转下年度继续办理", "第二十条第（八）项", "59237.2449", "2014",
                           "主动公开不断深化。", "没有收取信息处理费。", "复议后起诉"}) {
    EXPECT_THAT(page.BodyText(), HasSubstr(text)) << text;
  }
}

TEST_F(CitizenPages, ReportOf2019HasTheTablesOfItsForm) {
  FillService();
  const HtmlPage page(Html("/divisions/330108/annualReports/2020"));
  EXPECT_THAT(page.Faults(), IsEmpty());
  for (const char* text : {"对外公开总数量", "-902", "政府集中采购"}) EXPECT_THAT(page.BodyText(), HasSubstr(text));
  EXPECT_THAT(page.BodyText(), Not(HasSubstr("59237.2449")));
}

TEST_F(CitizenPages, PublishedReportsAreListedAsTheServiceHasThem) {
  service_.published.emplace();
  for (const int year : {2025, 2023}) {
    request::v1::PublishedReport& report = *service_.published->add_reports();
    report.set_name(absl::StrCat("organs/330108-jyj/annualReports/", year));
    report.set_year(year);
    report.set_published_on(absl::StrCat(year + 1, "-01-28"));
  }
  const HtmlPage page(Html("/organs/330108-jyj/annualReports"));
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_EQ(service_.reports_asked, "organs/330108-jyj");
  std::vector<std::string> years;
  for (const GumboNode* link : page.All(GUMBO_TAG_A)) {
    const std::string target = HtmlPage::Attribute(link, "href");
    if (target.rfind("/organs/330108-jyj/annualReports/", 0) == 0) years.push_back(target.substr(target.size() - 4));
  }
  EXPECT_THAT(years, ElementsAre("2025", "2023"));
  EXPECT_THAT(page.BodyText(), HasSubstr("2026-01-28发布"));
  EXPECT_EQ(Get("/organs/330108-jyj/annualReports/2022").status, 404);
  EXPECT_EQ(Get("/organs/nobody/annualReports").status, 404);
}

TEST_F(CitizenPages, WithoutReportsOrWithoutTheServiceThePageSaysSo) {
  EXPECT_THAT(HtmlPage(Html("/organs/330108-jyj/annualReports")).BodyText(), HasSubstr("还没有在本系统发布的年度报告"));
  service_.published = absl::UnavailableError("away");
  EXPECT_EQ(Get("/organs/330108-jyj/annualReports").status, 503);
}

}  // namespace
}  // namespace disclosure::gateway
