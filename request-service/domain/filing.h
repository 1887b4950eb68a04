// What a request must hold (条例 art. 29(2)), and its number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

enum class IdentityKind { kUnspecified = 0, kResidentId = 1, kUniformSocialCreditCode = 2, kOther = 3 };
enum class Form { kUnspecified = 0, kPaper = 1, kElectronic = 2, kDisk = 3, kOnSite = 4 };
enum class Route { kUnspecified = 0, kByPost = 1, kByEmail = 2, kByFax = 3, kByHand = 4, kOnline = 5 };
// Chinese, for documents.
std::string_view Label(Form value);
std::string_view Label(Route value);

// 申请人. Personal data: encrypted where it is kept, never in logs or errors.
struct Applicant {
  ApplicantClass applicant_class = ApplicantClass::kUnspecified;
  std::string name;
  IdentityKind identity_kind = IdentityKind::kUnspecified;
  std::string identity_number;
  std::string identity_kind_text;  // of kOther: "护照"
  std::string phone;
  std::string email;
  std::string address;
  std::string postcode;
  std::string agent_name;
  bool operator==(const Applicant&) const = default;
};

// 所需信息.
struct Wanted {
  std::string subject;
  std::string purpose;
  Form form = Form::kUnspecified;
  Route route = Route::kUnspecified;
  bool operator==(const Wanted&) const = default;
};

// All that is missing or wrong, by field of the wire ("applicant.identity_number"); no text holds personal data.
// art. 29(2): name, identity proof and contact; a description that allows a search; form and route.
absl::Status ValidateFiling(const Applicant& applicant, const Wanted& wanted);

// What of the class and the contact differs, by field of the wire ("email").
std::vector<std::string> CorrectedFields(const Applicant& before, const Applicant& after);
// What is corrected is held to what a filing is; what stays as it was, such as an old ledger's, is not judged again.
absl::Status ValidateCorrection(const Applicant& before, const Applicant& after, Route route);

// The identity number in its normal form (upper case, trimmed).
std::string NormalIdentity(const Applicant& applicant);

// The wish without width, punctuation, blanks and case: what an exact repeat (art. 36(六)) is told by.
std::string NormalWish(std::string_view subject);

// 申请编号 "330108-jyj-2026-12": organ, year, and a serial without gaps.
struct RequestKey {
  std::string organ;
  int year = 0;
  int serial = 0;
  bool operator==(const RequestKey&) const = default;
};
std::string Number(const RequestKey& key);
std::optional<RequestKey> ParseNumber(std::string_view number);
// "organs/330108-jyj/requests/2026-12".
std::string Name(const RequestKey& key);
std::optional<RequestKey> ParseRequestId(std::string_view organ, std::string_view id);  // id "2026-12"

}  // namespace disclosure::request
