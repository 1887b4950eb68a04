// An event's own data as the JSON text kept in request_events.data, so that people can read the record.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/event.h"

namespace disclosure::request {

// {"received":"2026-09-18","text":"…"}, and the digests of the papers that the event issued; the kind is kept beside it.
std::string ToJson(const EventData& data, const std::vector<std::string>& papers = {});
// DATA_LOSS if the text is no data of event `kind` (the index in EventData).
absl::StatusOr<EventData> EventFromJson(int kind, std::string_view text);

// Of a text of ToJson; none in events of before they were noted.
std::vector<std::string> PapersFromJson(std::string_view text);

// The fields as texts, for people: {"received": "2026-09-18"}; empty ones are left out.
std::map<std::string, std::string> Fields(const EventData& data);

}  // namespace disclosure::request
