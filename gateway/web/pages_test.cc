#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gateway/web/html_check.h"
#include "gateway/web/page_fixture.h"
#include "gateway/web/snapshot_fixture.h"
#include "gmock/gmock.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Edition;
using disclosure::testing::HasReason;
using testing::HeaderOf;
using testing::HtmlPage;
using testing::kCatalogue;
using testing::PageFixture;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class PagesTest : public PageFixture {};

// Each kind of page once: address and query.
const std::vector<std::pair<std::string, std::string>>& EveryPage() {
  static const auto* const kPages = new std::vector<std::pair<std::string, std::string>>{
      {"/", ""},
      {"/search", ""},
      {"/search", "q=%E6%8B%9B%E7%94%9F"},
      {"/search", "q=zzz"},
      {"/help", ""},
      {"/divisions/330108", ""},
      {"/divisions/330108001", ""},
      {kCatalogue, ""},
      {kCatalogue, "q=%E6%8B%9B%E7%94%9F"},
      {kCatalogue, "q=zzz"},
      {"/divisions/330108/catalogues/12", ""},
      {"/divisions/330108/catalogues/03/items/i03-1", ""},
      {"/divisions/330108/catalogues/03/editions", ""},
      {"/divisions/330108/catalogues/03/editions/1", ""},
      {"/divisions/330108/catalogues/03/editions/2/diff", "base=1"},
      {"/organs/330108-jyj", ""},
      {"/organs/330108-qfb", ""},
      {"/requests/new", ""},
      {"/requests/new", "organ=330108-jyj&lang=en"},
      {"/requests/track", ""},
      {"/accounts", ""},
      {"/accounts/verify", "url=https%3A%2F%2Fweibo.com%2Fu%2F1749127163"},
      {"/organs/330108-jyj/annualReports", ""},
      {"/organs/330108-jyj/annualReports/2025", ""},
      {"/divisions/330108/annualReports/2020", ""},
      {"/nowhere", ""}};
  return *kPages;
}

TEST_F(PagesTest, AreWellFormedAndAccessible) {
  FillService();
  std::vector<std::string> titles;
  for (const auto& [path, query] : EveryPage()) {
    const HtmlPage page(Html(path, query));
    EXPECT_THAT(page.Faults(), IsEmpty()) << path << "?" << query;
    EXPECT_THAT(titles, Not(Contains(page.Title()))) << path << "?" << query;
    if (query != "q=zzz") titles.push_back(page.Title());
  }
}

// Unless it is kept out of search engines.
TEST_F(PagesTest, HaveDescriptionsOfTheirOwn) {
  FillService();
  std::vector<std::string> descriptions;
  for (const auto& [path, query] : EveryPage()) {
    const HtmlPage page(Html(path, query));
    std::string description;
    bool hidden = false;
    for (const GumboNode* meta : page.All(GUMBO_TAG_META)) {
      if (HtmlPage::Attribute(meta, "name") == "description") description = HtmlPage::Attribute(meta, "content");
      hidden = hidden || HtmlPage::Attribute(meta, "name") == "robots";
    }
    if (hidden || query.find("lang=en") != std::string::npos || query.find("organ=") != std::string::npos) continue;
    EXPECT_NE(description, "") << path;
    EXPECT_THAT(descriptions, Not(Contains(description))) << path;
    descriptions.push_back(description);
  }
  EXPECT_GT(descriptions.size(), 10u);
}

TEST_F(PagesTest, AreAllThereBeforeAnythingIsPublished) {
  Show(Snapshot());
  for (const char* path : {"/", "/search", "/help", "/requests/new", "/requests/track", "/accounts", "/accounts/verify"}) {
    EXPECT_EQ(Get(path, "q=x").status, 200);
    EXPECT_THAT(HtmlPage(Html(path)).Faults(), IsEmpty()) << path;
  }
  EXPECT_THAT(Html("/"), HasSubstr("目前没有已公布的目录"));
}

