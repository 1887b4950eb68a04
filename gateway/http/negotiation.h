// What a client accepts and already has: Accept-Encoding and If-None-Match (RFC 9110 §12.5.3, §13.1.2).
#pragma once

#include <string_view>

namespace disclosure::gateway {

enum class Encoding { kIdentity, kGzip, kBrotli };

// The best of identity and those offered by the rank the client gives; brotli before gzip before identity
// where it ranks them alike. Identity if nothing offered is acceptable or the header cannot be read.
Encoding ChooseEncoding(std::string_view accept_encoding, bool offers_gzip, bool offers_brotli);

// Whether If-None-Match names `etag` (quoted): by weak comparison, "*" names any.
bool NamesEtag(std::string_view if_none_match, std::string_view etag);

// Case-insensitive for ASCII.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Without blanks and tabs at both ends.
std::string_view Trimmed(std::string_view text);

}  // namespace disclosure::gateway
