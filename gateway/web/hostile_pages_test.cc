// Whatever the services say, and whatever is asked: a page's elements and attributes are those of its template.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "gateway/web/hostile_text.h"
#include "gateway/web/page_fixture.h"
#include "gmock/gmock.h"

namespace disclosure::gateway {
namespace {

using ::testing::AnyOf;
using testing::FillTexts;
using ::testing::HasSubstr;
using testing::HeaderOf;
using testing::HostileTexts;
using testing::HtmlPage;
using ::testing::IsEmpty;
using testing::kCatalogue;
using ::testing::Not;
using testing::PageFixture;
using ::testing::StartsWith;

constexpr char kHarmless[] = "x";

std::string Encoded(const std::string& text) {
  std::string encoded;
  for (const unsigned char c : text) absl::StrAppendFormat(&encoded, "%%%02X", c);
  return encoded;
}

class HostilePages : public PageFixture {
 protected:
  // Every page that shows what somebody wrote, in both frames.
  static std::vector<std::pair<std::string, std::string>> Addresses() {
    std::vector<std::pair<std::string, std::string>> addresses;
    for (const std::string path :
         {"/", "/search", "/help", "/divisions/330108", kCatalogue, "/divisions/330108/catalogues/03/items/hostile",
          "/divisions/330108/catalogues/03/editions", "/divisions/330108/catalogues/03/editions/1",
          "/divisions/330108/catalogues/03/editions/2/diff", "/organs/330108-jyj", "/requests/new", "/requests/track", "/accounts",
          "/accounts/verify", "/organs/330108-jyj/annualReports", "/organs/330108-jyj/annualReports/2025",
          "/divisions/330108/annualReports/2020", "/nowhere"}) {
      addresses.emplace_back(path, "");
      addresses.emplace_back(path, "lang=en");
    }
    addresses.emplace_back("/search", "q=x");
    addresses.emplace_back("/requests/new", "organ=330108-jyj");
    addresses.emplace_back("/accounts/verify", "url=https%3A%2F%2Fweibo.com%2Fu%2F1");
    return addresses;
  }

  // Snapshot and services, all of one text.
  void SayEverywhere(const std::string& text) {
    Show(testing::SnapshotOfText(text));
    service_ = {};
    AnswerWithOneOfEach();
    FillTexts(text, *service_.editions);
    FillTexts(text, *service_.edition);
    FillTexts(text, *service_.diff);
    FillTexts(text, *service_.platforms);
    FillTexts(text, *service_.accounts);
    FillTexts(text, *service_.verdict);
    FillTexts(text, *service_.published);
    FillTexts(text, *service_.organ_page);
    FillTexts(text, *service_.found);
    for (auto& [name, report] : service_.reports) FillTexts(text, *report);
  }

  void AnswerWithOneOfEach() {
    edition_ = *snapshots_.Get()->editions.at(kCatalogue + 1)->Whole();
    *service_.editions->add_editions() = edition_;
    *service_.edition = edition_;
    service_.edition->set_state(catalog::v1::Edition::WITHDRAWN);
    service_.diff->set_name(edition_.name());
    service_.diff->set_base(absl::StrCat(edition_.catalogue(), "/editions/1"));
    for (auto* item : {service_.diff->add_added(), service_.diff->add_removed(), service_.diff->add_changed()->mutable_item()})
      *item = edition_.items(0);
    *service_.accounts->add_accounts() = testing::SampleAccount();
    service_.verdict->set_verdict(media::v1::VerifyAccountResponse::GENUINE);
    *service_.verdict->mutable_account() = testing::SampleAccount();
    service_.organ_page->mutable_profile()->add_rules();
    service_.organ_page->add_annual_reports();
    *service_.organ_page->add_accounts() = testing::SampleAccount();
    service_.found->add_items()->add_titles();
    *service_.found->add_accounts() = testing::SampleAccount();
    service_.reports = {{"organs/330108-jyj/annualReports/2025", testing::SampleReport("x", 2025)},
                        {"divisions/330108/annualReports/2020", testing::SampleReport("x", 2020)}};
  }

