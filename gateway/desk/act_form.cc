#include "gateway/desk/act_form.h"

#include <algorithm>
#include <span>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/desk/error_words.h"
#include "gateway/desk/field_words.h"
#include "gateway/transcode/field_value.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kMostElements = 50;

constexpr std::string_view kDates[] = {"day", "deadline", "received_on", "sent_on", "delayed_until", "applicant_received_on"};
constexpr std::string_view kLong[] = {"guidance", "text", "reasons", "assessment", "information", "what_to_explain", "how_to_pay", "findings",
                                      "grounds", "service_note", "content", "disclosed_content", "note", "reason", "record"};

bool IsIn(std::span<const std::string_view> names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

// The gateway's own: the request's name, and what makes it safe.
bool IsOwn(const FieldDescriptor& field) { return field.name() == "name" || field.name() == "etag" || field.name() == "request_id"; }

ControlKind KindOf(const FieldDescriptor& field) {
  if (field.is_repeated()) return ControlKind::kLines;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM: return ControlKind::kChoice;
    case FieldDescriptor::CPPTYPE_BOOL: return ControlKind::kCheck;
    case FieldDescriptor::CPPTYPE_STRING: break;
    default: return field.name() == "draft" ? ControlKind::kHidden : ControlKind::kNumber;
  }
  if (field.name() == "leaf") return ControlKind::kChoice;
  if (IsIn(kDates, field.name())) return ControlKind::kDate;
  return IsIn(kLong, field.name()) ? ControlKind::kLong : ControlKind::kText;
}

int CountOf(const FormFields& values, const std::string& list, int least) {
  int count = 0;
  if (!absl::SimpleAtoi(FieldOf(values, CountName(list)), &count)) count = least;
  return std::clamp(count, least, kMostElements);
}

std::string Element(const std::string& list, int index) { return absl::StrCat(list, "[", index, "]"); }
std::string Entry(const std::string& map, const std::string& key) { return absl::StrCat(map, "[", key, "]"); }

class FormMaker {
 public:
  FormMaker(const FormFields& values, const ReplyTables& tables, const std::vector<error::Violation>& faults, const FieldChoices& choices)
      : values_(values), tables_(tables), faults_(faults), choices_(choices), shown_(faults.size(), false) {}

  ActForm Make(const Descriptor& message) {
    form_.blocks.emplace_back();
    AddFields(message, "", true);
    std::erase_if(form_.blocks, [](const Block& block) { return block.controls.empty(); });
    for (size_t i = 0; i < faults_.size(); ++i) {
      if (!shown_[i]) form_.others.push_back(faults_[i]);
    }
    return std::move(form_);
  }

 private:
  // The kind of a reply comes first: what else is to be said depends on it.
  static std::vector<const FieldDescriptor*> FieldsOf(const Descriptor& message) {
    std::vector<const FieldDescriptor*> fields;
    for (int i = 0; i < message.field_count(); ++i) fields.push_back(message.field(i));
    std::stable_partition(fields.begin(), fields.end(), [](const FieldDescriptor* field) { return field->name() == "leaf"; });
    return fields;
  }

