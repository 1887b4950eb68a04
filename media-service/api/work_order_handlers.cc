#include "media-service/api/work_order_handlers.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/text_limits.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/inspection_work.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

constexpr char kOrderName[] = "divisions/*/workOrders/*";
constexpr size_t kMostText = 2000;

struct OrderId {
  std::string division;
  int year = 0;
  int serial = 0;
};

absl::StatusOr<OrderId> ParseOrderName(const std::string& name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrderName, name));
  OrderId id{.division = ids[0]};
  const std::vector<std::string> parts = absl::StrSplit(ids[1], '-');
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &id.year) && absl::SimpleAtoi(parts[1], &id.serial)) return id;
  return error::BadRequest({{"name", "must end with year and number, as in 2026-7"}});
}

absl::StatusOr<v1::WorkOrder> Shown(const Backend& backend, const Caller& caller, Reader& reader, const WorkOrder& order, absl::CivilDay today) {
  v1::WorkOrder out;
  out.set_name(absl::StrCat("divisions/", order.division, "/workOrders/", order.year, "-", order.serial));
  out.set_round(absl::StrCat("divisions/", order.division, "/inspectionRounds/", order.round));
  out.set_account(AccountName(order.account));
  if (!order.host.empty()) out.set_host(absl::StrCat("organs/", order.host));
  out.set_state(static_cast<v1::WorkOrder::OrderState>(order.state));
  out.set_deadline(FormatDate(order.deadline));
  out.set_overdue(IsOverdue(order, today));
  out.set_reminders(order.reminders);
  out.set_reply(order.reply);
  if (order.replied_on) out.set_replied_on(FormatDate(*order.replied_on));
  out.set_recheck(order.recheck);
  out.set_etag(Etag(order.version));
  ASSIGN_OR_RETURN(const std::optional<InspectionRow> row, reader.FindInspection(order.division, order.round, order.account));
  if (row) {
    v1::Inspection inspection = ToProto(*row);
    HideEvidence(backend, caller, order.division, order.host, inspection);
    out.mutable_findings()->Swap(inspection.mutable_findings());
  }
  return out;
}

// Who acts on an order: the host replies, the supervisors do the rest.
absl::Status CheckActor(const Backend& backend, const Call& call, const WorkOrder& order, OrderAct act) {
  // Of a host that the directory does not have nobody works: the supervisors answer for it.
  if (act != OrderAct::kReply || order.host.empty()) return CheckDivision(backend, call, order.division, /*reading=*/false);
  if (call.caller.Has("registrar") && WorksFor(backend, call.caller, order.host)) return absl::OkStatus();
  return error::Make(absl::StatusCode::kPermissionDenied, "only the host of the account replies to its work order", {.reason = "NOT_COMPETENT"});
}

// What an act writes into the order, besides its state.
using Fill = absl::FunctionRef<absl::Status(WorkOrder& order, absl::CivilDay today)>;

absl::StatusOr<v1::WorkOrder> PerformOnOrder(const Backend& backend, const Call& call, const v1::WorkOrderActRequest& request, OrderAct act,
                                             std::string_view kind, bool text_required, Fill fill) {
  ASSIGN_OR_RETURN(const OrderId id, ParseOrderName(request.name()));
  error::Violations bad;
  if (text_required && request.text().empty()) bad.Add("text", "must not be empty");
  CheckText(bad, "text", request.text(), kMostText);
  RETURN_IF_ERROR(bad.status());
  return WriteOnce<v1::WorkOrder>(backend, call, request, [&](Writer& writer) -> absl::StatusOr<v1::WorkOrder> {
    ASSIGN_OR_RETURN(WorkOrder order, writer.GetWorkOrder(id.division, id.year, id.serial));
    RETURN_IF_ERROR(CheckActor(backend, call, order, act));
    if (!request.etag().empty() && request.etag() != Etag(order.version)) return error::EtagMismatch(request.name(), request.etag(), Etag(order.version));
    const absl::Time now = backend.clock.Now();
    ASSIGN_OR_RETURN(order, disclosure::media::Perform(std::move(order), act, LocalDay(now)));
    RETURN_IF_ERROR(fill(order, LocalDay(now)));
    ++order.version;
    RETURN_IF_ERROR(writer.UpdateWorkOrder(order));
    RETURN_IF_ERROR(writer.AppendWorkOrderEvent(order, {.kind = std::string(kind), .time = now, .actor = call.caller.subject, .text = request.text()}));
    return Shown(backend, call.caller, writer, order, LocalDay(now));
  });
}

