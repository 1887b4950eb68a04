#include "gateway/transcode/json_body.h"

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/transcode/field_value.h"
#include "gateway/transcode/json_reader.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Kind = JsonReader::Kind;

constexpr size_t kMaxViolations = 50;

// The types that are not objects in JSON.
enum class Special { kNone, kText, kWrapper, kRefused };

Special SpecialOf(const Descriptor* message) {
  if (message->file()->package() != "google.protobuf") return Special::kNone;
  const std::string& name = message->name();
  if (name == "Timestamp" || name == "Duration" || name == "FieldMask") return Special::kText;
  if (name == "Empty") return Special::kNone;
  // Any, Struct and their kin: no message of the suite has one.
  return message->file()->name() == "google/protobuf/wrappers.proto" ? Special::kWrapper : Special::kRefused;
}

std::string Join(const std::string& path, const std::string& name) {
  return path.empty() ? name : absl::StrCat(path, ".", name);
}

// What a plain field takes.
bool Accepts(const FieldDescriptor* field, Kind kind) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: return kind == Kind::kString;
    case FieldDescriptor::CPPTYPE_BOOL: return kind == Kind::kBool;
    default: return kind == Kind::kNumber || kind == Kind::kString;  // 64-bit integers come as strings
  }
}

std::string_view Expectation(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: return "must be a string";
    case FieldDescriptor::CPPTYPE_BOOL: return "must be true or false";
    case FieldDescriptor::CPPTYPE_ENUM: return "must be the name of an enum value";
    default: return "must be a number";
  }
}

// 1.0 and 1e2 are integers too.
void NormaliseInteger(const FieldDescriptor* field, std::string& literal) {
  double number = 0;
  constexpr double kLargestExact = 9007199254740992.0;
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE || field->cpp_type() == FieldDescriptor::CPPTYPE_FLOAT ||
      literal.find_first_of(".eE") == std::string::npos || !absl::SimpleAtod(literal, &number) ||
      std::floor(number) != number || std::fabs(number) > kLargestExact) {
    return;
  }
  literal = absl::StrCat(static_cast<int64_t>(number));
}

// Reads JSON into messages and collects every bad field; a status other than OK means that the text itself
// is not JSON.
class BodyReader {
 public:
  explicit BodyReader(const std::string& json) : reader_(json) {}

  absl::Status Read(const std::string& prefix, Message& message) {
    RETURN_IF_ERROR(ReadObject(prefix, message));
    RETURN_IF_ERROR(reader_.End());
    return violations_.empty() ? absl::OkStatus() : error::BadRequest(std::move(violations_));
  }

 private:
  absl::Status ReadObject(const std::string& path, Message& message) {
    Kind kind;
    RETURN_IF_ERROR(reader_.Peek(kind));
    if (kind != Kind::kObject) return Refuse(path.empty() ? "body" : path, "must be an object");
    RETURN_IF_ERROR(reader_.BeginObject());
    std::set<const void*> seen;  // fields and oneofs
    std::string key;
    while (true) {
      bool more = false;
      RETURN_IF_ERROR(reader_.NextMember(key, more));
      if (!more) return absl::OkStatus();
      RETURN_IF_ERROR(ReadMember(path, key, seen, message));
    }
  }

  absl::Status ReadMember(const std::string& parent, const std::string& key, std::set<const void*>& seen,
                          Message& message) {
    const std::string path = Join(parent, key);
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(key);
    if (field == nullptr) field = message.GetDescriptor()->FindFieldByCamelcaseName(key);
    if (field == nullptr) return Refuse(path, "no such field");
    if (!seen.insert(field).second) return Refuse(path, "given twice");
    Kind kind;
    RETURN_IF_ERROR(reader_.Peek(kind));
    if (kind == Kind::kNull) return reader_.Skip();  // as if it were not there
    if (const auto* oneof = field->real_containing_oneof(); oneof != nullptr && !seen.insert(oneof).second) {
      return Refuse(path, "another field of the same oneof is given");
    }
    if (field->is_map()) return ReadMap(path, field, kind, message);
    if (field->is_repeated()) return ReadList(path, field, kind, message);
    return ReadValue(path, field, kind, message);
  }

