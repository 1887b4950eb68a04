#include "request-service/api/consultation_work.h"

#include <functional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/access_code.h"
#include "common/rpc/names.h"
#include "request-service/api/papers.h"

namespace disclosure::request {
namespace {

// Who is asked does not learn who asks; Compose looks for the name in all that is printed.
absl::Status CheckHidesApplicant(const Applicant& applicant, const std::string& information) {
  error::Info info{.reason = "DOCUMENT_NAMES_APPLICANT"};
  const std::pair<const char*, const std::string&> marks[] = {{"证件号码", applicant.identity_number},
                                                              {"联系电话", applicant.phone},
                                                              {"电子邮箱", applicant.email},
                                                              {"通信地址", applicant.address},
                                                              {"代理人", applicant.agent_name}};
  for (const auto& [label, mark] : marks) {
    if (!mark.empty() && absl::StrContains(information, mark)) info.violations.push_back({"information", absl::StrCat("出现了申请人的", label)});
  }
  if (info.violations.empty()) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, "the information asked about tells who the applicant is", std::move(info));
}

using ChangeRow = std::function<void(ConsultationRow& row)>;

absl::Status Keep(Writer& writer, const ConsultationRow& row, const Event& event) {
  RETURN_IF_ERROR(writer.UpdateConsultation(row));
  if (row.addressed.empty()) return absl::OkStatus();
  return writer.AppendConsultationChange(row, KindName(event.data), event.time);
}

absl::Status Change(Writer& writer, const RequestKey& key, const std::string& id, const Event& event, const ChangeRow& change) {
  const std::optional<int> number = ParseConsultationId(id);
  if (!number) return absl::OkStatus();
  absl::StatusOr<ConsultationRow> row = writer.GetConsultation({key, *number});
  // Sent before there were rows: nobody but the desk knows of it.
  if (absl::IsNotFound(row.status())) return absl::OkStatus();
  RETURN_IF_ERROR(row.status());
  change(*row);
  return Keep(writer, *row, event);
}

// Nobody waits for answers any more: withdrawn, or concluded by the office's own ledger (台账), which asks nothing of the
// consultations that are open.
std::optional<absl::CivilDay> EndedWithoutAnswers(const EventData& data) {
  if (const auto* withdrawn = std::get_if<Withdrawn>(&data)) return withdrawn->day;
  if (const auto* recorded = std::get_if<OutcomeRecorded>(&data)) return recorded->day;
  return std::nullopt;
}

absl::Status Announce(Writer& writer, const RequestKey& key, const Consulted& letter, const Event& event) {
  const std::optional<int> number = ParseConsultationId(letter.id);
  if (letter.organ.empty() || !number) return absl::OkStatus();
  const ConsultationRow row{.key = {key, *number}, .addressed = letter.organ};
  return writer.AppendConsultationChange(row, KindName(event.data), event.time);
}

}  // namespace

void CheckAddressee(error::Violations& bad, const Bench& bench, const Consulted& letter) {
  if (letter.organ.empty()) return;
  const Organ* const organ = bench.FindOrgan(letter.organ);
  if (letter.kind == ConsultationKind::kThirdParty) {
    bad.Add("organ", "is not for a third party: give its name in party");
  } else if (organ == nullptr || !organ->active) {
    bad.Add("organ", "is no active organ of the directory");
  } else if (organ->code == bench.signing_organ().code) {
    bad.Add("organ", "is the organ that asks");
  }
}

std::string CodeResource(const ConsultationKey& key) { return absl::StrCat("consultations/", Number(key)); }

