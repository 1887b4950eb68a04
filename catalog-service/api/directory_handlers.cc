#include "catalog-service/api/directory_handlers.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "catalog-service/importers/directory_csv.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"

namespace disclosure::catalog {
namespace {

// One more row than a page tells whether there is a next one.
template <typename Row>
std::string NextToken(std::vector<Row>& rows, int size, std::string_view bound_to) {
  if (static_cast<int>(rows.size()) <= size) return "";
  rows.resize(size);
  return MakePageToken(rows.back().code, bound_to);
}

absl::Status CheckDomainId(const std::string& id) {
  const bool digits = !id.empty() && id.find_first_not_of("0123456789") == std::string::npos;
  if (digits && (id.size() == 2 || id.size() == 3)) return absl::OkStatus();
  return error::BadRequest({{"domain_id", "must be two or three digits, as in 27"}});
}

absl::Status CheckNamesAreFree(const Domain& domain, const std::vector<Domain>& others) {
  std::set<std::string> taken;
  for (const Domain& other : others) {
    taken.insert(other.name);
    taken.insert(other.aliases.begin(), other.aliases.end());
  }
  if (taken.count(domain.name) > 0) return error::AlreadyExists(absl::StrCat("a domain named ", domain.name));
  for (const std::string& alias : domain.aliases) {
    if (taken.count(alias) > 0) return error::AlreadyExists(absl::StrCat("a domain named ", alias));
  }
  return absl::OkStatus();
}

// The fields a caller may change; the list is code so that it can be seen.
absl::Status ApplyMask(const google::protobuf::FieldMask& mask, const Organ& from, Organ& to) {
  error::Violations bad;
  std::vector<std::string> paths(mask.paths().begin(), mask.paths().end());
  if (paths.empty() || (paths.size() == 1 && paths[0] == "*")) {
    paths = {"display_name", "short_name", "kind", "parent", "reconsideration_organ", "court", "document_prefix", "guide", "confidence"};
  }
  for (const std::string& path : paths) {
    if (path == "display_name") to.name = from.name;
    else if (path == "short_name") to.short_name = from.short_name;
    else if (path == "kind") to.kind = from.kind;
    else if (path == "parent") to.parent = from.parent;
    else if (path == "reconsideration_organ") to.reconsideration_organ = from.reconsideration_organ;
    else if (path == "court") to.court = from.court;
    else if (path == "document_prefix") to.document_prefix = from.document_prefix;
    else if (path == "guide") to.guide = from.guide;
    else if (path == "guide.disclosure_office") to.guide.disclosure_office = from.guide.disclosure_office;
    else if (path == "guide.address") to.guide.address = from.guide.address;
    else if (path == "guide.office_hours") to.guide.office_hours = from.guide.office_hours;
    else if (path == "guide.phone") to.guide.phone = from.guide.phone;
    else if (path == "guide.fax") to.guide.fax = from.guide.fax;
    else if (path == "confidence") to.confidence = from.confidence;
    else bad.Add("update_mask", absl::StrCat("\"", path, "\" cannot be updated"));
  }
  return bad.status();
}

}  // namespace

absl::StatusOr<v1::ListDivisionsResponse> DirectoryHandlers::ListDivisions(const Call& call, const v1::ListDivisionsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), "divisions"));
  std::vector<Division> rows;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(rows, reader.ListDivisions(after, size + 1));
    return absl::OkStatus();
  }));
  v1::ListDivisionsResponse response;
  response.set_next_page_token(NextToken(rows, size, "divisions"));
  for (const Division& row : rows) *response.add_divisions() = ToProto(row);
  return response;
}

absl::StatusOr<v1::Division> DirectoryHandlers::GetDivision(const Call& call, const v1::GetDivisionRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.name()));
  v1::Division response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Division division, reader.GetDivision(ids[0]));
    response = ToProto(division);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::ListOrgansResponse> DirectoryHandlers::ListOrgans(const Call& call, const v1::ListOrgansRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("organs ", request.division(), request.show_deleted() ? " all" : "");
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), bound_to));
  std::string division;
  if (!request.division().empty()) {
    ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.division(), "division"));
    division = ids[0];
  }
  std::vector<Organ> rows;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(rows, reader.ListOrgans(division, request.show_deleted(), after, size + 1));
    return absl::OkStatus();
  }));
  v1::ListOrgansResponse response;
  response.set_next_page_token(NextToken(rows, size, bound_to));
  for (const Organ& row : rows) *response.add_organs() = ToProto(row);
  return response;
}

absl::StatusOr<v1::Organ> DirectoryHandlers::GetOrgan(const Call& call, const v1::GetOrganRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.name()));
  v1::Organ response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Organ organ, reader.GetOrgan(ids[0]));
    response = ToProto(organ);
    return absl::OkStatus();
  }));
  return response;
}

