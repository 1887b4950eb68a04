// What every reader makes of a file.
#pragma once

#include <string>
#include <vector>

#include "common/tables/table.h"

namespace disclosure::catalog {

// A file read. `doubled_readings` says that 汉字(pinyin) doublings were found and removed.
struct Document {
  std::string file;
  std::vector<Table> tables;
  bool doubled_readings = false;
};

}  // namespace disclosure::catalog
