// Wire messages from and to domain values: total functions, no rules.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/domain/clock.h"
#include "request-service/domain/filing.h"
#include "request-service/storage/store.h"

namespace disclosure::request {

inline constexpr char kRequestName[] = "organs/*/requests/*";
inline constexpr char kOrganName[] = "organs/*";

// Numbers of enums are the same on the wire and in the domain; one that the domain does not know is unspecified.
Applicant FromProto(const v1::Applicant& applicant);
Wanted FromProto(const v1::WantedInformation& wanted);
v1::Applicant ToProto(const Applicant& applicant);
v1::WantedInformation ToProto(const Wanted& wanted);

// Without events.
v1::Request ToProto(const RequestRow& row);
v1::Event ToProto(const Event& event);
v1::DueDateExplanation ToProto(const AnswerPeriod& period, const AnswerDue& due);
v1::ClockDay ToProto(const ClockDay& day);

google::protobuf::Timestamp ToProto(absl::Time time);

// "2026-09-18"; "" if there is none.
std::string DayText(std::optional<absl::CivilDay> day);
// Adds a violation of `field` and answers the epoch if `text` is no day; "" answers `otherwise`, where one is given.
absl::CivilDay ParseDay(error::Violations& bad, std::string_view field, const std::string& text,
                        std::optional<absl::CivilDay> otherwise = std::nullopt);

// BAD_REQUEST unless `name` is that of a request.
absl::StatusOr<RequestKey> ParseRequestName(const std::string& name);

std::string Etag(int64_t version);

v1::Attachment ToProto(const AttachmentRow& row);
v1::Document ToProto(const RequestKey& key, const DocumentRow& row);
// "6-1": the first paper of the sixth event.
std::string DocumentId(const DocumentRow& row);
struct DocumentPlace {
  int seq = 0;
  int item = 0;
};
std::optional<DocumentPlace> ParseDocumentId(std::string_view id);

}  // namespace disclosure::request
