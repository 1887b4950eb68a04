#include "request-service/api/earlier_replies.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

absl::StatusOr<std::optional<RepliedRequest>> ReplyTo(Reader& reader, const RequestKey& key, const ReplyTable& replies) {
  ASSIGN_OR_RETURN(Case found, LoadCase(reader, key));
  std::optional<EarlierReply> reply = EarlierReplyOf(found.progress, replies);
  if (!reply) return std::optional<RepliedRequest>();
  return std::optional<RepliedRequest>(RepliedRequest{std::move(found.row), *std::move(reply)});
}

// Rows of old ledgers may lack an identity: two of them are not of one applicant for that.
bool SameApplicant(const RequestRow& a, const RequestRow& b) {
  const std::string identity = NormalIdentity(a.applicant);
  return !identity.empty() && identity == NormalIdentity(b.applicant);
}

}  // namespace

absl::StatusOr<std::optional<RepliedRequest>> FindAnsweredTwin(Reader& reader, const RequestRow& row, const ReplyTable& replies) {
  ASSIGN_OR_RETURN(const std::vector<RequestKey> twins, reader.EndedTwins(row));
  for (const RequestKey& key : twins) {
    ASSIGN_OR_RETURN(std::optional<RepliedRequest> twin, ReplyTo(reader, key, replies));
    if (twin) return twin;
  }
  return std::optional<RepliedRequest>();
}

absl::StatusOr<RepliedRequest> NamedReply(Reader& reader, const RequestRow& row, const std::string& number, const ReplyTable& replies) {
  ASSIGN_OR_RETURN(const std::vector<RequestKey> keys, reader.FindByAnyNumber(number));
  for (const RequestKey& key : keys) {
    if (key.organ != row.key.organ || key == row.key) continue;
    ASSIGN_OR_RETURN(std::optional<RepliedRequest> named, ReplyTo(reader, key, replies));
    if (named && SameApplicant(named->row, row)) return *std::move(named);
  }
  return error::BadRequest({{"reply.earlier_request",
                             absl::StrCat("本机关没有同一申请人的已答复申请", number, "（台账须先导入；撤回、不再处理、不予重复处理、",
                                          "正在重新办理的不算）")}});
}

}  // namespace disclosure::request