absl::StatusOr<v1::NewConsultation> OpenConsultation(const Backend& backend, Writer& writer, const Bench& bench, Case& request,
                                                     const std::string& information) {
  const Event& event = request.events.back().event;
  const auto& letter = std::get<Consulted>(event.data);
  ConsultationRow row{.key = {request.row.key, ParseConsultationId(letter.id).value_or(0)},
                      .kind = letter.kind,
                      .addressed = letter.organ,
                      .seq = event.seq,
                      .sent = letter.sent,
                      .create_time = event.time};
  v1::NewConsultation made;
  made.set_number(Number(row.key));
  std::string online_answer;
  if (letter.kind == ConsultationKind::kThirdParty) {
    const crypto::AccessCode code = crypto::NewAccessCode();
    row.access_hash = crypto::AccessHash(backend.vault.keys, CodeResource(row.key), code);
    made.set_access_code(code.ToString());
    online_answer = absl::StrCat("编号", made.number(), "，答复码", made.access_code());
  }
  std::vector<Paper> papers = ConsultationLetters(bench, request, information, online_answer);
  row.information = papers.front().facts.elements["information_asked"];
  RETURN_IF_ERROR(CheckHidesApplicant(request.row.applicant, row.information));
  ASSIGN_OR_RETURN(row.letter_number, NextNumber(backend, writer, bench, papers.front().code));
  papers.front().facts.document_number = row.letter_number;
  RETURN_IF_ERROR(Issue(backend, writer, bench, request, std::move(papers)));
  RETURN_IF_ERROR(writer.InsertConsultation(row));
  return made;
}

absl::Status FollowConsultations(Writer& writer, const RequestKey& key, const Event& event) {
  if (const auto* asked = std::get_if<Consulted>(&event.data)) return Announce(writer, key, *asked, event);
  if (const auto* received = std::get_if<ConsultationReceived>(&event.data)) {
    return Change(writer, key, received->id, event, [&](ConsultationRow& row) { row.received = received->day; });
  }
  if (const auto* answered = std::get_if<ConsultationAnswered>(&event.data)) {
    return Change(writer, key, answered->id, event, [&](ConsultationRow& row) {
      row.state = ConsultationState::kAnswered;
      row.closed = answered->day;
      row.answer = answered->answer;
      row.reasons = answered->reasons;
    });
  }
  if (const auto* expired = std::get_if<ConsultationExpired>(&event.data)) {
    return Change(writer, key, expired->id, event, [&](ConsultationRow& row) {
      row.state = ConsultationState::kExpired;
      row.closed = expired->day;
    });
  }
  const std::optional<absl::CivilDay> ended = EndedWithoutAnswers(event.data);
  if (!ended) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<ConsultationRow> open, writer.OpenConsultations(key));
  for (ConsultationRow& row : open) {
    row.state = ConsultationState::kCancelled;
    row.closed = *ended;
    RETURN_IF_ERROR(Keep(writer, row, event));
  }
  return absl::OkStatus();
}

v1::Consultation ToProto(const Backend& backend, const ConsultationRow& row) {
  const RequestKey& request = row.key.request;
  v1::Consultation out;
  out.set_number(Number(row.key));
  if (!row.addressed.empty()) out.set_name(FormatName(kConsultationName, {row.addressed, out.number()}));
  out.set_asked_by(absl::StrCat("organs/", request.organ));
  out.set_kind(static_cast<v1::ConsultationKind>(row.kind));
  out.set_information(row.information);
  out.set_letter_number(row.letter_number);
  out.set_sent_on(DayText(row.sent));
  out.set_received_on(DayText(row.received));
  out.set_effect_of_silence(std::string(EffectOfSilence(row.kind)));
  out.set_state(static_cast<v1::ConsultationState>(row.state));
  out.set_answer(static_cast<v1::ConsultationAnswer>(row.answer));
  out.set_reasons(row.reasons);
  out.set_closed_on(DayText(row.closed));
  out.set_outcome(std::string(Outcome(row.kind, row.state, row.answer)));
  // The days are those of the organ that asks; one that has left the directory has a number still.
  const absl::StatusOr<Bench> bench = Bench::Open(backend, Call{}, request.organ);
  if (!bench.ok()) return out;
  out.set_asked_by_name(bench->organ().name);
  const Consultation consultation{.letter = {.kind = row.kind, .sent = row.sent}, .received = row.received};
  const absl::StatusOr<absl::CivilDay> due = ConsultationDue(consultation, bench->desk());
  if (due.ok()) out.set_due_on(DayText(*due));
  return out;
}

}  // namespace disclosure::request
