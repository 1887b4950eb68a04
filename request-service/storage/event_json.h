// An event's own data as the JSON text kept in request_events.data, so that people can read the record.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/base/status.h"
#include "request-service/domain/event.h"

namespace disclosure::request {

// {"received":"2026-09-18","text":"…"}; the kind is kept beside it.
std::string ToJson(const EventData& data);
// DATA_LOSS if the text is no data of event `kind` (the index in EventData).
absl::StatusOr<EventData> EventFromJson(int kind, std::string_view text);

// The fields as texts, for people: {"received": "2026-09-18"}; empty ones are left out.
std::map<std::string, std::string> Fields(const EventData& data);

}  // namespace disclosure::request
