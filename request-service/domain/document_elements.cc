#include "request-service/domain/document_elements.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr char kHeader[] = "applies_to,element,label,article,note";

std::string Names(const std::vector<const DocumentElement*>& elements) {
  return absl::StrJoin(elements, "、",
                       [](std::string* out, const DocumentElement* element) { *out += element->label; });
}

}  // namespace

absl::StatusOr<DocumentElements> DocumentElements::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "document_elements.csv", kHeader));
  DocumentElements table;
  error::Violations bad;
  std::set<std::pair<std::string, std::string>> seen;
  for (const LawRow& row : rows) {
    const bool filled =
        std::none_of(row.fields.begin(), row.fields.begin() + 4, [](const std::string& f) { return f.empty(); });
    if (!filled) bad.Add(row.place, "applies_to, element, label and article must be filled");
    if (!seen.emplace(row.fields[0], row.fields[1]).second) bad.Add(row.place, "the element stands already");
    table.elements_.push_back({row.fields[0], row.fields[1], row.fields[2], row.fields[3]});
  }
  RETURN_IF_ERROR(bad.status());
  return table;
}

bool DocumentElements::Knows(std::string_view document) const {
  return document.size() == 3 && std::any_of(elements_.begin(), elements_.end(), [&](const DocumentElement& element) {
           return element.applies_to == document;
         });
}

std::vector<const DocumentElement*> DocumentElements::Required(std::string_view document,
                                                               const std::set<std::string>& parts) const {
  std::vector<const DocumentElement*> required;
  if (!Knows(document)) return required;
  for (const DocumentElement& element : elements_) {
    const bool own = element.applies_to == document;
    if (!own && element.applies_to != document.substr(0, 1) && parts.count(element.applies_to) == 0) continue;
    const auto same = std::find_if(required.begin(), required.end(),
                                   [&](const DocumentElement* other) { return other->element == element.element; });
    if (same == required.end()) {
      required.push_back(&element);
    } else if (own) {
      *same = &element;
    }
  }
  return required;
}

std::vector<const DocumentElement*> DocumentElements::Missing(std::string_view document,
                                                              const std::set<std::string>& parts,
                                                              const std::set<std::string>& present) const {
  std::vector<const DocumentElement*> missing = Required(document, parts);
  missing.erase(std::remove_if(missing.begin(), missing.end(),
                               [&](const DocumentElement* element) { return present.count(element->element) > 0; }),
                missing.end());
  return missing;
}

absl::Status DocumentElements::CheckComplete(std::string_view document, const std::set<std::string>& parts,
                                             const std::set<std::string>& present) const {
  if (!Knows(document)) return error::NotFound(absl::StrCat("document ", std::string(document)));
  const std::vector<const DocumentElement*> missing = Missing(document, parts, present);
  if (missing.empty()) return absl::OkStatus();
  error::Info info{.reason = "DOCUMENT_INCOMPLETE", .metadata = {{"document", std::string(document)}}};
  for (const DocumentElement* element : missing) {
    info.violations.push_back({element->element, absl::StrCat("缺少：", element->label, "（", element->article, "）")});
  }
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("document ", std::string(document), " lacks: ", Names(missing)), std::move(info));
}

}  // namespace disclosure::request
