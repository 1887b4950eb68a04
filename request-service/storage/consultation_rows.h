// What the store keeps of consultations.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "request-service/domain/consultation.h"
#include "request-service/storage/request_rows.h"

namespace disclosure::request {

// A consultation, for who is asked: nothing of the applicant is in it.
struct ConsultationRow {
  ConsultationKey key;
  ConsultationKind kind = ConsultationKind::kUnspecified;
  std::string addressed;      // code of an organ of the suite, or ""
  int seq = 0;                // of its event: the first document of it is the letter
  std::string letter_number;  // 文号
  std::string information;    // as in the letter; encrypted where it is kept
  std::string access_hash;    // of a third party; "" for an organ
  absl::CivilDay sent;
  std::optional<absl::CivilDay> received;
  ConsultationState state = ConsultationState::kOpen;
  std::optional<absl::CivilDay> closed;
  ConsultationAnswer answer = ConsultationAnswer::kUnspecified;
  std::string reasons;  // encrypted where it is kept
  AccessAttempts attempts{.next = absl::UnixEpoch()};
  absl::Time create_time;
};
enum class ConsultationFilter { kAll = 0, kOpen = 1, kClosed = 2 };
// Where a page begins: before this consultation (latest first).
struct ConsultationPosition {
  absl::Time time;
  ConsultationKey key;
};

}  // namespace disclosure::request
