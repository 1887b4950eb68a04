#include "catalog-service/api/search_handlers.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kQueryCharacters = 100;
constexpr size_t kNeedCharacters = 2000;
constexpr int kDefaultPage = 20;
constexpr int kLargestPage = 100;
// Nobody reads on; a robot is to use the catalogues themselves.
constexpr int kReachable = 1000;

v1::MarkedText ToProto(const MarkedText& marked) {
  v1::MarkedText out;
  out.set_text(marked.text);
  for (const MarkedRange& range : marked.ranges) {
    auto& to = *out.add_highlights();
    to.set_start(range.start);
    to.set_length(range.length);
  }
  return out;
}

v1::ItemHit ToProto(const FoundItem& found) {
  const ItemRecord& record = found.record;
  v1::ItemHit out;
  out.set_item(absl::StrCat(record.catalogue, "/items/", record.uid));
  for (const MarkedText& title : found.titles) *out.add_titles() = ToProto(title);
  out.set_catalogue(record.catalogue);
  out.set_catalogue_title(record.catalogue_title);
  out.set_edition(record.edition);
  out.set_domain(FormatName(kDomainName, {record.domain}));
  for (const ResponsibleBody& body : record.bodies) {
    v1::ResponsibleBody& to = *out.add_responsible_bodies();
    to.set_text(body.text);
    if (!body.organ.empty()) to.set_organ(FormatName(kOrganName, {body.organ}));
  }
  *out.mutable_snippet() = ToProto(found.snippet);
  out.set_sample(record.sample);
  return out;
}

// Adds why `name` is not one, and answers its id; "" for "".
std::string IdOrEmpty(error::Violations& bad, const char* pattern, const std::string& name, std::string_view field) {
  if (name.empty()) return "";
  const auto ids = ParseName(pattern, name, field);
  if (ids.ok()) return ids->front();
  bad.Add(field, absl::StrCat("must look like ", pattern));
  return "";
}

// Text that somebody typed into a box: clean, with a limit.
void CheckTyped(error::Violations& bad, std::string_view field, const std::string& text, size_t max) {
  if (text.empty()) bad.Add(field, "must not be empty");
  CheckText(bad, field, text, max);
}

}  // namespace

// Of an organ with those that were merged into it: what is published keeps the names of its day.
std::vector<std::string> SearchHandlers::OrgansOf(error::Violations& bad, const std::string& name) const {
  const std::string organ = IdOrEmpty(bad, kOrganName, name, "organ");
  return organ.empty() ? std::vector<std::string>() : WithPredecessors(*backend_.view.OrganSuccessors(), organ);
}

absl::StatusOr<v1::SearchItemsResponse> SearchHandlers::SearchItems(const Call& call, const v1::SearchItemsRequest& request) {
  error::Violations bad;
  CheckTyped(bad, "query", request.query(), kQueryCharacters);
  const SearchFilter filter{.division = IdOrEmpty(bad, kDivisionName, request.division(), "division"),
                            .domain = IdOrEmpty(bad, kDomainName, request.domain(), "domain"),
                            .organs = OrgansOf(bad, request.organ())};
  if (request.page_size() < 0) bad.Add("page_size", "must not be negative");
  RETURN_IF_ERROR(bad.status());
  const int size = request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage);
  const std::string bound_to = absl::StrCat("items ", request.division(), " ", request.domain(), " ", request.organ(), " ", request.query());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  int offset = 0;
  const bool reachable = token.empty() || (absl::SimpleAtoi(token, &offset) && offset > 0 && offset < kReachable);
  if (!reachable) return error::BadRequest({{"page_token", "does not belong to this listing"}});
  ASSIGN_OR_RETURN(const FoundItems found, index_.Search(request.query(), filter, offset, size));
  v1::SearchItemsResponse response;
  for (const FoundItem& item : found.items) *response.add_hits() = ToProto(item);
  const int next = offset + static_cast<int>(found.items.size());
  if (found.more && next < kReachable) response.set_next_page_token(MakePageToken(absl::StrCat(next), bound_to));
  response.set_total_estimate(found.total_estimate);
  return response;
}

absl::StatusOr<v1::SuggestItemsResponse> SearchHandlers::SuggestItems(const Call& call, const v1::SuggestItemsRequest& request) {
  error::Violations bad;
  CheckTyped(bad, "text", request.text(), kNeedCharacters);
  const SearchFilter filter{.division = IdOrEmpty(bad, kDivisionName, request.division(), "division"),
                            .organs = OrgansOf(bad, request.organ())};
  RETURN_IF_ERROR(bad.status());
  ASSIGN_OR_RETURN(const std::vector<FoundItem> found, index_.Suggest(request.text(), filter));
  v1::SuggestItemsResponse response;
  for (const FoundItem& item : found) {
    v1::ItemSuggestion& suggestion = *response.add_suggestions();
    *suggestion.mutable_hit() = ToProto(item);
    suggestion.set_coverage(item.coverage);
  }
  return response;
}

absl::StatusOr<google::protobuf::Empty> SearchHandlers::RecordAvoidedRequest(const Call& call,
                                                                             const v1::RecordAvoidedRequestRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kItemName, request.name()));
  if (request.request_id().empty()) return error::BadRequest({{"request_id", "must not be empty: a repeated call would count twice"}});
  ASSIGN_OR_RETURN(const v1::Item item, FindItem(backend_.view, request.name()));
  // The first local organ: an item is counted once, whoever else has a part in it.
  std::string organ;
  for (const v1::ResponsibleBody& body : item.responsible_bodies()) {
    if (organ.empty() && !body.organ().empty()) {
      ASSIGN_OR_RETURN(const std::vector<std::string> codes, ParseName(kOrganName, body.organ()));
      organ = codes[0];
    }
  }
  return WriteOnce<google::protobuf::Empty>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<google::protobuf::Empty> {
    RETURN_IF_ERROR(writer.CountAvoidedRequest(ids[0], ids[1], ids[2], organ, LocalDay(backend_.clock.Now())));
    return google::protobuf::Empty();
  });
}

absl::StatusOr<v1::AvoidedRequests> SearchHandlers::GetAvoidedRequests(const Call& call, const v1::GetAvoidedRequestsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  if (request.year() < 2000 || request.year() > 9999) return error::BadRequest({{"year", "must be a year from 2000 to 9999"}});
  std::vector<AvoidedRequests> counts;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetDivision(ids[0]).status());
    ASSIGN_OR_RETURN(counts, reader.CountAvoided(ids[0], absl::CivilDay(request.year(), 1, 1), absl::CivilDay(request.year(), 12, 31)));
    return absl::OkStatus();
  }));
  v1::AvoidedRequests response;
  response.set_division(request.parent());
  response.set_year(request.year());
  for (const AvoidedRequests& count : counts) {
    auto& to = *response.add_organs();
    if (!count.organ.empty()) to.set_organ(FormatName(kOrganName, {count.organ}));
    to.set_count(count.count);
    response.set_count(response.count() + count.count);
  }
  return response;
}

}  // namespace disclosure::catalog
