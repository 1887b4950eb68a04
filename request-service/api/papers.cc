#include "request-service/api/papers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "request-service/documents/document_json.h"
#include "request-service/documents/reply_facts.h"

namespace disclosure::request {
namespace {

// The wish, as it was corrected.
std::string Wish(const Case& request) {
  std::string wish = request.row.wanted.subject;
  for (const StoredEvent& stored : request.events) {
    const auto* supplied = std::get_if<CorrectionSupplied>(&stored.event.data);
    if (supplied != nullptr) absl::StrAppend(&wish, "（", ChineseDate(supplied->received), "补正：", supplied->text, "）");
  }
  return wish;
}

template <typename T>
const T& LastEvent(const Case& request) {
  return std::get<T>(request.events.back().event.data);
}

// "收到补正后的申请之日起第20个工作日，征求意见所需时间不计算在内".
std::string PeriodInWords(const Bench& bench, const Case& request) {
  const Round& round = *request.progress.round;
  const int days = round.start_reason == StartReason::kReopened ? bench.periods().reopened : bench.periods().answer;
  const std::string_view start = StartText(round.start_reason);
  std::string text = absl::StrCat(std::string(start.substr(0, start.find("（"))), "起第", days, "个工作日");
  if (!round.consultations.empty()) absl::StrAppend(&text, "（征求意见所需时间不计算在内）");
  return text;
}

std::string NameOf(const Bench& bench, const Consulted& letter) {
  const Organ* const organ = bench.FindOrgan(letter.organ);
  if (!letter.party.empty() || organ == nullptr) return letter.party;
  return organ->name;
}

}  // namespace

DocumentFacts CaseFacts(const Bench& bench, const Case& request) {
  const RequestRow& row = request.row;
  DocumentFacts facts{.organ = bench.signing_organ(),
                      .request_number = Number(row.key),
                      .applicant_name = row.applicant.name,
                      .applicant_address = row.applicant.address,
                      .applicant_class = row.applicant.applicant_class,
                      .channel = row.channel,
                      .wish = Wish(request),
                      .date = bench.today()};
  if (row.received) facts.dates["received_on"] = *row.received;
  return facts;
}

absl::StatusOr<std::string> NextNumber(const Backend& backend, Writer& writer, const Bench& bench, std::string_view code) {
  const Organ& organ = bench.signing_organ();
  const std::string& prefix = organ.document_prefix.empty() ? organ.short_name : organ.document_prefix;
  if (prefix.empty()) {
    return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("organs/", organ.code, " has no document prefix (发文机关代字)"),
                       {.reason = "ORGAN_DATA_MISSING",
                        .metadata = {{"organ", organ.code}},
                        .violations = {{"document_prefix", "机关目录中没有发文机关代字"}}});
  }
  const std::string series = backend.law.series.Series(code);
  const int year = static_cast<int>(bench.today().year());
  ASSIGN_OR_RETURN(const int serial, writer.NextDocumentSerial(organ.code, series, year));
  return FormatDocumentNumber({prefix, series, year, serial});
}

absl::Status Issue(const Backend& backend, Writer& writer, const Bench& bench, Case& request, std::vector<Paper> papers) {
  Event& event = request.events.back().event;
  for (Paper& paper : papers) {
    if (paper.facts.document_number.empty()) {
      ASSIGN_OR_RETURN(paper.facts.document_number, NextNumber(backend, writer, bench, paper.code));
    }
    ASSIGN_OR_RETURN(const Document document, Compose(paper.code, paper.facts, backend.law.documents()));
    ASSIGN_OR_RETURN(std::string digest, writer.InsertDocument(request.row.key, {.seq = event.seq,
                                                                                 .item = static_cast<int>(event.papers.size()) + 1,
                                                                                 .code = paper.code,
                                                                                 .number = document.number,
                                                                                 .title = document.title,
                                                                                 .issued = bench.today(),
                                                                                 .to_applicant = paper.to_applicant,
                                                                                 .content = ToJson(document)}));
    event.papers.push_back(std::move(digest));
  }
  return absl::OkStatus();
}

