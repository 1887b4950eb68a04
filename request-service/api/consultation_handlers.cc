#include "request-service/api/consultation_handlers.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/crypto/access_code.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "request-service/api/applicant_access.h"
#include "request-service/api/case_work.h"
#include "request-service/api/consultation_work.h"
#include "request-service/api/rendering.h"
#include "request-service/documents/document_html.h"
#include "request-service/documents/document_json.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostText = 5000;
constexpr int kLetterItem = 1;  // the first document of the event

absl::Status NoSuchConsultation() {
  return error::Make(absl::StatusCode::kNotFound, "there is no consultation with this number and access code", {.reason = "NO_SUCH_CONSULTATION"});
}

// The consultation, if the code is its own: NO_SUCH_CONSULTATION, TOO_MANY_ATTEMPTS.
absl::StatusOr<ConsultationRow> OpenByCode(const Backend& backend, const Call& call, const std::string& number, const std::string& access_code) {
  const std::optional<ConsultationKey> key = ParseConsultationNumber(number);
  const absl::StatusOr<crypto::AccessCode> code = crypto::ParseAccessCode(access_code);
  if (!key || !code.ok()) return NoSuchConsultation();
  ConsultationRow opened;
  absl::Status refused;
  RETURN_IF_ERROR(backend.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    refused = NoSuchConsultation();
    absl::StatusOr<ConsultationRow> row = writer.GetConsultation(*key);
    // An organ has no code.
    if (absl::IsNotFound(row.status()) || (row.ok() && row->access_hash.empty())) return absl::OkStatus();
    RETURN_IF_ERROR(row.status());
    const bool matches = crypto::Matches(backend.vault.keys, CodeResource(*key), *code, row->access_hash);
    const CodeAttempt attempt = JudgeAttempt(row->attempts, matches, backend.clock.Now(), NoSuchConsultation());
    refused = attempt.judged;
    opened = *std::move(row);
    if (!attempt.keep) return absl::OkStatus();
    opened.attempts = *attempt.keep;
    return writer.UpdateConsultation(opened);
  }));
  RETURN_IF_ERROR(refused);
  return opened;
}

absl::StatusOr<ConsultationKey> ParseConsultationName(const std::string& name, std::string& organ) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kConsultationName, name));
  const std::optional<ConsultationKey> key = ParseConsultationNumber(ids[1]);
  if (!key) return error::NotFound(name);
  organ = ids[0];
  return *key;
}

// The consultation `key`, if it is addressed to `organ`: whether there is one for another is not told.
absl::StatusOr<ConsultationRow> Addressed(Reader& reader, const std::string& organ, const ConsultationKey& key) {
  const absl::Status none = error::NotFound(FormatName(kConsultationName, {organ, Number(key)}));
  absl::StatusOr<ConsultationRow> row = reader.GetConsultation(key);
  if (absl::IsNotFound(row.status())) return none;
  if (row.ok() && row->addressed != organ) return none;
  return row;
}

absl::StatusOr<ConsultationRow> ReadAddressed(const Backend& backend, const Call& call, const std::string& name) {
  std::string organ;
  ASSIGN_OR_RETURN(const ConsultationKey key, ParseConsultationName(name, organ));
  RETURN_IF_ERROR(CheckOrgan(backend, call, organ, /*reading=*/false));
  ConsultationRow row;
  RETURN_IF_ERROR(backend.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(row, Addressed(reader, organ, key));
    return absl::OkStatus();
  }));
  return row;
}

absl::StatusOr<Document> Letter(const Backend& backend, const Call& call, const ConsultationRow& row) {
  DocumentRow letter;
  RETURN_IF_ERROR(backend.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(letter, reader.GetDocument(row.key.request, row.seq, kLetterItem));
    return absl::OkStatus();
  }));
  if (letter.content.empty()) return NoSuchConsultation();  // the request was made anonymous
  return DocumentFromJson(letter.content);
}

absl::Status CheckOpen(const ConsultationRow& row) {
  if (row.state == ConsultationState::kOpen) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("consultation ", Number(row.key), " is not open any more"),
                     {.reason = absl::StrCat("CONSULTATION_", std::string(StateName(row.state))), .metadata = {{"consultation", Number(row.key)}}});
}

// In the transaction of the caller: receipt, where it is not known, and the answer, both of today.
absl::StatusOr<v1::Consultation> RecordAnswer(const Backend& backend, Writer& writer, const Bench& bench, const ConsultationKey& key,
                                              v1::ConsultationAnswer answer, const std::string& reasons) {
  error::Violations bad;
  CheckWritten(bad, "reasons", reasons, kMostText);
  if (!v1::ConsultationAnswer_IsValid(answer) || answer == v1::CONSULTATION_ANSWER_UNSPECIFIED) bad.Add("answer", "must be given");
  if (answer == v1::OPINION && reasons.empty()) bad.Add("reasons", "must say the opinion");
  RETURN_IF_ERROR(bad.status());
  // The request first, as every act locks it.
  ASSIGN_OR_RETURN(Case found, LoadCase(writer, key.request));
  ASSIGN_OR_RETURN(const ConsultationRow row, writer.GetConsultation(key));
  RETURN_IF_ERROR(CheckOpen(row));
  const std::string id = absl::StrCat(key.id);
  if (!row.received) RETURN_IF_ERROR(Record(writer, bench, ConsultationReceived{id, bench.today()}, found));
  RETURN_IF_ERROR(Record(writer, bench, ConsultationAnswered{id, bench.today(), static_cast<ConsultationAnswer>(answer), reasons}, found));
  ASSIGN_OR_RETURN(const ConsultationRow answered, writer.GetConsultation(key));
  return ToProto(backend, answered);
}

