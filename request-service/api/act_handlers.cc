#include "request-service/api/act_handlers.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "request-service/api/case_work.h"
#include "request-service/api/consultation_work.h"
#include "request-service/api/papers.h"
#include "request-service/api/reply_papers.h"
#include "request-service/domain/written_text.h"
#include "request-service/storage/digests.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostText = 5000;
constexpr size_t kMostHandler = 255;  // as the column of the list holds
constexpr int kMostCorrectionItems = 50;

using Made = absl::StatusOr<EventData>;

// A text of an officer, clean and within its limit.
const std::string& Text(error::Violations& bad, std::string_view field, const std::string& text) {
  CheckWritten(bad, field, text, kMostText);
  return text;
}

template <typename To, typename From>
To Known(From value, bool valid) {
  return valid ? static_cast<To>(value) : To();
}

// Counts what nobody counted: the applicant's requests of the month of receipt, unless the officer names another span.
absl::Status CountMonth(Reader& reader, const RequestRow& row, ReasonsRequired& required) {
  if (!row.received) return absl::OkStatus();
  const absl::CivilMonth month(*row.received);
  const std::string span = absl::StrCat(month.year(), "年", month.month(), "月");
  if (!required.span.empty() && required.span != span) return absl::OkStatus();
  required.span = span;
  ASSIGN_OR_RETURN(required.counted, reader.CountReceived(row.key.organ, row.applicant, absl::CivilDay(month), absl::CivilDay(month + 1) - 1));
  return absl::OkStatus();
}

// What is given takes the place of what is there.
Applicant Corrected(Applicant applicant, const v1::CorrectApplicantRequest& request) {
  if (request.applicant_class() != v1::APPLICANT_CLASS_UNSPECIFIED) {
    applicant.applicant_class = static_cast<ApplicantClass>(request.applicant_class());
  }
  if (request.has_phone()) applicant.phone = request.phone();
  if (request.has_email()) applicant.email = request.email();
  if (request.has_address()) applicant.address = request.address();
  if (request.has_postcode()) applicant.postcode = request.postcode();
  return applicant;
}

// The draft that the officer says he read, else the one there is: the record tells which.
int DraftOf(const Case& found, int said) {
  return said != 0 ? said : DraftNumber(found.progress);
}

// 行政复议法 art. 22(2): as the reply was issued, whatever became of the applicant's address since. A reply of before this was
// kept is judged by how it would be served today.
bool NamesOnlineChannel(const Case& found) {
  const std::optional<Round>& round = found.progress.round;
  const bool today = ExpectedService(found.row) == ServiceMethod::kElectronic;
  return round && round->replied ? round->replied->online_channel.value_or(today) : today;
}

std::string OrganCode(const std::string& name) { return name.substr(0, 7) == "organs/" ? name.substr(7) : name; }

}  // namespace

absl::StatusOr<v1::Request> ActHandlers::ConfirmReceipt(const Call& call, const v1::ConfirmReceiptRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return ReceiptConfirmed{ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "act", request.act())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::RequireCorrection(const Call& call, const v1::RequireCorrectionRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    if (request.items_size() > kMostCorrectionItems) bad.Add("items", absl::StrCat("最多", kMostCorrectionItems, "项"));
    for (const std::string& item : request.items()) Text(bad, "items", item);
    return CorrectionRequired{{request.items().begin(), request.items().end()}, Text(bad, "guidance", request.guidance()),
                              ParseDay(bad, "deadline", request.deadline())};
  }, [&](Writer& writer, const Bench& bench, Case& after) {
    return Issue(backend_, writer, bench, after, {CorrectionNotice(bench, after)});
  });
}

