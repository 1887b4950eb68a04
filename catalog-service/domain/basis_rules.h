// Legal bases (公开依据) of a catalogue cell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

struct BasisList {
  std::vector<LegalBasis> bases;
  std::vector<std::string> warnings;  // Chinese
};

// Splits on 《》 (nested 〈〉 and 《》 inside stay in the title); a document number or date in brackets
// behind the title goes to document_number as printed. A phrase without 《》 becomes kOther with the
// phrase as title; a bare document number stands as title and as number. Tags such as 【法律】 and list
// numbers are dropped. Warns of broken 《》 and of a text that names neither a law nor a document (法).
BasisList ParseBases(std::string_view text);

// The kind that a title and its document number tell. Heuristics, in this order:
//   1. number with 主席令 → law; with 国务院令/国令 → administrative regulation; another 令 → rule;
//   2. title ends with 法 (but not 办法) → law;
//   3. ends with 条例 → local regulation if a province, city or county stands in front (or the number
//      is a local congress's), else administrative regulation;
//   4. ends with 规定/办法/规则/实施细则 → normative document if its number has a year in brackets
//      (财预〔2018〕209号), else rule;
//   5. anything else (通知, 意见, 方案, 公告, 规范 …) → normative document.
BasisKind KindOfBasis(std::string_view title, std::string_view document_number);

// The title by which two citations of the same text are equal: folded, without 中华人民共和国, and with
// the known short forms of 政府信息公开条例 put together.
std::string CanonicalBasisTitle(std::string_view title);

// True if at least one 《…》 of the cell has a title that a legal or policy text can have, or if the cell
// has no 《》 at all (相关政策文件 is a legal value). False marks a corrupt copy.
bool LooksLikeBases(const std::vector<LegalBasis>& bases);

// As printed in a catalogue: 《title》（number）, or the phrase alone. ParseBases reads it back.
std::string FormatBasis(const LegalBasis& basis);

}  // namespace disclosure::catalog
