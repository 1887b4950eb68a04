// What the desk reads, over the wire.
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;

class DeskTest : public ServiceTest {
 protected:
  std::string File(const std::string& day, const std::string& subject, const std::string& organ = "330108-jyj") {
    At(day);
    v1::FileRequestRequest request = NewFiling();
    request.set_parent("organs/" + organ);
    request.set_channel(v1::IN_PERSON);
    request.mutable_wanted()->set_subject(subject);
    const auto filed = Call(Person("clerk", {"clerk"}, organ), request, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    return filed.ok() ? filed->request().name() : "";
  }

  // The numbers of all pages of two.
  std::vector<std::string> List(v1::ListRequestsRequest list, const Caller& caller) {
    std::vector<std::string> numbers;
    list.set_page_size(2);
    do {
      const auto page = Call(caller, list, &Stub::ListRequests);
      EXPECT_OK(page.status());
      if (!page.ok()) break;
      for (const v1::Request& request : page->requests()) numbers.push_back(request.number());
      list.set_page_token(page->next_page_token());
    } while (!list.page_token().empty());
    return numbers;
  }
  static v1::ListRequestsRequest Of(const std::string& parent) {
    v1::ListRequestsRequest list;
    list.set_parent(parent);
    return list;
  }
  v1::ListRequestsRequest OfOrgan() { return Of("organs/330108-jyj"); }
};

TEST_F(DeskTest, RequestsAreFoundByWhatTheDeskKnowsOfThem) {
  File("2026-09-18", "学区划分方案");           // due 2026-10-22
  File("2026-09-21", "100%达标_校舍检测报告");  // due 2026-10-26
  const std::string third = File("2026-09-24", "教师招聘面试评分标准");
  At("2026-09-24");
  v1::RequireCorrectionRequest correction;
  correction.set_name(third);
  correction.add_items("文号");
  correction.set_guidance("请写明所需文件的名称或者形成时间");
  correction.set_deadline("2026-10-12");
  ASSERT_OK(Call(clerk_, correction, &Stub::RequireCorrection).status());

  const auto find = [&](auto set) {
    v1::ListRequestsRequest list = OfOrgan();
    set(*list.mutable_filter());
    return List(list, handler_);
  };
  const std::string first_number = "330108-jyj-2026-1", second_number = "330108-jyj-2026-2", third_number = "330108-jyj-2026-3";
  EXPECT_THAT(find([](auto&) {}), ElementsAre(third_number, second_number, first_number));
  EXPECT_THAT(find([](auto& f) { f.add_states(v1::HANDLING); }), ElementsAre(second_number, first_number));
  EXPECT_THAT(find([](auto& f) { f.add_states(v1::HANDLING), f.add_states(v1::AWAITING_CORRECTION); }),
              ElementsAre(third_number, second_number, first_number));
  EXPECT_THAT(find([](auto& f) { f.set_due_to("2026-10-22"); }), ElementsAre(first_number));
  EXPECT_THAT(find([](auto& f) { f.set_due_from("2026-10-23"); }), ElementsAre(second_number));
  EXPECT_THAT(find([](auto& f) { f.set_received_from("2026-09-21"), f.set_received_to("2026-09-23"); }), ElementsAre(second_number));
  EXPECT_THAT(find([](auto& f) { f.set_text("校舍检测"); }), ElementsAre(second_number));
  EXPECT_THAT(find([](auto& f) { f.set_text("0%"); }), ElementsAre(second_number));
  EXPECT_THAT(find([](auto& f) { f.set_text("达_校"); }), ElementsAre()) << "a pattern is taken literally";
  EXPECT_THAT(find([](auto& f) { f.set_text("' OR 1=1 --"); }), ElementsAre());
  EXPECT_THAT(find([&](auto& f) { f.set_text(first_number); }), ElementsAre(first_number));
  EXPECT_THAT(find([](auto& f) { f.set_text("330108-tjj-2026-1"); }), ElementsAre());
  EXPECT_THAT(find([](auto& f) { f.set_identity_number("33010819000101001x"); }).size(), 3u);
  EXPECT_THAT(find([](auto& f) { f.set_identity_number("330108190001010029"); }), ElementsAre());
  EXPECT_THAT(find([](auto& f) { f.set_colour(v1::GREEN); }), ElementsAre(second_number, first_number));
  At("2026-10-22");
  EXPECT_THAT(find([](auto& f) { f.set_colour(v1::ORANGE); }), ElementsAre(first_number));
  EXPECT_THAT(find([](auto& f) { f.set_colour(v1::YELLOW); }), ElementsAre(second_number)) << "22, 23 and 26 October are left";
  At("2026-10-23");
  EXPECT_THAT(find([](auto& f) { f.set_overdue(true); }), ElementsAre(first_number));
  EXPECT_THAT(find([](auto& f) { f.set_colour(v1::RED); }), ElementsAre(first_number));
}

TEST_F(DeskTest, AHandlerFindsHisOwn) {
  const std::string name = File("2026-09-18", "学区划分方案");
  File("2026-09-18", "另一件");
  v1::DraftReplyRequest draft;
  draft.set_name(name);
  auto& part = *draft.mutable_reply()->add_parts();
  part.set_leaf("granted");
  for (const char* element : {"information_or_way", "delivery_form", "attachment_list"}) (*part.mutable_elements())[element] = "附后";
  ASSERT_OK(Call(handler_, draft, &Stub::DraftReply).status());
  v1::ListRequestsRequest list = OfOrgan();
  list.mutable_filter()->set_handler("handler-1");
  EXPECT_THAT(List(list, handler_), ElementsAre("330108-jyj-2026-1"));
}

TEST_F(DeskTest, TheMostUrgentComeFirstIfAskedFor) {
  File("2026-09-24", "后到期的先登记");
  File("2026-09-21", "第二");
  File("2026-09-18", "第三");
  File("2026-09-18", "第四");
  v1::ListRequestsRequest list = OfOrgan();
  list.set_order_by("due_on");
  EXPECT_THAT(List(list, handler_),
              ElementsAre("330108-jyj-2026-3", "330108-jyj-2026-4", "330108-jyj-2026-2", "330108-jyj-2026-1"));
  list.set_order_by("subject");
  EXPECT_THAT(Call(handler_, list, &Stub::ListRequests), HasReason("BAD_REQUEST"));
}

TEST_F(DeskTest, ASpanOfDaysOfReceiptIsListedPageByPageLastReceivedFirst) {
  File("2026-09-24", "甲");
  File("2026-09-18", "乙");
  File("2026-09-21", "丙");
  File("2026-09-21", "丁");
  File("2026-09-21", "戊", "330108-tjj");
  v1::ListRequestsRequest list = OfOrgan();
  list.mutable_filter()->set_received_from("2026-09-19");
  EXPECT_THAT(List(list, handler_), ElementsAre("330108-jyj-2026-1", "330108-jyj-2026-4", "330108-jyj-2026-3"));
  list.set_parent("divisions/330108");
  EXPECT_THAT(List(list, supervisor_), ElementsAre("330108-jyj-2026-1", "330108-jyj-2026-4", "330108-jyj-2026-3", "330108-tjj-2026-1"));
}

TEST_F(DeskTest, AllBadFieldsOfAFilterAreNamedAtOnce) {
  v1::ListRequestsRequest list = OfOrgan();
  v1::RequestFilter& filter = *list.mutable_filter();
  filter.set_due_from("2026-02-30");
  filter.set_received_to("昨天");
  filter.set_text(std::string(101, 'x'));
  filter.set_handler("a\nb\x01");
  filter.set_identity_number("--");
  filter.add_states(static_cast<v1::State>(77));
  filter.set_colour(static_cast<v1::Colour>(9));
  const auto refused = Call(handler_, list, &Stub::ListRequests);
  EXPECT_THAT(refused, HasReason("BAD_REQUEST"));
  EXPECT_EQ(error::GetInfo(refused.status())->violations.size(), 7u);
}

TEST_F(DeskTest, ATokenBelongsToItsFilter) {
  for (int i = 0; i < 3; ++i) File("2026-09-18", "学区划分方案");
  v1::ListRequestsRequest list = OfOrgan();
  list.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse page, Call(handler_, list, &Stub::ListRequests));
  list.set_page_token(page.next_page_token());
  list.mutable_filter()->set_text("学区");
  EXPECT_THAT(Call(handler_, list, &Stub::ListRequests), HasReason("BAD_REQUEST"));
}