absl::StatusOr<v1::Request> ActHandlers::SupplyCorrection(const Call& call, const v1::SupplyCorrectionRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return CorrectionSupplied{ParseDay(bad, "received_on", request.received_on(), bench.today()), Text(bad, "text", request.text())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::LapseCorrection(const Call& call, const v1::LapseCorrectionRequest& request) {
  return PerformAct(backend_, call, request,
                    [](Writer&, const Bench&, const Case&, error::Violations&) -> Made { return CorrectionLapsed{}; });
}

absl::StatusOr<v1::Request> ActHandlers::RequireReasons(const Call& call, const v1::RequireReasonsRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer& writer, const Bench&, const Case& found, error::Violations& bad) -> Made {
    Text(bad, "what_to_explain", request.what_to_explain());
    ReasonsRequired required{request.counted(), Text(bad, "span", request.span()), ParseDay(bad, "deadline", request.deadline())};
    if (required.counted == 0) RETURN_IF_ERROR(CountMonth(writer, found.row, required));
    return required;
  }, [&](Writer& writer, const Bench& bench, Case& after) {
    return Issue(backend_, writer, bench, after, {ReasonsNotice(bench, after, request.what_to_explain())});
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordReasons(const Call& call, const v1::RecordReasonsRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return ReasonsGiven{ParseDay(bad, "received_on", request.received_on(), bench.today()), Text(bad, "reasons", request.reasons())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::WeighReasons(const Call& call, const v1::WeighReasonsRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    ReasonsWeighed weighed{.verdict = Known<ReasonsVerdict>(request.verdict(), v1::ReasonsVerdict_IsValid(request.verdict())),
                           .assessment = Text(bad, "assessment", request.assessment())};
    if (!request.delayed_until().empty()) weighed.delayed_until = ParseDay(bad, "delayed_until", request.delayed_until());
    return weighed;
  }, [&](Writer& writer, const Bench& bench, Case& after) -> absl::Status {
    if (request.verdict() != v1::DELAY) return absl::OkStatus();  // a refusal is told by the reply
    return Issue(backend_, writer, bench, after, {DelayNotice(bench, after)});
  });
}

absl::StatusOr<v1::Request> ActHandlers::Consult(const Call& call, const v1::ConsultRequest& request) {
  v1::NewConsultation made;
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case& found, error::Violations& bad) -> Made {
    Text(bad, "information", request.information());
    if (request.kind() == v1::THIRD_PARTY && request.information().empty()) {
      bad.Add("information", "须写明征求意见所涉及的信息：申请人的原话可能透露其身份");
    }
    const Consulted letter{.id = absl::StrCat(found.progress.consultations + 1),
                           .kind = Known<ConsultationKind>(request.kind(), v1::ConsultationKind_IsValid(request.kind())),
                           .organ = OrganCode(request.organ()),
                           .party = Text(bad, "party", request.party()),
                           .sent = ParseDay(bad, "sent_on", request.sent_on(), bench.today())};
    CheckAddressee(bad, bench, letter);
    return letter;
  }, [&](Writer& writer, const Bench& bench, Case& after) -> absl::Status {
    ASSIGN_OR_RETURN(made, OpenConsultation(backend_, writer, bench, after, request.information()));
    return absl::OkStatus();
  }, [&](v1::Request& response) { *response.mutable_consultation() = made; });
}

absl::StatusOr<v1::Request> ActHandlers::RecordConsultationReceived(const Call& call, const v1::RecordConsultationReceivedRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return ConsultationReceived{request.consultation(), ParseDay(bad, "day", request.day(), bench.today())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordConsultationAnswer(const Call& call, const v1::RecordConsultationAnswerRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return ConsultationAnswered{request.consultation(), ParseDay(bad, "day", request.day(), bench.today()),
                                Known<ConsultationAnswer>(request.answer(), v1::ConsultationAnswer_IsValid(request.answer())),
                                Text(bad, "reasons", request.reasons())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::ExpireConsultation(const Call& call, const v1::ExpireConsultationRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case& found, error::Violations&) -> Made {
    const Consultation* consultation = found.progress.FindConsultation(request.consultation());
    ConsultationExpired expired{request.consultation(), bench.today()};
    // The day is the law's, not the officer's.
    if (consultation != nullptr) {
      ASSIGN_OR_RETURN(expired.day, ConsultationDue(*consultation, bench.desk()));
    }
    return expired;
  });
}

absl::StatusOr<v1::Request> ActHandlers::ExtendPeriod(const Call& call, const v1::ExtendPeriodRequest& request) {
  std::optional<absl::CivilDay> before;
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case& found, error::Violations& bad) -> Made {
    if (!found.row.due_provisional) before = found.row.due;
    return Extended{request.working_days(), Text(bad, "reason", request.reason())};
  }, [&](Writer& writer, const Bench& bench, Case& after) {
    return Issue(backend_, writer, bench, after, {ExtensionNotice(bench, after, before)});
  });
}

absl::StatusOr<v1::Request> ActHandlers::TransferInformation(const Call& call, const v1::TransferInformationRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return InformationTransferred{Text(bad, "organ", request.organ()), Text(bad, "note", request.note())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::NoticeFee(const Call& call, const v1::NoticeFeeRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer& writer, const Bench& bench, const Case& found, error::Violations& bad) -> Made {
    Text(bad, "how_to_pay", request.how_to_pay());
    const auto method = Known<FeeMethod>(request.method(), v1::FeeMethod_IsValid(request.method()));
    if (method == FeeMethod::kUnspecified) bad.Add("method", "must be given");
    const int items = request.items() == 0 ? std::max(1, found.progress.items_counted) : request.items();
    if (items < 1) bad.Add("items", "必须是正整数");
    RETURN_IF_ERROR(bad.status());
    // Counted by the month of receipt and by organ [I]: the measure says neither.
    ASSIGN_OR_RETURN(const int before, writer.CountBeforeInMonth(found.row));
    ASSIGN_OR_RETURN(const FeeQuote quote, backend_.law.fees.Quote({.items_before = before,
                                                                    .items = items,
                                                                    .pages = request.pages(),
                                                                    .already_public = request.already_public()},
                                                                   bench.today()));
    if (!bad.empty()) return FeeNoticed{};
    ASSIGN_OR_RETURN(const int64_t yuan, Chosen(quote, method));
    return FeeNoticed{method, items, request.pages(), yuan, before};
  }, [&](Writer& writer, const Bench& bench, Case& after) {
    return Issue(backend_, writer, bench, after, {FeeNotice(backend_, bench, after, request.how_to_pay())});
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordFeeNoticeReceived(const Call& call, const v1::RecordFeeNoticeReceivedRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return FeeNoticeReceived{ParseDay(bad, "day", request.day(), bench.today())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordPayment(const Call& call, const v1::RecordPaymentRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return FeePaid{ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "receipt", request.receipt())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::LapseFee(const Call& call, const v1::LapseFeeRequest& request) {
  return PerformAct(backend_, call, request, [](Writer&, const Bench&, const Case&, error::Violations&) -> Made { return FeeLapsed{}; });
}

absl::StatusOr<v1::Request> ActHandlers::DraftReply(const Call& call, const v1::DraftReplyRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer& writer, const Bench&, const Case& found, error::Violations& bad) -> Made {
    CheckReply(bad, request.reply());
    if (!bad.empty()) return Drafted{};
    ASSIGN_OR_RETURN(const CombinedReply combined, Combine(backend_.law, request.reply()));
    const int draft = found.progress.events + 1;  // the number of the event: never used before
    RETURN_IF_ERROR(writer.InsertDraft(found.row.key, draft, request.reply().SerializeAsString()));
    Drafted drafted{draft, combined.leaf->leaf};
    for (const ReplyLeaf* part : combined.parts) drafted.parts.push_back(part->leaf);
    return drafted;
  }, [&](Writer& writer, const Bench& bench, Case& after) {
    return CheckIssuable(backend_, writer, bench, after, request.reply());
  });
}

absl::StatusOr<v1::Request> ActHandlers::AssignRequest(const Call& call, const v1::AssignRequestRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    CheckWritten(bad, "handler", request.handler(), kMostHandler);
    return Assigned{request.handler()};
  });
}

absl::StatusOr<v1::Request> ActHandlers::CountItems(const Call& call, const v1::CountItemsRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return ItemsCounted{request.items(), Text(bad, "reason", request.reason())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::CorrectApplicant(const Call& call, const v1::CorrectApplicantRequest& request) {
  Applicant corrected;
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case& found, error::Violations& bad) -> Made {
    if (!v1::ApplicantClass_IsValid(request.applicant_class())) bad.Add("applicant_class", "is none of the classes");
    Text(bad, "reason", request.reason());
    RETURN_IF_ERROR(bad.status());
    const Applicant& before = found.row.applicant;
    corrected = Corrected(before, request);
    RETURN_IF_ERROR(ValidateCorrection(before, corrected, found.row.wanted.route));
    return ApplicantCorrected{before.applicant_class, corrected.applicant_class, CorrectedFields(before, corrected), request.reason()};
  }, [&](Writer& writer, const Bench&, Case& after) {
    after.row.applicant = corrected;
    std::get<ApplicantCorrected>(after.events.back().event.data).filing = FilingDigest(backend_.vault, after.row);
    return writer.UpdateApplicant(after.row.key, corrected);
  }, [&](v1::Request& response) { *response.mutable_applicant() = ToProto(corrected); });
}

absl::StatusOr<v1::Request> ActHandlers::ReviewReply(const Call& call, const v1::ReviewReplyRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case& found, error::Violations& bad) -> Made {
    return Reviewed{Text(bad, "note", request.note()), DraftOf(found, request.draft())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::SendBack(const Call& call, const v1::SendBackRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return SentBack{Text(bad, "note", request.note())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::ApproveReply(const Call& call, const v1::ApproveReplyRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case& found, error::Violations& bad) -> Made {
    return Approved{Text(bad, "note", request.note()), DraftOf(found, request.draft())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::IssueReply(const Call& call, const v1::IssueReplyRequest& request) {
  v1::Reply reply;
  return PerformAct(backend_, call, request, [&](Writer& writer, const Bench& bench, const Case& found, error::Violations&) -> Made {
    if (!NextState(found.progress.state, Act::kReply)) return Replied{};  // the table refuses it
    ASSIGN_OR_RETURN(const std::string draft, writer.GetDraft(found.row.key, found.progress.round->draft));
    if (!reply.ParseFromString(draft)) return absl::DataLossError("a stored draft cannot be decoded");
    ASSIGN_OR_RETURN(const CombinedReply combined, Combine(backend_.law, reply));
    Replied replied{.leaf = combined.leaf->leaf, .day = bench.today()};
    if (!combined.leaf->document.empty()) {
      replied.online_channel = ExpectedService(found.row) == ServiceMethod::kElectronic;
      ASSIGN_OR_RETURN(replied.document_number, NextNumber(backend_, writer, bench, combined.leaf->document));
    }
    return replied;
  }, [&](Writer& writer, const Bench& bench, Case& after) -> absl::Status {
    ASSIGN_OR_RETURN(std::vector<Paper> papers,
                     ReplyPapers(backend_, writer, bench, after, reply, after.progress.round->replied->document_number));
    return Issue(backend_, writer, bench, after, std::move(papers));
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordService(const Call& call, const v1::RecordServiceRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case& found, error::Violations& bad) -> Made {
    Served served{Known<ServiceMethod>(request.method(), v1::Service_IsValid(request.method())),
                  ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "evidence", request.evidence())};
    if (!request.applicant_received_on().empty()) {
      served.received = ParseDay(bad, "applicant_received_on", request.applicant_received_on());
    }
    if (served.method == ServiceMethod::kElectronic && !NamesOnlineChannel(found)) {
      return error::Make(absl::StatusCode::kFailedPrecondition, "the reply does not name the online channel of remedy (行政复议法 art. 22(2))",
                         {.reason = "NO_ONLINE_CHANNEL_IN_REPLY",
                          .violations = {{"method", "答复书没有载明网上申请行政复议的途径，不能以电子方式送达：请当面或者邮寄送达"}}});
    }
    return served;
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordApplicantReceipt(const Call& call, const v1::RecordApplicantReceiptRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return ApplicantReceived{ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "evidence", request.evidence())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordWithdrawal(const Call& call, const v1::RecordWithdrawalRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return Withdrawn{ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "reason", request.reason())};
  }, [&](Writer& writer, const Bench& bench, Case& after) {
    return Issue(backend_, writer, bench, after, WithdrawalConfirmation(bench, after));
  });
}

absl::StatusOr<v1::Request> ActHandlers::CloseRequest(const Call& call, const v1::CloseRequestRequest& request) {
  return PerformAct(backend_, call, request, [](Writer&, const Bench&, const Case&, error::Violations&) -> Made { return Closed{}; });
}

absl::StatusOr<v1::Request> ActHandlers::ReopenRequest(const Call& call, const v1::ReopenRequestRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return Reopened{Known<ReopenedBy>(request.by(), v1::ReopenedBy_IsValid(request.by())),
                    Text(bad, "document_number", request.document_number()), ParseDay(bad, "day", request.day(), bench.today())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::AnswerRecordCorrection(const Call& call, const v1::AnswerRecordCorrectionRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return RecordCorrectionAnswered{
        Known<RecordCorrectionResult>(request.result(), v1::RecordCorrectionResult_IsValid(request.result())),
        Text(bad, "record", request.record()), Text(bad, "reasons", request.reasons()), Text(bad, "organ", request.organ())};
  }, [&](Writer& writer, const Bench& bench, Case& after) -> absl::Status {
    ASSIGN_OR_RETURN(Paper reply, RecordCorrectionReply(backend_, bench, after));
    return Issue(backend_, writer, bench, after, {std::move(reply)});
  });
}

}  // namespace disclosure::request
