// The RPCs of media-service, one line each.
#pragma once

#include "common/rpc/chunk_stream.h"
#include "common/rpc/event_hub.h"
#include "common/rpc/unary.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "media-service/api/account_export.h"
#include "media-service/api/account_handlers.h"
#include "media-service/api/activity_handlers.h"
#include "media-service/api/feed_handlers.h"
#include "media-service/api/import_handlers.h"
#include "media-service/api/list_handlers.h"
#include "media-service/api/observation_handlers.h"
#include "media-service/api/raw_call.h"
#include "media-service/api/verify_handlers.h"

namespace disclosure::media {

// ListAccounts and VerifyAccount are raw: they answer inline with bytes that were encoded when the account changed.
using ServiceBase =
    v1::MediaService::WithRawCallbackMethod_ListAccounts<v1::MediaService::WithRawCallbackMethod_VerifyAccount<v1::MediaService::CallbackService>>;

class Service final : public ServiceBase {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;

  Service(UnaryRunner& runner, const Backend& backend, EventHub<v1::WatchAccountsResponse>& hub) : runner_(runner), backend_(backend), hub_(hub) {}

#define DISCLOSURE_RPC_OF(Method, Request, Response, handlers, Handlers)                    \
  Unary* Method(Context* context, const Request* request, Response* response) override {    \
    return runner_.Run(context, #Method, request, response, handlers, &Handlers::Method);   \
  }
#define DISCLOSURE_RPC(Method, Response, handlers, Handlers) DISCLOSURE_RPC_OF(Method, v1::Method##Request, Response, handlers, Handlers)
  DISCLOSURE_RPC(GetAccount, v1::Account, accounts_, AccountHandlers)
  DISCLOSURE_RPC(CreateAccount, v1::Account, accounts_, AccountHandlers)
  DISCLOSURE_RPC(UpdateAccount, v1::Account, accounts_, AccountHandlers)
  DISCLOSURE_RPC(ListPlatforms, v1::ListPlatformsResponse, lists_, ListHandlers)
  DISCLOSURE_RPC(ImportAccounts, v1::ImportAccountsResponse, imports_, ImportHandlers)
  DISCLOSURE_RPC(ReportObservations, v1::ReportObservationsResponse, observations_, ObservationHandlers)
  DISCLOSURE_RPC(ImportObservations, v1::ImportObservationsResponse, observations_, ObservationHandlers)
  DISCLOSURE_RPC(ListObservations, v1::ListObservationsResponse, observations_, ObservationHandlers)
  DISCLOSURE_RPC(ListActivity, v1::ListActivityResponse, activity_, ActivityHandlers)
  DISCLOSURE_RPC(SetFeedSource, v1::FeedSource, feeds_, FeedHandlers)
  DISCLOSURE_RPC(ListFeedSources, v1::ListFeedSourcesResponse, feeds_, FeedHandlers)
#undef DISCLOSURE_RPC
#undef DISCLOSURE_RPC_OF

  // PUBLIC by their policies: nothing to admit where memory answers.
  Unary* ListAccounts(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) override;
  Unary* VerifyAccount(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) override;

  grpc::ServerWriteReactor<google::api::HttpBody>* ExportAccounts(Context* context, const v1::ExportAccountsRequest* request) override {
    return ChunkStream<google::api::HttpBody>::Start(
        runner_, context, "ExportAccounts", [this, request](const Call& call) { return BeginExport(backend_, call, *request); });
  }
  grpc::ServerWriteReactor<v1::WatchAccountsResponse>* WatchAccounts(Context* context, const v1::WatchAccountsRequest* request) override {
    runner_.CountInline("WatchAccounts", grpc::StatusCode::OK);
    return hub_.Watch(context, request->resume_token());
  }

 private:
  UnaryRunner& runner_;
  const Backend& backend_;
  EventHub<v1::WatchAccountsResponse>& hub_;
  AccountHandlers accounts_{backend_};
  ListHandlers lists_{backend_};
  VerifyHandlers verifying_{backend_};
  ImportHandlers imports_{backend_};
  ObservationHandlers observations_{backend_};
  ActivityHandlers activity_{backend_};
  FeedHandlers feeds_{backend_};
  RawCall<ListHandlers, v1::ListAccountsRequest, v1::ListAccountsResponse> raw_list_{lists_, &ListHandlers::ListAccounts};
  RawCall<VerifyHandlers, v1::VerifyAccountRequest, v1::VerifyAccountResponse> raw_verify_{verifying_, &VerifyHandlers::VerifyAccount};
};

}  // namespace disclosure::media
