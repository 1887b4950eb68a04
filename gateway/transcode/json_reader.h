// Strict JSON (RFC 8259), pulled token by token: protobuf's own reader accepts single quotes, bare keys and
// trailing commas, takes an object for a list and does not name what it refuses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace disclosure::gateway {

// Every method returns INVALID_ARGUMENT with the offset once the text is not JSON; nothing may be read
// after that.
class JsonReader {
 public:
  enum class Kind { kObject, kList, kString, kNumber, kBool, kNull };

  explicit JsonReader(std::string_view text) : text_(text) {}

  // The kind of the next value.
  absl::Status Peek(Kind& kind);

  // An object: Begin, then Next until `more` is false; after each Next, the member's value is to be read.
  absl::Status BeginObject();
  absl::Status NextMember(std::string& key, bool& more);
  // A list, in the same way.
  absl::Status BeginList();
  absl::Status NextElement(bool& more);

  absl::Status ReadString(std::string& value);
  // The number, the boolean or null as written.
  absl::Status ReadLiteral(std::string& literal);
  absl::Status Skip();
  // Nothing but white space is left.
  absl::Status End();

 private:
  absl::Status Begin(char open);
  absl::Status Next(char close, bool& more);
  absl::Status ReadEscape(std::string& value);
  absl::Status ReadHex(uint32_t& unit);
  void SkipSpace();
  bool Take(char c);
  absl::Status Bad(std::string_view what) const;

  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
  int values_ = 0;
  bool first_ = false;  // just after an opening bracket
};

}  // namespace disclosure::gateway
