// Finds encrypted values by equality without storing them: equal values have equal indexes, and without the
// index key an index says nothing.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "common/crypto/key_ring.h"

namespace disclosure::crypto {

inline constexpr size_t kBlindIndexSize = 16;

// Names and identity numbers as they are compared: full-width forms become half-width, blanks and
// punctuation of any script go (张 三, 阿卜杜拉·买买提), ASCII letters become capitals. Ideographs stay as they
// are; traditional and simplified differ. Bytes that are no UTF-8 stay.
std::string IndexText(std::string_view text);

// HMAC-SHA-256 of the label and the IndexText of each value, cut to kBlindIndexSize bytes. Labels separate:
// the same value under "id_number" and "phone" has two indexes. Several values make one index, found by all
// of them together: BlindIndex(keys, "name+id", {name, id}). "" if nothing is left of a value: nobody is
// to be found by a blank. What is found must be compared once decrypted.
std::string BlindIndex(const KeyRing& keys, std::string_view label, std::initializer_list<std::string_view> values);

}  // namespace disclosure::crypto
