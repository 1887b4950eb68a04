// Fills a grid cell by cell.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/papers/paper.h"

namespace disclosure {

class GridMaker {
 public:
  GridMaker(int rows, std::vector<int> widths, int heading_rows) {
    grid_.rows = rows;
    grid_.columns = static_cast<int>(widths.size());
    grid_.heading_rows = heading_rows;
    grid_.widths = std::move(widths);
  }
  void Heading(int row, int column, int rows, int columns, std::string_view text) {
    grid_.cells.push_back({row, column, rows, columns, std::string(text), false, true});
  }
  void Label(int row, int column, int rows, int columns, std::string_view text) {
    grid_.cells.push_back({row, column, rows, columns, std::string(text), false, false});
  }
  void Number(int row, int column, std::string_view text) { grid_.cells.push_back({row, column, 1, 1, std::string(text), true, false}); }
  Grid Take() { return std::move(grid_); }

 private:
  Grid grid_;
};

}  // namespace disclosure
