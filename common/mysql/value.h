// A parameter of a statement.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace disclosure::mysql {

// Converts from what the domain has: integers and bool (BIGINT), enums (their number), double, text and
// bytes (std::string, NUL and all), absl::Time (BIGINT, UTC microseconds: columns named *_us),
// absl::CivilDay (DATE), and std::optional or nullptr for NULL.
class Value {
 public:
  using Variant = std::variant<std::nullptr_t, int64_t, double, std::string>;

  Value() = default;  // NULL
  Value(std::nullptr_t) {}
  template <typename T, std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T>, int> = 0>
  Value(T number) : value_(static_cast<int64_t>(number)) {}
  Value(double number) : value_(number) {}
  Value(std::string text) : value_(std::move(text)) {}
  Value(const char* text) : value_(std::string(text)) {}
  Value(std::string_view text) : value_(std::string(text)) {}
  Value(absl::string_view text) : value_(std::string(text)) {}
  Value(absl::Time time) : value_(absl::ToUnixMicros(time)) {}
  Value(absl::CivilDay day) : value_(absl::FormatCivilTime(day)) {}
  template <typename T>
  Value(const std::optional<T>& value) {
    if (value.has_value()) *this = Value(*value);
  }

  const Variant& variant() const { return value_; }
  // About how many bytes it takes on the wire.
  size_t size() const {
    const std::string* text = std::get_if<std::string>(&value_);
    return 8 + (text == nullptr ? 0 : text->size());
  }

 private:
  Variant value_ = nullptr;
};

}  // namespace disclosure::mysql