  absl::Status ReadList(const std::string& path, const FieldDescriptor* field, Kind kind, Message& message) {
    if (kind != Kind::kList) return Refuse(path, "must be a list");
    RETURN_IF_ERROR(reader_.BeginList());
    for (int i = 0;; ++i) {
      bool more = false;
      RETURN_IF_ERROR(reader_.NextElement(more));
      if (!more) return absl::OkStatus();
      RETURN_IF_ERROR(reader_.Peek(kind));
      RETURN_IF_ERROR(ReadValue(absl::StrCat(path, "[", i, "]"), field, kind, message));
    }
  }

  absl::Status ReadMap(const std::string& path, const FieldDescriptor* field, Kind kind, Message& message) {
    if (kind != Kind::kObject) return Refuse(path, "must be an object");
    RETURN_IF_ERROR(reader_.BeginObject());
    std::set<std::string> keys;
    std::string key;
    while (true) {
      bool more = false;
      RETURN_IF_ERROR(reader_.NextMember(key, more));
      if (!more) return absl::OkStatus();
      const std::string member = Join(path, key);
      if (!keys.insert(key).second) {
        RETURN_IF_ERROR(Refuse(member, "given twice"));
        continue;
      }
      Message* entry = message.GetReflection()->AddMessage(&message, field);
      Set(member, field->message_type()->map_key(), key, *entry);
      RETURN_IF_ERROR(reader_.Peek(kind));
      RETURN_IF_ERROR(ReadValue(member, field->message_type()->map_value(), kind, *entry));
    }
  }

  // One value of `field`: the field itself, or an element of the list that it is.
  absl::Status ReadValue(const std::string& path, const FieldDescriptor* field, Kind kind, Message& message) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return ReadPlain(path, field, kind, message);
    const Special special = SpecialOf(field->message_type());
    if (special == Special::kRefused) return Refuse(path, "cannot be given in JSON");
    if (special == Special::kText) {
      if (kind != Kind::kString) return Refuse(path, "must be a string");
      std::string text;
      RETURN_IF_ERROR(reader_.ReadString(text));
      Set(path, field, text, message);
      return absl::OkStatus();
    }
    const auto* reflection = message.GetReflection();
    Message& value = field->is_repeated() ? *reflection->AddMessage(&message, field)
                                          : *reflection->MutableMessage(&message, field);
    if (special == Special::kNone) return ReadObject(path, value);
    return ReadPlain(path, field->message_type()->FindFieldByName("value"), kind, value);
  }

  absl::Status ReadPlain(const std::string& path, const FieldDescriptor* field, Kind kind, Message& message) {
    if (!Accepts(field, kind)) return Refuse(path, Expectation(field));
    std::string text;
    if (kind == Kind::kString) {
      RETURN_IF_ERROR(reader_.ReadString(text));
    } else {
      RETURN_IF_ERROR(reader_.ReadLiteral(text));
      NormaliseInteger(field, text);
    }
    Set(path, field, text, message);
    return absl::OkStatus();
  }

  void Set(const std::string& path, const FieldDescriptor* field, const std::string& text, Message& message) {
    const absl::Status status = SetFieldFromText({field}, text, message);
    if (!status.ok()) Note(path, status.message());
  }

  // Notes the field and reads over its value.
  absl::Status Refuse(const std::string& path, std::string_view why) {
    Note(path, absl::string_view(why.data(), why.size()));
    return reader_.Skip();
  }

  void Note(const std::string& path, absl::string_view why) {
    if (violations_.size() < kMaxViolations) violations_.push_back({path.substr(0, 200), std::string(why)});
  }

  JsonReader reader_;
  std::vector<error::Violation> violations_;
};

}  // namespace

absl::Status ParseJsonBody(const std::string& json, std::string_view prefix, Message& message) {
  if (absl::StripAsciiWhitespace(json).empty()) return absl::OkStatus();
  return BodyReader(json).Read(std::string(prefix), message);
}

}  // namespace disclosure::gateway
