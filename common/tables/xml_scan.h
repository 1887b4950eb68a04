// XML part by part: one element at a time becomes a tree, never the whole part.
#pragma once

#include <functional>
#include <initializer_list>
#include <pugixml.hpp>
#include <string_view>

#include "absl/status/status.h"

namespace disclosure {

// The name without its namespace prefix: some generators write <x:row>.
std::string_view LocalName(const char* name);
pugi::xml_node ChildNamed(pugi::xml_node parent, std::string_view local_name);
// Attribute by local name, "" if absent.
std::string_view AttributeNamed(pugi::xml_node node, std::string_view local_name);

// Calls `visit` with each outermost element of `xml` (UTF-8) that has one of the local `names`. `part` names
// the entry in errors. Errors: TRUNCATED_FILE if an element is not closed, MALFORMED_XML, XML_ELEMENT_TOO_LARGE
// above 8 MiB in one element, UNSAFE_XML for a document type (it could declare entities), those of `visit`.
absl::Status ForEachElement(std::string_view part, std::string_view xml,
                            std::initializer_list<std::string_view> names,
                            const std::function<absl::Status(pugi::xml_node)>& visit);

}  // namespace disclosure
