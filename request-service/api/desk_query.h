// Whose requests a list is of, and which of them: what lists, counts and exports share.
#pragma once

#include <string>
#include <vector>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// The organs of "organs/330108-jyj" or "divisions/330108" (with its streets) that `call` may read.
struct DeskScope {
  std::vector<std::string> organs;  // codes, in order
  bool division = false;
  absl::CivilDay today;
  std::shared_ptr<const Reference::View> view;

  const std::string& DivisionOf(const std::string& organ) const { return view->organs.at(organ).division; }
};
// PERMISSION_DENIED; NOT_FOUND for an organ that is not in the directory.
absl::StatusOr<DeskScope> OpenScope(const Backend& backend, const Call& call, const std::string& parent);

// As far as `call` may know what it asks by: whoever sees no applicants finds nobody by his identity number (PERMISSION_DENIED,
// APPLICANT_NOT_SHOWN), and no text of a correction. BAD_REQUEST with all bad fields ("filter.due_from").
absl::StatusOr<RequestQuery> ParseQuery(const Backend& backend, const Call& call, const DeskScope& scope, const v1::RequestFilter& filter);

// The place of a row in a page token, and back; nullopt for "".
ListPlace PlaceOf(const RequestRow& row);
std::string PlaceText(const RequestRow& row);
std::optional<ListPlace> ParsePlace(std::string_view text);

// The colour of the row's due date by the calendar of its organ.
Colour ColourOf(const RequestRow& row, const DeskScope& scope, const WarningLevels& levels);

// Whether the caller sees personal data: who works for the request's organ does.
bool SeesApplicants(const Backend& backend, const Call& call, const std::string& organ);

}  // namespace disclosure::request
