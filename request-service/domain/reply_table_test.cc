#include "request-service/domain/reply_table.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAre;

const ReplyTable& Table() {
  static const ReplyTable table = ReplyTable::Parse(testing::LawFile("replies.csv")).value();
  return table;
}

// Report code → row of the form of 2021.
std::map<std::string, std::string> ReportRows() {
  std::map<std::string, std::string> rows;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(testing::LawFile("report_rows.csv"), '\n'))) {
    const std::vector<std::string> fields = absl::StrSplit(line, ',');
    if (fields.size() > 2) rows[fields[2]] = fields[0];
  }
  return rows;
}

struct Outcome {
  std::string leaf, remedy;
  bool operator==(const Outcome&) const = default;
};

Outcome Combined(const std::vector<std::string>& leaves) {
  const ReplyTable& table = Table();
  const auto reply = table.CombineParts(leaves);
  if (!reply.ok()) return {error::Reason(reply.status()), ""};
  return {reply->leaf->leaf, std::string(Code(reply->remedy_class))};
}

TEST(ReplyTable, LeafRowDocumentAndRemedyClassOfTheLaw) {
  struct Case {
    std::string leaf, row, document, remedy;
  };
  const ReplyTable& table = Table();
  std::map<std::string, std::string> rows = ReportRows();
  const std::vector<Case> cases = {
      {"granted", "3", "R01", "B"},                       // art. 36(二)
      {"already_public", "3", "R02", "B"},                // art. 36(一)
      {"partial", "4", "R03", "B"},                       // art. 37: A by what its manifest withholds
      {"denied_state_secret", "5", "R04", "A"},           // art. 14
      {"denied_other_law", "6", "R04", "A"},              // art. 14
      {"denied_three_securities", "7", "R04", "A"},       // art. 14
      {"denied_third_party", "8", "R04", "A"},            // art. 15, 32
      {"denied_internal_affairs", "9", "R04", "A"},       // art. 16(1)
      {"denied_process", "10", "R04", "A"},               // art. 16(2)
      {"denied_enforcement_file", "11", "R04", "A"},      // art. 16(2)
      {"denied_administrative_query", "12", "R08", "C"},  // art. 36(七)
      {"not_existing", "13", "R05", "B"},                 // art. 36(四)
      {"not_this_organ", "13", "R06", "B"},               // art. 36(五)
      {"needs_creation", "14", "R09", "C"},               // art. 38
      {"unclear", "15", "R18", "B"},                      // art. 30
      {"petition", "16", "R10", "C"},                     // art. 39(1)
      {"repeat", "17", "R07", "repeat"},                  // art. 36(六)
      {"publication", "18", "R11", "C"},                  // art. 39(2)
      {"excessive", "19", "R12", "B"},                    // art. 35
      {"reissue", "20", "R19", "B"},
      {"not_corrected", "21", "R13", "B"},  // art. 30
      {"fee_unpaid", "22", "R14", "B"},     // 109号 art. 6
      {"withdrawn", "23", "R17", "none"},
      {"other", "23", "", "none"},
  };
  for (const Case& c : cases) {
    const ReplyLeaf* leaf = table.Find(c.leaf);
    ASSERT_NE(leaf, nullptr) << c.leaf;
    EXPECT_EQ(rows[leaf->report_code], c.row) << c.leaf;
    EXPECT_EQ(leaf->document, c.document) << c.leaf;
    EXPECT_EQ(Code(leaf->remedy_class), c.remedy) << c.leaf;
    EXPECT_FALSE(leaf->article.empty()) << c.leaf;
  }
  EXPECT_EQ(table.leaves().size(), cases.size());
}

TEST(ReplyTable, EveryOutcomeRowOfTheReportHasALeaf) {
  std::set<std::string> reached;
  for (const ReplyLeaf& leaf : Table().leaves()) reached.insert(leaf.report_code);
  for (const auto& [code, row] : ReportRows()) {
    if (row == "row_2021" || row == "1" || row == "2" || row == "24" || row == "25") continue;
    EXPECT_TRUE(reached.count(code)) << code;
  }
}

TEST(ReplyTable, DelayOfArticle35AndCorrectionOfArticle41AreNoOutcomes) {
  std::set<std::string> documents;
  for (const ReplyLeaf& leaf : Table().leaves()) documents.insert(leaf.document);
  for (int i = 1; i <= 19; ++i) {
    const std::string code = (i < 10 ? "R0" : "R") + std::to_string(i);
    EXPECT_EQ(documents.count(code), i == 15 || i == 16 ? 0u : 1u) << code;
  }
}

TEST(CombinePartsArticle37, OneLeafStaysItself) {
  for (const ReplyLeaf& leaf : Table().leaves()) {
    EXPECT_EQ(Combined({leaf.leaf, leaf.leaf}), (Outcome{leaf.leaf, std::string(Code(leaf.remedy_class))}));
  }
}

