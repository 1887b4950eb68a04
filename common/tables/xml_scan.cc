#include "common/tables/xml_scan.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/tables/read_limits.h"

namespace disclosure {
namespace {

constexpr size_t kLargestElement = 8 << 20;

std::string_view WithoutPrefix(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

class Scanner {
 public:
  Scanner(std::string_view part, std::string_view xml, std::initializer_list<std::string_view> names,
          const std::function<absl::Status(pugi::xml_node)>& visit)
      : part_(part), xml_(xml), names_(names), visit_(visit) {}

  absl::Status Run() {
    while ((at_ = xml_.find('<', at_)) != xml_.npos) {
      const std::string_view rest = xml_.substr(at_);
      if (rest.substr(0, 4) == "<!--") {
        RETURN_IF_ERROR(Skip("-->"));
      } else if (rest.substr(0, 9) == "<![CDATA[") {
        RETURN_IF_ERROR(Skip("]]>"));
      } else if (rest.substr(0, 2) == "<?") {
        RETURN_IF_ERROR(Skip("?>"));
      } else if (rest.substr(0, 2) == "<!") {
        return Error("UNSAFE_XML", "declares a document type");
      } else {
        RETURN_IF_ERROR(HandleTag());
      }
    }
    if (depth_ != 0 || !seen_any_) return Truncated();
    return absl::OkStatus();
  }

 private:
  absl::Status Error(std::string_view reason, std::string_view what) const {
    return ReadError(reason, absl::StrCat(std::string(part_), " ", std::string(what)),
                     {{"part", std::string(part_)}});
  }
  absl::Status Truncated() const {
    return Error("TRUNCATED_FILE", "ends inside an element; save or transfer the file again");
  }

  absl::Status Skip(std::string_view end) {
    const size_t found = xml_.find(end, at_);
    if (found == xml_.npos) return Truncated();
    at_ = found + end.size();
    return absl::OkStatus();
  }

  // The '>' of the tag at at_, quotes heeded; npos if there is none.
  size_t EndOfTag() const {
    char quote = 0;
    for (size_t i = at_; i < xml_.size(); ++i) {
      const char c = xml_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i;
      }
    }
    return xml_.npos;
  }

  absl::Status HandleTag() {
    const size_t begin = at_;
    const size_t end = EndOfTag();
    if (end == xml_.npos) return Truncated();
    at_ = end + 1;
    seen_any_ = true;
    if (xml_[begin + 1] == '/') {
      if (depth_ == 0) return Error("MALFORMED_XML", "closes an element that was never opened");
      --depth_;
      return depth_ == wanted_depth_ ? Visit(wanted_begin_) : absl::OkStatus();
    }
    const bool empty = xml_[end - 1] == '/';
    const size_t name_end = xml_.find_first_of(" \t\r\n/>", begin);
    const std::string_view name = WithoutPrefix(xml_.substr(begin + 1, name_end - begin - 1));
    const bool wanted = wanted_depth_ < 0 && std::find(names_.begin(), names_.end(), name) != names_.end();
    if (wanted && empty) return Visit(begin);
    if (wanted) {
      wanted_depth_ = depth_;
      wanted_begin_ = begin;
    }
    if (!empty) ++depth_;
    return absl::OkStatus();
  }

  absl::Status Visit(size_t begin) {
    wanted_depth_ = -1;
    const std::string_view element = xml_.substr(begin, at_ - begin);
    if (element.size() > kLargestElement) return Error("XML_ELEMENT_TOO_LARGE", "has an element above 8 MiB");
    pugi::xml_document document;
    const pugi::xml_parse_result result =
        document.load_buffer(element.data(), element.size(),
                             pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
    if (!result) return Error("MALFORMED_XML", result.description());
    return visit_(document.document_element());
  }

  const std::string_view part_;
  const std::string_view xml_;
  const std::initializer_list<std::string_view> names_;
  const std::function<absl::Status(pugi::xml_node)>& visit_;
  size_t at_ = 0;
  int64_t depth_ = 0;
  int64_t wanted_depth_ = -1;  // depth outside the wanted element that is open, or -1
  size_t wanted_begin_ = 0;
  bool seen_any_ = false;
};

}  // namespace

std::string_view LocalName(const char* name) { return WithoutPrefix(name); }

pugi::xml_node ChildNamed(pugi::xml_node parent, std::string_view local_name) {
  for (const pugi::xml_node child : parent.children()) {
    if (LocalName(child.name()) == local_name) return child;
  }
  return {};
}

std::string_view AttributeNamed(pugi::xml_node node, std::string_view local_name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (LocalName(attribute.name()) == local_name) return attribute.value();
  }
  return "";
}

absl::Status ForEachElement(std::string_view part, std::string_view xml,
                            std::initializer_list<std::string_view> names,
                            const std::function<absl::Status(pugi::xml_node)>& visit) {
  return Scanner(part, xml, names, visit).Run();
}

}  // namespace disclosure
