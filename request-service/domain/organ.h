// What this service knows of an organ: a snapshot of catalog-service's directory.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::request {

struct Organ {
  std::string code;      // "330108-jyj"
  std::string division;  // "330108": whose local calendar it follows
  std::string name;
  std::string short_name;
  std::string parent;
  std::string reconsideration_organ;
  std::string court;
  std::string document_prefix;  // 发文机关代字: "滨教"
  std::string disclosure_office;
  std::string address;
  std::string phone;
  bool active = true;
  std::string successor = {};  // code of the organ it was merged into, which goes on with its requests
  bool operator==(const Organ&) const = default;
};

}  // namespace disclosure::request
