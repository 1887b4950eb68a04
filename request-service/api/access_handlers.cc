#include "request-service/api/access_handlers.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {
namespace {

v1::Access AccessOf(const AccessRow& row) {
  v1::Access access;
  *access.mutable_time() = ToProto(row.time);
  access.set_actor(row.actor);
  if (!row.actor_organ.empty()) access.set_actor_organ(absl::StrCat("organs/", row.actor_organ));
  access.set_method(row.method);
  if (!row.request.empty()) access.set_request(absl::StrCat("organs/", row.organ, "/requests/", row.request));
  access.set_purpose(row.purpose);
  access.set_results(row.results);
  return access;
}

absl::StatusOr<AccessQuery> QueryOf(const std::string& organ, const v1::ListAccessesRequest& request) {
  AccessQuery query{.organ = organ, .actor = request.actor()};
  if (request.request().empty()) return query;
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.request()));
  if (key.organ != organ) return error::BadRequest({{"request", "is not one of the parent's"}});
  query.request = absl::StrCat(key.year, "-", key.serial);
  return query;
}

}  // namespace

absl::StatusOr<v1::ListAccessesResponse> AccessHandlers::ListAccesses(const Call& call, const v1::ListAccessesRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, ids[0], /*reading=*/true));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(AccessQuery query, QueryOf(ids[0], request));
  const std::string bound_to = absl::StrCat("accesses ", ids[0], " ", query.request, " ", query.actor);
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  if (!token.empty() && !absl::SimpleAtoi(token, &query.before)) return error::BadRequest({{"page_token", "is none"}});
  std::vector<AccessRow> rows;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(rows, reader.Accesses(query, size + 1));
    return absl::OkStatus();
  }));
  v1::ListAccessesResponse response;
  if (static_cast<int>(rows.size()) > size) {
    rows.resize(size);
    response.set_next_page_token(MakePageToken(absl::StrCat(rows.back().id), bound_to));
  }
  for (const AccessRow& row : rows) *response.add_accesses() = AccessOf(row);
  return response;
}

}  // namespace disclosure::request