absl::StatusOr<Document> Receipt(const Backend& backend, const Bench& bench, const Case& request) {
  DocumentFacts facts = CaseFacts(bench, request);
  facts.organ = bench.organ();  // as on the day of the filing
  facts.wish = request.row.wanted.subject;
  facts.date = LocalDay(request.row.create_time);
  facts.elements["contact"] = absl::StrCat(bench.organ().name, "政府信息公开工作机构");
  facts.elements["due_date"] = absl::StrCat("自收到申请之日起", bench.periods().answer, "个工作日内");
  if (request.row.received) {
    const auto due = bench.calendar().AddWorkingDays(*request.row.received, bench.periods().answer, bench.organ().division);
    if (due.ok() && !due->provisional) facts.dates["due_date"] = due->date;
  } else {
    facts.elements["received_on"] = "待双方确认";
  }
  return Compose("T01", facts, backend.law.documents());
}

Paper CorrectionNotice(const Bench& bench, const Case& request) {
  const auto& required = LastEvent<CorrectionRequired>(request);
  DocumentFacts facts = CaseFacts(bench, request);
  facts.elements["items_to_correct"] = absl::StrJoin(required.items, "\n");
  facts.elements["guidance"] = required.guidance;
  facts.dates["correction_period"] = required.deadline;
  return {"T02", std::move(facts)};
}

Paper ReasonsNotice(const Bench& bench, const Case& request, const std::string& what_to_explain) {
  const auto& required = LastEvent<ReasonsRequired>(request);
  DocumentFacts facts = CaseFacts(bench, request);
  facts.elements["counts"] = Counts(required, facts.applicant_class);
  facts.elements["what_to_explain"] = what_to_explain;
  facts.dates["explain_by"] = required.deadline;
  return {"T03", std::move(facts)};
}

Paper ExtensionNotice(const Bench& bench, const Case& request, std::optional<absl::CivilDay> before) {
  const auto& extended = LastEvent<Extended>(request);
  DocumentFacts facts = CaseFacts(bench, request);
  facts.elements["reasons"] = extended.reason;
  facts.dates["approval"] = bench.today();
  // While a consultation is open or a year has no notice of holidays the days are not known yet; the length of the period is.
  if (before) {
    facts.dates["original_due_date"] = *before;
  } else {
    facts.elements["original_due_date"] = PeriodInWords(bench, request);
  }
  if (request.row.due && !request.row.due_provisional) {
    facts.dates["new_due_date"] = *request.row.due;
  } else {
    facts.elements["new_due_date"] = absl::StrCat("原答复期限届满后第", extended.working_days, "个工作日");
  }
  return {"T04", std::move(facts)};
}

std::vector<Paper> ConsultationLetters(const Bench& bench, const Case& request, const std::string& information,
                                       const std::string& online_answer) {
  const auto& letter = LastEvent<Consulted>(request);
  DocumentFacts facts = CaseFacts(bench, request);
  facts.party = NameOf(bench, letter);
  facts.consultation = letter.kind;
  facts.elements["information_asked"] = information.empty() ? facts.wish : information;
  facts.dates["pause_from"] = letter.sent;
  const bool third_party = letter.kind == ConsultationKind::kThirdParty;
  Paper to_party{third_party ? "T05" : "T06", facts, /*to_applicant=*/false};
  to_party.facts.elements["online_answer"] = online_answer;
  return {std::move(to_party), {"T07", std::move(facts)}};
}

Paper FeeNotice(const Backend& backend, const Bench& bench, const Case& request, const std::string& how_to_pay) {
  DocumentFacts facts = CaseFacts(bench, request);
  facts.fee = LastEvent<FeeNoticed>(request);
  facts.fee_schedule = backend.law.fees.On(bench.today());
  facts.elements["how_to_pay"] = how_to_pay;
  return {"T09", std::move(facts)};
}

Paper DelayNotice(const Bench& bench, const Case& request) {
  DocumentFacts facts = CaseFacts(bench, request);
  facts.dates["new_period"] = *LastEvent<ReasonsWeighed>(request).delayed_until;
  return {"R15", std::move(facts)};
}

std::vector<Paper> WithdrawalConfirmation(const Bench& bench, const Case& request) {
  if (!request.row.received) return {};
  DocumentFacts facts = CaseFacts(bench, request);
  facts.dates["withdrawn_on"] = LastEvent<Withdrawn>(request).day;
  return {{"R17", std::move(facts)}};
}

}  // namespace disclosure::request