  // What the pages that were asked with `query` are made of.
  std::vector<std::vector<std::string>> Skeletons() {
    std::vector<std::vector<std::string>> skeletons;
    for (const auto& [path, query] : Addresses()) skeletons.push_back(HtmlPage(Html(path, query)).Skeleton());
    return skeletons;
  }

  catalog::v1::Edition edition_;
};

TEST_F(HostilePages, AreMadeOfWhatTheirTemplatesAreMadeOf) {
  SayEverywhere(kHarmless);
  const auto harmless = Skeletons();
  for (const std::string& text : HostileTexts()) {
    SayEverywhere(text);
    const auto addresses = Addresses();
    bool shown = false;
    for (size_t i = 0; i < addresses.size(); ++i) {
      const auto& [path, query] = addresses[i];
      const Response response = Get(path, query);
      ASSERT_NE(response.body, nullptr) << path;
      const HtmlPage page(*response.body);
      EXPECT_EQ(page.Skeleton(), harmless[i]) << path << "?" << query << " of " << text;
      EXPECT_THAT(page.Faults(), IsEmpty()) << path << "?" << query << " of " << text;
      for (const std::string& address : page.Addresses()) {
        EXPECT_THAT(address, AnyOf(StartsWith("/"), StartsWith("#"), StartsWith("https://"), StartsWith("http://")))
            << path << " of " << text;
        EXPECT_THAT(address, Not(StartsWith("//"))) << path;
      }
      const std::string policy = HeaderOf(response, "Content-Security-Policy");
      EXPECT_THAT(policy, Not(HasSubstr("unsafe"))) << path;
      shown = shown || page.BodyText().find(absl::StrReplaceAll(text, {{"\t", " "}})) != std::string::npos;
    }
    EXPECT_TRUE(shown) << "nobody shows " << text << ", so nothing was tested";
  }
}

TEST_F(HostilePages, AreNotMadeByWhatIsAsked) {
  SayEverywhere(kHarmless);
  for (const std::string path :
       {"/search", kCatalogue, "/accounts", "/accounts/verify", "/requests/new", "/requests/track", "/nowhere"}) {
    for (const char* parameter :
         {"q", "organ", "domain", "division", "url", "name", "platform", "id", "page", "pageToken", "lang", "type", "base"}) {
      const std::vector<std::string> harmless = HtmlPage(Html(path, absl::StrCat(parameter, "=zzz"))).Skeleton();
      for (const std::string& text : HostileTexts()) {
        const Response response = Get(path, absl::StrCat(parameter, "=", Encoded(text)));
        ASSERT_NE(response.body, nullptr);
        const HtmlPage page(*response.body);
        EXPECT_EQ(page.Skeleton(), harmless) << path << " " << parameter << " " << text;
        for (const std::string& address : page.Addresses()) {
          EXPECT_THAT(address, AnyOf(StartsWith("/"), StartsWith("#"))) << path << " " << parameter << " " << text;
          EXPECT_THAT(address, Not(StartsWith("//")));
        }
        for (const auto& [name, value] : response.headers) EXPECT_THAT(value, Not(HasSubstr("alert"))) << name;
      }
    }
  }
}

// A service's own words are for the log.
TEST_F(HostilePages, SayNothingOfWhatAFailedServiceSaid) {
  for (const absl::StatusCode code : {absl::StatusCode::kInvalidArgument, absl::StatusCode::kNotFound, absl::StatusCode::kUnavailable,
                                      absl::StatusCode::kPermissionDenied, absl::StatusCode::kInternal}) {
    const absl::Status failed(code, "<script>alert(1)</script>");
    service_.editions = failed;
    service_.edition = failed;
    service_.diff = failed;
    service_.platforms = failed;
    service_.accounts = failed;
    service_.verdict = failed;
    service_.published = failed;
    service_.reports.clear();
    service_.reports.emplace("organs/330108-jyj/annualReports/2025", failed);
    for (const auto& [path, query] : Addresses()) EXPECT_THAT(Html(path, query), Not(HasSubstr("alert(1)"))) << path;
  }
}

}  // namespace
}  // namespace disclosure::gateway
