// The tables of data/request as the service is given them.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"

namespace disclosure::request::testing {

inline std::string ReadTestFile(const std::string& path) {
  std::ifstream file(DISCLOSURE_SOURCE_DIR "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::string LawFile(const std::string& name) { return ReadTestFile("data/request/" + name); }

inline std::vector<std::string> BadFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const error::Violation& v : error::GetInfo(status).value_or(error::Info{}).violations) fields.push_back(v.field);
  return fields;
}

}  // namespace disclosure::request::testing
