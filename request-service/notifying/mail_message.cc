#include "request-service/notifying/mail_message.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

constexpr size_t kWordBytes = 45;  // 60 characters in base64, with the frame 72
constexpr size_t kLineCharacters = 76;

std::string Base64(std::string_view bytes) { return absl::Base64Escape({bytes.data(), bytes.size()}); }

}  // namespace

std::string EncodedWords(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t end = std::min(kWordBytes, text.size());
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    if (end == 0) end = std::min(kWordBytes, text.size());
    absl::StrAppend(&out, out.empty() ? "" : "\r\n ", "=?UTF-8?B?", Base64(text.substr(0, end)), "?=");
    text.remove_prefix(end);
  }
  return out;
}

std::string MailMessage(const Message& message, const std::string& from, absl::Time now) {
  const std::string host = from.substr(from.find('@') + 1);
  std::string out = absl::StrCat(
      "Date: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S %z", now, absl::FixedTimeZone(8 * 60 * 60)), "\r\nFrom: <", from, ">\r\nTo: <",
      message.recipient, ">\r\nMessage-ID: <", message.id, "@", host, ">\r\nSubject: ", EncodedWords(message.subject),
      "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n");
  const std::string body = Base64(message.body);
  for (size_t i = 0; i < body.size(); i += kLineCharacters) absl::StrAppend(&out, body.substr(i, kLineCharacters), "\r\n");
  return out;
}

}  // namespace disclosure::request
