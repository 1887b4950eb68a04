#include "request-service/api/reply_papers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/text_limits.h"
#include "request-service/documents/reply_facts.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostText = 5000;
constexpr size_t kMostName = 200;
constexpr int kMostParts = 50;
constexpr int kMostWithheld = 500;

void CheckWithheld(error::Violations& bad, const v1::Reply& reply) {
  if (reply.withheld_size() > kMostWithheld) bad.Add("reply.withheld", "must have at most 500 entries");
  for (int i = 0; i < reply.withheld_size(); ++i) {
    const v1::Withheld& entry = reply.withheld(i);
    const std::string field = absl::StrCat("reply.withheld[", i, "].");
    RequireText(bad, field + "place", entry.place(), kMostName);
    RequireText(bad, field + "content", entry.content(), kMostName);
    RequireText(bad, field + "article", entry.article(), kMostName);
    RequireText(bad, field + "reason", entry.reason(), kMostText);
  }
}

ReplyContent ContentOf(const v1::Reply& reply) {
  ReplyContent content{.findings = reply.findings(), .service_note = reply.service_note()};
  for (const v1::ReplyPart& part : reply.parts()) {
    content.parts.push_back({part.content(), part.leaf(), part.grounds(), {part.elements().begin(), part.elements().end()}});
  }
  for (const v1::Withheld& entry : reply.withheld()) {
    content.withheld.push_back({entry.place(), entry.content(), entry.article(), entry.reason()});
  }
  content.attachments = {reply.attachments().begin(), reply.attachments().end()};
  return content;
}

// As the applicant wished: 条例 art. 40.
std::string DeliveryForm(const Wanted& wanted) {
  return absl::StrCat(std::string(Label(wanted.form)), "，", std::string(Label(wanted.route)));
}

// By the internet, as far as the applicant wished it: then the remedy names the online channel (行政复议法 art. 22(2)).
ServiceMethod ExpectedService(Route route) {
  return route == Route::kByEmail || route == Route::kOnline ? ServiceMethod::kElectronic : ServiceMethod::kPost;
}

// 条例 art. 36(六): the latest earlier request of the applicant for the same that was replied to.
absl::StatusOr<std::optional<RequestRow>> EarlierReply(Reader& reader, const RequestRow& row) {
  ASSIGN_OR_RETURN(const std::optional<RequestKey> twin, reader.FindAnsweredTwin(row));
  if (!twin) return std::optional<RequestRow>();
  ASSIGN_OR_RETURN(RequestRow earlier, reader.GetRequest(*twin));
  return std::optional<RequestRow>(std::move(earlier));
}

bool Disclosed(const ReplyTable& replies, const std::optional<RequestRow>& earlier) {
  const ReplyLeaf* const leaf = earlier ? replies.Find(earlier->leaf) : nullptr;
  return leaf != nullptr && leaf->beside_disclosure == BesideDisclosure::kDiscloses;
}

void FillEarlier(const std::optional<RequestRow>& earlier, DocumentFacts& facts) {
  if (!earlier || !earlier->concluded) return;
  facts.elements.emplace("earlier_reply", absl::StrCat(ChineseDate(*earlier->concluded), "，", earlier->document_number));
}

// 办法 art. 6: the notice and the last day of payment.
absl::Status FillUnpaidFee(Reader& reader, const Bench& bench, const Case& request, DocumentFacts& facts) {
  const std::optional<Fee>& fee = request.progress.round->fee;
  if (!fee || !fee->lapsed || !fee->notice_received) return absl::OkStatus();
  ASSIGN_OR_RETURN(facts.dates["deadline_missed"], PaymentDue(*fee->notice_received, bench.desk()));
  ASSIGN_OR_RETURN(const std::vector<DocumentRow> documents, reader.Documents(request.row.key));
  const auto notice = std::find_if(documents.rbegin(), documents.rend(), [](const DocumentRow& row) { return row.code == "T09"; });
  if (notice == documents.rend()) return absl::OkStatus();
  facts.elements.emplace("notice_served", absl::StrCat("本机关于", ChineseDate(notice->issued), "作出收费通知书（", notice->number, "），并于",
                                                       ChineseDate(*fee->notice_received), "送达", You(facts.applicant_class)));
  return absl::OkStatus();
}

