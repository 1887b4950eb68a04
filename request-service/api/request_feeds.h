// What happens to the requests of an organ, for those who watch.
#pragma once

#include "common/rpc/unary.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"
#include "request-service/api/feed_hubs.h"

namespace disclosure::request {

// Of the feeds "organs/<code>".
class RequestFeeds : public FeedHubs<v1::WatchRequestsResponse> {
 public:
  // `pause` between two looks at the feeds.
  RequestFeeds(mysql::Database& database, absl::Duration pause);
};

grpc::ServerWriteReactor<v1::WatchRequestsResponse>* WatchOrgan(const UnaryRunner& runner, const Backend& backend, RequestFeeds& feeds,
                                                                grpc::CallbackServerContext* context, const v1::WatchRequestsRequest& request);

}  // namespace disclosure::request