TEST_F(PagesTest, ShowHostileTextAsText) {
  for (const std::string text :
       {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title></td></table>",
        "{{TITLE}}{{>CONTENT}}", "&lt;b&gt; &amp; <!--", "javascript:alert(1)"}) {
    Show(testing::SnapshotOfText(text));
    for (const char* path : {"/", "/divisions/330108", kCatalogue, "/divisions/330108/catalogues/03/items/hostile",
                             "/organs/330108-jyj", "/requests/new", "/requests/track"}) {
      const HtmlPage page(Html(path));
      EXPECT_THAT(page.Faults(), IsEmpty()) << path << " " << text;
      EXPECT_THAT(page.BodyText(), HasSubstr(text)) << path;
      EXPECT_THAT(page.All(GUMBO_TAG_IMG), IsEmpty()) << path;
      for (const GumboNode* link : page.All(GUMBO_TAG_A)) {
        EXPECT_THAT(HtmlPage::Attribute(link, "href"), ::testing::AnyOf(::testing::StartsWith("/"), "#main")) << text;
      }
    }
  }
}

TEST_F(PagesTest, ShowHostileQueriesAsText) {
  const std::string query = "q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
  for (const char* path : {"/search", kCatalogue}) {
    const HtmlPage page(Html(path, query));
    EXPECT_THAT(page.Faults(), IsEmpty());
    EXPECT_THAT(page.BodyText(), HasSubstr("\"><script>alert(1)</script>"));
    EXPECT_EQ(HtmlPage::Attribute(page.All(GUMBO_TAG_INPUT)[0], "value"), "\"><script>alert(1)</script>");
  }
}

TEST_F(PagesTest, OnlyWebAddressesAreLinks) {
  Show(testing::SnapshotOfText("https://example.gov.cn/a?b=1&c=\"x\""));
  const HtmlPage page(Html("/divisions/330108/catalogues/03/items/hostile"));
  std::vector<std::string> targets;
  for (const GumboNode* link : page.All(GUMBO_TAG_A)) targets.push_back(HtmlPage::Attribute(link, "href"));
  EXPECT_THAT(targets, Contains("https://example.gov.cn/a?b=1&c=\"x\""));
}

TEST_F(PagesTest, PortalListsTheDivisionsAndTheDomains) {
  const std::string html = Html("/");
  for (const char* text : {"滨江区", "西兴街道", "长河街道", "浦沿街道", "义务教育", "示例数据", "/divisions/330108001",
                           "/divisions/330108/catalogues/26"}) {
    EXPECT_THAT(html, HasSubstr(text));
  }
}

TEST_F(PagesTest, OnlySamplesAreMarkedAsSamples) {
  Snapshot real = Samples();
  for (auto& [name, edition] : real.editions) {
    Edition copy = *edition->Whole();
    copy.set_sample(false);
    edition = std::make_shared<const EditionInForce>(std::move(copy));
  }
  Show(real);
  for (const auto& [path, query] : EveryPage()) EXPECT_THAT(Html(path, query), Not(HasSubstr("示例数据"))) << path;
}

TEST_F(PagesTest, CatalogueIsTheOfficialForm) {
  const HtmlPage page(Html(kCatalogue));
  const auto rows = page.All(GUMBO_TAG_TR);
  EXPECT_EQ(rows.size(), 2u + static_cast<size_t>(Sample().items_size()));
  std::string header;
  for (const GumboNode* cell : page.All(GUMBO_TAG_TH)) {
    if (HtmlPage::Attribute(cell, "scope").rfind("col", 0) == 0) header += HtmlPage::Text(cell) + "|";
  }
  EXPECT_EQ(header,
            "序号|公开事项|公开内容（要素）|公开依据|公开时限|公开主体|公开渠道和载体|公开对象|公开方式|公开层级|"
            "一级事项|二级事项|全社会|特定群体|主动|依申请|县级|乡级|");
  EXPECT_THAT(page.html(), HasSubstr("2026年11月23日 10:05"));
  EXPECT_THAT(page.html(), HasSubstr("/v1/divisions/330108/catalogues/03:export?format=XLSX"));
  EXPECT_THAT(page.html(), HasSubstr("形成或变更后20个工作日内"));
  EXPECT_THAT(page.html(), HasSubstr("■政府网站"));
}

