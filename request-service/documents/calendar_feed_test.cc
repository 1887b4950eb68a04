#include "request-service/documents/calendar_feed.h"

#include "absl/strings/str_split.h"
#include "common/base/text_limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::request {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Rendered(CalendarEntry entry) { return RenderCalendar("教育局", {std::move(entry)}, absl::UnixEpoch()); }

TEST(CalendarFeed, AnEntryIsADay) {
  EXPECT_EQ(Rendered({.uid = "a@b", .day = absl::CivilDay(2026, 12, 31), .summary = "届满", .tentative = true}),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//disclosure//request-service//ZH\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
            "X-WR-CALNAME:教育局\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
            "BEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:19700101T000000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"
            "SUMMARY:届满\r\nSTATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(CalendarFeed, LongLinesAreFoldedBetweenCharacters) {
  std::string subject;
  for (int i = 0; i < 100; ++i) subject += i % 3 == 0 ? "a" : "学";
  const std::string text = Rendered({.uid = "u", .summary = subject});
  std::string unfolded;
  for (const absl::string_view line : absl::StrSplit(text, "\r\n")) {
    EXPECT_LE(line.size(), 75u);
    EXPECT_TRUE(IsCleanText({line.data(), line.size()})) << line;
    unfolded += line.empty() || line[0] != ' ' ? "\n" + std::string(line) : std::string(line.substr(1));
  }
  EXPECT_THAT(unfolded, HasSubstr("SUMMARY:" + subject));
}

TEST(CalendarFeed, ATextCannotBeginALineOfItsOwn) {
  const std::string text = Rendered({.uid = "u", .summary = "a\r\nATTACH:x;y,z\\", .description = "b\nc"});
  EXPECT_THAT(text, HasSubstr("SUMMARY:a\\nATTACH:x\\;y\\,z\\\\\r\n"));
  EXPECT_THAT(text, HasSubstr("DESCRIPTION:b\\nc\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("\nATTACH")));
}

}  // namespace
}  // namespace disclosure::request
