#include "request-service/domain/fee.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsNull;
using ::testing::NotNull;

constexpr absl::CivilDay kDay(2024, 3, 1);

const FeeTable& Table() {
  static const FeeTable table = FeeTable::Parse(testing::LawFile("fees.csv")).value();
  return table;
}

TEST(FeeArticle4, PriceOfTheLastItemAndTotalOfTheMonth) {
  struct Case {
    int64_t items, last, total;
  };
  const FeeTable& table = Table();
  const Tariff& items = table.On(kDay)->per_item;
  for (const Case& c : std::vector<Case>{{0, 0, 0},        {10, 0, 0},        {11, 100, 100},    {20, 100, 1000},
                                         {30, 100, 2000},  {31, 200, 2200},   {32, 200, 2400},   {40, 200, 4000},
                                         {41, 300, 4300},  {45, 300, 5500},   {50, 300, 7000},   {51, 400, 7400},
                                         {60, 400, 11000}, {70, 500, 16000},  {80, 600, 22000},  {90, 700, 29000},
                                         {91, 800, 29800}, {100, 800, 37000}, {110, 900, 46000}, {200, 1800, 172000}}) {
    EXPECT_EQ(items.PriceOf(c.items), c.last) << c.items;
    EXPECT_EQ(items.Total(c.items), c.total) << c.items;
  }
}

TEST(FeeArticle4, TheClosedFormHoldsForEveryNumberOfItems) {
  const FeeTable& table = Table();
  const Tariff& items = table.On(kDay)->per_item;
  int64_t sum = 0;
  for (int64_t n = 0; n < 2000; ++n) {
    const int64_t price = n <= 10 ? 0 : n <= 30 ? 100 : 200 + 100 * ((n - 31) / 10);
    sum += price;
    ASSERT_EQ(items.PriceOf(n), price) << n;
    ASSERT_EQ(items.Total(n), sum) << n;
  }
}

TEST(FeeArticle5, FeeByPages) {
  const FeeTable& table = Table();
  const Tariff& pages = table.On(kDay)->per_page;
  for (const auto& [count, yuan] : std::vector<std::pair<int64_t, int64_t>>{{0, 0},
                                                                            {30, 0},
                                                                            {31, 10},
                                                                            {44, 140},
                                                                            {57, 270},
                                                                            {68, 380},
                                                                            {72, 420},
                                                                            {100, 700},
                                                                            {101, 720},
                                                                            {109, 880},
                                                                            {119, 1080},
                                                                            {150, 1700},
                                                                            {200, 2700},
                                                                            {201, 2740},
                                                                            {250, 4700},
                                                                            {300, 6700},
                                                                            {500, 14700},
                                                                            {1000, 34700}}) {
    EXPECT_EQ(pages.Total(count), yuan) << count;
  }
}

TEST(FeeArticle5, TheClosedFormHoldsForEveryNumberOfPages) {
  const FeeTable& table = Table();
  for (int64_t p = 0; p < 2000; ++p) {
    const int64_t fee = 10 * std::clamp<int64_t>(p - 30, 0, 70) + 20 * std::clamp<int64_t>(p - 100, 0, 100) +
                        40 * std::max<int64_t>(p - 200, 0);
    ASSERT_EQ(table.On(kDay)->per_page.Total(p), fee) << p;
  }
}

TEST(FeeArticle3, TheTwelfthItemWith72PagesCosts100Or420AndNeverBoth) {
  const auto quote = Table().Quote({.items_before = 11, .items = 1, .pages = 72}, kDay);
  ASSERT_THAT(quote, IsOkAndHolds(Eq(FeeQuote{100, 420})));
  EXPECT_THAT(Chosen(*quote, FeeMethod::kPerItem), IsOkAndHolds(100));
  EXPECT_THAT(Chosen(*quote, FeeMethod::kPerPage), IsOkAndHolds(420));
  EXPECT_THAT(Chosen(*quote, FeeMethod::kUnspecified), HasReason("BAD_REQUEST"));
}

TEST(FeeArticle3, TheFifthItemWith72PagesCosts0Or420) {
  EXPECT_THAT(Table().Quote({.items_before = 4, .items = 1, .pages = 72}, kDay), IsOkAndHolds(Eq(FeeQuote{0, 420})));
}

