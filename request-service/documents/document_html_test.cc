#include "request-service/documents/document_html.h"

#include <string>

#include "common/testing/matchers.h"
#include "request-service/documents/document_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::request::testing::AllCodes;
using ::disclosure::request::testing::FullFacts;
using ::disclosure::request::testing::Tables;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHostile[] = "</p><script>alert('1')</script>&\"<img src=x onerror=y>";
constexpr char kEscaped[] =
    "&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;&lt;img src=x onerror=y&gt;";

std::string Html(const std::string& code, const DocumentFacts& facts) {
  const absl::StatusOr<Document> document = Compose(code, facts, Tables());
  EXPECT_OK(document);
  return document.ok() ? DocumentHtml(*document) : "";
}

DocumentFacts HostileFacts(const std::string& code) {
  DocumentFacts facts = FullFacts(code);
  for (auto& [element, text] : facts.elements) text = kHostile;
  for (std::string* text : {&facts.organ.name, &facts.organ.disclosure_office, &facts.organ.address,
                            &facts.document_number, &facts.request_number, &facts.applicant_address, &facts.party,
                            &facts.wish, &facts.remedy_clause}) {
    *text = kHostile;
  }
  facts.applicant_name = std::string(kHostile) + "!";  // another than the party
  for (Withheld& entry : facts.withheld) entry = {kHostile, kHostile, kHostile, kHostile};
  facts.attachments = {{kHostile, kHostile}};
  return facts;
}

TEST(DocumentHtml, EscapesEveryTextOfEveryDocument) {
  for (const std::string& code : AllCodes()) {
    const std::string html = Html(code, HostileFacts(code));
    EXPECT_THAT(html, HasSubstr(kEscaped)) << code;
    EXPECT_THAT(html, Not(HasSubstr("<script"))) << code;
    EXPECT_THAT(html, Not(HasSubstr("<img"))) << code;
    EXPECT_THAT(html, Not(HasSubstr("'1'"))) << code;
  }
}

TEST(DocumentHtml, IsOnePageOfChineseForPrintingThatFetchesNothing) {
  for (const std::string& code : AllCodes()) {
    const std::string html = Html(code, FullFacts(code));
    EXPECT_THAT(html, HasSubstr("<!DOCTYPE html>\n<html lang=\"zh-CN\">")) << code;
    EXPECT_THAT(html, HasSubstr("@page { size: A4; margin: 37mm 26mm 35mm 28mm; }")) << code;
    EXPECT_THAT(html, Not(HasSubstr("http"))) << code;
    EXPECT_THAT(html, Not(HasSubstr("url("))) << code;
  }
}

TEST(DocumentHtml, SetsTitleNumberAddresseeTableAndSignature) {
  const std::string html = Html("R03", FullFacts("R03"));
  EXPECT_THAT(html, HasSubstr("<h1>杭州市滨江区教育局政府信息公开申请答复书</h1>\n"
                              "<p class=\"number\">滨教公复〔2026〕12号</p>\n<p class=\"addressee\">测试甲：</p>\n"));
  EXPECT_THAT(html, HasSubstr("<thead>\n<tr><th>序号</th><th>位置</th>"));
  EXPECT_THAT(html, HasSubstr("<td>属于个人隐私</td></tr>\n</tbody>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"attachments\">附件：校车服务合同（公开部分）</p>\n<div class=\"sign\"><div>\n"
                              "<p>杭州市滨江区教育局</p>\n<p>2026年3月26日</p>\n</div></div>\n</body>"));
}

TEST(DocumentHtml, ALongTitleBreaksAfterTheOrgan) {
  EXPECT_THAT(Html("T01", FullFacts("T01")), HasSubstr("<h1>杭州市滨江区教育局<br>政府信息公开申请登记回执</h1>"));
}

TEST(DocumentHtml, WithoutNumberThereIsNoEmptyLineForIt) {
  EXPECT_THAT(Html("T01", FullFacts("T01")), Not(HasSubstr("class=\"number\"")));
}

}  // namespace
}  // namespace disclosure::request
