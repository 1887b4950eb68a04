#include "media-service/api/organ_feed.h"

#include <utility>

#include "absl/time/clock.h"

namespace disclosure::media {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(10);

Organ FromProto(const catalog::v1::Organ& organ) {
  return {.code = LastId(organ.name()),
          .division = LastId(organ.division()),
          .name = organ.display_name(),
          .short_name = organ.short_name(),
          .kind = organ.kind(),
          .parent = LastId(organ.parent()),
          .active = organ.state() == catalog::v1::Organ::ACTIVE,
          .successor = LastId(organ.successor())};
}

}  // namespace

OrganFeed::OrganFeed(std::shared_ptr<grpc::Channel> catalog, Store& store, Reference& reference)
    : store_(store), reference_(reference), feed_(std::move(catalog), [this](const auto& organs) { return Keep(organs); }) {}

absl::Status OrganFeed::Keep(const std::vector<catalog::v1::Organ>& messages) {
  std::vector<Organ> organs;
  for (const catalog::v1::Organ& message : messages) organs.push_back(FromProto(message));
  const absl::Time deadline = absl::Now() + kTimeout;
  RETURN_IF_ERROR(store_.Write(deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<Organ> known, writer.Organs());
    return known == organs ? absl::OkStatus() : writer.ReplaceOrgans(organs);
  }));
  ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, LoadReference(store_, deadline));
  reference_.Set(std::move(view));
  return absl::OkStatus();
}

}  // namespace disclosure::media