// "<microseconds> <number>", of the last of a page.
std::string CursorOf(const ConsultationRow& row) { return absl::StrCat(absl::ToUnixMicros(row.create_time), " ", Number(row.key)); }

std::optional<ConsultationPosition> PositionOf(const std::string& cursor) {
  const std::vector<std::string> parts = absl::StrSplit(cursor, ' ');
  int64_t micros = 0;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &micros)) return std::nullopt;
  const std::optional<ConsultationKey> key = ParseConsultationNumber(parts[1]);
  if (!key) return std::nullopt;
  return ConsultationPosition{absl::FromUnixMicros(micros), *key};
}

}  // namespace

absl::StatusOr<v1::ViewConsultationResponse> ConsultationHandlers::ViewConsultation(const Call& call, const v1::ViewConsultationRequest& request) {
  ASSIGN_OR_RETURN(const ConsultationRow row, OpenByCode(backend_, call, request.number(), request.access_code()));
  ASSIGN_OR_RETURN(const Document letter, Letter(backend_, call, row));
  v1::ViewConsultationResponse response;
  *response.mutable_consultation() = ToProto(backend_, row);
  response.set_letter_html(DocumentHtml(letter));
  return response;
}

absl::StatusOr<v1::Consultation> ConsultationHandlers::AnswerConsultation(const Call& call, const v1::AnswerConsultationRequest& request) {
  ASSIGN_OR_RETURN(const ConsultationRow row, OpenByCode(backend_, call, request.number(), request.access_code()));
  Call own = call;
  own.caller = {.subject = "third-party"};
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, own, row.key.request.organ));
  return WriteOnce<v1::Consultation>(backend_, own, request, [&](Writer& writer) {
    return RecordAnswer(backend_, writer, bench, row.key, request.answer(), request.reasons());
  });
}

absl::StatusOr<v1::ListConsultationsResponse> ConsultationHandlers::ListConsultations(const Call& call,
                                                                                      const v1::ListConsultationsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, ids[0], /*reading=*/false));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  if (!v1::ConsultationFilter_IsValid(request.filter())) return error::BadRequest({{"filter", "is none of the filters"}});
  const std::string bound_to = absl::StrCat("consultations ", ids[0], " ", static_cast<int>(request.filter()));
  ASSIGN_OR_RETURN(const std::string cursor, ParsePageToken(request.page_token(), bound_to));
  std::vector<ConsultationRow> rows;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(rows, reader.ListConsultations(ids[0], static_cast<ConsultationFilter>(request.filter()), PositionOf(cursor), size + 1));
    return absl::OkStatus();
  }));
  v1::ListConsultationsResponse response;
  if (static_cast<int>(rows.size()) > size) {
    rows.resize(size);
    response.set_next_page_token(MakePageToken(CursorOf(rows.back()), bound_to));
  }
  for (const ConsultationRow& row : rows) *response.add_consultations() = ToProto(backend_, row);
  return response;
}

absl::StatusOr<v1::Consultation> ConsultationHandlers::GetConsultation(const Call& call, const v1::GetConsultationRequest& request) {
  ASSIGN_OR_RETURN(const ConsultationRow row, ReadAddressed(backend_, call, request.name()));
  return ToProto(backend_, row);
}

absl::StatusOr<google::api::HttpBody> ConsultationHandlers::GetConsultationLetter(const Call& call,
                                                                                  const v1::GetConsultationLetterRequest& request) {
  RETURN_IF_ERROR(CheckFormat(request.format()));
  ASSIGN_OR_RETURN(const ConsultationRow row, ReadAddressed(backend_, call, request.name()));
  ASSIGN_OR_RETURN(const Document letter, Letter(backend_, call, row));
  return Rendered(letter, request.format());
}

absl::StatusOr<v1::Consultation> ConsultationHandlers::AcknowledgeConsultation(const Call& call,
                                                                               const v1::AcknowledgeConsultationRequest& request) {
  ASSIGN_OR_RETURN(const ConsultationRow known, ReadAddressed(backend_, call, request.name()));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, known.key.request.organ));
  return WriteOnce<v1::Consultation>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Consultation> {
    ASSIGN_OR_RETURN(Case found, LoadCase(writer, known.key.request));
    ASSIGN_OR_RETURN(const ConsultationRow row, writer.GetConsultation(known.key));
    // A second word of the receipt does not move the period.
    if (row.received) return ToProto(backend_, row);
    RETURN_IF_ERROR(CheckOpen(row));
    RETURN_IF_ERROR(Record(writer, bench, ConsultationReceived{absl::StrCat(row.key.id), bench.today()}, found));
    ASSIGN_OR_RETURN(const ConsultationRow received, writer.GetConsultation(known.key));
    return ToProto(backend_, received);
  });
}

absl::StatusOr<v1::Consultation> ConsultationHandlers::AnswerOrganConsultation(const Call& call,
                                                                               const v1::AnswerOrganConsultationRequest& request) {
  ASSIGN_OR_RETURN(const ConsultationRow known, ReadAddressed(backend_, call, request.name()));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, known.key.request.organ));
  return WriteOnce<v1::Consultation>(backend_, call, request, [&](Writer& writer) {
    return RecordAnswer(backend_, writer, bench, known.key, request.answer(), request.reasons());
  });
}

}  // namespace disclosure::request
