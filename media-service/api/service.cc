#include "media-service/api/service.h"

#include <optional>
#include <utility>

#include "common/rpc/chunk_stream.h"
#include "common/rpc/event_hub.h"
#include "common/rpc/unary.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "media-service/api/account_export.h"
#include "media-service/api/account_handlers.h"
#include "media-service/api/audit_handlers.h"
#include "media-service/api/batch_handlers.h"
#include "media-service/api/filing_handlers.h"
#include "media-service/api/activity_handlers.h"
#include "media-service/api/feed_handlers.h"
#include "media-service/api/import_handlers.h"
#include "media-service/api/inspection_handlers.h"
#include "media-service/api/key_handlers.h"
#include "media-service/api/lifecycle_handlers.h"
#include "media-service/api/list_handlers.h"
#include "media-service/api/media_bulletin_handlers.h"
#include "media-service/api/observation_handlers.h"
#include "media-service/api/raw_call.h"
#include "media-service/api/verify_handlers.h"
#include "media-service/api/work_order_handlers.h"

namespace disclosure::media {
namespace {

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
  DISCLOSURE_RPC_OF(FileAccount, v1::AccountActRequest, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC_OF(WithdrawFiling, v1::AccountActRequest, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC_OF(ReturnFiling, v1::AccountActRequest, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC_OF(RefuseFiling, v1::AccountActRequest, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC_OF(ApproveFiling, v1::AccountActRequest, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC_OF(ApproveChange, v1::AccountActRequest, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC_OF(RefuseChange, v1::AccountActRequest, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC(OpenAccount, v1::Account, filings_, FilingHandlers)
  DISCLOSURE_RPC(FileChange, v1::ChangeFiling, filings_, FilingHandlers)
  DISCLOSURE_RPC(GetChangeFiling, v1::ChangeFiling, filings_, FilingHandlers)
  DISCLOSURE_RPC_OF(ConfirmRectification, v1::AccountActRequest, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC_OF(RevokeClosing, v1::AccountActRequest, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC_OF(SuspendAccount, v1::AccountActRequest, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC_OF(ResolveFinding, v1::AccountActRequest, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(RequireRectification, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(AnnounceClosing, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(DeregisterAccount, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(MergeAccount, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(ArchiveAccount, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC_OF(RecordUnfiled, v1::RecordObservedStateRequest, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC_OF(RecordReopened, v1::RecordObservedStateRequest, v1::Account, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(ListAccountEvents, v1::ListAccountEventsResponse, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(ListClosingAlarms, v1::ListClosingAlarmsResponse, lifecycle_, LifecycleHandlers)
  DISCLOSURE_RPC(CreateAdjustmentBatch, v1::AdjustmentBatch, batches_, BatchHandlers)
  DISCLOSURE_RPC(GetAdjustmentBatch, v1::AdjustmentBatch, batches_, BatchHandlers)
  DISCLOSURE_RPC(DecideAdjustmentBatch, v1::AdjustmentBatch, batches_, BatchHandlers)
  DISCLOSURE_RPC(AnnounceAdjustmentBatch, v1::AdjustmentBatch, batches_, BatchHandlers)
  DISCLOSURE_RPC_OF(CompleteAdjustmentBatch, v1::AdjustmentBatchActRequest, v1::AdjustmentBatch, batches_, BatchHandlers)
  DISCLOSURE_RPC_OF(CancelAdjustmentBatch, v1::AdjustmentBatchActRequest, v1::AdjustmentBatch, batches_, BatchHandlers)
  DISCLOSURE_RPC(ListAdjustmentBatches, v1::ListAdjustmentBatchesResponse, batches_, BatchHandlers)
  DISCLOSURE_RPC(GetAdjustmentNotice, google::api::HttpBody, batches_, BatchHandlers)
  DISCLOSURE_RPC(ListInspectionRules, v1::ListInspectionRulesResponse, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(CreateInspectionRound, v1::InspectionRound, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(GetInspectionRound, v1::InspectionRound, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(ListInspectionRounds, v1::ListInspectionRoundsResponse, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(ListInspections, v1::ListInspectionsResponse, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(RecordInspection, v1::Inspection, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(CancelInspectionRound, v1::InspectionRound, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(CloseInspectionRound, v1::InspectionRound, inspections_, InspectionHandlers)
  DISCLOSURE_RPC(ListWorkOrders, v1::ListWorkOrdersResponse, orders_, WorkOrderHandlers)
  DISCLOSURE_RPC_OF(RemindWorkOrder, v1::WorkOrderActRequest, v1::WorkOrder, orders_, WorkOrderHandlers)
  DISCLOSURE_RPC_OF(ReplyWorkOrder, v1::WorkOrderActRequest, v1::WorkOrder, orders_, WorkOrderHandlers)
  DISCLOSURE_RPC_OF(RecheckWorkOrder, v1::WorkOrderActRequest, v1::WorkOrder, orders_, WorkOrderHandlers)
  DISCLOSURE_RPC_OF(EscalateWorkOrder, v1::WorkOrderActRequest, v1::WorkOrder, orders_, WorkOrderHandlers)
  DISCLOSURE_RPC(GetMediaBulletin, v1::MediaBulletin, bulletins_, MediaBulletinHandlers)
  DISCLOSURE_RPC(ExportMediaBulletin, google::api::HttpBody, bulletins_, MediaBulletinHandlers)
  DISCLOSURE_RPC(VerifyAccountAudit, v1::VerifyAccountAuditResponse, audit_, AuditHandlers)
  DISCLOSURE_RPC(RotateMediaKeys, v1::RotateMediaKeysResponse, keys_, KeyHandlers)
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
  FilingHandlers filings_{backend_};
  LifecycleHandlers lifecycle_{backend_};
  BatchHandlers batches_{backend_};
  InspectionHandlers inspections_{backend_};
  WorkOrderHandlers orders_{backend_};
  MediaBulletinHandlers bulletins_{backend_};
  AuditHandlers audit_{backend_};
  KeyHandlers keys_{backend_};
  ObservationHandlers observations_{backend_};
  ActivityHandlers activity_{backend_};
  FeedHandlers feeds_{backend_};
  RawCall<ListHandlers, v1::ListAccountsRequest, v1::ListAccountsResponse> raw_list_{lists_, &ListHandlers::ListAccounts};
  RawCall<VerifyHandlers, v1::VerifyAccountRequest, v1::VerifyAccountResponse> raw_verify_{verifying_, &VerifyHandlers::VerifyAccount};
};

Service::Unary* Service::ListAccounts(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  // Without arguments the message has no bytes.
  if (request->Length() != 0) return runner_.Run(context, "ListAccounts", request, response, raw_list_, &decltype(raw_list_)::Handle);
  Unary* reactor = context->DefaultReactor();
  *response = backend_.view.FirstPage();
  runner_.CountInline("ListAccounts", grpc::StatusCode::OK);
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

Service::Unary* Service::VerifyAccount(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  v1::VerifyAccountRequest message;
  std::optional<grpc::ByteBuffer> encoded;
  if (Decode(*request, message)) encoded = verifying_.Encoded(message);
  if (!encoded) return runner_.Run(context, "VerifyAccount", request, response, raw_verify_, &decltype(raw_verify_)::Handle);
  Unary* reactor = context->DefaultReactor();
  *response = *std::move(encoded);
  runner_.CountInline("VerifyAccount", grpc::StatusCode::OK);
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

}  // namespace

std::unique_ptr<grpc::Service> NewService(UnaryRunner& runner, const Backend& backend, EventHub<v1::WatchAccountsResponse>& hub) {
  return std::make_unique<Service>(runner, backend, hub);
}

}  // namespace disclosure::media