absl::StatusOr<WorkOrderQuery> QueryOf(const Backend& backend, const Call& call, const v1::ListWorkOrdersRequest& request) {
  WorkOrderQuery query;
  if (absl::StartsWith(request.parent(), "organs/")) {
    ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
    query.host = ids[0];
    const Organ* organ = backend.reference.Get()->Find(ids[0]);
    if (!WorksFor(backend, call.caller, ids[0])) {
      RETURN_IF_ERROR(CheckDivision(backend, call, organ == nullptr ? "" : organ->division, /*reading=*/false));
    }
  } else {
    ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
    query.division = ids[0];
    RETURN_IF_ERROR(CheckDivision(backend, call, ids[0], /*reading=*/true));
  }
  for (const int state : request.states()) {
    if (!v1::WorkOrder::OrderState_IsValid(state) || state == 0) return error::BadRequest({{"states", "has one that is none of the states"}});
    query.states.push_back(static_cast<OrderState>(state));
  }
  if (!request.overdue()) return query;
  query.due_before = LocalDay(backend.clock.Now());
  if (query.states.empty()) query.states = {OrderState::kIssued, OrderState::kEscalated};
  return query;
}

std::string PlaceText(const WorkOrder& order) {
  return absl::StrCat(FormatDate(order.deadline), "|", order.division, "|", order.year, "|", order.serial);
}
std::optional<WorkOrderPlace> ParsePlace(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '|');
  WorkOrderPlace place;
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[2], &place.year) || !absl::SimpleAtoi(parts[3], &place.serial)) return std::nullopt;
  place.deadline = ParseDate(parts[0]).value_or(absl::CivilDay());
  place.division = parts[1];
  return place;
}

}  // namespace

absl::StatusOr<v1::ListWorkOrdersResponse> WorkOrderHandlers::ListWorkOrders(const Call& call, const v1::ListWorkOrdersRequest& request) {
  ASSIGN_OR_RETURN(const WorkOrderQuery query, QueryOf(backend_, call, request));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("workOrders ", request.parent(), " ", absl::StrJoin(request.states(), ","), " ", request.overdue());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  v1::ListWorkOrdersResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(std::vector<WorkOrder> orders, reader.ListWorkOrders(query, ParsePlace(token), size + 1));
    if (static_cast<int>(orders.size()) > size) {
      orders.resize(size);
      response.set_next_page_token(MakePageToken(PlaceText(orders.back()), bound_to));
    }
    for (const WorkOrder& order : orders) {
      ASSIGN_OR_RETURN(*response.add_work_orders(), Shown(backend_, call.caller, reader, order, LocalDay(backend_.clock.Now())));
    }
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::WorkOrder> WorkOrderHandlers::RemindWorkOrder(const Call& call, const v1::WorkOrderActRequest& request) {
  return PerformOnOrder(backend_, call, request, OrderAct::kRemind, "reminded", false, [](WorkOrder&, absl::CivilDay) { return absl::OkStatus(); });
}

absl::StatusOr<v1::WorkOrder> WorkOrderHandlers::ReplyWorkOrder(const Call& call, const v1::WorkOrderActRequest& request) {
  return PerformOnOrder(backend_, call, request, OrderAct::kReply, "replied", true, [&](WorkOrder& order, absl::CivilDay today) {
    order.reply = request.text();
    order.replied_on = today;
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::WorkOrder> WorkOrderHandlers::RecheckWorkOrder(const Call& call, const v1::WorkOrderActRequest& request) {
  const OrderAct act = request.passed() ? OrderAct::kPassRecheck : OrderAct::kFailRecheck;
  return PerformOnOrder(backend_, call, request, act, request.passed() ? "recheck_passed" : "recheck_failed", true,
                        [&](WorkOrder& order, absl::CivilDay today) -> absl::Status {
    order.recheck = request.text();
    if (request.passed()) return absl::OkStatus();
    const std::optional<absl::CivilDay> deadline = ParseDate(request.deadline());
    if (!deadline || *deadline < today) return error::BadRequest({{"deadline", "must be a new day that is not past, for a re-check that failed"}});
    order.deadline = *deadline;
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::WorkOrder> WorkOrderHandlers::EscalateWorkOrder(const Call& call, const v1::WorkOrderActRequest& request) {
  return PerformOnOrder(backend_, call, request, OrderAct::kEscalate, "escalated", false, [](WorkOrder&, absl::CivilDay) { return absl::OkStatus(); });
}

}  // namespace disclosure::media
