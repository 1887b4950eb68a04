#include "request-service/domain/consultation.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace disclosure::request {

std::string Number(const ConsultationKey& key) { return absl::StrCat(Number(key.request), "-c", key.id); }

std::optional<ConsultationKey> ParseConsultationNumber(std::string_view number) {
  const size_t at = number.rfind("-c");
  if (at == std::string_view::npos) return std::nullopt;
  const std::optional<RequestKey> request = ParseNumber(number.substr(0, at));
  const std::optional<int> id = ParseConsultationId(number.substr(at + 2));
  if (!request || !id) return std::nullopt;
  return ConsultationKey{*request, *id};
}

std::optional<int> ParseConsultationId(std::string_view id) {
  int value = 0;
  // Only as it is written: no sign, no zero before it.
  if (!absl::SimpleAtoi(absl::string_view(id.data(), id.size()), &value) || value < 1 || absl::StrCat(value) != id) return std::nullopt;
  return value;
}

std::string_view StateName(ConsultationState state) {
  switch (state) {
    case ConsultationState::kUnspecified: break;
    case ConsultationState::kOpen: return "OPEN";
    case ConsultationState::kAnswered: return "ANSWERED";
    case ConsultationState::kExpired: return "EXPIRED";
    case ConsultationState::kCancelled: return "CANCELLED";
  }
  return "UNSPECIFIED";
}

std::string_view EffectOfSilence(ConsultationKind kind) {
  switch (kind) {
    case ConsultationKind::kUnspecified: break;
    case ConsultationKind::kThirdParty: return "逾期未提出意见的，由行政机关依照条例的规定决定是否公开（条例第三十二条）";
    case ConsultationKind::kJointOrgan: return "逾期未提出意见的，视为同意公开（条例第三十四条）";
    case ConsultationKind::kOtherOrgan: return "逾期未提出意见的，不视为同意公开，由征求意见的机关决定是否公开";
  }
  return "";
}

std::string_view Outcome(ConsultationKind kind, ConsultationState state, ConsultationAnswer answer) {
  if (state == ConsultationState::kCancelled) return "申请已撤回或者已办结，不需要再答复";
  if (state == ConsultationState::kExpired) {
    return kind == ConsultationKind::kJointOrgan ? "视为同意公开（条例第三十四条）" : "逾期未答复，由征求意见的机关决定是否公开";
  }
  if (state != ConsultationState::kAnswered) return "";
  if (answer == ConsultationAnswer::kConsents) return "同意公开";
  return answer == ConsultationAnswer::kRefuses ? "不同意公开" : "其他意见";
}

}  // namespace disclosure::request
