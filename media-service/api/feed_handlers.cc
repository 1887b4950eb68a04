#include "media-service/api/feed_handlers.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/observation_convert.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

absl::Status CheckUrl(const std::string& url, const FetchRules& rules) {
  if (url.empty()) return absl::OkStatus();
  const std::string fault = FeedUrlFault(url, rules);
  return fault.empty() ? absl::OkStatus() : error::BadRequest({{"feed_source.url", fault}});
}

absl::StatusOr<v1::FeedSource> Replace(Writer& writer, const Account& account, const std::string& url, absl::Time now) {
  ASSIGN_OR_RETURN(const std::optional<FeedSource> before, writer.FindFeedSource(account.uid));
  // The same address again changes nothing: its failures still count.
  if (before && before->url == url) return ToProto(*before);
  if (url.empty()) {
    RETURN_IF_ERROR(writer.DeleteFeedSource(account.uid));
    return ToProto(FeedSource{.account = account.uid});
  }
  if (!IsInForce(account.state)) return error::WrongState(AccountName(account.uid), StateName(account.state), "have a feed");
  RETURN_IF_ERROR(writer.PutFeedSource(account.uid, url, now));
  return ToProto(FeedSource{.account = account.uid, .url = url});
}

}  // namespace

absl::StatusOr<v1::FeedSource> FeedHandlers::SetFeedSource(const Call& call, const v1::SetFeedSourceRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kAccountName, request.feed_source().account(), "feed_source.account"));
  RETURN_IF_ERROR(CheckUrl(request.feed_source().url(), backend_.feeds));
  return WriteOnce<v1::FeedSource>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::FeedSource> {
    ASSIGN_OR_RETURN(const Account account, writer.GetAccount(ids[0]));
    RETURN_IF_ERROR(CheckHostOrCompetent(backend_, call, account));
    return Replace(writer, account, request.feed_source().url(), backend_.clock.Now());
  });
}

absl::StatusOr<v1::ListFeedSourcesResponse> FeedHandlers::ListFeedSources(const Call& call, const v1::ListFeedSourcesRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/true));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("feedSources ", ids[0], " ", request.failing());
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), bound_to));
  std::vector<FeedSource> found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, reader.ListFeedSources(ids[0], request.failing(), after, size + 1));
    return absl::OkStatus();
  }));
  v1::ListFeedSourcesResponse response;
  if (static_cast<int>(found.size()) > size) {
    found.resize(static_cast<size_t>(size));
    response.set_next_page_token(MakePageToken(found.back().account, bound_to));
  }
  for (const FeedSource& source : found) *response.add_feed_sources() = ToProto(source);
  return response;
}

}  // namespace disclosure::media