TEST_F(PagesTest, NeighboursOfOneLevelOneShareItsCell) {
  const HtmlPage page(Html(kCatalogue));
  size_t covered = 0;
  for (const GumboNode* cell : page.All(GUMBO_TAG_TH)) {
    if (HtmlPage::Attribute(cell, "scope") == "rowgroup") {
      covered += static_cast<size_t>(std::stoi(HtmlPage::Attribute(cell, "rowspan")));
      if (HtmlPage::Text(cell) == "教育概况") {
        EXPECT_EQ(HtmlPage::Attribute(cell, "rowspan"), "4");
      }
    }
  }
  EXPECT_EQ(covered + 2, page.All(GUMBO_TAG_TR).size());
}

TEST_F(PagesTest, RowsOfACatalogueCarryTheirLabelsForCards) {
  const HtmlPage page(Html(kCatalogue));
  for (const GumboNode* cell : page.All(GUMBO_TAG_TD)) EXPECT_NE(HtmlPage::Attribute(cell, "data-label"), "");
  EXPECT_THAT(page.html(), HasSubstr("<span class=\"narrow\">政策文件</span>"));
}

TEST_F(PagesTest, ThirdLevelAndFurtherLevelsHaveColumnsWhereUsed) {
  Snapshot snapshot = Samples();
  Edition edition = Sample();
  edition.mutable_items(0)->set_level_three("三级名称");
  edition.mutable_items(0)->add_levels(catalog::v1::VILLAGE);
  testing::PutInForce(std::move(edition), snapshot);
  Show(snapshot);
  const HtmlPage page(Html(kCatalogue));
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(page.html(), HasSubstr("三级事项</th>"));
  EXPECT_THAT(page.html(), HasSubstr("村级</th>"));
  EXPECT_THAT(page.html(), HasSubstr("colspan=\"3\""));
}

TEST_F(PagesTest, LineBreaksOfTheCatalogueAreKeptAndStyledAsSuch) {
  const std::string text = "1.招生简章\n2.<学区>划分\n3.报名条件";
  Snapshot snapshot = Samples();
  Edition edition = Sample();
  catalog::v1::Item& item = *edition.mutable_items(0);
  item.set_contents(0, text);
  item.mutable_bases(0)->set_title(text);
  item.mutable_bases(0)->set_kind(catalog::v1::LegalBasis::OTHER);
  item.set_time_limit_text(text);
  item.set_remarks(text);
  const std::string address = "/" + item.name();
  testing::PutInForce(std::move(edition), snapshot);
  Show(snapshot);
  const auto count = [](const std::string& html, const std::string& what) {
    int found = 0;
    for (size_t at = html.find(what); at != std::string::npos; at = html.find(what, at + 1)) ++found;
    return found;
  };
  const std::string shown = "1.招生简章\n2.&lt;学区&gt;划分\n3.报名条件";
  EXPECT_EQ(count(Html(kCatalogue), shown), 3) << "contents, bases and time limit";
  EXPECT_EQ(count(Html(address), shown), 4) << "and the remarks";
  std::ifstream file(DISCLOSURE_SOURCE_DIR "/gateway/web/static/portal.css");
  const std::string style((std::istreambuf_iterator<char>(file)), {});
  for (const char* rule : {".catalogue li { white-space: pre-line", ".catalogue td p { margin: 0; white-space: pre-line",
                           ".fields dd, .fields li { white-space: pre-line", "td > ins, td > del { display: block; white-space: pre-line"}) {
    EXPECT_THAT(style, HasSubstr(rule)) << "or a browser joins the lines";
  }
}

