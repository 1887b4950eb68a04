// Divisions, organs and domains. Errors as documented in the proto.
#pragma once

#include "catalog-service/api/backend.h"
#include "catalog-service/api/convert.h"

namespace disclosure::catalog {

class DirectoryHandlers {
 public:
  explicit DirectoryHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListDivisionsResponse> ListDivisions(const Call& call, const v1::ListDivisionsRequest& request);
  absl::StatusOr<v1::Division> GetDivision(const Call& call, const v1::GetDivisionRequest& request);
  absl::StatusOr<v1::ListOrgansResponse> ListOrgans(const Call& call, const v1::ListOrgansRequest& request);
  absl::StatusOr<v1::Organ> GetOrgan(const Call& call, const v1::GetOrganRequest& request);
  absl::StatusOr<v1::Organ> CreateOrgan(const Call& call, const v1::CreateOrganRequest& request);
  absl::StatusOr<v1::Organ> UpdateOrgan(const Call& call, const v1::UpdateOrganRequest& request);
  absl::StatusOr<v1::Organ> MergeOrgan(const Call& call, const v1::MergeOrganRequest& request);
  absl::StatusOr<v1::Organ> AbolishOrgan(const Call& call, const v1::AbolishOrganRequest& request);
  absl::StatusOr<v1::ListDomainsResponse> ListDomains(const Call& call, const v1::ListDomainsRequest& request);
  absl::StatusOr<v1::Domain> GetDomain(const Call& call, const v1::GetDomainRequest& request);
  absl::StatusOr<v1::Domain> CreateDomain(const Call& call, const v1::CreateDomainRequest& request);
  absl::StatusOr<v1::ImportDirectoryResponse> ImportDirectory(const Call& call, const v1::ImportDirectoryRequest& request);

 private:
  absl::Status CheckSupervises(Writer& writer, const Call& call, std::string_view division);
  absl::Status CheckParent(Writer& writer, const Organ& organ);
  // The organ that `code` names, locked; PERMISSION_DENIED unless the caller supervises its division (or is
  // the operator), ETAG_MISMATCH.
  absl::StatusOr<Organ> GetForChange(Writer& writer, const Call& call, const std::string& code, const std::string& etag);
  // Stores `organ` with the next version and answers it.
  absl::StatusOr<v1::Organ> Keep(Writer& writer, const Call& call, Organ organ);

  const Backend& backend_;
};

}  // namespace disclosure::catalog
