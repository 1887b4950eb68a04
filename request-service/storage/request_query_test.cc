#include "request-service/storage/request_query.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::request {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

size_t Marks(const std::string& sql) { return static_cast<size_t>(std::count(sql.begin(), sql.end(), '?')); }

RequestQuery Everything() {
  return {.organs = {{"330108-jyj", {absl::CivilDay(2026, 9, 1), absl::CivilDay(2026, 9, 30)}}},
          .states = {State::kHandling, State::kDrafted},
          .received = {absl::CivilDay(2026, 8, 1), absl::CivilDay(2026, 8, 31)},
          .handler = "h' OR '1'='1",
          .text = "'; DROP TABLE requests; --",
          .number = RequestKey{"330108-jyj' --", 2026, 1},
          .applicant_index = "'\\\"`",
          .order = RequestOrder::kDue};
}

TEST(RequestQuery, NothingThatIsAskedForIsInTheTextOfTheStatement) {
  for (const RequestOrder order : {RequestOrder::kNumber, RequestOrder::kCreated, RequestOrder::kDue, RequestOrder::kReceived}) {
    RequestQuery query = Everything();
    query.order = order;
    query.organs.push_back({"x'; --", {}});
    const ListPlace after{{"y' --", 2026, 3}, absl::UnixEpoch(), absl::CivilDay(2026, 9, 2)};
    const Statement statement = ComposeList("organ", query, after, 51);
    for (const char* text : {"DROP", "1'='1", "--", "330108", "2026", "`", "\\"}) EXPECT_THAT(statement.sql, Not(HasSubstr(text)));
    EXPECT_EQ(Marks(statement.sql), statement.values.size());
  }
}

TEST(RequestQuery, EveryConditionHasItsValueWhateverIsLeftOut) {
  for (int mask = 0; mask < 512; ++mask) {
    RequestQuery query = Everything();
    if (mask & 1) query.states.clear();
    if (mask & 2) query.received = {};
    if (mask & 4) query.handler.clear();
    if (mask & 8) query.text.clear();
    if (mask & 16) query.number.reset();
    if (mask & 32) query.applicant_index.clear();
    if (mask & 64) query.organs.push_back({"330108-tjj", {}});
    if (mask & 128) query.order = RequestOrder::kCreated;
    if (mask & 256) query.organs[0].reads_corrections = false;
    const Statement statement = ComposeList("organ", query, std::nullopt, 51);
    EXPECT_EQ(Marks(statement.sql), statement.values.size()) << statement.sql;
  }
}

TEST(RequestQuery, CorrectionsAreSearchedOnlyWhereTheyMayBeRead) {
  RequestQuery query{.organs = {{"330108-jyj", {}}}, .text = "方案"};
  EXPECT_THAT(ComposeList("organ", query, std::nullopt, 51).sql, HasSubstr("corrected LIKE"));
  query.organs[0].reads_corrections = false;
  const Statement statement = ComposeList("organ", query, std::nullopt, 51);
  EXPECT_THAT(statement.sql, HasSubstr("subject LIKE"));
  EXPECT_THAT(statement.sql, Not(HasSubstr("corrected")));
}

TEST(RequestQuery, WhatLikeWouldTakeAsAPatternIsTakenLiterally) {
  EXPECT_EQ(EscapeLike("100%_!\\"), "100!%!_!!\\");
  EXPECT_EQ(EscapeLike("学区划分"), "学区划分");
}

TEST(RequestQuery, OneOrganAndStateIsOneSelect) {
  const Statement statement = ComposeList("organ", {.organs = {{"o", {}}}, .states = {State::kFiled}}, std::nullopt, 51);
  EXPECT_EQ(statement.sql, "SELECT organ FROM requests WHERE organ = ? AND state = ? ORDER BY year DESC, serial DESC LIMIT ?");
}

TEST(RequestQuery, ASpanOfDaysOfReceiptIsReadInTheOrderOfItsIndex) {
  const RequestQuery query{.organs = {{"o", {}}}, .received = {absl::CivilDay(2026, 8, 1), std::nullopt}, .order = RequestOrder::kReceived};
  const Statement statement = ComposeList("organ", query, std::nullopt, 51);
  EXPECT_EQ(statement.sql,
            "SELECT organ FROM requests WHERE organ = ? AND received_on >= ? ORDER BY received_on DESC, year DESC, serial DESC LIMIT ?");
}

TEST(RequestQuery, ManyOrgansAndStatesDoNotMultiply) {
  RequestQuery query{.states = {State::kFiled, State::kHandling}, .order = RequestOrder::kCreated};
  for (int i = 0; i < 100; ++i) query.organs.push_back({"o", {}});
  const Statement statement = ComposeList("organ", query, std::nullopt, 51);
  EXPECT_THAT(statement.sql, HasSubstr("state IN (?,?)"));
  EXPECT_EQ(Marks(statement.sql), 100u * 4 + 1);
}

}  // namespace
}  // namespace disclosure::request
