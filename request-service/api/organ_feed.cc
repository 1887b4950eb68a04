#include "request-service/api/organ_feed.h"

#include <utility>

#include "absl/time/clock.h"

namespace disclosure::request {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(10);

Organ FromProto(const catalog::v1::Organ& organ) {
  return {.code = LastId(organ.name()),
          .division = LastId(organ.division()),
          .name = organ.display_name(),
          .short_name = organ.short_name(),
          .parent = LastId(organ.parent()),
          .reconsideration_organ = organ.reconsideration_organ(),
          .court = organ.court(),
          .document_prefix = organ.document_prefix(),
          .disclosure_office = organ.guide().disclosure_office(),
          .address = organ.guide().address(),
          .phone = organ.guide().phone(),
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
  // Even if no organ changed: another replica may have imported a calendar.
  ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, LoadReference(store_, deadline));
  reference_.Set(std::move(view));
  return absl::OkStatus();
}

}  // namespace disclosure::request