TEST_F(DeskTest, ADivisionsOrgansAreReadTogetherByItsSupervisorWithMaskedNames) {
  File("2026-09-18", "甲", "330108-jyj");
  File("2026-09-21", "乙", "330108-tjj");
  File("2026-09-22", "丙", "330108-jyj");
  EXPECT_THAT(List(Of("divisions/330108"), supervisor_), ElementsAre("330108-jyj-2026-2", "330108-tjj-2026-1", "330108-jyj-2026-1"));
  v1::ListRequestsRequest urgent = Of("divisions/330108");
  urgent.set_order_by("due_on");
  urgent.mutable_filter()->add_states(v1::HANDLING);
  urgent.mutable_filter()->add_states(v1::FILED);
  EXPECT_THAT(List(urgent, supervisor_), ElementsAre("330108-jyj-2026-1", "330108-tjj-2026-1", "330108-jyj-2026-2"));
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse seen, Call(supervisor_, Of("divisions/330108"), &Stub::ListRequests));
  EXPECT_EQ(seen.requests(0).applicant().display_name(), "测试*");
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse own, Call(handler_, OfOrgan(), &Stub::ListRequests));
  EXPECT_EQ(own.requests(0).applicant().display_name(), "测试甲");
  EXPECT_THAT(Call(handler_, Of("divisions/330108"), &Stub::ListRequests), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(supervisor_, Of("divisions/330109"), &Stub::ListRequests), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(supervisor_, Of("divisions/3301"), &Stub::ListRequests), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(Call(Person("audit", {"auditor"}, "330100-sjj"), Of("divisions/3301"), &Stub::ListRequests).status());
}