TEST_F(PagesTest, FilterKeepsTheRowsThatContainEveryWord) {
  const std::string all = Html(kCatalogue);
  const std::string some = Html(kCatalogue, "q=%E6%8B%9B%E7%94%9F&unknown=1");
  EXPECT_LT(some.size(), all.size());
  EXPECT_THAT(some, HasSubstr("招生"));
  EXPECT_THAT(some, HasSubstr("显示全部"));
  EXPECT_THAT(Html(kCatalogue, "q=zzz"), HasSubstr("没有符合条件的事项"));
}

TEST_F(PagesTest, FilterTakesLatinLettersInEitherCase) {
  Show(testing::SnapshotOfText("公示 eID卡 ABAb"));
  for (const char* query : {"q=EID", "q=eid", "q=%E5%85%AC%E7%A4%BA+abab", "q=%E7%A4%BA%20Eid", "q=bab"}) {
    EXPECT_THAT(Html(kCatalogue, query), HasSubstr("后显示1项")) << query;
  }
  EXPECT_THAT(Html(kCatalogue, "q=eidx"), HasSubstr("没有符合条件的事项"));
}

TEST_F(PagesTest, ItemShowsItsOrganAndItsNeighbours) {
  const std::string html = Html("/divisions/330108/catalogues/08/items/i08-2");
  for (const char* text : {"/organs/330108-czj", "杭州市滨江区财政局", "rel=\"prev\"", "rel=\"next\"", "第1个表格第3行",
                           "□ 政府公报", "■ 政府网站"}) {
    EXPECT_THAT(html, HasSubstr(text));
  }
}

TEST_F(PagesTest, OrganShowsItsContactCardAndItsCatalogues) {
  const std::string html = Html("/organs/330108-zhzfj");
  for (const char* text : {"0571-86688470", "杭州市滨江区丹枫路275号", "政府信息公开指南", "法定主动公开内容",
                           "/divisions/330108/catalogues/18"}) {
    EXPECT_THAT(html, HasSubstr(text));
  }
}

TEST_F(PagesTest, WithdrawnEditionShowsItsReason) {
  FillService();
  EXPECT_THAT(Html(absl::StrCat(kCatalogue, "/editions")), HasSubstr("公开依据引用有误"));
  const std::string html = Html(absl::StrCat(kCatalogue, "/editions/1"));
  EXPECT_THAT(html, HasSubstr("撤回原因：公开依据引用有误"));
  EXPECT_THAT(html, Not(HasSubstr("<table")));
}

TEST_F(PagesTest, OldEditionPointsToTheOneInForce) {
  Edition old = Sample();
  old.set_edition(1);
  service_.edition = old;
  const HtmlPage page(Html(absl::StrCat(kCatalogue, "/editions/1")));
  EXPECT_THAT(page.Faults(), IsEmpty());
  EXPECT_THAT(page.BodyText(), HasSubstr("现行有效的是第2版"));
}

TEST_F(PagesTest, DiffShowsBeforeAndAfter) {
  FillService();
  const std::string html = Html(absl::StrCat(kCatalogue, "/editions/2/diff"), "base=1");
  EXPECT_EQ(service_.base_asked, 1);
  EXPECT_THAT(html, HasSubstr("<del>及时公开</del>"));
  EXPECT_THAT(html, HasSubstr("<ins>实时公开</ins>"));
  EXPECT_THAT(html, HasSubstr("公开时限"));
  EXPECT_THAT(html, Not(HasSubstr("items/gone")));  // there is no such page any more
}

