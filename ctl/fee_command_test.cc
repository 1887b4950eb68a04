#include "ctl/fee_command.h"

#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::ctl {
namespace {

using ::testing::HasSubstr;

struct Printed {
  int code;
  std::string out, err;
};

Printed Fee(const FeeOptions& options, absl::CivilDay day = absl::CivilDay(2026, 9, 18)) {
  std::ifstream file(DISCLOSURE_SOURCE_DIR "/data/request/fees.csv");
  std::ostringstream text, out, err;
  text << file.rdbuf();
  const int code = RunFee(options, text.str(), day, out, err);
  return {code, out.str(), err.str()};
}

TEST(FeeCommand, PrintsTheMonthAndTheLastItem) {
  EXPECT_EQ(Fee({.items = 45}).out, "按件：当月45件合计5500元，最后一件300元\n");
  EXPECT_EQ(Fee({.items = 10}).out, "按件：当月10件合计0元，最后一件0元\n");
}

TEST(FeeCommand, PrintsThePages) { EXPECT_EQ(Fee({.pages = 101}).out, "按量：101页720元\n"); }

TEST(FeeCommand, PrintsJson) {
  EXPECT_EQ(Fee({.items = 45, .pages = 101, .json = true}).out, R"({"month_total":5500,"last_item":300,"pages_fee":720})" "\n");
}

TEST(FeeCommand, NothingMayBeChargedBeforeTheMeasureWasInForce) {
  EXPECT_EQ(Fee({.items = 45}, absl::CivilDay(2020, 12, 31)).out, "按件：当月45件合计0元，最后一件0元\n");
}

TEST(FeeCommand, SaysWhatIsMissingOrOutOfRange) {
  EXPECT_EQ(Fee({}).code, 1);
  EXPECT_THAT(Fee({}).err, HasSubstr("--items"));
  EXPECT_EQ(Fee({.pages = -1}).code, 1);
}

}  // namespace
}  // namespace disclosure::ctl
