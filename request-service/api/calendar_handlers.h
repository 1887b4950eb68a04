// The calendar of due dates (期限日历), and the addresses under which programs subscribe to it.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "google/protobuf/empty.pb.h"
#include "request-service/api/backend.h"
#include "request-service/api/desk_query.h"

namespace disclosure::request {

// Thread safe.
class CalendarHandlers {
 public:
  explicit CalendarHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<google::api::HttpBody> ExportCalendar(const Call& call, const v1::ExportCalendarRequest& request);
  absl::StatusOr<v1::CalendarFeed> CreateCalendarFeed(const Call& call, const v1::CreateCalendarFeedRequest& request);
  absl::StatusOr<v1::ListCalendarFeedsResponse> ListCalendarFeeds(const Call& call, const v1::ListCalendarFeedsRequest& request);
  absl::StatusOr<google::protobuf::Empty> DeleteCalendarFeed(const Call& call, const v1::DeleteCalendarFeedRequest& request);
  absl::StatusOr<google::api::HttpBody> FetchCalendarFeed(const Call& call, const v1::FetchCalendarFeedRequest& request);

 private:
  // Of the open requests of `scope`, which is one organ.
  absl::StatusOr<google::api::HttpBody> Calendar(const Call& call, const DeskScope& scope, const std::string& handler);

  const Backend& backend_;
};

}  // namespace disclosure::request
