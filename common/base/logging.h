// JSON logs, one object a line: {"time":…,"level":…,"service":…,"message":…, fields…}. Personal data,
// tokens and SQL are never logged.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "common/base/status.h"

namespace disclosure {

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

enum class LogLevel { kInfo, kWarning, kError };

// Sends the log of this process to `file` ("" or "-": standard error). Call once, in main.
absl::Status StartLogging(const std::string& service, const std::string& file);

// Thread safe; before StartLogging it writes nothing.
void Log(LogLevel level, std::string_view message, LogFields fields = {});

// `text` with ", \ and control characters escaped for JSON, without the quotes around it.
std::string JsonEscape(std::string_view text);

}  // namespace disclosure
