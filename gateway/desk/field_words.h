// What the desk calls the fields and values of the contract.
#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace disclosure::gateway {

struct FieldWords {
  std::string_view label;
  std::string_view hint;  // may be ""
};

// Of a field of a request of an act; a "Message.field" of its own wins over the field's name alone. An empty label: unknown.
FieldWords WordsOf(const google::protobuf::FieldDescriptor& field);

// Of a value of an enum; "" for the unspecified one, its own name if it has no word.
std::string_view ValueWord(const google::protobuf::EnumValueDescriptor& value);

// The same by number; "" for one that is not known.
template <typename Enum>
std::string_view EnumWord(Enum value) {
  const auto* found = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value);
  return found == nullptr ? "" : ValueWord(*found);
}

}  // namespace disclosure::gateway
