// Imports and drafts: what editors do before anything is public. Errors as documented in the proto.
#pragma once

#include <map>

#include "catalog-service/api/backend.h"
#include "catalog-service/api/convert.h"
#include "catalog-service/domain/matching.h"
#include "google/protobuf/empty.pb.h"

namespace disclosure::catalog {

class DraftHandlers {
 public:
  explicit DraftHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ImportCataloguesResponse> ImportCatalogues(const Call& call, const v1::ImportCataloguesRequest& request);
  absl::StatusOr<v1::ListDraftsResponse> ListDrafts(const Call& call, const v1::ListDraftsRequest& request);
  absl::StatusOr<v1::Draft> GetDraft(const Call& call, const v1::GetDraftRequest& request);
  absl::StatusOr<v1::Draft> CreateDraft(const Call& call, const v1::CreateDraftRequest& request);
  absl::StatusOr<v1::Item> CreateDraftItem(const Call& call, const v1::CreateDraftItemRequest& request);
  absl::StatusOr<v1::Item> UpdateDraftItem(const Call& call, const v1::UpdateDraftItemRequest& request);
  absl::StatusOr<google::protobuf::Empty> DeleteDraftItem(const Call& call, const v1::DeleteDraftItemRequest& request);
  absl::StatusOr<google::protobuf::Empty> DiscardDraft(const Call& call, const v1::DiscardDraftRequest& request);

 private:
  // OK if the caller may edit the catalogue (domain/directory.h MayEdit).
  absl::Status CheckMayEdit(Reader& reader, const Call& call, const std::string& division, const std::string& domain);
  // The draft, its catalogue locked. NOT_FOUND, PERMISSION_DENIED, ETAG_MISMATCH.
  absl::StatusOr<Draft> GetForChange(Writer& writer, const Call& call, const std::vector<std::string>& ids, const std::string& etag);
  // Notes the caller as an editor and stores the draft with the next version.
  absl::Status Touch(Writer& writer, const Call& call, Draft& draft);
  // Makes the items of one domain the draft of its catalogue.
  absl::StatusOr<MatchResult> KeepImport(Writer& writer, const Call& call, const std::string& division, const std::string& domain,
                                         bool sample, std::vector<Item> items);
  absl::StatusOr<std::vector<Item>> PreviousItems(Reader& reader, const std::string& division, const std::string& domain);

  const Backend& backend_;
};

}  // namespace disclosure::catalog
