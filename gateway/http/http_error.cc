#include "gateway/http/http_error.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace disclosure::gateway {
namespace {

std::string_view CanonicalCode(int status) {
  switch (status) {
    case 401: return "UNAUTHENTICATED";
    case 403: return "PERMISSION_DENIED";
    case 404: return "NOT_FOUND";
    case 405:
    case 501: return "UNIMPLEMENTED";
    case 408:
    case 504: return "DEADLINE_EXCEEDED";
    case 429: return "RESOURCE_EXHAUSTED";
    case 503: return "UNAVAILABLE";
    default: return status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
  }
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out += '"';
}

}  // namespace

Response ErrorResponse(const HttpError& error) {
  const std::string_view status = CanonicalCode(error.status);
  std::string body =
      absl::StrCat("{\"error\":{\"code\":", error.status, ",\"message\":", Quoted(error.message),
                   ",\"status\":", Quoted(status),
                   ",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":",
                   Quoted(error.reason), ",\"domain\":\"gateway.disclosure\",\"metadata\":{}}");
  Response response;
  response.status = error.status;
  response.headers = {{"content-type", "application/json; charset=utf-8"}, {"cache-control", "no-store"}};
  if (error.retry_after) {
    const int64_t milliseconds =
        absl::ToInt64Milliseconds(absl::Ceil(*error.retry_after, absl::Milliseconds(1)));
    absl::StrAppendFormat(
        &body, ",{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"%d.%03ds\"}",
        milliseconds / 1000, milliseconds % 1000);
    response.headers.emplace_back("retry-after",
                                  absl::StrCat(std::max<int64_t>(1, (milliseconds + 999) / 1000)));
  }
  body += "]}}\n";
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

std::string_view StatusPhrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 499: return "Client Closed Request";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

}  // namespace disclosure::gateway
