// Facts for every document, as an organ's desk would give them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "request-service/documents/document.h"
#include "request-service/domain/fee.h"
#include "request-service/domain/remedy.h"

namespace disclosure::request::testing {

inline constexpr char kTemplates[] = "/data/request/templates";

// The tables of data/request.
const DocumentTables& Tables();

// T01 to T09, R01 to R19.
std::vector<std::string> AllCodes();

// All that `code` needs; an outcome has its one leaf.
DocumentFacts FullFacts(const std::string& code);

// The clause of the class of `leaf` for a reply of FullFacts' day.
std::string RemedyClauseOf(const std::string& leaf);

// What is printed, a line for each paragraph; cells are separated by "|".
std::string PlainText(const Document& document);

}  // namespace disclosure::request::testing
