// A consultation (征求意见) as who is asked sees it: its number, and what came of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "request-service/domain/event.h"
#include "request-service/domain/filing.h"

namespace disclosure::request {

// 征求意见编号 "330108-jyj-2026-12-c1": of the request, and the consultation's own.
struct ConsultationKey {
  RequestKey request;
  int id = 0;
  bool operator==(const ConsultationKey&) const = default;
};
std::string Number(const ConsultationKey& key);
std::optional<ConsultationKey> ParseConsultationNumber(std::string_view number);
// The id of an event of a consultation; nullopt if it is none.
std::optional<int> ParseConsultationId(std::string_view id);

// Numbers are stored and on the wire.
enum class ConsultationState {
  kUnspecified = 0,
  kOpen = 1,       // 待答复
  kAnswered = 2,   // 已答复
  kExpired = 3,    // 逾期未答复
  kCancelled = 4,  // 申请已撤回或者以台账办结，不需要再答复
};
std::string_view StateName(ConsultationState state);  // "ANSWERED"

// What follows if nobody answers (条例 art. 32, 33(3), 34), in Chinese.
std::string_view EffectOfSilence(ConsultationKind kind);
// What came of it: "同意公开", "视为同意公开（条例第三十四条）"; "" while it is open.
std::string_view Outcome(ConsultationKind kind, ConsultationState state, ConsultationAnswer answer);

}  // namespace disclosure::request
