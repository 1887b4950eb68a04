#include "request-service/demo/steps.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"

namespace disclosure::request {
namespace {

constexpr char kWithheld[] = "withheld";  // of the story table: an entry of the manifest, not an element
constexpr v1::ApplicantClass kClasses[] = {v1::NATURAL_PERSON, v1::NATURAL_PERSON, v1::NATURAL_PERSON,    v1::NATURAL_PERSON,
                                           v1::BUSINESS,       v1::NATURAL_PERSON, v1::LEGAL_SERVICE,     v1::NATURAL_PERSON,
                                           v1::RESEARCH,       v1::NATURAL_PERSON, v1::OTHER_ORGANISATION, v1::SOCIAL_WELFARE};

// One act of `role` on the story's request; `fill` writes what it says.
template <typename Request>
Step Acting(int working_days, std::string role, absl::StatusOr<v1::Request> (ActHandlers::*act)(const Call&, const Request&),
            std::function<void(const Stage&, const PlannedStory&, Request&)> fill = nullptr) {
  return {working_days, [=](Stage& stage, PlannedStory& story) {
            Request request;
            request.set_name(story.name);
            if (fill) fill(stage, story, request);
            return (stage.acts.*act)(stage.By(role, story), request).status();
          }};
}

std::string In(const Stage& stage, int days) { return FormatDate(stage.today() + days); }

v1::FileRequestRequest Filing(const PlannedStory& story) {
  v1::FileRequestRequest request;
  request.set_parent("organs/" + story.organ);
  request.set_channel(story.by_internet ? v1::INTERNET : v1::IN_PERSON);
  auto& applicant = *request.mutable_applicant();
  applicant.set_applicant_class(kClasses[story.applicant % std::size(kClasses)]);
  applicant.set_display_name(absl::StrCat("演示申请人", story.applicant + 1));
  applicant.set_identity_kind(v1::OTHER_IDENTITY);
  applicant.set_identity_kind_text("演示证件");
  applicant.set_identity_number(absl::StrFormat("DEMO-%04d", story.applicant + 1));
  applicant.set_phone("0571-00000000");
  applicant.set_address("演示地址");
  auto& wanted = *request.mutable_wanted();
  wanted.set_subject(story.kind->subject);
  wanted.set_form(v1::ELECTRONIC);
  wanted.set_route(v1::ONLINE);
  return request;
}

Step File() {
  return {0, [](Stage& stage, PlannedStory& story) -> absl::Status {
            const Call call = story.by_internet ? stage.ByApplicant() : stage.By("clerk", story);
            ASSIGN_OR_RETURN(const v1::FileRequestResponse filed, stage.filing.FileRequest(call, Filing(story)));
            story.name = filed.request().name();
            return absl::OkStatus();
          }};
}

Step Confirm() {
  return Acting<v1::ConfirmReceiptRequest>(1, "clerk", &ActHandlers::ConfirmReceipt,
                                           [](const Stage&, const PlannedStory&, auto& request) { request.set_act("电话联系申请人确认"); });
}

void Correction(const Stage& stage, const PlannedStory&, v1::RequireCorrectionRequest& request) {
  request.add_items("所需政府信息的名称、文号或者便于查询的其他特征性描述");
  request.set_guidance("请写明所需文件的名称或者形成时间，便于检索。");
  request.set_deadline(In(stage, 21));
}

std::vector<Step> CorrectionSteps() {
  return {Acting<v1::RequireCorrectionRequest>(3, "handler", &ActHandlers::RequireCorrection, Correction),
          Acting<v1::SupplyCorrectionRequest>(6, "clerk", &ActHandlers::SupplyCorrection,
                                              [](const Stage&, const PlannedStory&, auto& request) { request.set_text("补充了文件名称和形成时间。"); })};
}

std::vector<Step> LapseSteps() {
  return {Acting<v1::RequireCorrectionRequest>(3, "handler", &ActHandlers::RequireCorrection, Correction),
          Acting<v1::LapseCorrectionRequest>(24, "handler", &ActHandlers::LapseCorrection)};
}

std::vector<Step> ConsultationSteps() {
  return {Acting<v1::ConsultRequest>(3, "handler", &ActHandlers::Consult,
                                     [](const Stage& stage, const PlannedStory& story, auto& request) {
                                       request.set_kind(v1::THIRD_PARTY);
                                       request.set_party("演示第三方有限公司");
                                       request.set_information(story.kind->subject);
                                       request.set_sent_on(In(stage, 0));
                                     }),
          Acting<v1::RecordConsultationReceivedRequest>(1, "clerk", &ActHandlers::RecordConsultationReceived,
                                                        [](const Stage&, const PlannedStory&, auto& request) { request.set_consultation("1"); }),
          Acting<v1::RecordConsultationAnswerRequest>(8, "clerk", &ActHandlers::RecordConsultationAnswer,
                                                      [](const Stage&, const PlannedStory&, auto& request) {
                                                        request.set_consultation("1");
                                                        request.set_answer(v1::REFUSES);
                                                        request.set_reasons("涉及商业秘密。");
                                                      })};
}

std::vector<Step> FeeSteps(bool paid) {
  std::vector<Step> steps = {
      Acting<v1::NoticeFeeRequest>(4, "handler", &ActHandlers::NoticeFee,
                                   [](const Stage&, const PlannedStory&, auto& request) {
                                     request.set_method(v1::PER_PAGE);
                                     request.set_pages(120);
                                     request.set_how_to_pay("持本通知书附带的缴款码，通过非税收入统一收缴平台缴纳");
                                   }),
      Acting<v1::RecordFeeNoticeReceivedRequest>(1, "clerk", &ActHandlers::RecordFeeNoticeReceived)};
  if (paid) {
    steps.push_back(Acting<v1::RecordPaymentRequest>(5, "clerk", &ActHandlers::RecordPayment,
                                                     [](const Stage&, const PlannedStory&, auto& request) { request.set_receipt("演示票据"); }));
  } else {
    steps.push_back(Acting<v1::LapseFeeRequest>(22, "handler", &ActHandlers::LapseFee));
  }
  return steps;
}

std::vector<Step> ReasonsSteps() {
  return {Acting<v1::RequireReasonsRequest>(4, "handler", &ActHandlers::RequireReasons,
                                            [](const Stage& stage, const PlannedStory&, auto& request) {
                                              request.set_counted(23);
                                              request.set_span("本季度");
                                              request.set_what_to_explain("上述申请的用途，以及短期内提出多件申请的原因");
                                              request.set_deadline(In(stage, 12));
                                            }),
          Acting<v1::RecordReasonsRequest>(5, "clerk", &ActHandlers::RecordReasons,
                                           [](const Stage&, const PlannedStory&, auto& request) { request.set_reasons("了解情况。"); }),
          Acting<v1::WeighReasonsRequest>(2, "handler", &ActHandlers::WeighReasons, [](const Stage&, const PlannedStory&, auto& request) {
            request.set_verdict(v1::REFUSE);
            request.set_assessment("申请内容高度相似，所述理由不能说明短期内大量申请的必要。");
          })};
}

// 位置；内容；条款；理由.
void AddWithheld(const std::string& text, v1::Reply& reply) {
  std::vector<std::string> said = absl::StrSplit(text, "；");
  said.resize(4);
  v1::Withheld& withheld = *reply.add_withheld();
  withheld.set_place(said[0]);
  withheld.set_content(said[1]);
  withheld.set_article(said[2]);
  withheld.set_reason(said[3]);
}

void Draft(const Stage&, const PlannedStory& story, v1::DraftReplyRequest& request) {
  v1::ReplyPart& part = *request.mutable_reply()->add_parts();
  part.set_leaf(story.kind->leaf);
  part.set_grounds(story.kind->grounds);
  for (const auto& [code, text] : story.kind->elements) {
    if (code == kWithheld) {
      AddWithheld(text, *request.mutable_reply());
    } else {
      (*part.mutable_elements())[code] = text;
    }
  }
}

// From the draft to the file.
std::vector<Step> AnswerSteps(int draft_after, std::mt19937& random) {
  return {Acting<v1::DraftReplyRequest>(draft_after, "handler", &ActHandlers::DraftReply, Draft),
          Acting<v1::ApproveReplyRequest>(1 + static_cast<int>(random() % 2), "approver", &ActHandlers::ApproveReply),
          Acting<v1::IssueReplyRequest>(1, "clerk", &ActHandlers::IssueReply),
          Acting<v1::RecordServiceRequest>(1, "clerk", &ActHandlers::RecordService,
                                           [](const Stage&, const PlannedStory&, auto& request) {
                                             request.set_method(v1::ELECTRONIC_SERVICE);
                                             request.set_evidence("已发送至申请人指定的电子邮箱");
                                           }),
          Acting<v1::CloseRequestRequest>(20, "clerk", &ActHandlers::CloseRequest)};
}

std::vector<Step> WithdrawalSteps() {
  return {Acting<v1::RecordWithdrawalRequest>(4, "clerk", &ActHandlers::RecordWithdrawal,
                                              [](const Stage&, const PlannedStory&, auto& request) { request.set_reason("申请人已从其他途径获得。"); }),
          Acting<v1::CloseRequestRequest>(5, "clerk", &ActHandlers::CloseRequest)};
}

Step Extend() {
  return Acting<v1::ExtendPeriodRequest>(14, "approver", &ActHandlers::ExtendPeriod, [](const Stage&, const PlannedStory&, auto& request) {
    request.set_working_days(15);
    request.set_reason("需要检索和审查的材料数量较多。");
  });
}

// What comes between the receipt and the draft.
std::vector<Step> MiddleSteps(Path path) {
  switch (path) {
    case Path::kPlain:
    case Path::kWithdrawn: return {};
    case Path::kConsulted: return ConsultationSteps();
    case Path::kCorrected: return CorrectionSteps();
    case Path::kLapsed: return LapseSteps();
    case Path::kExtended: return {Extend()};
    case Path::kPaid: return FeeSteps(/*paid=*/true);
    case Path::kUnpaid: return FeeSteps(/*paid=*/false);
    case Path::kAsked: return ReasonsSteps();
  }
  return {};
}

void Append(std::vector<Step> more, std::vector<Step>& steps) {
  for (Step& step : more) steps.push_back(std::move(step));
}

}  // namespace

Call Stage::By(const std::string& role, const PlannedStory& story) const {
  return {.method = "Demo",
          .caller = {.kind = CallerKind::kOfficer, .subject = absl::StrCat("demo-", role), .organ = story.organ, .roles = {role}}};
}

absl::CivilSecond Stage::WorkingTime(const std::string& organ, absl::CivilSecond from, int days) const {
  const auto view = backend_.reference.Get();
  const absl::CivilDay start(from);
  absl::CivilDay day = start;
  const absl::StatusOr<AnswerDue> due =
      days == 0 ? absl::StatusOr<AnswerDue>(absl::NotFoundError("the same day"))
                : ExplainAnswerDue({.start = start, .working_days = days}, view->calendar, view->organs.at(organ).division, Explain::kNo);
  if (due.ok()) day = due->date;
  return absl::CivilSecond(day) + (from - absl::CivilSecond(start));
}

std::vector<Step> StepsOf(const PlannedStory& story, std::mt19937& random) {
  std::vector<Step> steps = {File()};
  if (story.by_internet) steps.push_back(Confirm());
  Append(MiddleSteps(story.kind->path), steps);
  if (story.kind->path == Path::kWithdrawn) {
    Append(WithdrawalSteps(), steps);
  } else {
    Append(AnswerSteps(4 + static_cast<int>(random() % 10), random), steps);
  }
  return steps;
}

}  // namespace disclosure::request
