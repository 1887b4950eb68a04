// The search page, over what PortalService finds.
#include <string>
#include <vector>

#include "gateway/web/page_fixture.h"

namespace disclosure::gateway {
namespace {

using portal::v1::SearchPortalResponse;
using testing::HtmlPage;
using testing::PageFixture;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kZhaosheng[] = "q=%E6%8B%9B%E7%94%9F";  // 招生

// Titles "义务教育招生" > "招生简章", a snippet, two bodies.
catalog::v1::ItemHit Hit() {
  catalog::v1::ItemHit hit;
  hit.set_item("divisions/330108/catalogues/03/items/i03-1");
  hit.set_catalogue("divisions/330108/catalogues/03");
  hit.set_domain("domains/03");
  hit.add_titles()->set_text("义务教育招生");
  auto& title = *hit.add_titles();
  title.set_text("招生简章");
  title.add_highlights()->set_length(2);
  auto& snippet = *hit.mutable_snippet();
  snippet.set_text("公办学校的招生计划、招生范围");
  for (const int start : {5, 10}) {
    auto& range = *snippet.add_highlights();
    range.set_start(start);
    range.set_length(2);
  }
  hit.add_responsible_bodies()->set_text("教育行政部门");
  hit.add_responsible_bodies()->set_text("街道办事处");
  return hit;
}

class SearchPageTest : public PageFixture {
 protected:
  SearchPageTest() {
    *service_.found->add_items() = Hit();
    service_.found->set_items_estimate(1);
  }
  static std::vector<std::string> Marked(const HtmlPage& page) {
    std::vector<std::string> marked;
    for (const GumboNode* node : page.All(GUMBO_TAG_MARK)) marked.push_back(HtmlPage::Text(node));
    return marked;
  }
  static std::vector<std::string> Links(const HtmlPage& page) {
    std::vector<std::string> links;
    for (const GumboNode* link : page.All(GUMBO_TAG_A)) links.push_back(HtmlPage::Attribute(link, "href"));
    return links;
  }
  void LeaveOut(const char* part, const char* reason) {
    auto& missing = *service_.found->add_unavailable();
    missing.set_part(part);
    missing.set_reason(reason);
  }
};

TEST_F(SearchPageTest, ShowsWhatFitsWithItsWordsMarkedWhereItStandsAndWhoAnswers) {
  const HtmlPage page(Html("/search", kZhaosheng));
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(Marked(page), ElementsAre("招生", "招生", "招生"));
  EXPECT_THAT(page.html(), HasSubstr("公办学校的<mark>招生</mark>计划、<mark>招生</mark>范围"));
  EXPECT_THAT(page.BodyText(), HasSubstr("义务教育招生 › 招生简章"));
  for (const char* text : {"滨江区 · 义务教育", "教育行政部门", "街道办事处", "共找到1项"}) EXPECT_THAT(page.BodyText(), HasSubstr(text));
  EXPECT_THAT(Links(page), Contains("/divisions/330108/catalogues/03/items/i03-1"));
}

TEST_F(SearchPageTest, AsksNothingBeforeThereIsAQuestion) {
  EXPECT_THAT(Html("/search"), HasSubstr("请输入要查询的词语"));
  EXPECT_FALSE(service_.searched.has_value());
}

TEST_F(SearchPageTest, AsksWithTheFiltersThatAreKnown) {
  Html("/search", std::string(kZhaosheng) + "&division=330108001&domain=03&organ=330108-jyj&page=abc");
  EXPECT_EQ(service_.searched->query(), "招生");
  EXPECT_EQ(service_.searched->division(), "divisions/330108001");
  EXPECT_EQ(service_.searched->domain(), "domains/03");
  EXPECT_EQ(service_.searched->organ(), "organs/330108-jyj");
  EXPECT_EQ(service_.searched->page_token(), "abc");
  Html("/search", std::string(kZhaosheng) + "&division=999&domain=zz&organ=nobody");
  EXPECT_EQ(service_.searched->division() + service_.searched->domain() + service_.searched->organ(), "");
}

TEST_F(SearchPageTest, NextPageKeepsTheFiltersAndLeadsBackToTheFirst) {
  service_.found->set_next_page_token("n&x=1");
  service_.found->set_items_estimate(640);
  const std::string filters = "&division=330108&domain=03&organ=330108-jyj";
  const HtmlPage first(Html("/search", kZhaosheng + filters));
  EXPECT_THAT(Links(first), Contains("/search?" + (kZhaosheng + filters) + "&page=n%26x%3D1"));
  EXPECT_THAT(Links(first), Not(Contains("/search?" + (kZhaosheng + filters))));
  EXPECT_THAT(first.BodyText(), HasSubstr("共找到约640项"));
  const HtmlPage second(Html("/search", kZhaosheng + filters + "&page=n"));
  EXPECT_THAT(second.Faults(), IsEmpty());
  EXPECT_THAT(Links(second), Contains("/search?" + (kZhaosheng + filters)));
  EXPECT_THAT(Links(second), Contains(std::string("/search?") + kZhaosheng));  // 去掉筛选
  EXPECT_NE(first.Title(), second.Title());
}

TEST_F(SearchPageTest, ShowsAccountsBesideTheItems) {
  *service_.found->add_accounts() = testing::SampleAccount();
  service_.found->set_more_accounts(true);
  const HtmlPage page(Html("/search", kZhaosheng));
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(page.BodyText(), HasSubstr("滨江发布"));
  EXPECT_THAT(Links(page), Contains("https://weibo.com/u/1749127163"));
  EXPECT_THAT(Links(page), Contains(std::string("/accounts?") + kZhaosheng));
}

TEST_F(SearchPageTest, NothingFoundComesWithAdvice) {
  service_.found = SearchPortalResponse();
  const HtmlPage page(Html("/search", "q=zzz&organ=330108-jyj"));
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(page.BodyText(), HasSubstr("共找到0项"));
  EXPECT_THAT(page.BodyText(), HasSubstr("换用更短"));
  EXPECT_THAT(Links(page), Contains("/requests/new?organ=330108-jyj"));
}

TEST_F(SearchPageTest, SaysWhichPartIsMissingAndAnswersWithTheOther) {
  service_.found = SearchPortalResponse();
  *service_.found->add_accounts() = testing::SampleAccount();
  LeaveOut("items", "UNAVAILABLE");
  const Response response = Get("/search", kZhaosheng);
  EXPECT_EQ(response.status, 200);
  const HtmlPage page(*response.body);
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(page.BodyText(), HasSubstr("现在查不了公开事项"));
  EXPECT_THAT(page.BodyText(), HasSubstr("滨江发布"));
  EXPECT_THAT(page.BodyText(), Not(HasSubstr("共找到")));
}

TEST_F(SearchPageTest, SaysThatAccountsAreMissingUnlessThereIsNoRegister) {
  LeaveOut("accounts", "DEADLINE_EXCEEDED");
  EXPECT_THAT(Html("/search", kZhaosheng), HasSubstr("新媒体账号现在查不了"));
  service_.found->clear_unavailable();
  LeaveOut("accounts", "NOT_CONFIGURED");
  EXPECT_THAT(Html("/search", kZhaosheng), Not(HasSubstr("新媒体账号现在查不了")));
}

TEST_F(SearchPageTest, AnswersAlsoWhenTheSearchItselfIsAway) {
  for (const absl::Status& status : {absl::UnavailableError("socket 1234"), absl::DeadlineExceededError("x"), absl::InternalError("x")}) {
    service_.found = status;
    const Response response = Get("/search", kZhaosheng);
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(*response.body, HasSubstr("现在查不了公开事项"));
    EXPECT_THAT(*response.body, HasSubstr("value=\"招生\""));
    EXPECT_THAT(*response.body, Not(HasSubstr("1234")));
  }
}

TEST_F(SearchPageTest, AQuestionWithoutAWordIsExplained) {
  service_.found = absl::InvalidArgumentError("x");
  const Response response = Get("/search", "q=%3F%3F");
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(HtmlPage(*response.body).Faults(), IsEmpty());
  EXPECT_THAT(*response.body, HasSubstr("没有可以查询的词语"));
  EXPECT_EQ(Get("/search", std::string(kZhaosheng) + "&page=stale").status, 400);
}

TEST_F(SearchPageTest, AboveItsLimitNothingIsAskedAndThePageSaysSo) {
  service_.admission = absl::ResourceExhaustedError("x");
  const Response response = Get("/search", kZhaosheng);
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(testing::HeaderOf(response, "Retry-After"), "5");
  EXPECT_THAT(*response.body, HasSubstr("访问过于频繁"));
  EXPECT_FALSE(service_.searched.has_value());
  EXPECT_EQ(Get("/search").status, 200) << "the form itself asks nothing";
}

TEST_F(SearchPageTest, ShowsHostileFindingsAsTextAndCutsNoCharacter) {
  const std::string hostile = "\"><script>alert(1)</script>教";
  auto& hit = *service_.found->mutable_items(0);
  auto& title = *hit.mutable_titles(1);
  title.set_text(hostile);
  title.clear_highlights();
  // Behind the last character, over the one before, beyond the end.
  for (const auto& [start, length] : {std::pair(27, 1), std::pair(20, 8), std::pair(27, 900), std::pair(900, 3), std::pair(28, -5)}) {
    auto& range = *title.add_highlights();
    range.set_start(start);
    range.set_length(length);
  }
  service_.found->mutable_items(0)->mutable_responsible_bodies(0)->set_text(hostile);
  const HtmlPage page(Html("/search", kZhaosheng));
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(page.BodyText(), HasSubstr("义务教育招生 › " + hostile));
  EXPECT_THAT(Marked(page), Contains("教"));
}

TEST_F(SearchPageTest, SamplesAreMarkedAsSamples) {
  EXPECT_THAT(Html("/search", kZhaosheng), Not(HasSubstr("示例数据")));
  service_.found->mutable_items(0)->set_sample(true);
  EXPECT_THAT(Html("/search", kZhaosheng), HasSubstr("示例数据"));
}

}  // namespace
}  // namespace disclosure::gateway