TEST_F(DeskTest, CountsAreByColourByStateAndByOrgan) {
  File("2026-09-18", "甲");
  File("2026-09-18", "乙");
  File("2026-09-21", "丙");
  File("2026-09-24", "丁", "330108-tjj");
  At("2026-10-23");
  v1::CountRequestsRequest count;
  count.set_parent("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(const v1::CountRequestsResponse of_organ, Call(handler_, count, &Stub::CountRequests));
  EXPECT_EQ(of_organ.today(), "2026-10-23");
  EXPECT_EQ(of_organ.open(), 3);
  EXPECT_EQ(of_organ.overdue(), 2);
  ASSERT_EQ(of_organ.colours_size(), 2);
  EXPECT_EQ(of_organ.colours(0).colour(), v1::ORANGE);
  EXPECT_EQ(of_organ.colours(1).colour(), v1::RED);
  EXPECT_EQ(of_organ.colours(1).count(), 2);
  ASSERT_EQ(of_organ.states_size(), 1);
  EXPECT_EQ(of_organ.states(0).state(), v1::HANDLING);
  EXPECT_EQ(of_organ.organs_size(), 0);
  count.set_parent("divisions/330108");
  ASSERT_OK_AND_ASSIGN(const v1::CountRequestsResponse of_division, Call(supervisor_, count, &Stub::CountRequests));
  EXPECT_EQ(of_division.open(), 4);
  ASSERT_EQ(of_division.organs_size(), 2);
  EXPECT_EQ(of_division.organs(0).organ(), "organs/330108-jyj");
  EXPECT_EQ(of_division.organs(0).overdue(), 2);
  EXPECT_THAT(Call(handler_, count, &Stub::CountRequests), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(DeskTest, TheExplanationHasTheWarningsAndHowLongItIsOverdue) {
  v1::ExplainDueDateRequest explain;
  explain.set_name(File("2026-09-18", "学区划分方案"));
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation early, Call(handler_, explain, &Stub::ExplainDueDate));
  std::vector<std::string> days;
  for (const auto& deadline : early.deadlines()) days.push_back(deadline.kind() + " " + deadline.date());
  EXPECT_THAT(days, ElementsAre("correction_notice 2026-09-29", "warning 2026-10-16", "warning 2026-10-21", "warning 2026-10-23"));
  EXPECT_FALSE(early.overdue());
  EXPECT_EQ(early.overdue_remedy(), "");
  ASSERT_EQ(early.deadlines(0).days_size(), 11) << "19 to 29 September, each with its reason";
  EXPECT_EQ(early.deadlines(0).days(10).number(), 7);
  EXPECT_EQ(early.deadlines(0).basis(), "自收到申请之日（2026-09-18）的次日起数满7个工作日");
  EXPECT_THAT(early.deadlines(1).basis(), ::testing::HasSubstr("不是法定期限"));
  At("2026-10-27");
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation late, Call(handler_, explain, &Stub::ExplainDueDate));
  EXPECT_TRUE(late.overdue());
  EXPECT_EQ(late.overdue_working_days(), 3) << "23, 26, 27 October";
  EXPECT_EQ(late.colour(), v1::RED);
}

TEST_F(DeskTest, WhileTheApplicantIsAwaitedHisLastDayIsExplained) {
  v1::RequireCorrectionRequest correction;
  correction.set_name(File("2026-09-18", "学区划分方案"));
  correction.add_items("文号");
  correction.set_guidance("请写明所需文件的名称或者形成时间");
  correction.set_deadline("2026-10-12");
  ASSERT_OK(Call(clerk_, correction, &Stub::RequireCorrection).status());
  v1::ExplainDueDateRequest explain;
  explain.set_name(correction.name());
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation waiting, Call(handler_, explain, &Stub::ExplainDueDate));
  EXPECT_EQ(waiting.due_on(), "");
  ASSERT_EQ(waiting.deadlines_size(), 1);
  EXPECT_EQ(waiting.deadlines(0).kind(), "correction");
  EXPECT_EQ(waiting.deadlines(0).days_size(), 0);
  EXPECT_EQ(waiting.deadlines(0).basis(), "本机关在补正告知书中确定的合理期限，不逐日计算");
  v1::RecordWithdrawalRequest withdrawal;
  withdrawal.set_name(correction.name());
  ASSERT_OK(Call(clerk_, withdrawal, &Stub::RecordWithdrawal).status());
  EXPECT_THAT(Call(handler_, explain, &Stub::ExplainDueDate), HasReason("NOTHING_OWED"));
}

