// For tests: 行政复议、行政诉讼 as an organ records them.
#pragma once

#include "gmock/gmock.h"
#include "request-service/api/report_fixture.h"

namespace disclosure::request {

class ReviewTest : public LedgerServiceTest {
 protected:
  static v1::Review Told(v1::Review::Route route, const std::string& filed, const std::string& number = "", const std::string& accepted = "") {
    v1::Review review;
    review.set_route(route);
    review.set_filed_on(filed);
    review.set_request_number(number);
    review.set_accepted_on(accepted);
    return review;
  }
  absl::StatusOr<v1::Review> Create(const v1::Review& review, const Caller& caller, const std::string& organ = "330108-jyj") {
    v1::CreateReviewRequest request;
    request.set_parent("organs/" + organ);
    *request.mutable_review() = review;
    return Call(caller, request, &Stub::CreateReview);
  }
  v1::Review Created(const v1::Review& review) {
    const auto created = Create(review, clerk_);
    EXPECT_OK(created.status());
    return created.value_or(v1::Review());
  }
  static v1::CloseReviewRequest Closing(v1::Review::Result result, const std::string& day) {
    v1::CloseReviewRequest request;
    request.set_result(result);
    request.set_closed_on(day);
    request.set_document_number("滨政复决〔2026〕7号");
    return request;
  }
  static v1::CloseReviewRequest Ordering(const std::string& day) {
    v1::CloseReviewRequest request = Closing(v1::Review::CORRECTED, day);
    request.set_orders_new_answer(true);
    return request;
  }
  absl::StatusOr<v1::Review> Close(const v1::Review& review, v1::CloseReviewRequest request, const Caller& caller) {
    request.set_name(review.name());
    return Call(caller, request, &Stub::CloseReview);
  }
  static v1::CorrectReviewRequest Correction(v1::Review::Route route, v1::Review::Result result, const std::string& day) {
    v1::CorrectReviewRequest request;
    request.set_route(route);
    request.set_result(result);
    request.set_closed_on(day);
    request.set_reason("登记时看错了决定书");
    return request;
  }
  absl::StatusOr<v1::Review> Correct(const v1::Review& review, v1::CorrectReviewRequest request, const Caller& caller) {
    request.set_name(review.name());
    return Call(caller, request, &Stub::CorrectReview);
  }
  absl::StatusOr<v1::Review> Read(const v1::Review& review, const Caller& caller) {
    v1::GetReviewRequest request;
    request.set_name(review.name());
    return Call(caller, request, &Stub::GetReview);
  }
  absl::StatusOr<v1::Review> Update(const v1::Review& review, const Caller& caller) {
    v1::UpdateReviewRequest request;
    *request.mutable_review() = review;
    return Call(caller, request, &Stub::UpdateReview);
  }
  absl::StatusOr<v1::ListReviewsResponse> List(v1::ListReviewsRequest request, const Caller& caller) {
    if (request.parent().empty()) request.set_parent("organs/330108-jyj");
    return Call(caller, request, &Stub::ListReviews);
  }
  absl::StatusOr<v1::Bulletin> Bulletin(const std::string& name, const Caller& caller) {
    v1::GetBulletinRequest request;
    request.set_name(name);
    return Call(caller, request, &Stub::GetBulletin);
  }
  // Received, answered and served today.
  v1::Request Answered() {
    const v1::Request request = Received();
    v1::DraftReplyRequest draft;
    auto& part = *draft.mutable_reply()->add_parts();
    part.set_leaf("granted");
    for (const char* element : {"information_or_way", "delivery_form", "attachment_list"}) (*part.mutable_elements())[element] = "有";
    EXPECT_OK(Act(handler_, request, draft, &Stub::DraftReply).status());
    EXPECT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    EXPECT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
    v1::RecordServiceRequest service;
    service.set_method(v1::ELECTRONIC_SERVICE);
    service.set_evidence("已发送至申请人指定邮箱");
    EXPECT_OK(Act(clerk_, request, service, &Stub::RecordService).status());
    return request;
  }
  static std::vector<std::string> Serials(const v1::BulletinCount& count) {
    EXPECT_EQ(count.n(), count.reviews_size());
    std::vector<std::string> out;
    for (const std::string& name : count.reviews()) out.push_back(name.substr(name.rfind('-') + 1));
    return out;
  }
  static std::string RateText(const v1::BulletinRate& rate) { return absl::StrCat(rate.n(), "/", rate.of(), " ", rate.percent()); }
};

}  // namespace disclosure::request