  void AddFields(const Descriptor& message, const std::string& prefix, bool top) {
    for (const FieldDescriptor* each : FieldsOf(message)) {
      const FieldDescriptor& field = *each;
      const std::string path = prefix + field.name();
      if (top && IsOwn(field)) continue;
      if (field.is_map()) {
        AddEntries(path, FieldOf(values_, prefix + "leaf"));
      } else if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        AddControl(field, path);
      } else if (field.is_repeated()) {
        AddElements(field, path);
      } else {
        AddFields(*field.message_type(), path + ".", false);
      }
    }
  }

  // A reply has at least one part; the other lists may well be empty.
  void AddElements(const FieldDescriptor& field, const std::string& path) {
    const std::string label(WordsOf(field).label);
    const int count = CountOf(values_, path, field.name() == "parts" ? 1 : 0);
    for (int i = 0; i < count; ++i) {
      form_.blocks.push_back({.title = count == 1 ? label : absl::StrCat(label, i + 1)});
      AddFields(*field.message_type(), Element(path, i) + ".", false);
    }
    form_.blocks.emplace_back();
    form_.blocks.back().controls.push_back({.name = CountName(path), .kind = ControlKind::kHidden, .value = absl::StrCat(count)});
    if (count < kMostElements) form_.lists.emplace_back(path, label);
  }

  void AddEntries(const std::string& path, const std::string& leaf) {
    for (const ReplyElement& element : tables_.ElementsOf(leaf)) {
      const std::string name = Entry(path, element.code);
      Control control{.name = name, .kind = ControlKind::kLong, .label = element.label, .value = FieldOf(values_, name)};
      control.fault = FaultOf(name);
      // What a document lacks is named by the element alone.
      if (control.fault.empty()) control.fault = FaultOf(element.code);
      form_.blocks.back().controls.push_back(std::move(control));
    }
  }

  void AddControl(const FieldDescriptor& field, const std::string& path) {
    const FieldWords words = WordsOf(field);
    Control control{.name = path,
                    .kind = KindOf(field),
                    .label = std::string(words.label),
                    .hint = std::string(words.hint),
                    .value = FieldOf(values_, path),
                    .fault = FaultOf(path)};
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      for (int i = 0; i < field.enum_type()->value_count(); ++i) {
        const auto& value = *field.enum_type()->value(i);
        if (value.number() != 0) control.choices.emplace_back(value.name(), ValueWord(value));
      }
    } else if (field.name() == "leaf") {
      for (const ReplyLeaf& leaf : tables_.leaves()) control.choices.emplace_back(leaf.leaf, leaf.label);
    } else if (const auto known = choices_.find(field.name()); known != choices_.end()) {
      control.kind = ControlKind::kChoice;
      control.choices = known->second;
    }
    // What may be set to nothing is told from what is left alone by what it was.
    if (field.has_presence()) {
      const std::string was = "_was." + path;
      form_.blocks.back().controls.push_back({.name = was, .kind = ControlKind::kHidden, .value = FieldOf(values_, was)});
    }
    form_.blocks.back().controls.push_back(std::move(control));
  }

  std::string FaultOf(std::string_view name) {
    std::string fault;
    for (size_t i = 0; i < faults_.size(); ++i) {
      // Of one line of a list the list is marked.
      const std::string_view field = faults_[i].field;
      const bool line = field.size() > name.size() && field.substr(0, name.size()) == name && field[name.size()] == '[';
      if (field != name && !line) continue;
      shown_[i] = true;
      absl::StrAppend(&fault, fault.empty() ? "" : "；", FaultWords(faults_[i].description));
    }
    return fault;
  }

  const FormFields& values_;
  const ReplyTables& tables_;
  const std::vector<error::Violation>& faults_;
  const FieldChoices& choices_;
  std::vector<bool> shown_;
  ActForm form_;
};

class MessageFiller {
 public:
  explicit MessageFiller(const FormFields& values) : values_(values) {}

