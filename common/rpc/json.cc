#include "common/rpc/json.h"

#include <unordered_map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"
#include "nlohmann/json.hpp"

namespace disclosure {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::string PrintByLibrary(const Message& message, bool print_defaults) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = print_defaults;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "";
  return json;
}

// The library builds a model of its type for each message it prints, which took a third of the gateway's time. What most
// answers are made of is therefore printed here: texts, whole numbers, enums, times, lists, maps by text, messages.
class PlainTypes {
 public:
  // Whether a message of `type` has nothing else.
  bool Has(const Descriptor* type) {
    // A type that holds itself counts as plain until something else is found in it.
    const auto [place, added] = known_.try_emplace(type, true);
    if (!added) return place->second;
    const bool plain = type == google::protobuf::Timestamp::descriptor() ||
                       (type->file()->package() != "google.protobuf" && AllFields(type));
    return known_[type] = plain;
  }

 private:
  bool AllFields(const Descriptor* type) {
    for (int i = 0; i < type->field_count(); ++i) {
      if (!HasField(*type->field(i))) return false;
    }
    return true;
  }
  bool HasField(const FieldDescriptor& field) {
    if (field.is_map() && field.message_type()->map_key()->cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_FLOAT:
      case FieldDescriptor::CPPTYPE_DOUBLE: return false;
      case FieldDescriptor::CPPTYPE_MESSAGE: return Has(field.message_type());
      default: return true;
    }
  }

  std::unordered_map<const Descriptor*, bool> known_;
};

class PlainPrinter {
 public:
  PlainPrinter(bool print_defaults, std::string& out) : print_defaults_(print_defaults), out_(out) {}

  // Throws nlohmann::json::exception for a text that is not UTF-8.
  void Print(const Message& message) {
    if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
      const auto& time = static_cast<const google::protobuf::Timestamp&>(message);
      return PrintText(google::protobuf::util::TimeUtil::ToString(time));
    }
    const Descriptor* type = message.GetDescriptor();
    char separator = '{';
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor& field = *type->field(i);
      if (!IsPrinted(message, field)) continue;
      out_ += separator;
      separator = ',';
      absl::StrAppend(&out_, "\"", field.json_name(), "\":");
      PrintField(message, field);
    }
    out_ += separator == '{' ? "{}" : "}";
  }

 private:
  bool IsPrinted(const Message& message, const FieldDescriptor& field) const {
    const Reflection& reflection = *message.GetReflection();
    if (field.is_repeated()) return print_defaults_ || reflection.FieldSize(message, &field) > 0;
    return reflection.HasField(message, &field) || (print_defaults_ && !field.has_presence());
  }

  void PrintField(const Message& message, const FieldDescriptor& field) {
    if (!field.is_repeated()) return PrintValue(message, field, -1);
    const Reflection& reflection = *message.GetReflection();
    const int size = reflection.FieldSize(message, &field);
    out_ += field.is_map() ? '{' : '[';
    for (int i = 0; i < size; ++i) {
      if (i > 0) out_ += ',';
      field.is_map() ? PrintEntry(reflection.GetRepeatedMessage(message, &field, i)) : PrintValue(message, field, i);
    }
    out_ += field.is_map() ? '}' : ']';
  }

  void PrintEntry(const Message& entry) {
    PrintValue(entry, *entry.GetDescriptor()->map_key(), -1);
    out_ += ':';
    PrintValue(entry, *entry.GetDescriptor()->map_value(), -1);
  }

  // The value of a field; of a list the `index`-th.
  void PrintValue(const Message& message, const FieldDescriptor& field, int index) {
    const Reflection& reflection = *message.GetReflection();
    const auto get = [&](auto single, auto repeated) {
      return index < 0 ? (reflection.*single)(message, &field) : (reflection.*repeated)(message, &field, index);
    };
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32: return absl::StrAppend(&out_, get(&Reflection::GetInt32, &Reflection::GetRepeatedInt32));
      case FieldDescriptor::CPPTYPE_UINT32: return absl::StrAppend(&out_, get(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
      // As texts: JavaScript would round them.
      case FieldDescriptor::CPPTYPE_INT64: return absl::StrAppend(&out_, "\"", get(&Reflection::GetInt64, &Reflection::GetRepeatedInt64), "\"");
      case FieldDescriptor::CPPTYPE_UINT64: return absl::StrAppend(&out_, "\"", get(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64), "\"");
      case FieldDescriptor::CPPTYPE_BOOL: out_ += get(&Reflection::GetBool, &Reflection::GetRepeatedBool) ? "true" : "false"; return;
      case FieldDescriptor::CPPTYPE_ENUM: return PrintEnum(field, get(&Reflection::GetEnumValue, &Reflection::GetRepeatedEnumValue));
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        const std::string& text = index < 0 ? reflection.GetStringReference(message, &field, &scratch)
                                            : reflection.GetRepeatedStringReference(message, &field, index, &scratch);
        return PrintText(field.type() == FieldDescriptor::TYPE_BYTES ? absl::Base64Escape(text) : text);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Print(index < 0 ? reflection.GetMessage(message, &field) : reflection.GetRepeatedMessage(message, &field, index));
      case FieldDescriptor::CPPTYPE_FLOAT:
      case FieldDescriptor::CPPTYPE_DOUBLE: return;  // in no plain type
    }
  }

  void PrintEnum(const FieldDescriptor& field, int number) {
    const auto* value = field.enum_type()->FindValueByNumber(number);
    value == nullptr ? absl::StrAppend(&out_, number) : absl::StrAppend(&out_, "\"", value->name(), "\"");
  }

  void PrintText(const std::string& text) { out_ += nlohmann::json(text).dump(); }

  const bool print_defaults_;
  std::string& out_;
};

std::string Print(const Message& message, bool print_defaults) {
  thread_local PlainTypes plain;
  if (!plain.Has(message.GetDescriptor())) return PrintByLibrary(message, print_defaults);
  std::string json;
  try {
    PlainPrinter(print_defaults, json).Print(message);
  } catch (const nlohmann::json::exception&) {
    return "";
  }
  return json;
}

}  // namespace

std::string PrintJson(const google::protobuf::Message& message) { return Print(message, false); }

std::string PrintPublishedJson(const google::protobuf::Message& message) { return Print(message, true); }

}  // namespace disclosure