TEST_F(PagesTest, ErrorsOfTheServiceBecomePagesWithTheirStatus) {
  const std::pair<absl::Status, int> cases[] = {{absl::NotFoundError("x"), 404},
                                                {absl::InvalidArgumentError("x"), 400},
                                                {absl::UnavailableError("socket 1234"), 503},
                                                {absl::DeadlineExceededError("x"), 504},
                                                {absl::InternalError("SELECT secret"), 500}};
  for (const auto& [status, code] : cases) {
    service_.edition = status;
    const Response response = Get(absl::StrCat(kCatalogue, "/editions/7"));
    EXPECT_EQ(response.status, code);
    EXPECT_THAT(HtmlPage(*response.body).Faults(), IsEmpty());
    EXPECT_THAT(*response.body, Not(HasSubstr(std::string(status.message()) + " ")));
    EXPECT_THAT(*response.body, Not(HasSubstr("SELECT")));
  }
}

TEST_F(PagesTest, UnknownNamesAre404) {
  for (const char* path : {"/divisions/999999", "/divisions/330108/catalogues/99", "/divisions/330108/catalogues/03/items/none",
                           "/organs/nobody", "/divisions/..%2f..%2fetc", "/divisions/330108/catalogues/03/"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
}

TEST_F(PagesTest, OnlyGetAndHeadAreAnswered) {
  EXPECT_EQ(Get("/", "", {}, "HEAD").status, 200);
  const Response response = Get("/", "", {}, "POST");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(HeaderOf(response, "Allow"), "GET, HEAD");
}

TEST_F(PagesTest, UnchangedPageIsNotSentAgain) {
  const Response first = Get(kCatalogue);
  const Response second = Get(kCatalogue, "", {{"if-none-match", HeaderOf(first, "ETag")}});
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, nullptr);
}

TEST_F(PagesTest, AreCompressedForWhoCanReadThat) {
  const Response plain = Get(kCatalogue);
  const Response small = Get(kCatalogue, "", {{"accept-encoding", "gzip"}});
  EXPECT_EQ(HeaderOf(small, "Content-Encoding"), "gzip");
  EXPECT_LT(small.body->size() * 3, plain.body->size());
}

TEST_F(PagesTest, RobotsAreToldWhereToGo) {
  EXPECT_EQ(HeaderOf(Get("/robots.txt"), "Content-Type"), "text/plain; charset=utf-8");
}

TEST(PageTemplates, AMissingOrBrokenFileIsNamed) {
  const disclosure::testing::TempDir directory;
  const std::string path = directory.path() / "page.tpl";
  const auto missing = PageTemplates::Load(directory.path(), {"page"});
  EXPECT_THAT(missing.status(), HasReason("TEMPLATE_MISSING"));
  EXPECT_THAT(std::string(missing.status().message()), HasSubstr(path));
  std::ofstream(path) << "{{%AUTOESCAPE context=\"HTML\"}}{{#OPEN}}";
  EXPECT_THAT(PageTemplates::Load(directory.path(), {"page"}).status(), HasReason("TEMPLATE_BROKEN"));
  std::ofstream(path) << "<p>{{NOT_ESCAPED}}</p>";
  EXPECT_THAT(PageTemplates::Load(directory.path(), {"page"}).status(), HasReason("TEMPLATE_BROKEN"));
}

// Writes every page to the directory named by DISCLOSURE_PAGES_DIR, to be looked at in a browser.
TEST_F(PagesTest, CanBeWrittenOut) {
  const char* directory = std::getenv("DISCLOSURE_PAGES_DIR");
  if (directory == nullptr) GTEST_SKIP() << "DISCLOSURE_PAGES_DIR is not set";
  FillService();
  std::filesystem::create_directories(directory);
  std::filesystem::copy(DISCLOSURE_SOURCE_DIR "/gateway/web/static", directory,
                        std::filesystem::copy_options::overwrite_existing);
  int number = 0;
  for (const auto& [path, query] : EveryPage()) {
    std::ofstream file(std::filesystem::path(directory) / absl::StrCat(++number, ".html"));
    file << absl::StrReplaceAll(Html(path, query), {{"/static/", ""}});
    EXPECT_TRUE(file.good());
  }
}

}  // namespace
}  // namespace disclosure::gateway
