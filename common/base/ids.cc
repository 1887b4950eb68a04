#include "common/base/ids.h"

#include <array>
#include <cstdint>

#include "openssl/rand.h"

namespace disclosure {

std::string NewUid(absl::Time now) {
  static constexpr char kAlphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
  std::array<uint8_t, 16> bytes{};
  RAND_bytes(bytes.data() + 6, 10);
  const auto millis = static_cast<uint64_t>(absl::ToUnixMillis(now));
  for (int i = 0; i < 6; ++i) bytes[i] = static_cast<uint8_t>(millis >> (8 * (5 - i)));
  // 128 bits in 26 characters of 5: the first character holds the top 3 bits.
  std::string out(26, '0');
  unsigned buffer = 0;
  int bits = 2;  // two zero bits in front make 130
  size_t next = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    while (bits < 5) {
      buffer = (buffer << 8) | bytes[next++];
      bits += 8;
    }
    bits -= 5;
    out[i] = kAlphabet[(buffer >> bits) & 31];
  }
  return out;
}

}  // namespace disclosure
