#include "media-service/domain/written_time.h"

#include "common/base/clock.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::media {
namespace {

absl::Time At(int month, int day, int hour = 0, int minute = 0, int second = 0) {
  return absl::FromCivil(absl::CivilSecond(2026, month, day, hour, minute, second), Shanghai());
}

TEST(WrittenTime, IsReadAsBothStandardsWriteIt) {
  for (const char* text : {"Fri, 18 Sep 2026 10:00:00 +0800", "18 Sep 2026 10:00 +0800", "Fri, 18 Sep 2026 02:00:00 GMT", "18 Sep 26 02:00:00 UT",
                           "Thu, 17 Sep 2026 22:00:00 EDT", "Fri, 18 Sep 2026 02:00:00 Z", "Fri, 18 September 2026 02:00:00 GMT (comment)",
                           "fri,18 sep 2026 10:00:00 +08:00", "18-Sep-2026 02:00:00 UTC", "2026-09-18T10:00:00+08:00", "2026-09-18T02:00:00Z",
                           "2026-09-18t02:00:00z", "2026-09-18T02:00:00.000Z", "2026-09-18T02:00:00.123456789012Z", "  2026-09-18T02:00Z \n"}) {
    EXPECT_EQ(ParseWrittenTime(text), (WrittenTime{At(9, 18, 10), false})) << text;
  }
}

TEST(WrittenTime, IsReadAsChineseSitesWriteIt) {
  for (const char* text : {"2026-09-18 10:00:00", "2026-09-18 10:00", "2026/9/18 10:00:00", "2026.09.18 10:00", "2026-09-18 10:00:00 +0800",
                           "2026年9月18日 10:00", "2026年9月18日10:00:00", "Fri, 18 Sep 2026 10:00:00 CST", "Fri, 18 Sep 2026 10:00:00"}) {
    EXPECT_EQ(ParseWrittenTime(text), (WrittenTime{At(9, 18, 10), false})) << text;
  }
  for (const char* text : {"2026-09-18", "2026/9/18", "2026年9月18日"}) EXPECT_EQ(ParseWrittenTime(text), (WrittenTime{At(9, 18), true})) << text;
}

TEST(WrittenTime, WhatIsNoTimeIsNone) {
  for (const char* text : {"", "昨天", "2026-13-01", "2026-02-30T00:00:00Z", "2026-09-18T24:00:00Z", "2026-09-18T10:60:00Z", "2026-09-18T10:00:00+99:00",
                           "Fri, 31 Feb 2026 10:00:00 GMT", "Fri, 18 Foo 2026 10:00:00 GMT", "18 Sep 2026", "1758160800", "2026-09-18T10:00:00Q9",
                           "2026-09-18 10:00 blah", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "Fri, 18 Sep 2026 10:00:00 MARS"}) {
    EXPECT_EQ(ParseWrittenTime(text), std::nullopt) << text;
  }
  EXPECT_EQ(ParseWrittenTime("2026-09-18T02:00:60Z")->time, At(9, 18, 10, 0, 59)) << "a leap second";
}

}  // namespace
}  // namespace disclosure::media
