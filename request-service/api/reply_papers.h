// The papers of a reply (答复书): from what the officer drafted, the record, the organ and the law.
#pragma once

#include <string>
#include <vector>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/papers.h"

namespace disclosure::request {

// 文号 of what is not issued yet.
inline constexpr char kNoNumberYet[] = "（待编号）";

// All bad fields of a reply on the wire.
void CheckReply(error::Violations& bad, const v1::Reply& reply);

// The one outcome of the reply's parts.
// How the reply will be served: if electronically, its remedy names the online channel (行政复议法 art. 22(2)).
ServiceMethod ExpectedService(const RequestRow& row);

absl::StatusOr<CombinedReply> Combine(const Law& law, const v1::Reply& reply);

// The reply's document under `number`, none for a leaf without one, then the notices to third parties (T08), which get
// their numbers when they are issued. BAD_REQUEST for a notice on no consultation, FAILED_PRECONDITION
// (THIRD_PARTY_NOTICE_MISSING, 条例 art. 32), REMEDY_INCOMPLETE naming what the organ's directory lacks.
absl::StatusOr<std::vector<Paper>> ReplyPapers(const Backend& backend, Reader& reader, const Bench& bench, const Case& request,
                                               const v1::Reply& reply, const std::string& number);

// R16 (条例 art. 41) of the answer that is the last event. REMEDY_INCOMPLETE.
absl::StatusOr<Paper> RecordCorrectionReply(const Backend& backend, const Bench& bench, const Case& request);

// Whether the reply could be issued now: composes its papers. What can be drafted can be issued.
absl::Status CheckIssuable(const Backend& backend, Reader& reader, const Bench& bench, const Case& request, const v1::Reply& reply);

}  // namespace disclosure::request
