// Searches, suggestions before a request is filed, and the count of requests avoided. Errors as documented in the proto.
#pragma once

#include "catalog-service/api/backend.h"
#include "catalog-service/api/convert.h"
#include "catalog-service/search/item_index.h"
#include "common/base/error.h"
#include "google/protobuf/empty.pb.h"

namespace disclosure::catalog {

class SearchHandlers {
 public:
  SearchHandlers(const Backend& backend, const ItemIndex& index) : backend_(backend), index_(index) {}

  absl::StatusOr<v1::SearchItemsResponse> SearchItems(const Call& call, const v1::SearchItemsRequest& request);
  absl::StatusOr<v1::SuggestItemsResponse> SuggestItems(const Call& call, const v1::SuggestItemsRequest& request);
  absl::StatusOr<google::protobuf::Empty> RecordAvoidedRequest(const Call& call, const v1::RecordAvoidedRequestRequest& request);
  absl::StatusOr<v1::AvoidedRequests> GetAvoidedRequests(const Call& call, const v1::GetAvoidedRequestsRequest& request);

 private:
  std::vector<std::string> OrgansOf(error::Violations& bad, const std::string& name) const;

  const Backend& backend_;
  const ItemIndex& index_;
};

}  // namespace disclosure::catalog
