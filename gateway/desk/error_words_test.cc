#include "gateway/desk/error_words.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "common/base/error.h"
#include "common/testing/matchers.h"

namespace disclosure::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ErrorWordsTest, SayWhatIsWrongInChineseAndKeepTheDay) {
  EXPECT_EQ(FaultWords("must not be empty"), "请填写");
  EXPECT_EQ(FaultWords("lies before 2026-09-18"), "不能早于：2026-09-18");
  EXPECT_EQ(FaultWords("must be 1 to 20 (条例 art. 33)"), "须在以下范围内：1至20");
  EXPECT_EQ(FaultWords("缺少：提供的形式"), "缺少：提供的形式");
  EXPECT_EQ(ErrorWords(error::Make(absl::StatusCode::kFailedPrecondition, "x", {.reason = "SELF_APPROVAL"})), "拟稿人不能审核、审批自己拟的答复。");
  EXPECT_EQ(ErrorWords(error::Make(absl::StatusCode::kFailedPrecondition, "something new", {.reason = "NEW_RULE"})), "something new（NEW_RULE）")
      << "better its own words than none";
}

// Literals of the sources that look like reasons and never reach the desk.
const std::map<std::string, std::string>& NotForTheDesk() {
  static const auto* const kNot = new std::map<std::string, std::string>{
      {"AWAITING_CORRECTION", "a state"},
      {"AWAITING_PAYMENT", "a state"},
      {"AWAITING_REASONS", "a state"},
      {"BAD_EVENT", "INTERNAL"},
      {"CELL_TOO_LONG", "annual reports"},
      {"MAGIC_MISSING", "the start of the service"},
      {"NOT_COUNTED", "annual reports"},
      {"NO_SUCH_CALENDAR_FEED", "calendar feeds"},
      {"NO_SUCH_REQUEST", "applicants"},
      {"REPORT_CHANGED", "annual reports"},
      {"REPORT_DRAFT", "annual reports"},
      {"REPORT_FINALISED", "annual reports"},
      {"REPORT_INCOMPLETE", "annual reports"},
      {"REPORT_INVARIANTS", "annual reports"},
      {"REPORT_PUBLISHED", "annual reports"},
      {"REQUEST_NOT_ANSWERED", "reviews"},
      {"REQUEST_REOPENED", "reviews"},
      {"RESUME_TOKEN_EXPIRED", "watches"},
      {"SAME_PERSON", "annual reports, reviews"},
      {"TOO_MANY_ATTEMPTS", "applicants"},
      {"TOO_MANY_CALENDAR_FEEDS", "calendar feeds"},
      {"YEAR_NOT_OVER", "annual reports"}};
  return *kNot;
}

bool IsTest(const std::string& file) {
  for (const char* part : {"_test.", "_testing.", "_fixture."}) {
    if (file.find(part) != std::string::npos) return true;
  }
  return false;
}

// Every literal in capitals with an underscore of the sources that decide, keep and answer.
std::set<std::string> ReasonsInSources() {
  static const std::regex kReason("\"([A-Z][A-Z0-9]*(_[A-Z0-9]+)+)\"");
  std::set<std::string> reasons;
  for (const char* room : {"api", "attachments", "documents", "domain"}) {
    const std::filesystem::path directory = std::filesystem::path(DISCLOSURE_SOURCE_DIR) / "request-service" / room;
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory)) {
      const std::string name = file.path().filename().string();
      if ((file.path().extension() != ".cc" && file.path().extension() != ".h") || IsTest(name)) continue;
      std::ifstream stream(file.path());
      const std::string text{std::istreambuf_iterator<char>(stream), {}};
      for (std::sregex_iterator it(text.begin(), text.end(), kReason); it != std::sregex_iterator(); ++it) reasons.insert((*it)[1]);
    }
  }
  return reasons;
}

TEST(ErrorWordsTest, EveryReasonThatRequestServiceGivesTheDeskHasWords) {
  const std::set<std::string> reasons = ReasonsInSources();
  EXPECT_GT(reasons.size(), 60u);
  for (const std::string& reason : reasons) {
    const std::string words = ErrorWords(error::Make(absl::StatusCode::kFailedPrecondition, "in English", {.reason = reason}));
    EXPECT_NE(words.find("in English") == std::string::npos, NotForTheDesk().count(reason) > 0) << reason;
  }
  for (const auto& [reason, why] : NotForTheDesk()) EXPECT_EQ(reasons.count(reason), 1u) << reason << " is given no more";
}

TEST(ErrorWordsTest, WhatIsNoRuleOfTheServiceIsSaidInChineseByItsCode) {
  for (const absl::StatusCode code :
       {absl::StatusCode::kUnavailable, absl::StatusCode::kDeadlineExceeded, absl::StatusCode::kAborted, absl::StatusCode::kCancelled,
        absl::StatusCode::kResourceExhausted, absl::StatusCode::kUnauthenticated, absl::StatusCode::kPermissionDenied,
        absl::StatusCode::kInternal, absl::StatusCode::kUnknown, absl::StatusCode::kDataLoss}) {
    const std::string words = ErrorWords(error::Make(code, "in English", {.reason = "DATABASE_ERROR"}));
    EXPECT_THAT(words, Not(HasSubstr("in English"))) << words;
    EXPECT_THAT(words, HasSubstr("。"));
  }
}

}  // namespace
}  // namespace disclosure::gateway
