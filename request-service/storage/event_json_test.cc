#include "request-service/storage/event_json.h"

#include "common/testing/matchers.h"
#include "request-service/storage/applicant_json.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::Pair;

const absl::CivilDay kDay(2026, 9, 18);

std::vector<EventData> All() {
  return {Filed{Channel::kEmail, kDay, "a7"},
          ReceiptConfirmed{kDay, "电话"},
          CorrectionRequired{{"名称", "文号"}, "请补充", kDay},
          CorrectionSupplied{kDay, "“某某”\n工程"},
          CorrectionLapsed{},
          ReasonsRequired{94, "2026年9月", kDay},
          ReasonsGiven{kDay, "研究"},
          ReasonsWeighed{ReasonsVerdict::kDelay, "合理", kDay},
          Consulted{"1", ConsultationKind::kJointOrgan, "330108-jyj", "区教育局", kDay},
          ConsultationReceived{"1", kDay},
          ConsultationAnswered{"1", kDay, ConsultationAnswer::kRefuses, "商业秘密"},
          ConsultationExpired{"1", kDay},
          Extended{20, "检索"},
          InformationTransferred{"市规划局", ""},
          FeeNoticed{FeeMethod::kPerPage, 0, 72, 420, 3},
          FeeNoticeReceived{kDay},
          FeePaid{kDay, "0001"},
          FeeLapsed{},
          Drafted{2, "partial", {"granted", "denied_process"}},
          SentBack{"修改"},
          Approved{"", 20},
          Replied{"滨教公复〔2026〕1号", "partial", kDay, true},
          Served{ServiceMethod::kPost, kDay, "EMS", kDay},
          Withdrawn{kDay, ""},
          Closed{},
          Reopened{ReopenedBy::kJudgment, "(2026)浙0108行初1号", kDay},
          OutcomeRecorded{"granted", kDay},
          Anonymised{"applicant", {1, 3}, "9f", "0e"},
          Assigned{"handler-1"},
          RecordCorrectionAnswered{RecordCorrectionResult::kForwarded, "出生日期", "不属于本机关职能", "区公安分局"},
          ItemsCounted{8, "八项信息"},
          ApplicantCorrected{ApplicantClass::kBusiness, ApplicantClass::kLegalService, {"applicant_class", "phone"}, "律师事务所", "0f"},
          ApplicantReceived{kDay, "回执"},
          Reviewed{"同意", 20}};
}

TEST(EventJson, EveryEventIsReadAsItWasWritten) {
  const std::vector<EventData> all = All();
  ASSERT_EQ(all.size(), static_cast<size_t>(kEventKinds - 1));
  for (const EventData& data : all) {
    EXPECT_THAT(EventFromJson(static_cast<int>(data.index()), ToJson(data)), IsOkAndHolds(data)) << KindName(data);
  }
}

TEST(EventJson, WhatWasIssuedStandsBesideTheDataAndChangesNothingOfIt) {
  const EventData closed = Closed{}, replied = Replied{"滨教公复〔2026〕1号", "partial", kDay};
  for (const EventData& data : {closed, replied}) {
    const std::string text = ToJson(data, {"a7", "0e"});
    EXPECT_THAT(EventFromJson(static_cast<int>(data.index()), text), IsOkAndHolds(data));
    EXPECT_THAT(PapersFromJson(text), ElementsAre("a7", "0e"));
    EXPECT_THAT(PapersFromJson(ToJson(data)), ElementsAre());
    EXPECT_EQ(Fields(data).count("papers"), 0u);
  }
  EXPECT_THAT(PapersFromJson("no JSON"), ElementsAre());
}

TEST(EventJson, AnEventOfBeforeAFieldWasAddedIsReadWithoutIt) {
  const EventData filed = Filed{Channel::kEmail, kDay};
  EXPECT_THAT(EventFromJson(1, absl::StrCat(R"({"arrived":")", absl::FormatCivilTime(kDay), R"(","channel":)", static_cast<int>(Channel::kEmail), "}")),
              IsOkAndHolds(filed));
  const EventData drafted = Drafted{2, "granted"}, served = Served{ServiceMethod::kPost, kDay, "EMS"};
  const auto kind = [](const EventData& data) { return static_cast<int>(data.index()); };
  EXPECT_THAT(EventFromJson(kind(drafted), R"({"draft":2,"leaf":"granted"})"), testing::IsOkAndHolds(drafted));
  EXPECT_THAT(EventFromJson(kind(served), absl::StrCat(R"({"day":")", absl::FormatCivilTime(kDay), R"(","evidence":"EMS","method":2})")),
              testing::IsOkAndHolds(served));
  const EventData replied = Replied{"滨教公复〔2026〕1号", "partial", kDay};
  EXPECT_THAT(EventFromJson(kind(replied), absl::StrCat(R"({"day":")", absl::FormatCivilTime(kDay),
                                                        R"(","document_number":"滨教公复〔2026〕1号","leaf":"partial"})")),
              IsOkAndHolds(replied));
  const EventData approved = Approved{"同意"}, reviewed = Reviewed{"同意"};
  for (const EventData& data : {approved, reviewed}) EXPECT_THAT(EventFromJson(kind(data), R"({"note":"同意"})"), IsOkAndHolds(data));
}

TEST(EventJson, IsTextThatPeopleRead) {
  EXPECT_EQ(ToJson(CorrectionSupplied{kDay, "某某工程"}), R"({"received":"2026-09-18","text":"某某工程"})");
  EXPECT_EQ(ToJson(ReasonsWeighed{ReasonsVerdict::kGoOn, "合理", {}}), R"({"assessment":"合理","delayed_until":null,"verdict":1})");
  EXPECT_THAT(Fields(CorrectionRequired{{"名称", "文号"}, "", kDay}), ElementsAre(Pair("deadline", "2026-09-18"), Pair("items", "名称\n文号")));
}

TEST(EventJson, ADamagedRecordIsNamedNotGuessed) {
  EXPECT_THAT(EventFromJson(0, "{}"), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(EventFromJson(99, "{}"), StatusIs(absl::StatusCode::kDataLoss));
  for (const char* text : {"", "{", "[]", R"({"received":"2026-02-30","text":""})", R"({"text":""})"}) {
    EXPECT_THAT(EventFromJson(static_cast<int>(EventData(CorrectionSupplied{}).index()), text), StatusIs(absl::StatusCode::kDataLoss)) << text;
  }
}

TEST(ApplicantJson, IsReadAsItWasWrittenAndAnErrorRepeatsNothing) {
  const Applicant applicant{.applicant_class = ApplicantClass::kNaturalPerson, .name = "测试甲", .identity_kind = IdentityKind::kResidentId,
                            .identity_number = "33010819000101001X", .phone = "0571", .agent_name = "测试乙"};
  EXPECT_THAT(ApplicantFromJson(ToJson(applicant)), IsOkAndHolds(applicant));
  const auto bad = ApplicantFromJson(R"({"name":"测试甲","phone":1})");
  EXPECT_THAT(bad, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_EQ(bad.status().ToString().find("测试"), std::string::npos);
}

}  // namespace
}  // namespace disclosure::request
