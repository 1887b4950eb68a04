// 不予重复处理 (条例 art. 36(六)): which earlier reply a repeat may rest on.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "request-service/domain/progress.h"
#include "request-service/domain/reply_table.h"

namespace disclosure::request {

struct EarlierReply {
  std::string document_number;  // "" of a ledger's
  absl::CivilDay day;
  bool disclosed = false;  // the information itself: then no suit is admitted (法释〔2025〕8号 art. 10(2)(四))
};

// The latest reply, if it stands: none while the request is in hand, was withdrawn or is answered anew by order of a review.
// 不再处理 answers nothing, and 不予重复处理 only points to another reply.
std::optional<EarlierReply> EarlierReplyOf(const Progress& progress, const ReplyTable& replies);

}  // namespace disclosure::request
