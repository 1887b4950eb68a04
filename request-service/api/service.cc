#include "request-service/api/service.h"

#include "common/rpc/unary.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "request-service/api/access_handlers.h"
#include "request-service/api/act_handlers.h"
#include "request-service/api/applicant_act_handlers.h"
#include "request-service/api/attachment_handlers.h"
#include "request-service/api/audit_handlers.h"
#include "request-service/api/bulletin_handlers.h"
#include "request-service/api/calendar_handlers.h"
#include "request-service/api/consultation_feeds.h"
#include "request-service/api/consultation_handlers.h"
#include "request-service/api/desk_handlers.h"
#include "request-service/api/document_handlers.h"
#include "request-service/api/filing_handlers.h"
#include "request-service/api/key_handlers.h"
#include "request-service/api/ledger_handlers.h"
#include "request-service/api/notification_handlers.h"
#include "request-service/api/public_report_handlers.h"
#include "request-service/api/reading_handlers.h"
#include "request-service/api/reference_handlers.h"
#include "request-service/api/report_handlers.h"
#include "request-service/api/request_export.h"
#include "request-service/api/request_feeds.h"
#include "request-service/api/retention_handlers.h"
#include "request-service/api/review_handlers.h"

namespace disclosure::request {
namespace {

class Service final : public v1::RequestService::CallbackService {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;

