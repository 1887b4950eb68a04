// 条例 art. 32: each third party that does not consent is told what is disclosed against its will, and why.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "request-service/domain/progress.h"

namespace disclosure::request {

// For whose sake a reply withholds something.
struct Protection {
  std::set<std::string> consultations;  // ids of those it names
  bool unnamed = false;                 // art. 15 withholds something without a name
};

// Ids of the consultations, of all rounds, whose third party did not consent to all and is not protected. Who answered again in
// a later round counts by that answer. Where nothing is named, what is withheld is for the only one that did not consent, if
// there is only one.
std::vector<std::string> Overridden(const std::vector<Consultation>& consultations, const Protection& protection);

}  // namespace disclosure::request
