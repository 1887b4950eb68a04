// The earlier reply that a repeat rests on (条例 art. 36(六)), as it is found or named.
#pragma once

#include <optional>
#include <string>

#include "request-service/api/case_work.h"
#include "request-service/domain/earlier_reply.h"

namespace disclosure::request {

struct RepliedRequest {
  RequestRow row;
  EarlierReply reply;
};

// The latest other request of the same applicant to the organ with the same wish whose reply stands.
absl::StatusOr<std::optional<RepliedRequest>> FindAnsweredTwin(Reader& reader, const RequestRow& row, const ReplyTable& replies);

// The one that the officer names, by the number of the suite or of a ledger: its wish may be worded otherwise, all else is as
// above. BAD_REQUEST.
absl::StatusOr<RepliedRequest> NamedReply(Reader& reader, const RequestRow& row, const std::string& number, const ReplyTable& replies);

}  // namespace disclosure::request