  Service(UnaryRunner& runner, const Backend& backend, RequestFeeds& feeds, ConsultationFeeds& consultation_feeds)
      : runner_(runner), backend_(backend), feeds_(feeds), consultation_feeds_(consultation_feeds) {}

#define DISCLOSURE_RPC(Method, Response, handlers, Handlers)                                        \
  Unary* Method(Context* context, const v1::Method##Request* request, Response* response) override { \
    return runner_.Run(context, #Method, request, response, handlers, &Handlers::Method);            \
  }
  DISCLOSURE_RPC(ImportCalendar, v1::ImportCalendarResponse, reference_, ReferenceHandlers)
  DISCLOSURE_RPC(CountDueDate, v1::DueDateExplanation, reference_, ReferenceHandlers)
  DISCLOSURE_RPC(QuoteFee, v1::QuoteFeeResponse, reference_, ReferenceHandlers)
  DISCLOSURE_RPC(FileRequest, v1::FileRequestResponse, filing_, FilingHandlers)
  DISCLOSURE_RPC(TrackRequest, v1::TrackRequestResponse, filing_, FilingHandlers)
  DISCLOSURE_RPC(ListRequests, v1::ListRequestsResponse, reading_, ReadingHandlers)
  DISCLOSURE_RPC(GetRequest, v1::Request, reading_, ReadingHandlers)
  DISCLOSURE_RPC(ExplainDueDate, v1::DueDateExplanation, reading_, ReadingHandlers)
  DISCLOSURE_RPC(CountRequests, v1::CountRequestsResponse, desk_, DeskHandlers)
  DISCLOSURE_RPC(ExportCalendar, google::api::HttpBody, calendar_, CalendarHandlers)
  DISCLOSURE_RPC(CreateCalendarFeed, v1::CalendarFeed, calendar_, CalendarHandlers)
  DISCLOSURE_RPC(ListCalendarFeeds, v1::ListCalendarFeedsResponse, calendar_, CalendarHandlers)
  DISCLOSURE_RPC(DeleteCalendarFeed, google::protobuf::Empty, calendar_, CalendarHandlers)
  DISCLOSURE_RPC(FetchCalendarFeed, google::api::HttpBody, calendar_, CalendarHandlers)
  DISCLOSURE_RPC(GetNotificationSettings, v1::NotificationSettings, notifications_, NotificationHandlers)
  DISCLOSURE_RPC(UpdateNotificationSettings, v1::NotificationSettings, notifications_, NotificationHandlers)
  DISCLOSURE_RPC(ListNotifications, v1::ListNotificationsResponse, notifications_, NotificationHandlers)
  DISCLOSURE_RPC(ConfirmReceipt, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RequireCorrection, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(SupplyCorrection, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(LapseCorrection, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RequireReasons, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordReasons, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(WeighReasons, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(Consult, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordConsultationReceived, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordConsultationAnswer, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(ExpireConsultation, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(ExtendPeriod, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(TransferInformation, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(NoticeFee, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordFeeNoticeReceived, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordPayment, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(LapseFee, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(DraftReply, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(AssignRequest, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(CountItems, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(CorrectApplicant, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(ReviewReply, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(SendBack, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(ApproveReply, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(IssueReply, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordService, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordApplicantReceipt, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(RecordWithdrawal, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(CloseRequest, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(ReopenRequest, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(AnswerRecordCorrection, v1::Request, acts_, ActHandlers)
  DISCLOSURE_RPC(ListDocuments, v1::ListDocumentsResponse, documents_, DocumentHandlers)
  DISCLOSURE_RPC(GetDocument, google::api::HttpBody, documents_, DocumentHandlers)
  DISCLOSURE_RPC(PreviewDocument, google::api::HttpBody, documents_, DocumentHandlers)
  DISCLOSURE_RPC(FetchDocument, google::api::HttpBody, documents_, DocumentHandlers)
  DISCLOSURE_RPC(UploadAttachment, v1::Attachment, attachments_, AttachmentHandlers)
  DISCLOSURE_RPC(SubmitAttachment, v1::Attachment, attachments_, AttachmentHandlers)
  DISCLOSURE_RPC(GetAttachment, google::api::HttpBody, attachments_, AttachmentHandlers)
  DISCLOSURE_RPC(ImportRequests, v1::LedgerImport, ledgers_, LedgerHandlers)
  DISCLOSURE_RPC(ImportReviews, v1::LedgerImport, ledgers_, LedgerHandlers)
  DISCLOSURE_RPC(GetAnnualReport, v1::AnnualReport, reports_, ReportHandlers)
  DISCLOSURE_RPC(ListAnnualReports, v1::ListAnnualReportsResponse, public_reports_, PublicReportHandlers)
  DISCLOSURE_RPC(GetRequestStatistics, v1::RequestStatistics, public_reports_, PublicReportHandlers)
  DISCLOSURE_RPC(ListReportCell, v1::ListReportCellResponse, reports_, ReportHandlers)
  DISCLOSURE_RPC(UpdateAnnualReport, v1::AnnualReport, reports_, ReportHandlers)
  DISCLOSURE_RPC(FinaliseAnnualReport, v1::AnnualReport, reports_, ReportHandlers)
  DISCLOSURE_RPC(PublishAnnualReport, v1::AnnualReport, reports_, ReportHandlers)
  DISCLOSURE_RPC(ExportAnnualReport, google::api::HttpBody, reports_, ReportHandlers)
  DISCLOSURE_RPC(SupplyOwnCorrection, v1::TrackRequestResponse, own_acts_, ApplicantActHandlers)
  DISCLOSURE_RPC(GiveOwnReasons, v1::TrackRequestResponse, own_acts_, ApplicantActHandlers)
  DISCLOSURE_RPC(WithdrawOwnRequest, v1::TrackRequestResponse, own_acts_, ApplicantActHandlers)
  DISCLOSURE_RPC(ViewConsultation, v1::ViewConsultationResponse, consultations_, ConsultationHandlers)
  DISCLOSURE_RPC(AnswerConsultation, v1::Consultation, consultations_, ConsultationHandlers)
  DISCLOSURE_RPC(ListConsultations, v1::ListConsultationsResponse, consultations_, ConsultationHandlers)
  DISCLOSURE_RPC(GetConsultation, v1::Consultation, consultations_, ConsultationHandlers)
  DISCLOSURE_RPC(GetConsultationLetter, google::api::HttpBody, consultations_, ConsultationHandlers)
  DISCLOSURE_RPC(AcknowledgeConsultation, v1::Consultation, consultations_, ConsultationHandlers)
  DISCLOSURE_RPC(AnswerOrganConsultation, v1::Consultation, consultations_, ConsultationHandlers)
  DISCLOSURE_RPC(VerifyAudit, v1::VerifyAuditResponse, audit_, AuditHandlers)
  DISCLOSURE_RPC(SealAudit, v1::SealAuditResponse, audit_, AuditHandlers)
  DISCLOSURE_RPC(GetAuditHead, v1::AuditHead, audit_, AuditHandlers)
  DISCLOSURE_RPC(RotateKeys, v1::RotateKeysResponse, keys_, KeyHandlers)
  DISCLOSURE_RPC(ListAccesses, v1::ListAccessesResponse, accesses_, AccessHandlers)
  DISCLOSURE_RPC(ApplyRetention, v1::ApplyRetentionResponse, retention_, RetentionHandlers)
  DISCLOSURE_RPC(CreateReview, v1::Review, reviews_, ReviewHandlers)
  DISCLOSURE_RPC(GetReview, v1::Review, reviews_, ReviewHandlers)
  DISCLOSURE_RPC(ListReviews, v1::ListReviewsResponse, reviews_, ReviewHandlers)
  DISCLOSURE_RPC(UpdateReview, v1::Review, reviews_, ReviewHandlers)
  DISCLOSURE_RPC(CloseReview, v1::Review, reviews_, ReviewHandlers)
  DISCLOSURE_RPC(CorrectReview, v1::Review, reviews_, ReviewHandlers)
  DISCLOSURE_RPC(GetBulletin, v1::Bulletin, bulletins_, BulletinHandlers)
#undef DISCLOSURE_RPC

  grpc::ServerWriteReactor<google::api::HttpBody>* ExportRequests(Context* context, const v1::ExportRequestsRequest* request) override {
    return ChunkStream<google::api::HttpBody>::Start(
        runner_, context, "ExportRequests", [this, request](const Call& call) { return BeginExport(backend_, call, *request); });
  }
  grpc::ServerWriteReactor<v1::WatchRequestsResponse>* WatchRequests(Context* context, const v1::WatchRequestsRequest* request) override {
    return WatchOrgan(runner_, backend_, feeds_, context, *request);
  }
  grpc::ServerWriteReactor<v1::WatchConsultationsResponse>* WatchConsultations(Context* context,
                                                                               const v1::WatchConsultationsRequest* request) override {
    const absl::StatusOr<Call> call = runner_.Admit(*context, "WatchConsultations");
    runner_.CountInline("WatchConsultations", static_cast<grpc::StatusCode>(call.status().code()));
    return call.ok() ? consultation_feeds_.Watch(*call, context, *request) : ConsultationFeeds::Hub::Refuse(call.status());
  }

 private:
  UnaryRunner& runner_;
  const Backend& backend_;
  RequestFeeds& feeds_;
  ConsultationFeeds& consultation_feeds_;
  ReferenceHandlers reference_{backend_};
  FilingHandlers filing_{backend_};
  ReadingHandlers reading_{backend_};
  ActHandlers acts_{backend_};
  DocumentHandlers documents_{backend_};
  DeskHandlers desk_{backend_};
  CalendarHandlers calendar_{backend_};
  AttachmentHandlers attachments_{backend_};
  LedgerHandlers ledgers_{backend_};
  ReportHandlers reports_{backend_};
  PublicReportHandlers public_reports_{backend_};
  ReviewHandlers reviews_{backend_};
  BulletinHandlers bulletins_{backend_};
  NotificationHandlers notifications_{backend_};
  ApplicantActHandlers own_acts_{backend_};
  ConsultationHandlers consultations_{backend_};
  AuditHandlers audit_{backend_};
  KeyHandlers keys_{backend_};
  AccessHandlers accesses_{backend_};
  RetentionHandlers retention_{backend_};
};

}  // namespace

std::unique_ptr<grpc::Service> NewService(UnaryRunner& runner, const Backend& backend, RequestFeeds& feeds, ConsultationFeeds& consultation_feeds) {
  return std::make_unique<Service>(runner, backend, feeds, consultation_feeds);
}

}  // namespace disclosure::request
