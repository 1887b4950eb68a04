// What stands on the pages of the desk.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/sessions.h"
#include "gateway/compose/snapshot.h"
#include "gateway/desk/act_form.h"
#include "gateway/desk/acts.h"
#include "gateway/desk/reply_tables.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

// What a work list shows, as its form says it: scope, organ, view, colour, state, mine, text, page.
struct WorkQuery {
  bool division = false;  // of all organs of the officer's division, for who oversees it; else of his own
  std::string organ = "";  // of those, only "330108-jyj"
  bool owing = true;  // only what owes an answer, soonest first; else all, latest first
  request::v1::Colour colour = request::v1::COLOUR_UNSPECIFIED;
  request::v1::State state = request::v1::STATE_UNSPECIFIED;
  bool mine = false;
  std::string text;
  std::string page;
};
WorkQuery ReadWorkQuery(const FormFields& fields);
// Whose requests those are: organs/330108-jyj, or divisions/330108. `division`: of the officer's organ.
std::string ParentOf(const WorkQuery& query, const type::v1::Caller& caller, const std::string& division);
request::v1::ListRequestsRequest ListCall(const WorkQuery& query, const std::string& parent, const type::v1::Caller& caller);
// Whether he may look beyond his own organ (条例第三条：主管部门); request-service decides.
bool Oversees(const type::v1::Caller& caller);

// "/desk/requests/330108-jyj/2026-12" for organs/330108-jyj/requests/2026-12.
std::string CaseAddress(std::string_view name);

struct WorkList {
  WorkQuery query;
  type::v1::Caller caller;
  std::shared_ptr<const Snapshot> snapshot;  // for the names of organs
  absl::StatusOr<request::v1::CountRequestsResponse> counts = absl::UnavailableError("");  // without them the list is shown still
  absl::StatusOr<request::v1::ListRequestsResponse> list = absl::UnavailableError("");
};
// desk_list.
void WriteWorkList(const WorkList& work, Dictionary& content);

struct CaseFile {
  request::v1::Request request;
  absl::StatusOr<request::v1::DueDateExplanation> clock = absl::UnavailableError("");
  absl::StatusOr<request::v1::ListDocumentsResponse> documents = absl::UnavailableError("");
};
// desk_case. `done`: verb of the act that was just done, "".
void WriteCase(const CaseFile& file, const Session& session, const ReplyTables& tables, std::string_view done, Dictionary& content);

struct ActPage {
  const DeskAct* act = nullptr;
  std::string name;                                 // of the request
  std::optional<request::v1::Request> request;      // as it is now, if that is known
  FormFields values;
  std::string fault;                                // why it was not done; "" on the first look
  std::vector<error::Violation> faults;
  bool signed_out = false;                          // the session has ended
  bool seen_anew = false;                           // the officer is told that the request has changed
  bool same_key = false;                            // whether the act was done is not known
};
// desk_act.
void WriteAct(const ActPage& page, const std::string& csrf, const ReplyTables& tables, Dictionary& content);

}  // namespace disclosure::gateway
