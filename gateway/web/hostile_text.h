// For tests: a message whose every text is an attack, and what a page must still be.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace disclosure::gateway::testing {

// What breaks out of an element, an attribute in either quotes or none, a comment, a template, and what runs as an address.
inline const std::vector<std::string>& HostileTexts() {
  static const auto* const kTexts = new std::vector<std::string>{"<script>alert(1)</script>",
                                                                 "<svg/onload=alert(1)>",
                                                                 "\"><img src=x onerror=alert(1)>",
                                                                 "\" onmouseover=\"alert(1)",
                                                                 "' onmouseover='alert(1)",
                                                                 " onmouseover=alert(1) x=",
                                                                 "`onmouseover=alert(1)",
                                                                 "</textarea></title></style></script></select></td></table>",
                                                                 "javascript:alert(1)",
                                                                 "JaVa\tScRiPt:alert(1)",
                                                                 "data:text/html,<script>alert(1)</script>",
                                                                 "//evil.example/x",
                                                                 "{{TITLE}}{{>CONTENT}}",
                                                                 "&lt;b&gt; &#60;script&#62;",
                                                                 "<!-- ",
                                                                 "--><b>",
                                                                 "]]><b>",
                                                                 "\xe2\x80\xae<b>\xe2\x80\xa8",
                                                                 "\xef\xbc\x9cscript\xef\xbc\x9e",
                                                                 "%3Cscript%3E"};
  return *kTexts;
}

// Fields that say which resource is meant: the services give out no others than they have checked.
inline bool IsName(const google::protobuf::FieldDescriptor& field) {
  static const auto* const kNames =
      new std::set<std::string_view>{"name",  "catalogue", "base", "domain",          "code", "division", "parent",
                                     "organ", "platform",  "etag", "next_page_token", "id",   "number"};
  return kNames->count(field.name()) > 0;
}

// Gives every text of `message`, of its messages, lists and maps the value `text`: whatever a service could ever put there. Lists
// that are empty get one element. Names, numbers, times and enums stay.
inline void FillTexts(const std::string& text, google::protobuf::Message& message, int depth = 6) {
  using google::protobuf::FieldDescriptor;
  const auto* descriptor = message.GetDescriptor();
  const auto* reflection = message.GetReflection();
  if (descriptor->file()->package() == "google.protobuf" || depth == 0) return;
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->real_containing_oneof() != nullptr && reflection->HasOneof(message, field->real_containing_oneof()) &&
        !reflection->HasField(message, field))
      continue;
    if (field->type() == FieldDescriptor::TYPE_STRING && !IsName(*field)) {
      if (!field->is_repeated()) reflection->SetString(&message, field, text);
      if (field->is_repeated() && reflection->FieldSize(message, field) == 0) reflection->AddString(&message, field, text);
      for (int at = 0; field->is_repeated() && at < reflection->FieldSize(message, field); ++at)
        reflection->SetRepeatedString(&message, field, at, text);
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      FillTexts(text, *reflection->MutableMessage(&message, field), depth - 1);
      continue;
    }
    if (reflection->FieldSize(message, field) == 0) reflection->AddMessage(&message, field);
    for (int at = 0; at < reflection->FieldSize(message, field); ++at)
      FillTexts(text, *reflection->MutableRepeatedMessage(&message, field, at), depth - 1);
  }
}

}  // namespace disclosure::gateway::testing