  // Whether anything was set.
  bool Fill(Message& message, const std::string& prefix, bool top) {
    bool any = false;
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (top && IsOwn(field)) continue;
      any = FillField(message, field, prefix + field.name()) || any;
    }
    return any;
  }
  absl::Status status() const { return bad_.status(); }

 private:
  bool FillField(Message& message, const FieldDescriptor& field, const std::string& path) {
    const auto& reflection = *message.GetReflection();
    if (field.is_map()) return FillMap(message, field, path);
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return field.is_repeated() ? FillLines(message, field, path) : FillOne(message, field, path);
    if (!field.is_repeated()) {
      if (Fill(*reflection.MutableMessage(&message, &field), path + ".", false)) return true;
      reflection.ClearField(&message, &field);
      return false;
    }
    for (int i = 0; i < CountOf(values_, path, 0); ++i) {
      if (!Fill(*reflection.AddMessage(&message, &field), Element(path, i) + ".", false)) reflection.RemoveLast(&message, &field);
    }
    return reflection.FieldSize(message, &field) > 0;
  }

  bool FillOne(Message& message, const FieldDescriptor& field, const std::string& path) {
    const std::string value(absl::StripAsciiWhitespace(FieldOf(values_, path)));
    if (field.has_presence() ? value == FieldOf(values_, "_was." + path) : value.empty()) return false;
    Set(message, field, path, value);
    return true;
  }

  bool FillLines(Message& message, const FieldDescriptor& field, const std::string& path) {
    bool any = false;
    for (absl::string_view line : absl::StrSplit(FieldOf(values_, path), '\n')) {
      line = absl::StripAsciiWhitespace(line);
      if (line.empty()) continue;
      Set(message, field, path, std::string(line));
      any = true;
    }
    return any;
  }

  bool FillMap(Message& message, const FieldDescriptor& field, const std::string& path) {
    bool any = false;
    const std::string begin = path + "[";
    for (const auto& [name, value] : values_) {
      if (name.compare(0, begin.size(), begin) != 0 || name.back() != ']' || value.empty()) continue;
      Message& entry = *message.GetReflection()->AddMessage(&message, &field);
      const auto& type = *entry.GetDescriptor();
      Set(entry, *type.map_key(), name, name.substr(begin.size(), name.size() - begin.size() - 1));
      Set(entry, *type.map_value(), name, value);
      any = true;
    }
    return any;
  }

  void Set(Message& message, const FieldDescriptor& field, const std::string& path, const std::string& value) {
    if (const absl::Status set = SetFieldFromText({&field}, value, message); !set.ok()) bad_.Add(path, "请按要求填写（" + std::string(set.message()) + "）");
  }

  const FormFields& values_;
  error::Violations bad_;
};

std::string ScalarText(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: return reflection.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_ENUM: return reflection.GetEnum(message, &field)->name();
    case FieldDescriptor::CPPTYPE_BOOL: return reflection.GetBool(message, &field) ? "true" : "";
    case FieldDescriptor::CPPTYPE_INT32: return absl::StrCat(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64: return absl::StrCat(reflection.GetInt64(message, &field));
    default: return "";
  }
}

}  // namespace

std::string CountName(std::string_view list) { return std::string("_count.").append(list); }

ActForm MakeForm(const Descriptor& message, const FormFields& values, const ReplyTables& tables, const std::vector<error::Violation>& faults,
                 const FieldChoices& choices) {
  return FormMaker(values, tables, faults, choices).Make(message);
}

absl::Status FillMessage(const FormFields& values, Message& message) {
  MessageFiller filler(values);
  filler.Fill(message, "", true);
  return filler.status();
}

void ValuesOf(const Message& message, const std::string& prefix, FormFields* values) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string path = prefix + field->name();
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 0;
    if (field->is_map()) {
      for (int i = 0; i < count; ++i) {
        const Message& entry = reflection.GetRepeatedMessage(message, field, i);
        values->emplace_back(Entry(path, ScalarText(entry, *entry.GetDescriptor()->map_key())), ScalarText(entry, *entry.GetDescriptor()->map_value()));
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && field->is_repeated()) {
      values->emplace_back(CountName(path), absl::StrCat(count));
      for (int i = 0; i < count; ++i) ValuesOf(reflection.GetRepeatedMessage(message, field, i), Element(path, i) + ".", values);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      ValuesOf(reflection.GetMessage(message, field), path + ".", values);
    } else if (field->is_repeated()) {
      std::string lines;
      for (int i = 0; i < count; ++i) absl::StrAppend(&lines, i == 0 ? "" : "\n", reflection.GetRepeatedString(message, field, i));
      values->emplace_back(path, lines);
    } else {
      values->emplace_back(path, ScalarText(message, *field));
    }
  }
}

}  // namespace disclosure::gateway
