#include "gateway/transcode/proto_comments.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.pb.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::EnumDescriptorProto;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;
using Path = std::vector<int>;

constexpr size_t kLongestSentence = 120;

// Lines of a paragraph are joined; rules ("-----") are no text.
std::string Tidy(const std::string& comment) {
  std::string text;
  for (const absl::string_view raw : absl::StrSplit(comment, '\n')) {
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    if (absl::StartsWith(line, "---")) continue;
    if (line.empty()) {
      if (!text.empty() && text.back() != '\n') text += "\n\n";
    } else {
      absl::StrAppend(&text, text.empty() || text.back() == '\n' ? "" : " ", line);
    }
  }
  return std::string(absl::StripAsciiWhitespace(text));
}

// Walks one file, with the paths by which its source info speaks of things.
class Walk {
 public:
  Walk(const FileDescriptorProto& file, std::unordered_map<std::string, std::string>& by_name) : by_name_(by_name) {
    for (const auto& location : file.source_code_info().location()) {
      const std::string text = Tidy(location.has_leading_comments() ? location.leading_comments() : location.trailing_comments());
      if (!text.empty()) comments_[{location.path().begin(), location.path().end()}] = text;
    }
    for (int i = 0; i < file.message_type_size(); ++i) {
      Message(file.message_type(i), file.package(), {FileDescriptorProto::kMessageTypeFieldNumber, i});
    }
    for (int i = 0; i < file.enum_type_size(); ++i) {
      Enum(file.enum_type(i), file.package(), {FileDescriptorProto::kEnumTypeFieldNumber, i});
    }
    for (int i = 0; i < file.service_size(); ++i) {
      const auto& service = file.service(i);
      const std::string name = absl::StrCat(file.package(), ".", service.name());
      const Path path = {FileDescriptorProto::kServiceFieldNumber, i};
      Note(name, path);
      for (int j = 0; j < service.method_size(); ++j) {
        Note(absl::StrCat(name, ".", service.method(j).name()),
             Below(path, google::protobuf::ServiceDescriptorProto::kMethodFieldNumber, j));
      }
    }
  }

 private:
  static Path Below(Path path, int field, int index) {
    path.push_back(field);
    path.push_back(index);
    return path;
  }
  void Note(const std::string& name, const Path& path) {
    if (const auto found = comments_.find(path); found != comments_.end()) by_name_[name] = found->second;
  }
  void Message(const DescriptorProto& message, const std::string& scope, const Path& path) {
    const std::string name = absl::StrCat(scope, ".", message.name());
    Note(name, path);
    for (int i = 0; i < message.field_size(); ++i) {
      Note(absl::StrCat(name, ".", message.field(i).name()), Below(path, DescriptorProto::kFieldFieldNumber, i));
    }
    for (int i = 0; i < message.nested_type_size(); ++i) {
      Message(message.nested_type(i), name, Below(path, DescriptorProto::kNestedTypeFieldNumber, i));
    }
    for (int i = 0; i < message.enum_type_size(); ++i) {
      Enum(message.enum_type(i), name, Below(path, DescriptorProto::kEnumTypeFieldNumber, i));
    }
  }
  // Values are siblings of their enum, as in C++.
  void Enum(const EnumDescriptorProto& type, const std::string& scope, const Path& path) {
    Note(absl::StrCat(scope, ".", type.name()), path);
    for (int i = 0; i < type.value_size(); ++i) {
      Note(absl::StrCat(scope, ".", type.value(i).name()), Below(path, EnumDescriptorProto::kValueFieldNumber, i));
    }
  }

  std::unordered_map<std::string, std::string>& by_name_;
  std::map<Path, std::string> comments_;
};

}  // namespace

ProtoComments::ProtoComments(std::string_view descriptor_set) {
  FileDescriptorSet set;
  if (!set.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) return;
  for (const FileDescriptorProto& file : set.file()) Walk(file, by_name_);
}

std::string ProtoComments::Of(const std::string& full_name) const {
  const auto found = by_name_.find(full_name);
  return found == by_name_.end() ? "" : found->second;
}

std::string FirstSentence(std::string_view text) {
  size_t end = text.size();
  for (const std::string_view stop : {". ", ".\n", "\n", "。"}) end = std::min(end, text.find(stop));
  std::string sentence(text.substr(0, end));
  if (!sentence.empty() && sentence.back() == '.') sentence.pop_back();
  if (sentence.size() <= kLongestSentence) return sentence;
  size_t cut = kLongestSentence;
  while (cut > 0 && (static_cast<unsigned char>(sentence[cut]) & 0xc0) == 0x80) --cut;
  return sentence.substr(0, cut) + "…";
}

}  // namespace disclosure::gateway
