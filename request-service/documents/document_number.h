// 文号: "滨教公复〔2026〕12号". One series per organ, kind of document and year: data/request/series.csv.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/base/status.h"

namespace disclosure::request {

// Immutable; thread safe.
class SeriesTable {
 public:
  // "document,series,note"; BAD_REQUEST with all bad lines.
  static absl::StatusOr<SeriesTable> Parse(std::string_view csv);

  // 公复; "" for a document that has no 文号.
  std::string Series(std::string_view document) const;

 private:
  std::map<std::string, std::string, std::less<>> series_;
};

struct DocumentNumber {
  std::string prefix;  // 发文机关代字: 滨教
  std::string series;  // 公复
  int year = 0;
  int serial = 0;  // from 1
};

// The year whole in 〔〕, the serial without leading zeros and without 第 (GB/T 9704-2012, 7.2.5).
// BAD_REQUEST names all parts that are missing.
absl::StatusOr<std::string> FormatDocumentNumber(const DocumentNumber& number);

}  // namespace disclosure::request
