#include "request-service/api/act_handlers.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/text_limits.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostText = 5000;
constexpr size_t kMostParts = 50;
// 文号: of the organ's replies, one series a year.
constexpr std::string_view kReplySeries = "公复";

using Made = absl::StatusOr<EventData>;

// A text of an officer, clean and within its limit.
const std::string& Text(error::Violations& bad, std::string_view field, const std::string& text) {
  CheckText(bad, field, text, kMostText);
  return text;
}

template <typename To, typename From>
To Known(From value, bool valid) {
  return valid ? static_cast<To>(value) : To();
}

std::string OrganCode(const std::string& name) { return name.substr(0, 7) == "organs/" ? name.substr(7) : name; }

// Which elements the documents of a reply find in it: those named, and those that follow from the request.
std::set<std::string> PresentElements(const v1::Reply& reply) {
  std::set<std::string> present;
  for (const v1::ReplyPart& part : reply.parts()) {
    for (const auto& [code, text] : part.elements()) {
      if (!text.empty()) present.insert(code);
    }
  }
  return present;
}

// Elements that the service itself writes into every reply.
constexpr std::string_view kOwnElements[] = {"title",    "document_number", "addressee", "received_on", "request_number", "request_restated",
                                             "decision", "exemption",       "organ",     "date",        "remedy_clause"};

void CheckReply(error::Violations& bad, const v1::Reply& reply) {
  if (reply.parts().empty()) bad.Add("reply.parts", "must have at least one part");
  if (reply.parts_size() > static_cast<int>(kMostParts)) bad.Add("reply.parts", "must have at most 50 parts");
  Text(bad, "reply.findings", reply.findings());
  Text(bad, "reply.service_note", reply.service_note());
  for (int i = 0; i < reply.parts_size(); ++i) {
    const v1::ReplyPart& part = reply.parts(i);
    Text(bad, absl::StrCat("reply.parts[", i, "].content"), part.content());
    Text(bad, absl::StrCat("reply.parts[", i, "].grounds"), part.grounds());
    for (const auto& [code, text] : part.elements()) Text(bad, absl::StrCat("reply.parts[", i, "].elements[", code, "]"), text);
  }
}

absl::StatusOr<CombinedReply> Combine(const Law& law, const v1::Reply& reply) {
  std::vector<std::string> leaves;
  for (const v1::ReplyPart& part : reply.parts()) leaves.push_back(part.leaf());
  ASSIGN_OR_RETURN(CombinedReply combined, law.replies.CombineParts(leaves));
  std::set<std::string> present = PresentElements(reply);
  const bool reasoned = std::all_of(reply.parts().begin(), reply.parts().end(), [](const auto& part) { return !part.grounds().empty(); });
  if (reasoned) present.insert("reasons");
  for (const std::string_view own : kOwnElements) present.insert(std::string(own));
  if (!combined.leaf->document.empty()) {
    RETURN_IF_ERROR(law.elements.CheckComplete(combined.leaf->document, ElementKeys(combined), present));
  }
  return combined;
}

}  // namespace

absl::StatusOr<v1::Request> ActHandlers::ConfirmReceipt(const Call& call, const v1::ConfirmReceiptRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return ReceiptConfirmed{ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "act", request.act())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::RequireCorrection(const Call& call, const v1::RequireCorrectionRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    for (const std::string& item : request.items()) Text(bad, "items", item);
    return CorrectionRequired{{request.items().begin(), request.items().end()}, Text(bad, "guidance", request.guidance()),
                              ParseDay(bad, "deadline", request.deadline())};
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
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return ReasonsRequired{request.counted(), Text(bad, "span", request.span()), ParseDay(bad, "deadline", request.deadline())};
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
  });
}

absl::StatusOr<v1::Request> ActHandlers::Consult(const Call& call, const v1::ConsultRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case& found, error::Violations& bad) -> Made {
    const size_t earlier = found.progress.round ? found.progress.round->consultations.size() : 0;
    return Consulted{.id = absl::StrCat(earlier + 1),
                     .kind = Known<ConsultationKind>(request.kind(), v1::ConsultationKind_IsValid(request.kind())),
                     .organ = OrganCode(request.organ()),
                     .party = Text(bad, "party", request.party()),
                     .sent = ParseDay(bad, "sent_on", request.sent_on(), bench.today())};
  });
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
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return Extended{request.working_days(), Text(bad, "reason", request.reason())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::TransferInformation(const Call& call, const v1::TransferInformationRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return InformationTransferred{Text(bad, "organ", request.organ()), Text(bad, "note", request.note())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::NoticeFee(const Call& call, const v1::NoticeFeeRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer& writer, const Bench& bench, const Case& found, error::Violations& bad) -> Made {
    const auto method = Known<FeeMethod>(request.method(), v1::FeeMethod_IsValid(request.method()));
    if (method == FeeMethod::kUnspecified) bad.Add("method", "must be given");
    // Counted by the month of receipt, by organ, and each earlier request as one item [I]: the measure says none of it.
    ASSIGN_OR_RETURN(const int before, writer.CountBeforeInMonth(found.row));
    ASSIGN_OR_RETURN(const FeeQuote quote, backend_.law.fees.Quote({.items_before = before,
                                                                    .items = std::max(1, request.items()),
                                                                    .pages = request.pages()},
                                                                   bench.today()));
    if (!bad.empty()) return FeeNoticed{};
    ASSIGN_OR_RETURN(const int64_t yuan, Chosen(quote, method));
    return FeeNoticed{method, std::max(1, request.items()), request.pages(), yuan};
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
    return Drafted{draft, combined.leaf->leaf};
  });
}

absl::StatusOr<v1::Request> ActHandlers::SendBack(const Call& call, const v1::SendBackRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return SentBack{Text(bad, "note", request.note())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::ApproveReply(const Call& call, const v1::ApproveReplyRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench&, const Case&, error::Violations& bad) -> Made {
    return Approved{Text(bad, "note", request.note())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::IssueReply(const Call& call, const v1::IssueReplyRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer& writer, const Bench& bench, const Case& found, error::Violations&) -> Made {
    if (!NextState(found.progress.state, Act::kReply)) return Replied{};  // the table refuses it
    const int year = static_cast<int>(bench.today().year());
    ASSIGN_OR_RETURN(const int serial, writer.NextDocumentSerial(bench.organ().code, kReplySeries, year));
    const std::string& prefix = bench.organ().document_prefix.empty() ? bench.organ().short_name : bench.organ().document_prefix;
    return Replied{absl::StrCat(prefix, std::string(kReplySeries), "〔", year, "〕", serial, "号"), found.progress.round->leaf, bench.today()};
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordService(const Call& call, const v1::RecordServiceRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return Served{Known<ServiceMethod>(request.method(), v1::Service_IsValid(request.method())),
                  ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "evidence", request.evidence())};
  });
}

absl::StatusOr<v1::Request> ActHandlers::RecordWithdrawal(const Call& call, const v1::RecordWithdrawalRequest& request) {
  return PerformAct(backend_, call, request, [&](Writer&, const Bench& bench, const Case&, error::Violations& bad) -> Made {
    return Withdrawn{ParseDay(bad, "day", request.day(), bench.today()), Text(bad, "reason", request.reason())};
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

}  // namespace disclosure::request
