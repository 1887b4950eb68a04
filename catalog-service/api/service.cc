#include "catalog-service/api/service.h"

#include "catalog-service/api/catalogue_handlers.h"
#include "catalog-service/api/directory_handlers.h"
#include "catalog-service/api/draft_handlers.h"
#include "catalog-service/api/profile_handlers.h"
#include "catalog-service/api/publication_handlers.h"
#include "catalog-service/api/search_handlers.h"
#include "common/rpc/event_hub.h"
#include "common/rpc/unary.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace disclosure::catalog {
namespace {

// GetCatalogue is raw: it answers inline with bytes that were encoded at publication.
using ServiceBase = v1::CatalogService::WithRawCallbackMethod_GetCatalogue<v1::CatalogService::CallbackService>;

class Service final : public ServiceBase {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;

  Service(UnaryRunner& runner, EventHub<v1::WatchCataloguesResponse>& hub, DirectoryHandlers& directory,
          CatalogueHandlers& catalogues, DraftHandlers& drafts, PublicationHandlers& publication, ProfileHandlers& profiles,
          SearchHandlers& searches)
      : runner_(runner), hub_(hub), directory_(directory), catalogues_(catalogues), drafts_(drafts), publication_(publication),
        profiles_(profiles), searches_(searches) {}

#define DISCLOSURE_RPC(Method, Response, handlers, Handlers)                                        \
  Unary* Method(Context* context, const v1::Method##Request* request, Response* response) override { \
    return runner_.Run(context, #Method, request, response, handlers, &Handlers::Method);            \
  }
  DISCLOSURE_RPC(ListDivisions, v1::ListDivisionsResponse, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(GetDivision, v1::Division, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(ListOrgans, v1::ListOrgansResponse, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(GetOrgan, v1::Organ, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(CreateOrgan, v1::Organ, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(UpdateOrgan, v1::Organ, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(MergeOrgan, v1::Organ, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(AbolishOrgan, v1::Organ, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(ListDomains, v1::ListDomainsResponse, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(GetDomain, v1::Domain, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(CreateDomain, v1::Domain, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(ImportDirectory, v1::ImportDirectoryResponse, directory_, DirectoryHandlers)
  DISCLOSURE_RPC(ListCatalogues, v1::ListCataloguesResponse, catalogues_, CatalogueHandlers)
  DISCLOSURE_RPC(GetItem, v1::Item, catalogues_, CatalogueHandlers)
  DISCLOSURE_RPC(ListEditions, v1::ListEditionsResponse, catalogues_, CatalogueHandlers)
  DISCLOSURE_RPC(GetEdition, v1::Edition, catalogues_, CatalogueHandlers)
  DISCLOSURE_RPC(DiffEditions, v1::EditionDiff, catalogues_, CatalogueHandlers)
  DISCLOSURE_RPC(ExportCatalogue, google::api::HttpBody, catalogues_, CatalogueHandlers)
  DISCLOSURE_RPC(GetPublishedAnswer, v1::PublishedAnswer, catalogues_, CatalogueHandlers)
  DISCLOSURE_RPC(ImportCatalogues, v1::ImportCataloguesResponse, drafts_, DraftHandlers)
  DISCLOSURE_RPC(ListDrafts, v1::ListDraftsResponse, drafts_, DraftHandlers)
  DISCLOSURE_RPC(GetDraft, v1::Draft, drafts_, DraftHandlers)
  DISCLOSURE_RPC(CreateDraft, v1::Draft, drafts_, DraftHandlers)
  DISCLOSURE_RPC(CreateDraftItem, v1::Item, drafts_, DraftHandlers)
  DISCLOSURE_RPC(UpdateDraftItem, v1::Item, drafts_, DraftHandlers)
  DISCLOSURE_RPC(DeleteDraftItem, google::protobuf::Empty, drafts_, DraftHandlers)
  DISCLOSURE_RPC(DiscardDraft, google::protobuf::Empty, drafts_, DraftHandlers)
  DISCLOSURE_RPC(PublishCatalogue, v1::Edition, publication_, PublicationHandlers)
  DISCLOSURE_RPC(WithdrawEdition, v1::Edition, publication_, PublicationHandlers)
  DISCLOSURE_RPC(CancelEdition, v1::Edition, publication_, PublicationHandlers)
  DISCLOSURE_RPC(ListPublicationJobs, v1::ListPublicationJobsResponse, publication_, PublicationHandlers)
  DISCLOSURE_RPC(PublishDue, v1::PublishDueResponse, publication_, PublicationHandlers)
  DISCLOSURE_RPC(GetOrganProfile, v1::OrganProfile, profiles_, ProfileHandlers)
  DISCLOSURE_RPC(UpdateOrganProfile, v1::OrganProfile, profiles_, ProfileHandlers)
  DISCLOSURE_RPC(SearchItems, v1::SearchItemsResponse, searches_, SearchHandlers)
  DISCLOSURE_RPC(SuggestItems, v1::SuggestItemsResponse, searches_, SearchHandlers)
  DISCLOSURE_RPC(RecordAvoidedRequest, google::protobuf::Empty, searches_, SearchHandlers)
  DISCLOSURE_RPC(GetAvoidedRequests, v1::AvoidedRequests, searches_, SearchHandlers)
#undef DISCLOSURE_RPC

  grpc::ServerWriteReactor<v1::WatchCataloguesResponse>* WatchCatalogues(Context* context, const v1::WatchCataloguesRequest* request) override {
    runner_.CountInline("WatchCatalogues", grpc::StatusCode::OK);
    return hub_.Watch(context, request->resume_token());
  }

  // PUBLIC and published by its policy: nothing to admit.
  Unary* GetCatalogue(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) override;

 private:
  UnaryRunner& runner_;
  EventHub<v1::WatchCataloguesResponse>& hub_;
  DirectoryHandlers& directory_;
  CatalogueHandlers& catalogues_;
  DraftHandlers& drafts_;
  PublicationHandlers& publication_;
  ProfileHandlers& profiles_;
  SearchHandlers& searches_;
};

Service::Unary* Service::GetCatalogue(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  Unary* reactor = context->DefaultReactor();
  v1::GetCatalogueRequest message;
  grpc::ByteBuffer bytes(*request);
  grpc::Status status = grpc::GenericDeserialize<grpc::ProtoBufferReader, v1::GetCatalogueRequest>(&bytes, &message);
  if (status.ok()) {
    absl::StatusOr<grpc::ByteBuffer> answer = catalogues_.GetCatalogue(message.name());
    if (answer.ok()) *response = *std::move(answer);
    status = ToGrpc(answer.status());
  } else {
    status = grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "not a GetCatalogueRequest");
  }
  runner_.CountInline("GetCatalogue", status.error_code());
  reactor->Finish(status);
  return reactor;
}

}  // namespace

std::unique_ptr<grpc::Service> NewService(UnaryRunner& runner, EventHub<v1::WatchCataloguesResponse>& hub, DirectoryHandlers& directory,
                                          CatalogueHandlers& catalogues, DraftHandlers& drafts, PublicationHandlers& publication,
                                          ProfileHandlers& profiles, SearchHandlers& searches) {
  return std::make_unique<Service>(runner, hub, directory, catalogues, drafts, publication, profiles, searches);
}

}  // namespace disclosure::catalog
