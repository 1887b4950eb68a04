#include "request-service/api/convert.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "request-service/storage/event_json.h"

namespace disclosure::request {
namespace {

// proto3 keeps numbers it does not know: a rule would not.
template <typename To, typename From>
To Cast(From value, int largest) {
  const int number = static_cast<int>(value);
  return number < 0 || number > largest ? To() : static_cast<To>(number);
}

}  // namespace

Applicant FromProto(const v1::Applicant& a) {
  return {.applicant_class = Cast<ApplicantClass>(a.applicant_class(), kApplicantClasses),
          .name = a.display_name(),
          .identity_kind = Cast<IdentityKind>(a.identity_kind(), 3),
          .identity_number = a.identity_number(),
          .identity_kind_text = a.identity_kind_text(),
          .phone = a.phone(),
          .email = a.email(),
          .address = a.address(),
          .postcode = a.postcode(),
          .agent_name = a.agent_name()};
}

Wanted FromProto(const v1::WantedInformation& w) {
  return {.subject = w.subject(), .purpose = w.purpose(), .form = Cast<Form>(w.form(), 4), .route = Cast<Route>(w.route(), 5)};
}

v1::Applicant ToProto(const Applicant& a) {
  v1::Applicant out;
  out.set_applicant_class(static_cast<v1::ApplicantClass>(a.applicant_class));
  out.set_display_name(a.name);
  out.set_identity_kind(static_cast<v1::IdentityKind>(a.identity_kind));
  out.set_identity_number(a.identity_number);
  out.set_identity_kind_text(a.identity_kind_text);
  out.set_phone(a.phone);
  out.set_email(a.email);
  out.set_address(a.address);
  out.set_postcode(a.postcode);
  out.set_agent_name(a.agent_name);
  return out;
}

v1::WantedInformation ToProto(const Wanted& w) {
  v1::WantedInformation out;
  out.set_subject(w.subject);
  out.set_purpose(w.purpose);
  out.set_form(static_cast<v1::Form>(w.form));
  out.set_route(static_cast<v1::Route>(w.route));
  return out;
}

v1::Request ToProto(const RequestRow& row) {
  v1::Request out;
  out.set_name(Name(row.key));
  out.set_number(Number(row.key));
  out.set_channel(static_cast<v1::Channel>(row.channel));
  *out.mutable_applicant() = ToProto(row.applicant);
  *out.mutable_wanted() = ToProto(row.wanted);
  out.set_state(static_cast<v1::State>(row.state));
  out.set_arrived_on(DayText(row.arrived));
  out.set_received_on(DayText(row.received));
  out.set_due_on(DayText(row.due));
  out.set_due_provisional(row.due_provisional);
  out.set_due_unknown(row.due_unknown);
  out.set_handler(row.handler);
  out.set_leaf(row.leaf);
  out.set_document_number(row.document_number);
  out.set_concluded_on(DayText(row.concluded));
  out.set_outcome(row.outcome);
  out.set_ledger_number(row.ledger_number);
  out.set_items(row.items);
  *out.mutable_create_time() = ToProto(row.create_time);
  *out.mutable_update_time() = ToProto(row.update_time);
  out.set_etag(Etag(row.version));
  return out;
}

v1::Event ToProto(const Event& event) {
  v1::Event out;
  out.set_seq(event.seq);
  out.set_kind(std::string(KindName(event.data)));
  out.set_label(std::string(KindLabel(event.data)));
  *out.mutable_time() = ToProto(event.time);
  out.set_actor(event.actor);
  for (const auto& [field, text] : Fields(event.data)) (*out.mutable_details())[field] = text;
  return out;
}

v1::DueDateExplanation ToProto(const AnswerPeriod& period, const AnswerDue& due) {
  v1::DueDateExplanation out;
  out.set_start_on(DayText(period.start));
  out.set_start_text(std::string(StartText(period.reason)));
  out.set_working_days(period.working_days);
  out.set_extension(period.extension);
  out.set_excluded(due.excluded);
  out.set_due_on(DayText(due.date));
  out.set_provisional(due.provisional);
  for (const ClockDay& day : due.days) *out.add_days() = ToProto(day);
  return out;
}

v1::ClockDay ToProto(const ClockDay& day) {
  v1::ClockDay line;
  line.set_date(DayText(day.date));
  line.set_counted(day.counted);
  line.set_number(day.number);
  line.set_text(day.text);
  line.set_article(day.article);
  line.set_notice(day.notice);
  line.set_provisional(day.provisional);
  return line;
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp out;
  const int64_t micros = absl::ToUnixMicros(time);
  out.set_seconds(micros / 1'000'000);
  out.set_nanos(static_cast<int32_t>(micros % 1'000'000 * 1000));
  return out;
}

std::string DayText(std::optional<absl::CivilDay> day) { return day ? FormatDate(*day) : ""; }

absl::CivilDay ParseDay(error::Violations& bad, std::string_view field, const std::string& text, std::optional<absl::CivilDay> otherwise) {
  if (text.empty() && otherwise) return *otherwise;
  const std::optional<absl::CivilDay> day = ParseDate(text);
  if (!day) bad.Add(field, "must be a date, as in 2026-09-18");
  return day.value_or(absl::CivilDay());
}

absl::StatusOr<RequestKey> ParseRequestName(const std::string& name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kRequestName, name));
  const std::optional<RequestKey> key = ParseRequestId(ids[0], ids[1]);
  if (!key) return error::BadRequest({{"name", "must look like organs/330108-jyj/requests/2026-12"}});
  return *key;
}

std::string Etag(int64_t version) { return absl::StrCat("\"", version, "\""); }

v1::Attachment ToProto(const AttachmentRow& row) {
  v1::Attachment out;
  out.set_id(row.id);
  out.set_file_name(row.file_name);
  out.set_content_type(row.content_type);
  out.set_size(row.size);
  out.set_sha256(row.sha256);
  return out;
}

v1::Document ToProto(const RequestKey& key, const DocumentRow& row) {
  v1::Document out;
  out.set_name(absl::StrCat(Name(key), "/documents/", DocumentId(row)));
  out.set_code(row.code);
  out.set_title(row.title);
  out.set_number(row.number);
  out.set_issued_on(DayText(row.issued));
  out.set_to_applicant(row.to_applicant);
  return out;
}

std::string DocumentId(const DocumentRow& row) { return absl::StrCat(row.seq, "-", row.item); }

std::optional<DocumentPlace> ParseDocumentId(std::string_view id) {
  DocumentPlace place;
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(id.data(), id.size()), '-');
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &place.seq) || !absl::SimpleAtoi(parts[1], &place.item)) return std::nullopt;
  return place;
}

}  // namespace disclosure::request