TEST(FeeArticle5, InformationThatIsPublicAlreadyHasNoFeePerPage) {
  const auto quote = Table().Quote({.items_before = 11, .items = 1, .pages = 72, .already_public = true}, kDay);
  ASSERT_THAT(quote, IsOkAndHolds(Eq(FeeQuote{100, std::nullopt})));
  EXPECT_THAT(Chosen(*quote, FeeMethod::kPerPage), HasReason("FEE_METHOD_UNAVAILABLE"));
  EXPECT_THAT(Chosen(*quote, FeeMethod::kPerItem), IsOkAndHolds(100));
}

TEST(FeeArticle4, ARequestSplitIntoItemsPaysTheSumOfTheirOwnPrices) {
  EXPECT_THAT(Table().Quote({.items_before = 9, .items = 3}, kDay), IsOkAndHolds(Eq(FeeQuote{200, 0})));
  EXPECT_THAT(Table().Quote({.items_before = 29, .items = 12}, kDay), IsOkAndHolds(Eq(FeeQuote{100 + 2000 + 300, 0})));
}

TEST(FeeArticle4, OneByOneOrSplitTheMonthCostsTheSame) {
  const FeeTable& table = Table();
  int64_t one_by_one = 0;
  for (int64_t before = 0; before < 200; ++before) one_by_one += table.Quote({.items_before = before}, kDay)->per_item;
  EXPECT_EQ(one_by_one, table.Quote({.items_before = 0, .items = 200}, kDay)->per_item);
}

TEST(FeeInForce, NothingIsChargedBefore2021) {
  const FeeTable& table = Table();
  EXPECT_THAT(table.On(absl::CivilDay(2020, 12, 31)), IsNull());
  EXPECT_THAT(table.On(absl::CivilDay(2021, 1, 1)), NotNull());
  EXPECT_THAT(table.Quote({.items_before = 100, .pages = 500}, absl::CivilDay(2020, 12, 31)),
              IsOkAndHolds(Eq(FeeQuote{0, 0})));
}

TEST(FeeInForce, ALaterScheduleReplacesTheEarlierWhole) {
  const auto table = FeeTable::Parse(testing::LawFile("fees.csv") +
                                     "item,0,5,0,0,2030-01-01,新办法,\n"
                                     "page,0,1,0,0,2030-01-01,新办法,\n");
  ASSERT_OK(table);
  EXPECT_THAT(table->Quote({.items_before = 44, .pages = 101}, absl::CivilDay(2029, 12, 31)),
              IsOkAndHolds(Eq(FeeQuote{300, 720})));
  EXPECT_THAT(table->Quote({.items_before = 44, .pages = 101}, absl::CivilDay(2030, 1, 1)),
              IsOkAndHolds(Eq(FeeQuote{5, 101})));
}

TEST(FeeTable, EveryBandNamesItsArticle) {
  const FeeTable& table = Table();
  for (const Tariff* tariff : {&table.On(kDay)->per_item, &table.On(kDay)->per_page}) {
    for (const Tariff::Band& band : tariff->bands()) EXPECT_FALSE(band.article.empty()) << band.above;
  }
}

TEST(FeeTable, NamesAllBadLines) {
  const std::string header = "method,above,price,step_every,step_price,effective_from,article,note\n";
  const auto table = FeeTable::Parse(header +
                                     "sheet,0,0,0,0,2021-01-01,x,\n"    // 2: no method
                                     "item,0,-1,0,0,2021-01-01,x,\n"    // 3: below zero
                                     "item,0,0,0,0,2021-13-01,x,\n"     // 4: no date
                                     "item,0,0,10,0,2021-01-01,x,\n");  // 5: half a step
  EXPECT_THAT(table, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(testing::BadFields(table.status()), ElementsAre("fees.csv:2", "fees.csv:3", "fees.csv:4", "fees.csv:5"));
  EXPECT_THAT(testing::BadFields(FeeTable::Parse(header + "item,0,0,0,0\n").status()), ElementsAre("fees.csv:2"));
  EXPECT_THAT(testing::BadFields(FeeTable::Parse("method\n").status()), ElementsAre("fees.csv:1"));
  EXPECT_THAT(testing::BadFields(FeeTable::Parse(header + "item,0,0,0,0,2021-01-01,x,\n").status()),
              ElementsAre("fees.csv:2021-01-01"));  // no bands per page
}

TEST(FeeQuote, RefusesImpossibleNumbers) {
  EXPECT_THAT(testing::BadFields(Table().Quote({.items_before = -1, .items = -1, .pages = 1'000'001}, kDay).status()),
              ElementsAre("items_before", "items", "pages"));
  EXPECT_THAT(Table().Quote({.items_before = 1'000'000, .items = 1}, kDay), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