TEST_F(DeskTest, MeasureArticle6WhilePaymentIsAwaitedItsDaysAreExplained) {
  std::string last;
  for (int i = 0; i < 11; ++i) last = File("2026-09-18", "学区划分方案");
  v1::NoticeFeeRequest fee;
  fee.set_name(last);
  fee.set_method(v1::PER_ITEM);
  fee.set_how_to_pay("扫码");
  ASSERT_OK(Call(handler_, fee, &Stub::NoticeFee).status());
  v1::RecordFeeNoticeReceivedRequest received;
  received.set_name(last);
  ASSERT_OK(Call(clerk_, received, &Stub::RecordFeeNoticeReceived).status());
  v1::ExplainDueDateRequest explain;
  explain.set_name(last);
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation waiting, Call(handler_, explain, &Stub::ExplainDueDate));
  EXPECT_EQ(waiting.due_on(), "");
  ASSERT_EQ(waiting.deadlines_size(), 1);
  EXPECT_EQ(waiting.deadlines(0).date(), "2026-10-22");
  EXPECT_EQ(waiting.deadlines(0).days(waiting.deadlines(0).days_size() - 1).number(), 20);
  EXPECT_EQ(waiting.deadlines(0).days(0).text(), "周末");
}

TEST_F(DeskTest, TheCalendarHasTheDaysOfOpenRequestsAndNoPersonalData) {
  File("2026-09-18", "学区划分方案");
  v1::ConsultRequest consult;
  consult.set_name("organs/330108-jyj/requests/2026-1");
  consult.set_kind(v1::THIRD_PARTY);
  consult.set_party("测试乙");
  consult.set_information("合同中的报价");
  ASSERT_OK(Call(handler_, consult, &Stub::Consult).status());
  v1::ExportCalendarRequest request;
  request.set_parent("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody body, Call(handler_, request, &Stub::ExportCalendar));
  EXPECT_EQ(body.content_type(), "text/calendar; charset=utf-8");
  for (const char* text : {"UID:330108-jyj-2026-1-due-1@disclosure\r\n", "UID:330108-jyj-2026-1-correction_notice-1@", "DTSTART;VALUE=DATE:20260929",
                           "-consultation-1@", "（暂定）"}) {
    EXPECT_THAT(body.data(), ::testing::HasSubstr(text));
  }
  EXPECT_THAT(body.data(), ::testing::Not(::testing::ContainsRegex("测试甲|测试乙|33010819000101001X|0571|学区划分方案")));
  request.set_handler("somebody-else");
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody none, Call(handler_, request, &Stub::ExportCalendar));
  EXPECT_THAT(none.data(), ::testing::Not(::testing::HasSubstr("VEVENT")));
  EXPECT_THAT(Call(stranger_, request, &Stub::ExportCalendar), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(DeskTest, WhoOverseesFindsNobodyByIdentityNumberNorByACorrection) {
  const std::string name = File("2026-09-18", "有关材料");
  v1::RequireCorrectionRequest correction;
  correction.set_name(name);
  correction.add_items("文号");
  correction.set_guidance("请写明所需文件的名称");
  correction.set_deadline("2026-10-12");
  ASSERT_OK(Call(clerk_, correction, &Stub::RequireCorrection).status());
  v1::SupplyCorrectionRequest supplied;
  supplied.set_name(name);
  supplied.set_text("测试甲本人的学籍材料");
  ASSERT_OK(Call(clerk_, supplied, &Stub::SupplyCorrection).status());
  v1::ListRequestsRequest by_identity = OfOrgan(), by_correction = OfOrgan(), by_subject = OfOrgan();
  by_identity.mutable_filter()->set_identity_number("33010819000101001X");
  by_correction.mutable_filter()->set_text("学籍");
  by_subject.mutable_filter()->set_text("有关");
  const std::string number = "330108-jyj-2026-1";
  for (const v1::ListRequestsRequest& list : {by_identity, by_correction, by_subject}) EXPECT_THAT(List(list, handler_), ElementsAre(number));
  for (const char* parent : {"organs/330108-jyj", "divisions/330108"}) {
    for (const Caller& overseer : {supervisor_, Person("audit", {"auditor"}, "330100-sjj")}) {
      for (v1::ListRequestsRequest* list : {&by_identity, &by_correction, &by_subject}) list->set_parent(parent);
      EXPECT_THAT(Call(overseer, by_identity, &Stub::ListRequests), HasReason("APPLICANT_NOT_SHOWN"));
      EXPECT_THAT(Call(overseer, by_identity, &Stub::ListRequests), StatusIs(absl::StatusCode::kPermissionDenied));
      EXPECT_THAT(List(by_correction, overseer), ElementsAre());
      EXPECT_THAT(List(by_subject, overseer), ElementsAre(number));
    }
  }
}

class ExportTest : public DeskTest {
 protected:
  // All that was sent, or the error.
  absl::StatusOr<std::string> Export(const Caller& caller, v1::ExportRequestsRequest::Format format, const std::string& parent = "organs/330108-jyj",
                                     const std::string& text = "", const std::string& identity_number = "") {
    grpc::ClientContext context;
    context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
    v1::ExportRequestsRequest request;
    request.set_parent(parent);
    request.set_format(format);
    request.mutable_filter()->set_text(text);
    request.mutable_filter()->set_identity_number(identity_number);
    const auto reader = stub_->ExportRequests(&context, request);
    std::string all;
    google::api::HttpBody piece;
    while (reader->Read(&piece)) all += piece.data();
    RETURN_IF_ERROR(FromGrpc(reader->Finish()));
    return all;
  }
};

TEST_F(ExportTest, TheClerkGetsTheLedgerWithNamesOthersGetThemMasked) {
  File("2026-09-18", "=学区划分方案");
  ASSERT_OK_AND_ASSIGN(const std::string own, Export(clerk_, v1::ExportRequestsRequest::CSV));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM access_log WHERE method='ExportRequests' AND actor='clerk-1'"), 1) << "who took it is written down";
  EXPECT_THAT(own, ::testing::HasSubstr("330108-jyj-2026-1,330108-jyj,natural_person,测试甲,resident_id,33010819000101001X,in_person,2026-09-18,"
                                        "'=学区划分方案,,,HANDLING,2026-10-22,,\r\n"));
  for (const Caller& caller : {supervisor_, Person("audit", {"auditor"}, "330100-sjj"), Person("audit", {"auditor"})}) {
    ASSERT_OK_AND_ASSIGN(const std::string masked, Export(caller, v1::ExportRequestsRequest::CSV));
    EXPECT_THAT(masked, ::testing::HasSubstr(",测试*,resident_id,330108********001X,"));
    EXPECT_THAT(masked, ::testing::Not(::testing::ContainsRegex("测试甲|33010819000101001X")));
  }
  ASSERT_OK_AND_ASSIGN(const std::string division, Export(supervisor_, v1::ExportRequestsRequest::CSV, "divisions/330108"));
  EXPECT_THAT(division, ::testing::HasSubstr("330108-jyj-2026-1"));
  EXPECT_THAT(Export(supervisor_, v1::ExportRequestsRequest::CSV, "divisions/330108", "", "33010819000101001X"), HasReason("APPLICANT_NOT_SHOWN"));
  EXPECT_THAT(Export(stranger_, v1::ExportRequestsRequest::CSV), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Export(clerk_, v1::ExportRequestsRequest::CSV, "organs/330108-jyj", std::string(101, 'x')), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Export(clerk_, static_cast<v1::ExportRequestsRequest::Format>(9)), HasReason("BAD_REQUEST"));
}

TEST_F(ExportTest, TheTableHasAllRowsBeyondAPage) {
  constexpr int kRows = 1001;
  for (int i = 0; i < kRows; ++i) File("2026-09-18", "学区划分方案");
  ASSERT_OK_AND_ASSIGN(const std::string csv, Export(clerk_, v1::ExportRequestsRequest::CSV));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), kRows + 1);
  ASSERT_OK_AND_ASSIGN(const std::string some, Export(clerk_, v1::ExportRequestsRequest::CSV, "organs/330108-jyj", "330108-jyj-2026-7"));
  EXPECT_EQ(std::count(some.begin(), some.end(), '\n'), 2);
  ASSERT_OK_AND_ASSIGN(const std::string xlsx, Export(clerk_, v1::ExportRequestsRequest::XLSX));
  EXPECT_EQ(xlsx.substr(0, 2), "PK");
}

