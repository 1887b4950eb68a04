// The rows of consultations: opened with their letter, kept in step with the record, and shown to who is asked.
#pragma once

#include <string>

#include "disclosure/request/v1/consultation.pb.h"
#include "request-service/api/backend.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {

inline constexpr char kConsultationName[] = "organs/*/consultations/*";

// Who may be asked: a third party by its name, an organ of the suite that is another one and active.
void CheckAddressee(error::Violations& bad, const Bench& bench, const Consulted& letter);

// Of the act of consulting, the last event of `request`, not yet written: issues the letters and keeps the row; a third party
// gets its code, which only the letter and this answer say. FAILED_PRECONDITION (DOCUMENT_NAMES_APPLICANT) if the information
// tells who the applicant is, and the errors of Issue.
absl::StatusOr<v1::NewConsultation> OpenConsultation(const Backend& backend, Writer& writer, const Bench& bench, Case& request,
                                                     const std::string& information);

// What a code is hashed over.
std::string CodeResource(const ConsultationKey& key);

// Brings the rows in line with `event` on the request, and tells the organs that are asked.
absl::Status FollowConsultations(Writer& writer, const RequestKey& key, const Event& event);

// As who is asked sees it, due today's calendar.
v1::Consultation ToProto(const Backend& backend, const ConsultationRow& row);

}  // namespace disclosure::request
