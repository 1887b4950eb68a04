// The views of disclosure.portal.v1: what is published from the memory, the rest from the services.
#pragma once

#include <functional>
#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/call.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "disclosure/portal/v1/portal_service.pb.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "gateway/compose/gathering.h"
#include "gateway/compose/snapshot.h"
#include "gateway/compose/view_memory.h"

namespace disclosure::gateway {

// Thread safe. Every view is put into `out`, which lives until `done` is called.
class PortalViews {
 public:
  using Done = std::function<void(const absl::Status&)>;
  struct Channels {
    std::shared_ptr<grpc::Channel> catalog;
    std::shared_ptr<grpc::Channel> request;  // null: the gateway has no such service
    std::shared_ptr<grpc::Channel> media;
  };

  // `snapshots` and `clock` outlive it.
  PortalViews(const Channels& channels, const SnapshotHolder* snapshots, const Clock* clock, absl::Duration part_time);
  // Cancels the calls under way and waits for them.
  ~PortalViews() { active_.CancelAndWait(); }

  void GetHome(const Call& call, const portal::v1::GetHomeRequest& request, portal::v1::Home* out, Done done);
  void GetOrganPage(const Call& call, const portal::v1::GetOrganPageRequest& request, portal::v1::OrganPage* out, Done done);
  void SearchPortal(const Call& call, const portal::v1::SearchPortalRequest& request, portal::v1::SearchPortalResponse* out, Done done);
  void SuggestBeforeFiling(const Call& call, const portal::v1::SuggestBeforeFilingRequest& request,
                           portal::v1::SuggestBeforeFilingResponse* out, Done done);
  void GetStatistics(const Call& call, const portal::v1::GetStatisticsRequest& request, portal::v1::Statistics* out, Done done);

 private:
  // What is published, or UNAVAILABLE while there is nothing yet.
  absl::StatusOr<std::shared_ptr<const Snapshot>> Published() const;
  // The parts that are missing go into out->unavailable().
  template <typename View>
  std::shared_ptr<Gathering> Begin(const Call& call, View* out, Done done, std::string main_part = "");

  // The view that is remembered, or made by `make`; one with a part missing is not kept.
  template <typename View>
  void Share(ViewMemory<View>& memory, const std::string& name, const std::shared_ptr<const Snapshot>& published, const Call& call,
             View* out, Done done, absl::FunctionRef<void(View*, Gathering&)> make);

  void FetchAccounts(Gathering& gathering, media::v1::ListAccountsRequest request,
                     std::function<void(media::v1::ListAccountsResponse&)> take);
  void FetchRequestStatistics(Gathering& gathering, const std::string& owner, int year,
                              std::function<request::v1::RequestStatistics*()> into);
  void FetchReports(Gathering& gathering, const std::string& owner,
                    google::protobuf::RepeatedPtrField<request::v1::PublishedReport>* into);
  void FetchAvoided(Gathering& gathering, const std::string& division, int year, std::function<catalog::v1::AvoidedRequests*()> into);
  void FetchSuggestions(Gathering& gathering, const std::string& text, const std::string& division,
                        catalog::v1::SuggestItemsResponse* into);
  int ThisYear() const;

  const std::unique_ptr<catalog::v1::CatalogService::Stub> catalog_;
  const std::unique_ptr<request::v1::RequestService::Stub> request_;
  const std::unique_ptr<media::v1::MediaService::Stub> media_;
  const SnapshotHolder* const snapshots_;
  const Clock* const clock_;
  const absl::Duration part_time_;
  ViewMemory<portal::v1::Home> homes_;
  ViewMemory<portal::v1::OrganPage> organ_pages_;
  ActiveCalls active_;
};

}  // namespace disclosure::gateway