// 条例 art. 36(五): whom the applicant was pointed to.
void FillCompetentOrgan(const Bench& bench, const Case& request, DocumentFacts& facts) {
  for (auto stored = request.events.rbegin(); stored != request.events.rend(); ++stored) {
    const auto* transferred = std::get_if<InformationTransferred>(&stored->event.data);
    if (transferred == nullptr) continue;
    const bool named = transferred->organ.substr(0, 7) == "organs/";
    const Organ* const organ = named ? bench.FindOrgan(transferred->organ.substr(7)) : nullptr;
    std::string text = organ != nullptr ? organ->name : transferred->organ;
    if (organ != nullptr && !organ->phone.empty()) absl::StrAppend(&text, "，电话", organ->phone);
    if (!transferred->note.empty()) absl::StrAppend(&text, "，", transferred->note);
    facts.elements.emplace("competent_organ", text);
    return;
  }
}

absl::StatusOr<std::string> RemedyClause(const Backend& backend, const Bench& bench, RemedyQuestion question) {
  const Organ& organ = bench.organ();
  question.decided = bench.today();
  return backend.law.remedies.Clause(question, {.reconsideration_organ = organ.reconsideration_organ,
                                                .court = organ.court,
                                                .online_channel = backend.law.online_channels.Of(organ.division, bench.today())});
}

absl::StatusOr<Paper> ReplyPaper(const Backend& backend, Reader& reader, const Bench& bench, const Case& request, const v1::Reply& reply,
                                 const CombinedReply& combined, const std::string& number) {
  const Wanted& wanted = request.row.wanted;
  DocumentFacts facts = CaseFacts(bench, request);
  facts.document_number = number;
  FillReply(ContentOf(reply), backend.law.documents(), facts);
  facts.elements.emplace("delivery_form", DeliveryForm(wanted));
  FillRound(*request.progress.round, facts);
  if (request.progress.withdrawn) facts.dates["withdrawn_on"] = request.progress.withdrawn->day;
  ASSIGN_OR_RETURN(const std::optional<RequestRow> earlier, EarlierReply(reader, request.row));
  FillEarlier(earlier, facts);
  FillCompetentOrgan(bench, request, facts);
  RETURN_IF_ERROR(FillUnpaidFee(reader, bench, request, facts));
  ASSIGN_OR_RETURN(facts.remedy_clause,
                   RemedyClause(backend, bench,
                                {.remedy_class = combined.remedy_class,
                                 .information_disclosed = Disclosed(backend.law.replies, earlier),
                                 .service = ExpectedService(wanted.route)}));
  return Paper{combined.leaf->document, std::move(facts)};
}

// 条例 art. 32: what is disclosed though the third party does not consent is told to it, with the reasons.
absl::StatusOr<Paper> ThirdPartyPaper(const Backend& backend, const Bench& bench, const Case& request, const v1::ThirdPartyNotice& notice,
                                      const Consultation& consultation) {
  DocumentFacts facts = CaseFacts(bench, request);
  facts.party = consultation.letter.party;
  facts.consultation = ConsultationKind::kThirdParty;
  facts.elements["disclosed_content"] = notice.disclosed_content();
  facts.elements["reasons"] = notice.reasons();
  ASSIGN_OR_RETURN(facts.remedy_clause, RemedyClause(backend, bench, {.remedy_class = RemedyClass::kB, .service = ServiceMethod::kPost}));
  return Paper{"T08", std::move(facts), /*to_applicant=*/false};
}

// A whole disclosure against the will of a third party needs the notice to it.
absl::Status CheckThirdPartiesAreTold(const Case& request, const v1::Reply& reply, const CombinedReply& combined) {
  if (combined.leaf->leaf != "granted") return absl::OkStatus();
  error::Info info{.reason = "THIRD_PARTY_NOTICE_MISSING"};
  for (const Consultation& consultation : request.progress.round->consultations) {
    const bool refused = consultation.letter.kind == ConsultationKind::kThirdParty && consultation.answer &&
                         consultation.answer->answer == ConsultationAnswer::kRefuses;
    const bool told = std::any_of(reply.third_party_notices().begin(), reply.third_party_notices().end(),
                                  [&](const auto& notice) { return notice.consultation() == consultation.letter.id; });
    if (refused && !told) info.violations.push_back({"reply.third_party_notices", absl::StrCat("第三方不同意公开（征求意见", consultation.letter.id, "），须将公开的内容和理由书面告知")});
  }
  if (info.violations.empty()) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     "a third party that does not consent is told what is disclosed and why (条例 art. 32)", std::move(info));
}

}  // namespace

