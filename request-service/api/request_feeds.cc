#include "request-service/api/request_feeds.h"

#include "absl/strings/str_cat.h"
#include "request-service/api/convert.h"
#include "request-service/api/desk_query.h"
#include "request-service/domain/event.h"

namespace disclosure::request {
namespace {

void TellChange(const mysql::Change& change, v1::WatchRequestsResponse& message) {
  v1::RequestChange& out = *message.add_changes();
  out.set_request(change.name);
  out.set_kind(change.kind);
  out.set_label(std::string(LabelOfKind(change.kind)));
  *out.mutable_time() = ToProto(change.time);
}

absl::Status MayWatch(const UnaryRunner& runner, const Backend& backend, const grpc::CallbackServerContext& context,
                      const v1::WatchRequestsRequest& request) {
  ASSIGN_OR_RETURN(const Call call, runner.Admit(context, "WatchRequests"));
  ASSIGN_OR_RETURN(const DeskScope scope, OpenScope(backend, call, request.parent()));
  return scope.division ? error::BadRequest({{"parent", "must be an organ: watch each of a division"}}) : absl::OkStatus();
}

}  // namespace

RequestFeeds::RequestFeeds(mysql::Database& database, absl::Duration pause) : FeedHubs(database, pause, &TellChange) {}

grpc::ServerWriteReactor<v1::WatchRequestsResponse>* WatchOrgan(const UnaryRunner& runner, const Backend& backend, RequestFeeds& feeds,
                                                                grpc::CallbackServerContext* context, const v1::WatchRequestsRequest& request) {
  const absl::Status allowed = MayWatch(runner, backend, *context, request);
  runner.CountInline("WatchRequests", static_cast<grpc::StatusCode>(allowed.code()));
  if (!allowed.ok()) return EventHub<v1::WatchRequestsResponse>::Refuse(allowed);
  return feeds.Watch(context, request.parent(), request.resume_token());
}

}  // namespace disclosure::request