// Rows that the database touches for the first page.
class CostTest : public DeskTest {
 protected:
  void Fill(int from, int to) {
    EXPECT_OK(database_->Write(absl::Now() + absl::Seconds(60), [&](mysql::Transaction& transaction) -> absl::Status {
      // One in twenty is open: more than a page from the start.
      for (const char* organ : {"330108-jyj", "330108-tjj"}) {
        RETURN_IF_ERROR(transaction
                            .Execute("INSERT INTO requests (organ, year, serial, channel, applicant_class, applicant_sealed, applicant_index, wish_index, "
                          "access_hash, subject, purpose, form, route, state, arrived_on, received_on, due_on, due_provisional, due_unknown, "
                          "handler, leaf, document_number, concluded_on, concluded_leaf, version, create_us, update_us) SELECT ?, 2000 + seq DIV 5000, 1 + seq MOD 5000, 5, 1, 'x', REPEAT('i', 16), REPEAT('w', 16), "
                                     "REPEAT('h', 32), 'subject', '', 1, 1, IF(seq MOD 20 = 0, 2, 11), '2020-01-01', "
                                     "'2000-01-01' + INTERVAL seq DIV 10 DAY, "
                                     "IF(seq MOD 20 = 0, '2026-10-01', NULL), 0, '', CONCAT('h', seq MOD 3), '', '', NULL, '', 1, seq, seq "
                                     "FROM seq_" + std::to_string(from) + "_to_" + std::to_string(to),
                                     {organ})
                            .status());
      }
      return absl::OkStatus();
    }));
    Count("ANALYZE TABLE requests");
  }
  int64_t Cost(const RequestQuery& query) {
    int64_t before = 0, after = 0;
    EXPECT_OK(database_->Read(absl::Now() + absl::Seconds(60), [&](mysql::Transaction& transaction) -> absl::Status {
      constexpr char kReads[] = "SELECT SUM(VARIABLE_VALUE) FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'";
      const Statement list = ComposeList("organ, subject", query, std::nullopt, 51);
      RETURN_IF_ERROR(transaction.Select(kReads, {}, [&](const mysql::Row& row) { before = std::stoll(row.Text(0)); }));
      RETURN_IF_ERROR(transaction.Select(list.sql, list.values, [](const mysql::Row&) {}));
      return transaction.Select(kReads, {}, [&](const mysql::Row& row) { after = std::stoll(row.Text(0)); });
    }));
    return after - before;
  }
};