void CheckReply(error::Violations& bad, const v1::Reply& reply) {
  if (reply.parts().empty()) bad.Add("reply.parts", "must have at least one part");
  if (reply.parts_size() > kMostParts) bad.Add("reply.parts", "must have at most 50 parts");
  CheckText(bad, "reply.findings", reply.findings(), kMostText);
  CheckText(bad, "reply.service_note", reply.service_note(), kMostText);
  for (int i = 0; i < reply.parts_size(); ++i) {
    const v1::ReplyPart& part = reply.parts(i);
    const std::string field = absl::StrCat("reply.parts[", i, "].");
    CheckText(bad, field + "content", part.content(), kMostText);
    CheckText(bad, field + "grounds", part.grounds(), kMostText);
    for (const auto& [code, text] : part.elements()) CheckText(bad, absl::StrCat(field, "elements[", code, "]"), text, kMostText);
  }
  CheckWithheld(bad, reply);
  if (reply.attachments_size() > kMostParts) bad.Add("reply.attachments", "must have at most 50 names");
  for (const std::string& name : reply.attachments()) {
    RequireText(bad, "reply.attachments", name, kMostName);
  }
  if (reply.third_party_notices_size() > kMostParts) bad.Add("reply.third_party_notices", "must have at most 50 entries");
  for (const v1::ThirdPartyNotice& notice : reply.third_party_notices()) {
    CheckText(bad, "reply.third_party_notices.disclosed_content", notice.disclosed_content(), kMostText);
    CheckText(bad, "reply.third_party_notices.reasons", notice.reasons(), kMostText);
  }
}

absl::StatusOr<CombinedReply> Combine(const Law& law, const v1::Reply& reply) {
  std::vector<std::string> leaves;
  for (const v1::ReplyPart& part : reply.parts()) leaves.push_back(part.leaf());
  return law.replies.CombineParts(leaves);
}

absl::StatusOr<std::vector<Paper>> ReplyPapers(const Backend& backend, Reader& reader, const Bench& bench, const Case& request,
                                               const v1::Reply& reply, const std::string& number) {
  ASSIGN_OR_RETURN(const CombinedReply combined, Combine(backend.law, reply));
  RETURN_IF_ERROR(CheckThirdPartiesAreTold(request, reply, combined));
  std::vector<Paper> papers;
  if (!combined.leaf->document.empty()) {
    ASSIGN_OR_RETURN(Paper paper, ReplyPaper(backend, reader, bench, request, reply, combined, number));
    papers.push_back(std::move(paper));
  }
  for (int i = 0; i < reply.third_party_notices_size(); ++i) {
    const v1::ThirdPartyNotice& notice = reply.third_party_notices(i);
    const Consultation* const consultation = request.progress.FindConsultation(notice.consultation());
    if (consultation == nullptr || consultation->letter.kind != ConsultationKind::kThirdParty) {
      return error::BadRequest({{absl::StrCat("reply.third_party_notices[", i, "].consultation"), "is no consultation of a third party"}});
    }
    ASSIGN_OR_RETURN(Paper paper, ThirdPartyPaper(backend, bench, request, notice, *consultation));
    papers.push_back(std::move(paper));
  }
  return papers;
}

absl::Status CheckIssuable(const Backend& backend, Reader& reader, const Bench& bench, const Case& request, const v1::Reply& reply) {
  ASSIGN_OR_RETURN(std::vector<Paper> papers, ReplyPapers(backend, reader, bench, request, reply, kNoNumberYet));
  for (Paper& paper : papers) {
    paper.facts.document_number = kNoNumberYet;
    RETURN_IF_ERROR(Compose(paper.code, paper.facts, backend.law.documents()).status());
  }
  return absl::OkStatus();
}

}  // namespace disclosure::request
