#include "catalog-service/api/profile_handlers.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/names.h"

namespace disclosure::catalog {
namespace {

// The fields a caller may change; the list is code so that it can be seen.
absl::Status ApplyMask(const google::protobuf::FieldMask& mask, const OrganProfile& from, OrganProfile& to) {
  error::Violations bad;
  std::vector<std::string> paths(mask.paths().begin(), mask.paths().end());
  if (paths.empty() || (paths.size() == 1 && paths[0] == "*")) paths = {"guide", "rules"};
  for (const std::string& path : paths) {
    if (path == "guide") to.guide = from.guide;
    else if (path == "guide.classification") to.guide.classification = from.guide.classification;
    else if (path == "guide.arrangement") to.guide.arrangement = from.guide.arrangement;
    else if (path == "guide.access") to.guide.access = from.guide.access;
    else if (path == "guide.website") to.guide.website = from.guide.website;
    else if (path == "guide.email") to.guide.email = from.guide.email;
    else if (path == "rules") to.rules = from.rules;
    else bad.Add("update_mask", absl::StrCat("\"", path, "\" cannot be updated"));
  }
  return bad.status();
}

}  // namespace

absl::StatusOr<v1::OrganProfile> ProfileHandlers::GetOrganProfile(const Call& call, const v1::GetOrganProfileRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kProfileName, request.name()));
  v1::OrganProfile response;
  // One view: rules of one version never stand beside the guide of another.
  RETURN_IF_ERROR(backend_.store.Snapshot(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Organ organ, reader.GetOrgan(ids[0]));
    ASSIGN_OR_RETURN(const OrganProfile profile, reader.GetProfile(ids[0]));
    response = ToProto(profile, organ);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::OrganProfile> ProfileHandlers::UpdateOrganProfile(const Call& call, const v1::UpdateOrganProfileRequest& request) {
  ASSIGN_OR_RETURN(const OrganProfile given, FromProto(request.profile()));
  return WriteOnce<v1::OrganProfile>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::OrganProfile> {
    // The organ's row is locked: two first writers of a profile take turns.
    ASSIGN_OR_RETURN(const Organ organ, writer.GetOrgan(given.organ));
    ASSIGN_OR_RETURN(const Division division, writer.GetDivision(organ.division));
    RETURN_IF_ERROR(MayEditProfile(call.caller, call.method, organ, division));
    ASSIGN_OR_RETURN(const OrganProfile profile, writer.GetProfile(given.organ));
    const std::string etag = ToProto(profile, organ).etag();
    if (!request.profile().etag().empty() && request.profile().etag() != etag) {
      return error::EtagMismatch(FormatName(kProfileName, {organ.code}), request.profile().etag(), etag);
    }
    if (organ.state != OrganState::kActive) {
      return error::WrongState(absl::StrCat("organs/", organ.code), StateName(organ.state), "updated");
    }
    OrganProfile next = profile;
    RETURN_IF_ERROR(ApplyMask(request.update_mask(), given, next));
    RETURN_IF_ERROR(Validate(next));
    // Nothing changed: etag and time stay, so that a retry is harmless.
    if (next == profile) return ToProto(profile, organ);
    ++next.version;
    next.update_time = backend_.clock.Now();
    RETURN_IF_ERROR(writer.PutProfile(next, call.caller.subject));
    return ToProto(next, organ);
  });
}

}  // namespace disclosure::catalog
