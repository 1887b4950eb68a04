// A mail as it goes over the wire (RFC 5322), plain UTF-8 text.
#pragma once

#include <string>

#include "request-service/notifying/sender.h"

namespace disclosure::request {

// `from` and the recipient are plain addresses. No text can begin a header of its own: all of it is encoded.
std::string MailMessage(const Message& message, const std::string& from, absl::Time now);

// RFC 2047: words of at most 75 characters, never within a character.
std::string EncodedWords(std::string_view text);

}  // namespace disclosure::request