absl::Status DirectoryHandlers::CheckSupervises(Writer& writer, const Call& call, std::string_view division) {
  ASSIGN_OR_RETURN(const Division found, writer.GetDivision(division));
  if (call.caller.Has("operator") || Supervises(call.caller, found)) return absl::OkStatus();
  return error::PermissionDenied(call.method, absl::StrCat("the caller does not supervise divisions/", found.code));
}

absl::Status DirectoryHandlers::CheckParent(Writer& writer, const Organ& organ) {
  if (organ.parent.empty()) return absl::OkStatus();
  const absl::StatusOr<Organ> parent = writer.GetOrgan(organ.parent);
  if (absl::IsNotFound(parent.status())) {
    return error::BadRequest({{"organ.parent", absl::StrCat("no organ organs/", organ.parent)}});
  }
  return parent.status();
}

absl::StatusOr<Organ> DirectoryHandlers::GetForChange(Writer& writer, const Call& call, const std::string& code,
                                                      const std::string& etag) {
  RETURN_IF_ERROR(CheckSupervises(writer, call, DivisionOfOrgan(code)));
  ASSIGN_OR_RETURN(Organ organ, writer.GetOrgan(code));
  if (!etag.empty() && etag != Etag(organ.version)) {
    return error::EtagMismatch(absl::StrCat("organs/", code), etag, Etag(organ.version));
  }
  return organ;
}

absl::StatusOr<v1::Organ> DirectoryHandlers::Keep(Writer& writer, const Call& call, Organ organ) {
  ++organ.version;
  organ.update_time = backend_.clock.Now();
  RETURN_IF_ERROR(writer.UpdateOrgan(organ, call.caller.subject));
  RETURN_IF_ERROR(writer.AppendChange(absl::StrCat("organs/", organ.code), "organ", organ.update_time));
  return ToProto(organ);
}

absl::StatusOr<v1::Organ> DirectoryHandlers::CreateOrgan(const Call& call, const v1::CreateOrganRequest& request) {
  ASSIGN_OR_RETURN(Organ organ, FromProto(request.organ()));
  organ.code = request.organ_id();
  RETURN_IF_ERROR(Validate(organ));
  organ.version = 1;
  organ.update_time = backend_.clock.Now();
  return WriteOnce<v1::Organ>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Organ> {
    RETURN_IF_ERROR(CheckSupervises(writer, call, organ.division));
    RETURN_IF_ERROR(CheckParent(writer, organ));
    const absl::Status inserted = writer.InsertOrgan(organ, call.caller.subject);
    if (absl::IsAlreadyExists(inserted)) return error::AlreadyExists(absl::StrCat("organs/", organ.code));
    RETURN_IF_ERROR(inserted);
    RETURN_IF_ERROR(writer.AppendChange(absl::StrCat("organs/", organ.code), "organ", organ.update_time));
    return ToProto(organ);
  });
}

absl::StatusOr<v1::Organ> DirectoryHandlers::UpdateOrgan(const Call& call, const v1::UpdateOrganRequest& request) {
  ASSIGN_OR_RETURN(const Organ given, FromProto(request.organ()));
  if (given.code.empty()) return error::BadRequest({{"organ.name", "must look like organs/*"}});
  return WriteOnce<v1::Organ>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Organ> {
    ASSIGN_OR_RETURN(const Organ organ, GetForChange(writer, call, given.code, request.organ().etag()));
    if (organ.state != OrganState::kActive) {
      return error::WrongState(absl::StrCat("organs/", organ.code), StateName(organ.state), "updated");
    }
    Organ next = organ;
    RETURN_IF_ERROR(ApplyMask(request.update_mask(), given, next));
    RETURN_IF_ERROR(Validate(next));
    if (next.parent != organ.parent) RETURN_IF_ERROR(CheckParent(writer, next));
    // Nothing changed: etag and time stay, so that a retry is harmless.
    if (next == organ) return ToProto(organ);
    return Keep(writer, call, std::move(next));
  });
}

absl::StatusOr<v1::Organ> DirectoryHandlers::MergeOrgan(const Call& call, const v1::MergeOrganRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.name()));
  ASSIGN_OR_RETURN(const std::vector<std::string> to, ParseName(kOrganName, request.successor(), "successor"));
  return WriteOnce<v1::Organ>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Organ> {
    ASSIGN_OR_RETURN(Organ organ, GetForChange(writer, call, ids[0], request.etag()));
    // Its domains move there: both divisions must be the caller's.
    RETURN_IF_ERROR(CheckSupervises(writer, call, DivisionOfOrgan(to[0])));
    ASSIGN_OR_RETURN(const Organ successor, writer.GetOrgan(to[0]));
    ASSIGN_OR_RETURN(organ, Merge(std::move(organ), successor));
    RETURN_IF_ERROR(writer.MoveAssignments(organ.code, successor.code));
    return Keep(writer, call, std::move(organ));
  });
}

