#include "request-service/domain/notification.h"

#include "gtest/gtest.h"

namespace disclosure::request {
namespace {

TEST(Notification, TheApplicantIsToldOfWhatTheOrganDoesTheDeskOfWhatComesIn) {
  EXPECT_EQ(AudienceOf(Filed{}), (Audience{.desk = true}));
  EXPECT_EQ(AudienceOf(ReceiptConfirmed{}), (Audience{.applicant = true}));
  EXPECT_EQ(AudienceOf(CorrectionRequired{}), (Audience{.applicant = true}));
  EXPECT_EQ(AudienceOf(Extended{}), (Audience{.applicant = true}));
  EXPECT_EQ(AudienceOf(FeeNoticed{}), (Audience{.applicant = true}));
  EXPECT_EQ(AudienceOf(Replied{}), (Audience{.applicant = true}));
  EXPECT_EQ(AudienceOf(ConsultationAnswered{}), (Audience{.desk = true}));
}

TEST(Notification, OnlyElectronicServiceIsToldByMail) {
  EXPECT_TRUE(AudienceOf(Served{.method = ServiceMethod::kElectronic}).applicant);
  EXPECT_FALSE(AudienceOf(Served{.method = ServiceMethod::kPost}).applicant);
}

TEST(Notification, WhatIsInsideTheOrganIsToldNobody) {
  for (const EventData& data : {EventData(Drafted{}), EventData(SentBack{}), EventData(Approved{}), EventData(Closed{}), EventData()}) {
    EXPECT_EQ(AudienceOf(data), Audience());
  }
}

TEST(Notification, PausesDoubleUpToACapAndEnd) {
  EXPECT_EQ(RetryAfter(1), absl::Seconds(30));
  EXPECT_EQ(RetryAfter(2), absl::Seconds(60));
  EXPECT_EQ(RetryAfter(11), absl::Hours(6));
  EXPECT_EQ(RetryAfter(12), std::nullopt);
}

TEST(Notification, AnAddressHoldsNothingThatAHeaderCouldBeMadeOf) {
  EXPECT_TRUE(IsMailAddress("test.a+b@example.cn"));
  for (const char* bad : {"", "@a", "a@", "a", "a@b\r\nBcc: c@d", "a b@c", "a@b>", "a@b,c@d", "\"a\"@b", "测试@例.cn", "-a@b", "a@b@c"}) {
    EXPECT_FALSE(IsMailAddress(bad)) << bad;
  }
}

}  // namespace
}  // namespace disclosure::request