TEST_F(CostTest, TheFirstPageCostsTheSameHoweverManyRequestsThereAre) {
  const std::vector<OrganScope> one = {{"330108-jyj", {}}}, two = {{"330108-jyj", {}}, {"330108-tjj", {}}};
  const std::vector<std::pair<const char*, RequestQuery>> queries = {
      {"default", {.organs = one}},
      {"state", {.organs = one, .states = {State::kClosed}}},
      {"rare state", {.organs = one, .states = {State::kHandling}}},
      {"states", {.organs = one, .states = {State::kHandling, State::kClosed}}},
      {"due", {.organs = one, .order = RequestOrder::kDue}},
      {"handler", {.organs = one, .handler = "h1"}},
      {"received", {.organs = one, .received = {absl::CivilDay(2000, 3, 1), absl::CivilDay(2000, 3, 31)}, .order = RequestOrder::kReceived}},
      {"received since", {.organs = one, .received = {absl::CivilDay(2000, 3, 1), std::nullopt}, .order = RequestOrder::kReceived}},
      {"received and state",
       {.organs = one, .states = {State::kClosed}, .received = {absl::CivilDay(2000, 3, 1), std::nullopt}, .order = RequestOrder::kReceived}},
      {"division received", {.organs = two, .received = {absl::CivilDay(2000, 3, 1), std::nullopt}, .order = RequestOrder::kReceived}},
      {"division", {.organs = two, .order = RequestOrder::kCreated}},
      {"division due", {.organs = two, .order = RequestOrder::kDue}},
  };
  Fill(1, 2000);
  std::vector<int64_t> few;
  for (const auto& [name, query] : queries) few.push_back(Cost(query));
  Fill(2001, 40000);
  for (size_t i = 0; i < queries.size(); ++i) EXPECT_LE(Cost(queries[i].second), few[i] + 300) << queries[i].first << " was " << few[i];
}

}  // namespace
}  // namespace disclosure::request