TEST(CombinePartsArticle37, ADisclosedAndAWithheldPartArePartialDisclosureCountedOnce) {
  EXPECT_EQ(Combined({"granted", "denied_third_party"}), (Outcome{"partial", "A"}));
  EXPECT_EQ(Combined({"denied_process", "already_public", "denied_process"}), (Outcome{"partial", "A"}));
  EXPECT_EQ(Combined({"partial", "not_existing"}), (Outcome{"partial", "B"}));
  EXPECT_EQ(Combined({"partial", "granted"}), (Outcome{"partial", "B"}));
}

TEST(CombinePartsArticle37, WithNothingWithheldPartialDisclosureNeedsNoReconsiderationFirst) {
  EXPECT_EQ(Combined({"granted", "not_existing"}), (Outcome{"partial", "B"}));
  EXPECT_EQ(Combined({"granted", "petition"}), (Outcome{"partial", "B"}));
}

TEST(CombinePartsArticle37, WhatIsWithdrawnOrAbandonedYieldsToTheDisclosure) {
  EXPECT_EQ(Combined({"granted", "withdrawn"}), (Outcome{"granted", "B"}));
  EXPECT_EQ(Combined({"fee_unpaid", "already_public"}), (Outcome{"already_public", "B"}));
}

TEST(CombineParts, WithNothingDisclosedTheLowestPrecedenceNamesTheWhole) {
  EXPECT_EQ(Combined({"not_existing", "denied_process", "denied_state_secret"}), (Outcome{"denied_state_secret", "A"}));
  EXPECT_EQ(Combined({"petition", "needs_creation"}), (Outcome{"needs_creation", "C"}));
  EXPECT_EQ(Combined({"petition", "not_existing"}), (Outcome{"not_existing", "B"}));
  EXPECT_EQ(Combined({"repeat", "petition"}), (Outcome{"repeat", "repeat"}));
  EXPECT_EQ(Combined({"granted", "already_public"}), (Outcome{"granted", "B"}));
}

TEST(CombineParts, TheOrderOfThePartsDoesNotMatter) {
  const ReplyTable& table = Table();
  for (const ReplyLeaf& a : table.leaves()) {
    for (const ReplyLeaf& b : table.leaves()) {
      EXPECT_EQ(Combined({a.leaf, b.leaf}), Combined({b.leaf, a.leaf}));
    }
  }
}

TEST(CombineParts, ListsEachLeafOnceByPrecedence) {
  const ReplyTable& table = Table();
  const auto reply = table.CombineParts({"petition", "granted", "petition", "denied_process"});
  ASSERT_OK(reply);
  std::vector<std::string> parts;
  for (const ReplyLeaf* part : reply->parts) parts.push_back(part->leaf);
  EXPECT_THAT(parts, ElementsAre("denied_process", "granted", "petition"));
}

TEST(CombineParts, ThePrecedenceIsData) {
  std::string csv = testing::LawFile("replies.csv");
  const std::string row = "R05,B,50,partial";
  csv.replace(csv.find(row), row.size(), "R05,B,50,yields");
  const auto table = ReplyTable::Parse(csv);
  ASSERT_OK(table);
  EXPECT_EQ(table->CombineParts({"granted", "not_existing"})->leaf->leaf, "granted");
}

TEST(CombineParts, NamesEveryUnknownLeaf) {
  EXPECT_THAT(testing::BadFields(Table().CombineParts({"granted", "R15", "x"}).status()),
              ElementsAre("leaves[1]", "leaves[2]"));
  EXPECT_THAT(testing::BadFields(Table().CombineParts({}).status()), ElementsAre("leaves"));
}

TEST(ReplyTable, NamesAllBadLines) {
  const std::string csv =
      "leaf,label,report_code,document,remedy_class,precedence,beside_disclosure,article,note\n"
      "partial,部分公开,partial,R03,A,1,discloses,x,\n"
      "delay,延迟,other,R15,none,2,yields,x,\n"          // 3: no outcome
      "a,甲,other,R20,none,3,yields,x,\n"                // 4: no document
      "b,乙,other,R01,D,4,yields,x,\n"                   // 5: no class
      "c,丙,other,R01,overdue,5,yields,x,\n"             // 6: not of a reply
      "d,丁,other,R01,B,x,yields,x,\n"                   // 7: no precedence
      "e,戊,other,R01,B,6,maybe,x,\n"                    // 8: no word
      "partial,部分公开,partial,R03,A,1,discloses,x,\n"  // 9: twice, twice
      "f,,other,R01,B,7,yields,x,\n";                    // 10: no label
  EXPECT_THAT(testing::BadFields(ReplyTable::Parse(csv).status()),
              ElementsAre("replies.csv:3", "replies.csv:4", "replies.csv:5", "replies.csv:6", "replies.csv:7",
                          "replies.csv:8", "replies.csv:9", "replies.csv:9", "replies.csv:10"));
}

}  // namespace
}  // namespace disclosure::request
