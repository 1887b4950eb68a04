// What may be withheld within an information that is disclosed in part (条例 art. 37), and what remedy follows:
// data/request/withheld_grounds.csv.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/remedy.h"

namespace disclosure::request {

// Immutable; thread safe.
class WithheldGrounds {
 public:
  // "article,remedy_class,note"; BAD_REQUEST with all bad lines.
  static absl::StatusOr<WithheldGrounds> Parse(std::string_view csv);

  // Of the article that an entry of the manifest names, as "《条例》第十五条"; nullopt if it names none of them.
  std::optional<RemedyClass> ClassOf(std::string_view article) const;
  // "第十四条、第十五条", for the error.
  std::string Articles() const;

 private:
  struct Row {
    std::string article;
    RemedyClass remedy_class = RemedyClass::kNone;
  };
  std::vector<Row> rows_;
};

}  // namespace disclosure::request
