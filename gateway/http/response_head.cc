#include "gateway/http/response_head.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/http/http_error.h"
#include "gateway/http/negotiation.h"
#include "gateway/http/security_headers.h"

namespace disclosure::gateway {
namespace {

bool IsConnectionsOwn(std::string_view name) {
  static constexpr std::string_view kNames[] = {"content-length", "connection", "transfer-encoding", "date",
                                                "keep-alive"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](std::string_view own) { return EqualsIgnoringCase(own, name); });
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

// The lines of SecurityHeaderLines whose name the handler did not set.
void AppendSecurity(std::string& head, const Response& response, std::string_view content_type) {
  std::string_view rest = SecurityHeaderLines(content_type);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    const std::string_view name = line.substr(0, line.find(':'));
    const bool set = std::any_of(response.headers.begin(), response.headers.end(),
                                 [&](const auto& header) { return EqualsIgnoringCase(header.first, name); });
    if (!set) head.append(line);
    rest.remove_prefix(line.size());
  }
}

}  // namespace

std::string ResponseHead(const Response& response, std::string_view date_line, std::string_view extra_lines,
                         BodyFraming framing, bool close) {
  std::string head = absl::StrCat("HTTP/1.1 ", response.status, " ");
  head.append(StatusPhrase(response.status)).append(date_line);
  std::string_view content_type;
  for (const auto& [name, value] : response.headers) {
    if (IsConnectionsOwn(name) || name.empty() || HasControl(name) || HasControl(value)) continue;
    if (EqualsIgnoringCase(name, "content-type")) content_type = value;
    absl::StrAppend(&head, name, ": ", value, "\r\n");
  }
  AppendSecurity(head, response, content_type);
  head.append(extra_lines);
  if (close) head += "Connection: close\r\n";
  if (framing == BodyFraming::kChunked) head += "Transfer-Encoding: chunked\r\n";
  if (framing == BodyFraming::kLength && !IsBodiless(response.status)) {
    absl::StrAppend(&head, "Content-Length: ", response.body ? response.body->size() : 0, "\r\n");
  }
  return head += "\r\n";
}

}  // namespace disclosure::gateway
