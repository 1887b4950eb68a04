// What the public reads: catalogues, editions, differences, exports. Errors as documented in the proto.
#pragma once

#include "catalog-service/api/backend.h"
#include "catalog-service/api/convert.h"
#include "google/api/httpbody.pb.h"

namespace disclosure::catalog {

class CatalogueHandlers {
 public:
  explicit CatalogueHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListCataloguesResponse> ListCatalogues(const Call& call, const v1::ListCataloguesRequest& request);
  absl::StatusOr<v1::Item> GetItem(const Call& call, const v1::GetItemRequest& request);
  absl::StatusOr<v1::ListEditionsResponse> ListEditions(const Call& call, const v1::ListEditionsRequest& request);
  absl::StatusOr<v1::Edition> GetEdition(const Call& call, const v1::GetEditionRequest& request);
  absl::StatusOr<v1::EditionDiff> DiffEditions(const Call& call, const v1::DiffEditionsRequest& request);
  absl::StatusOr<google::api::HttpBody> ExportCatalogue(const Call& call, const v1::ExportCatalogueRequest& request);
  absl::StatusOr<v1::PublishedAnswer> GetPublishedAnswer(const Call& call, const v1::GetPublishedAnswerRequest& request);

  // The answer of GetCatalogue, from memory.
  absl::StatusOr<grpc::ByteBuffer> GetCatalogue(const std::string& name) const;

 private:
  // A published or withdrawn edition; NOT_FOUND for any other, as if it were not there.
  absl::StatusOr<StoredEdition> Readable(const Call& call, const std::vector<std::string>& ids);
  // The latest published edition before this one. BAD_REQUEST if there is none.
  absl::StatusOr<int> EditionBefore(const Call& call, const Edition& edition);

  const Backend& backend_;
};

}  // namespace disclosure::catalog
