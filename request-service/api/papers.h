// The documents (文书) of acts: their facts from the case, their numbers, and their keeping.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "request-service/api/backend.h"
#include "request-service/api/case_work.h"
#include "request-service/documents/document.h"

namespace disclosure::request {

// A document to be issued.
struct Paper {
  std::string code;
  DocumentFacts facts;  // its number may be there already
  bool to_applicant = true;
};

// What every document of the request is filled from: the organ that signs, the applicant, the wish and the day.
DocumentFacts CaseFacts(const Bench& bench, const Case& request);

// The next 文号 of the document's series at the organ that signs. FAILED_PRECONDITION (ORGAN_DATA_MISSING) if the organ has no prefix.
absl::StatusOr<std::string> NextNumber(const Backend& backend, Writer& writer, const Bench& bench, std::string_view code);

// Numbers, composes and keeps the papers of the last event, which takes their digests: before it is written (BesideEvent).
// DOCUMENT_INCOMPLETE and the others of Compose.
absl::Status Issue(const Backend& backend, Writer& writer, const Bench& bench, Case& request, std::vector<Paper> papers);

// 登记回执 (T01), from the filing. What the organ's data lacks is said in general terms: a filing is never refused for it.
absl::StatusOr<Document> Receipt(const Backend& backend, const Bench& bench, const Case& request);

// Of the acts, whose events are the last of `request`.
Paper CorrectionNotice(const Bench& bench, const Case& request);                                       // T02
Paper ReasonsNotice(const Bench& bench, const Case& request, const std::string& what_to_explain);      // T03
Paper ExtensionNotice(const Bench& bench, const Case& request, std::optional<absl::CivilDay> before);  // T04
// T05 or T06 to whom is asked, and T07 to the applicant, whose period pauses.
// `online_answer` is how a third party answers by the internet, "" to an organ.
std::vector<Paper> ConsultationLetters(const Bench& bench, const Case& request, const std::string& information,
                                       const std::string& online_answer);
Paper FeeNotice(const Backend& backend, const Bench& bench, const Case& request, const std::string& how_to_pay);  // T09
Paper DelayNotice(const Bench& bench, const Case& request);  // R15
// R17; none where nothing was received yet: there is nothing to confirm.
std::vector<Paper> WithdrawalConfirmation(const Bench& bench, const Case& request);

}  // namespace disclosure::request
