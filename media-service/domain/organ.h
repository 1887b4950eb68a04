// What this service knows of an organ: a snapshot of catalog-service's directory.
#pragma once

#include <string>

namespace disclosure::media {

struct Organ {
  std::string code;      // "330108-jyj"
  std::string division;  // "330108"
  std::string name;
  std::string short_name;
  std::string kind;  // government, department, street …
  std::string parent;
  bool active = true;
  std::string successor;  // of one that was merged
  bool operator==(const Organ&) const = default;
};

}  // namespace disclosure::media
