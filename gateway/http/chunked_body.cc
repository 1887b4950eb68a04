#include "gateway/http/chunked_body.h"

#include <algorithm>

namespace disclosure::gateway {
namespace {

// Far more than any limit on a body, and no overflow.
constexpr int kMostDigits = 8;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ChunkedBody::Step ChunkedBody::Advance(std::string_view& input) {
  while (!input.empty()) {
    if (place_ == Place::kData) {
      data_ = input.substr(0, std::min<uint64_t>(remaining_, input.size()));
      input.remove_prefix(data_.size());
      remaining_ -= data_.size();
      if (remaining_ == 0) place_ = Place::kDataEnd;
      return Step::kData;
    }
    place_ = Next(input.front());
    if (place_ == Place::kMalformed) return Step::kMalformed;
    input.remove_prefix(1);
    if (place_ == Place::kDone) return Step::kDone;
  }
  return Step::kNeedMore;
}

ChunkedBody::Place ChunkedBody::Next(char c) {
  switch (place_) {
    case Place::kSize: return SizeDigit(c);
    case Place::kExtension: return Framing(c, Place::kExtension, Place::kSizeEnd);
    case Place::kSizeEnd:
      if (c != '\n') return Place::kMalformed;
      remaining_ = size_;
      digits_ = 0;
      size_ = 0;
      return remaining_ == 0 ? Place::kTrailerStart : Place::kData;
    case Place::kDataEnd: return c == '\r' ? Place::kDataLineFeed : Place::kMalformed;
    case Place::kDataLineFeed: return c == '\n' ? Place::kSize : Place::kMalformed;
    case Place::kTrailerStart: return Framing(c, Place::kTrailer, Place::kLastLineFeed);
    case Place::kTrailer: return Framing(c, Place::kTrailer, Place::kTrailerEnd);
    case Place::kTrailerEnd: return c == '\n' ? Place::kTrailerStart : Place::kMalformed;
    case Place::kLastLineFeed: return c == '\n' ? Place::kDone : Place::kMalformed;
    case Place::kData:
    case Place::kDone:
    case Place::kMalformed: break;
  }
  return Place::kMalformed;
}

ChunkedBody::Place ChunkedBody::SizeDigit(char c) {
  if (const int digit = HexDigit(c); digit >= 0) {
    if (++digits_ > kMostDigits) return Place::kMalformed;
    size_ = size_ * 16 + static_cast<uint64_t>(digit);
    return Place::kSize;
  }
  if (digits_ == 0) return Place::kMalformed;
  if (c == ';') return Place::kExtension;
  return c == '\r' ? Place::kSizeEnd : Place::kMalformed;
}

// A character of an extension or a trailer, or the CR that ends its line.
ChunkedBody::Place ChunkedBody::Framing(char c, Place line, Place line_end) {
  if (++framing_ > kMostFraming) return Place::kMalformed;
  if (c == '\r') return line_end;
  const unsigned char byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f ? Place::kMalformed : line;
}

}  // namespace disclosure::gateway
