#include "request-service/domain/document_elements.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"
#include "request-service/domain/reply_table.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

const DocumentElements& Table() {
  static const DocumentElements table = DocumentElements::Parse(testing::LawFile("document_elements.csv")).value();
  return table;
}

std::vector<std::string> Codes(const std::vector<const DocumentElement*>& elements) {
  std::vector<std::string> codes;
  for (const DocumentElement* element : elements) codes.push_back(element->element);
  return codes;
}

std::vector<std::string> Required(const std::string& document, const std::set<std::string>& leaves = {}) {
  const DocumentElements& table = Table();
  return Codes(table.Required(document, leaves));
}

std::string Document(char kind, int number) {
  return absl::StrCat(std::string(1, kind), number < 10 ? "0" : "", number);
}

TEST(DocumentElements, EveryDocumentHasElementsOfItsOwn) {
  const size_t common_to_notices = Required("T01").size() - 6;
  for (int i = 1; i <= 9; ++i) EXPECT_GT(Required(Document('T', i)).size(), common_to_notices) << i;
  for (int i = 1; i <= 19; ++i) {
    EXPECT_THAT(Required(Document('R', i)),
                IsSupersetOf({"document_number", "addressee", "request_restated", "decision"}));
    EXPECT_GT(Required(Document('R', i)).size(), 9u) << i;
  }
}

TEST(ReconsiderationRegulation2026Article25, EveryReplyNamesTheRemedyButDelayAndWithdrawal) {
  for (int i = 1; i <= 19; ++i) {
    const bool none = i == 15 || i == 17;
    if (none) {
      EXPECT_THAT(Required(Document('R', i)), Not(Contains("remedy_clause"))) << i;
    } else {
      EXPECT_THAT(Required(Document('R', i)), Contains("remedy_clause")) << i;
    }
  }
}

TEST(Interpretation8Article10, ProceduralNoticesNameNoRemedyAndTheThirdPartyNoticeDoes) {
  for (int i = 1; i <= 9; ++i) {
    const std::vector<std::string> required = Required(Document('T', i));
    EXPECT_EQ(std::count(required.begin(), required.end(), "remedy_clause"), i == 8 ? 1 : 0) << i;
  }
}

TEST(Article32, TheThirdPartyNoticeNamesItsGroundContentAndReasons) {
  EXPECT_THAT(Required("T08"), IsSupersetOf({"disclosure_ground", "disclosed_content", "reasons", "remedy_clause"}));
}

TEST(Article41, TheReplyOnARecordNamesWhatBecameOfItAndTheRemedy) {
  EXPECT_THAT(Required("R16"), IsSupersetOf({"correction_result", "remedy_clause"}));
}

TEST(FeeArticle6, TheFeeNoticeNamesBasisStandardAmountAndPayment) {
  EXPECT_THAT(Required("T09"), IsSupersetOf({"fee_basis", "fee_standard", "amount", "how_to_pay", "pay_by"}));
}

TEST(ReplyArticle36, NotExistingNeedsTheSearchRecord) { EXPECT_THAT(Required("R05"), Contains("search_record")); }

TEST(ReplyArticle36, NotThisOrganNeedsTheCompetentOne) { EXPECT_THAT(Required("R06"), Contains("competent_organ")); }

TEST(ReplyArticle32, OnlyTheThirdPartyLeafWeighsThePublicInterest) {
  EXPECT_THAT(Required("R04", {"denied_third_party"}), Contains("public_interest_weighing"));
  EXPECT_THAT(Required("R04", {"denied_process"}), Not(Contains("public_interest_weighing")));
  EXPECT_THAT(Required("R03", {"granted", "denied_third_party"}), Contains("public_interest_weighing"));
}

TEST(ReplyArticle37, AReplyInPartsNeedsTheElementsOfEachPartAndEachOnce) {
  const ReplyTable replies = ReplyTable::Parse(testing::LawFile("replies.csv")).value();
  const auto reply = replies.CombineParts({"granted", "not_existing", "denied_third_party"});
  ASSERT_OK(reply);
  ASSERT_EQ(reply->leaf->document, "R03");
  const std::vector<std::string> required = Required("R03", ElementKeys(*reply));
  EXPECT_THAT(required, IsSupersetOf({"information_or_way", "search_record", "exemption", "public_interest_weighing"}));
  EXPECT_THAT(required, Not(Contains("redaction_grounds"))) << "nothing is blacked out within a part";
  const auto redacted = replies.CombineParts({"partial", "not_existing"});
  EXPECT_THAT(Required("R03", ElementKeys(*redacted)), Contains("redaction_grounds"));
  EXPECT_EQ(std::count(required.begin(), required.end(), "remedy_clause"), 1);
  for (const DocumentElement* element : Table().Required("R03", ElementKeys(*reply))) {
    EXPECT_TRUE(element->element != "remedy_clause" || element->applies_to == "R03");
  }
}

TEST(DocumentElements, WhatAppliesToALeafNamesALeafOfTheReplyTable) {
  const ReplyTable replies = ReplyTable::Parse(testing::LawFile("replies.csv")).value();
  std::set<std::string> leaves;
  for (const ReplyLeaf& leaf : replies.leaves()) leaves.insert(leaf.leaf);
  const DocumentElements& table = Table();
  for (const DocumentElement& element : table.elements()) {
    const bool document = element.applies_to.size() <= 3;
    EXPECT_TRUE(document || leaves.count(element.applies_to) > 0) << element.applies_to;
    EXPECT_TRUE(!document || !Required((element.applies_to + "01").substr(0, 3)).empty()) << element.applies_to;
  }
}

TEST(DocumentElements, ACompleteDocumentPasses) {
  const DocumentElements& table = Table();
  std::set<std::string> present;
  for (const DocumentElement* element : table.Required("R04", {"denied_process"})) present.insert(element->element);
  EXPECT_THAT(table.Missing("R04", {"denied_process"}, present), IsEmpty());
  EXPECT_OK(table.CheckComplete("R04", {"denied_process"}, present));
}

TEST(DocumentElements, AllThatIsMissingIsNamedAtOnce) {
  const DocumentElements& table = Table();
  const std::set<std::string> present = {"title",          "document_number",  "addressee", "received_on",
                                         "request_number", "request_restated", "decision",  "exemption"};
  EXPECT_THAT(Codes(table.Missing("R04", {"denied_third_party"}, present)),
              ElementsAre("organ", "date", "reasons", "remedy_clause", "public_interest_weighing"));
  const absl::Status status = table.CheckComplete("R04", {"denied_third_party"}, present);
  EXPECT_THAT(status, HasReason("DOCUMENT_INCOMPLETE"));
  EXPECT_THAT(testing::BadFields(status),
              ElementsAre("organ", "date", "reasons", "remedy_clause", "public_interest_weighing"));
  EXPECT_THAT(status.message(), HasSubstr("复议前置的告知"));
}

TEST(DocumentElements, AnUnknownDocumentIsNotFound) {
  for (const char* code : {"R20", "T10", "R", "T", "denied_process", ""}) {
    EXPECT_THAT(Table().CheckComplete(code, {}, {}), HasReason("NOT_FOUND")) << code;
  }
}

TEST(DocumentElements, NamesAllBadLines) {
  EXPECT_THAT(testing::BadFields(DocumentElements::Parse("applies_to,element,label,article,note\n"
                                                         "R01,a,甲,x,\n"
                                                         "R01,a,乙,x,\n"
                                                         "R01,b,,x,\n")
                                     .status()),
              ElementsAre("document_elements.csv:3", "document_elements.csv:4"));
}

}  // namespace
}  // namespace disclosure::request
