// The chunked transfer coding (RFC 9112 §7.1), read strictly: what one reader may take for the end of a chunk
// and another may not is an error. Our own, because the fuzz target makes Beast 1.74 assert on a line feed
// inside a last chunk's line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace disclosure::gateway {

class ChunkedBody {
 public:
  enum class Step {
    kNeedMore,  // all of the input is used up
    kData,      // data() is the next piece of the body
    kDone,      // the input now begins behind the body
    kMalformed,
  };

  // Takes what it uses from the front of `input`. Extensions and trailers are read over; together they may
  // have `kMostFraming` bytes.
  Step Advance(std::string_view& input);

  std::string_view data() const { return data_; }  // points into the input
  // Bytes of the chunk that are announced and have not come.
  uint64_t announced() const { return remaining_; }

  static constexpr size_t kMostFraming = 8 << 10;

 private:
  enum class Place {
    kSize,
    kExtension,
    kSizeEnd,  // behind the CR of a size line
    kData,
    kDataEnd,  // the CR behind the data
    kDataLineFeed,
    kTrailerStart,
    kTrailer,
    kTrailerEnd,
    kLastLineFeed,
    kDone,
    kMalformed,
  };

  Place Next(char c);
  Place SizeDigit(char c);
  Place Framing(char c, Place line, Place line_end);

  Place place_ = Place::kSize;
  int digits_ = 0;
  uint64_t size_ = 0;
  uint64_t remaining_ = 0;
  size_t framing_ = 0;
  std::string_view data_;
};

}  // namespace disclosure::gateway
