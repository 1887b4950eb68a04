// What every reader makes of a file: tables of cells, before anybody asks what they mean.
#pragma once

#include <string>
#include <vector>

namespace disclosure {

// One cell of the grid. A cell that a span of the source covers repeats nothing: its text is "" and
// `row_span_of` / `col_span_of` say how far up and left the spanning cell stands (0, 0 for a cell of
// its own), so that a reader of the grid can tell "same as above" from "empty".
struct Cell {
  std::string text;     // UTF-8, line breaks kept as \n, no leading or trailing blanks
  int row_span_of = 0;  // rows up to the cell whose rowspan or merge covers this one
  int col_span_of = 0;  // columns left to the cell whose colspan or merge covers this one
  std::string link;     // target of the first link in the cell, or ""
  bool spanned() const { return row_span_of != 0 || col_span_of != 0; }
};

struct Row {
  int number = 0;  // 1-based within the table, as a person counts in the source
  std::vector<Cell> cells;
};

struct Table {
  int number = 0;                     // 1-based within the file
  std::string name;                   // sheet name, or ""
  std::vector<std::string> preamble;  // lines of text between the previous table and this one: titles
  std::vector<Row> rows;
};

}  // namespace disclosure
