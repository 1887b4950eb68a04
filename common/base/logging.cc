#include "common/base/logging.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "spdlog/sinks/basic_file_sink.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace disclosure {
namespace {

std::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo: return "info";
    case LogLevel::kWarning: return "warning";
    case LogLevel::kError: return "error";
  }
  return "error";
}

}  // namespace

std::string JsonEscape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          absl::StrAppend(&out, "\\u00", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
        } else {
          out += c;
        }
    }
  }
  return out;
}

absl::Status StartLogging(const std::string& service, const std::string& file) {
  try {
    auto logger = file.empty() || file == "-" ? spdlog::stderr_logger_mt("disclosure")
                                              : spdlog::basic_logger_mt("disclosure", file);
    logger->set_pattern(absl::StrCat(R"({"time":"%Y-%m-%dT%H:%M:%S.%f%z","service":")", JsonEscape(service), R"(",%v})"));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(logger);
  } catch (const spdlog::spdlog_ex& e) {
    return absl::InvalidArgumentError(absl::StrCat("cannot open the log file ", file, ": ", e.what()));
  }
  return absl::OkStatus();
}

void Log(LogLevel level, std::string_view message, LogFields fields) {
  const std::shared_ptr<spdlog::logger> logger = spdlog::get("disclosure");
  if (logger == nullptr) return;
  std::string line = absl::StrCat("\"level\":\"", std::string(LevelName(level)), "\",\"message\":\"", JsonEscape(message), "\"");
  for (const auto& [key, value] : fields) absl::StrAppend(&line, ",\"", JsonEscape(key), "\":\"", JsonEscape(value), "\"");
  logger->info(line);
}

}  // namespace disclosure
