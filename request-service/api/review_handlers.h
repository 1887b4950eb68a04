// 行政复议、行政诉讼: recording, closing and reading reviews.
#pragma once

#include <string>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Keeps a review that was changed, or is new, and what changed in its history, with the reason where one was given.
absl::Status KeepReview(Writer& writer, const Review& before, const Review& after, const std::string& actor, const std::string& kind,
                        const std::string& reason = "");

// Thread safe.
class ReviewHandlers {
 public:
  explicit ReviewHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::Review> CreateReview(const Call& call, const v1::CreateReviewRequest& request);
  absl::StatusOr<v1::Review> GetReview(const Call& call, const v1::GetReviewRequest& request);
  absl::StatusOr<v1::ListReviewsResponse> ListReviews(const Call& call, const v1::ListReviewsRequest& request);
  absl::StatusOr<v1::Review> UpdateReview(const Call& call, const v1::UpdateReviewRequest& request);
  absl::StatusOr<v1::Review> CloseReview(const Call& call, const v1::CloseReviewRequest& request);
  absl::StatusOr<v1::Review> CorrectReview(const Call& call, const v1::CorrectReviewRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
