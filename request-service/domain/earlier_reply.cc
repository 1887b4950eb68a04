#include "request-service/domain/earlier_reply.h"

#include "absl/strings/match.h"

namespace disclosure::request {
namespace {

// Code of report_rows.csv; "" for none.
std::string OutcomeOf(const std::string& leaf, const ReplyTable& replies) {
  const ReplyLeaf* const found = replies.Find(leaf);
  return found == nullptr ? "" : found->report_code;
}

bool AnswersNothing(const std::string& outcome) {
  return outcome.empty() || outcome == "declined_repeat" || absl::StartsWith(outcome, "other");
}

}  // namespace

std::optional<EarlierReply> EarlierReplyOf(const Progress& progress, const ReplyTable& replies) {
  if (!progress.round) return std::nullopt;
  const std::optional<Replied>& replied = progress.round->replied;
  const std::optional<OutcomeRecorded>& recorded = progress.round->recorded;
  if (!replied && !recorded) return std::nullopt;
  const std::string outcome = replied ? OutcomeOf(replied->leaf, replies) : recorded->outcome;
  if (AnswersNothing(outcome)) return std::nullopt;
  return EarlierReply{.document_number = replied ? replied->document_number : "",
                      .day = replied ? replied->day : recorded->day,
                      .disclosed = outcome == "granted" || outcome == "partial"};
}

}  // namespace disclosure::request
