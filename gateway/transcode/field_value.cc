#include "gateway/transcode/field_value.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/time_util.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::FieldMaskUtil;
using google::protobuf::util::TimeUtil;

absl::Status Expected(std::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("must be ", std::string(what)));
}

// absl's parsers skip spaces around a number; a request has none.
template <typename T>
bool ParseNumber(const std::string& text, T& number) {
  if (text.empty() || absl::ascii_isspace(text.front()) || absl::ascii_isspace(text.back())) return false;
  if constexpr (std::is_same_v<T, double>) {
    return absl::SimpleAtod(text, &number) && !std::isnan(number);
  } else if constexpr (std::is_same_v<T, float>) {
    return absl::SimpleAtof(text, &number) && !std::isnan(number);
  } else {
    return absl::SimpleAtoi(text, &number);
  }
}

// Sets or adds one plain value of field `field` in `message`.
class PlainSetter {
 public:
  PlainSetter(const FieldDescriptor* field, Message& message)
      : field_(field), message_(message), reflection_(*message.GetReflection()) {}

  absl::Status Set(const std::string& text) {
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return SetNumber<int32_t>(text, &Reflection::SetInt32, &Reflection::AddInt32, "a 32-bit integer");
      case FieldDescriptor::CPPTYPE_INT64:
        return SetNumber<int64_t>(text, &Reflection::SetInt64, &Reflection::AddInt64, "a 64-bit integer");
      case FieldDescriptor::CPPTYPE_UINT32:
        return SetNumber<uint32_t>(text, &Reflection::SetUInt32, &Reflection::AddUInt32,
                                   "a 32-bit integer, not negative");
      case FieldDescriptor::CPPTYPE_UINT64:
        return SetNumber<uint64_t>(text, &Reflection::SetUInt64, &Reflection::AddUInt64,
                                   "a 64-bit integer, not negative");
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return SetNumber<double>(text, &Reflection::SetDouble, &Reflection::AddDouble, "a number");
      case FieldDescriptor::CPPTYPE_FLOAT:
        return SetNumber<float>(text, &Reflection::SetFloat, &Reflection::AddFloat, "a number");
      case FieldDescriptor::CPPTYPE_BOOL: return SetBool(text);
      case FieldDescriptor::CPPTYPE_ENUM: return SetEnum(text);
      case FieldDescriptor::CPPTYPE_STRING: return SetString(text);
      case FieldDescriptor::CPPTYPE_MESSAGE: break;
    }
    return absl::InvalidArgumentError("is a message; give its fields, or send it in a body");
  }

 private:
  template <typename T, typename Setter, typename Adder>
  absl::Status SetNumber(const std::string& text, Setter setter, Adder adder, std::string_view expected) {
    T number{};
    if (!ParseNumber(text, number)) return Expected(expected);
    Put(number, setter, adder);
    return absl::OkStatus();
  }

  absl::Status SetBool(const std::string& text) {
    if (text != "true" && text != "false") return Expected("true or false");
    Put(text == "true", &Reflection::SetBool, &Reflection::AddBool);
    return absl::OkStatus();
  }

  absl::Status SetEnum(const std::string& text) {
    const EnumValueDescriptor* value = field_->enum_type()->FindValueByName(text);
    int32_t number = 0;
    if (value == nullptr && ParseNumber(text, number)) value = field_->enum_type()->FindValueByNumber(number);
    if (value == nullptr) return Expected("one of " + Names());
    Put(value, &Reflection::SetEnum, &Reflection::AddEnum);
    return absl::OkStatus();
  }

  absl::Status SetString(const std::string& text) {
    std::string value = text;
    if (field_->type() == FieldDescriptor::TYPE_BYTES && !absl::Base64Unescape(text, &value) &&
        !absl::WebSafeBase64Unescape(text, &value)) {
      return Expected("base64");
    }
    Put(std::move(value), &Reflection::SetString, &Reflection::AddString);
    return absl::OkStatus();
  }

  template <typename T, typename Setter, typename Adder>
  void Put(T value, Setter setter, Adder adder) {
    if (field_->is_repeated()) {
      (reflection_.*adder)(&message_, field_, std::move(value));
    } else {
      (reflection_.*setter)(&message_, field_, std::move(value));
    }
  }

  std::string Names() const {
    std::string names;
    for (int i = 0; i < field_->enum_type()->value_count(); ++i) {
      absl::StrAppend(&names, i == 0 ? "" : ", ", field_->enum_type()->value(i)->name());
    }
    return names;
  }

  const FieldDescriptor* field_;
  Message& message_;
  const Reflection& reflection_;
};

bool IsWrapper(const std::string& type) {
  static constexpr std::string_view kWrappers[] = {
      "DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value",
      "UInt32Value", "BoolValue", "StringValue", "BytesValue"};
  constexpr std::string_view kPackage = "google.protobuf.";
  if (type.rfind(kPackage, 0) != 0) return false;
  for (const std::string_view name : kWrappers) {
    if (std::string_view(type).substr(kPackage.size()) == name) return true;
  }
  return false;
}

absl::Status SetWellKnown(const std::string& text, Message& value) {
  const std::string& type = value.GetDescriptor()->full_name();
  if (type == "google.protobuf.Timestamp") {
    google::protobuf::Timestamp time;
    if (!TimeUtil::FromString(text, &time)) return Expected("a time as in 2026-09-18T08:00:00Z");
    value.CopyFrom(time);
  } else if (type == "google.protobuf.Duration") {
    google::protobuf::Duration duration;
    if (!TimeUtil::FromString(text, &duration)) return Expected("a duration as in 1.5s");
    value.CopyFrom(duration);
  } else if (type == "google.protobuf.FieldMask") {
    google::protobuf::FieldMask mask;
    // JSON has displayName; the proto's own display_name is understood as well.
    if (text.find('_') != std::string::npos) {
      FieldMaskUtil::FromString(text, &mask);
    } else if (!FieldMaskUtil::FromJsonString(text, &mask)) {
      return Expected("names of fields, separated by commas");
    }
    value.CopyFrom(mask);
  } else if (IsWrapper(type)) {
    return PlainSetter(value.GetDescriptor()->FindFieldByName("value"), value).Set(text);
  } else {
    return absl::InvalidArgumentError("is a message; give its fields, or send it in a body");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SetFieldFromText(const FieldPath& path, const std::string& text, Message& message) {
  Message* parent = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    parent = parent->GetReflection()->MutableMessage(parent, path[i]);
  }
  const FieldDescriptor* field = path.back();
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return PlainSetter(field, *parent).Set(text);
  if (field->is_map()) return absl::InvalidArgumentError("is a map, which cannot be given in a query");
  const Reflection* reflection = parent->GetReflection();
  return SetWellKnown(text, field->is_repeated() ? *reflection->AddMessage(parent, field)
                                                 : *reflection->MutableMessage(parent, field));
}

}  // namespace disclosure::gateway
