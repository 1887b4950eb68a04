// One call, or all pages of a listing.
#pragma once

#include "common/rpc/status.h"
#include "ctl/suite.h"

namespace disclosure::ctl {

inline constexpr int kPage = 1000;

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Ask(Stub& stub, const Request& request, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  grpc::ClientContext context;
  SetDeadline(context);
  Response response;
  RETURN_IF_ERROR(FromGrpc((stub.*method)(&context, request, &response)));
  return response;
}

// Every page in turn; `each` sees them. Errors end it.
template <typename Stub, typename Request, typename Response, typename Each>
absl::Status AskAll(Stub& stub, Request request, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*), const Each& each) {
  request.set_page_size(kPage);
  do {
    ASSIGN_OR_RETURN(const Response page, Ask(stub, request, method));
    each(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace disclosure::ctl