absl::StatusOr<v1::Organ> DirectoryHandlers::AbolishOrgan(const Call& call, const v1::AbolishOrganRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.name()));
  return WriteOnce<v1::Organ>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Organ> {
    ASSIGN_OR_RETURN(Organ organ, GetForChange(writer, call, ids[0], request.etag()));
    ASSIGN_OR_RETURN(const int in_charge, writer.CountAssignments(organ.code));
    ASSIGN_OR_RETURN(organ, Abolish(std::move(organ), in_charge));
    return Keep(writer, call, std::move(organ));
  });
}

absl::StatusOr<v1::ListDomainsResponse> DirectoryHandlers::ListDomains(const Call& call, const v1::ListDomainsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), "domains"));
  std::vector<Domain> rows;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(rows, reader.ListDomains(after, size + 1));
    return absl::OkStatus();
  }));
  v1::ListDomainsResponse response;
  response.set_next_page_token(NextToken(rows, size, "domains"));
  for (const Domain& row : rows) *response.add_domains() = ToProto(row);
  return response;
}

absl::StatusOr<v1::Domain> DirectoryHandlers::GetDomain(const Call& call, const v1::GetDomainRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDomainName, request.name()));
  v1::Domain response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Domain domain, reader.GetDomain(ids[0]));
    response = ToProto(domain);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::Domain> DirectoryHandlers::CreateDomain(const Call& call, const v1::CreateDomainRequest& request) {
  RETURN_IF_ERROR(CheckDomainId(request.domain_id()));
  Domain domain = FromProto(request.domain());
  domain.code = request.domain_id();
  error::Violations bad;
  RequireText(bad, "domain.display_name", domain.name, 50);
  for (const std::string& alias : domain.aliases) {
    RequireText(bad, "domain.aliases", alias, 50);
    if (alias.find(';') != std::string::npos) bad.Add("domain.aliases", "must not contain \";\"");
  }
  LimitText(bad, "domain.lead_ministry", domain.lead_ministry, 50);
  LimitText(bad, "domain.guideline_title", domain.guideline_title, 100);
  LimitText(bad, "domain.guideline_document_number", domain.guideline_document_number, 50);
  RETURN_IF_ERROR(bad.status());
  return WriteOnce<v1::Domain>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Domain> {
    const absl::StatusOr<Division> own = writer.GetDivision(DivisionOfOrgan(call.caller.organ));
    if (!own.ok() && !absl::IsNotFound(own.status())) return own.status();
    RETURN_IF_ERROR(MayAddDomain(call.caller, call.method, own.value_or(Division())));
    ASSIGN_OR_RETURN(const std::vector<Domain> others, writer.ListDomains("", 1000));
    RETURN_IF_ERROR(CheckNamesAreFree(domain, others));
    const absl::Status inserted = writer.InsertDomain(domain);
    if (absl::IsAlreadyExists(inserted)) return error::AlreadyExists(absl::StrCat("domains/", domain.code));
    RETURN_IF_ERROR(inserted);
    RETURN_IF_ERROR(writer.AppendChange(absl::StrCat("domains/", domain.code), "domain", backend_.clock.Now()));
    return ToProto(domain);
  });
}

absl::StatusOr<v1::ImportDirectoryResponse> DirectoryHandlers::ImportDirectory(const Call& call,
                                                                               const v1::ImportDirectoryRequest& request) {
  ASSIGN_OR_RETURN(const DirectoryFiles files, ReadDirectory(request.divisions_csv(), request.domains_csv(), request.organs_csv(),
                                                             request.domain_organs_csv()));
  v1::ImportDirectoryResponse response;
  const absl::Time now = backend_.clock.Now();
  RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    response.Clear();
    for (const Division& division : files.divisions) {
      if (writer.GetDivision(division.code).ok()) continue;
      RETURN_IF_ERROR(writer.PutDivision(division));
      response.set_divisions_added(response.divisions_added() + 1);
    }
    for (const Domain& domain : files.domains) {
      if (writer.GetDomain(domain.code).ok()) continue;
      RETURN_IF_ERROR(writer.InsertDomain(domain));
      response.set_domains_added(response.domains_added() + 1);
    }
    for (Organ organ : files.organs) {
      if (writer.GetOrgan(organ.code).ok()) continue;
      RETURN_IF_ERROR(writer.GetDivision(organ.division).status());
      organ.update_time = now;
      RETURN_IF_ERROR(writer.InsertOrgan(organ, call.caller.subject));
      response.set_organs_added(response.organs_added() + 1);
    }
    for (const Assignment& assignment : files.assignments) {
      RETURN_IF_ERROR(writer.GetDivision(assignment.division).status());
      RETURN_IF_ERROR(writer.GetDomain(assignment.domain).status());
      RETURN_IF_ERROR(writer.GetOrgan(assignment.organ).status());
      RETURN_IF_ERROR(writer.PutAssignment(assignment));
      response.set_assignments_set(response.assignments_set() + 1);
    }
    return writer.AppendChange("directory", "directory", now);
  }));
  backend_.nudge();
  return response;
}

}  // namespace disclosure::catalog
