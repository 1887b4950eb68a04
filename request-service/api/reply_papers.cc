#include "request-service/api/reply_papers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "request-service/api/earlier_replies.h"
#include "request-service/documents/reply_facts.h"
#include "request-service/domain/third_parties.h"
#include "request-service/domain/written_text.h"

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
    RequireWritten(bad, field + "place", entry.place(), kMostName);
    RequireWritten(bad, field + "content", entry.content(), kMostName);
    RequireWritten(bad, field + "article", entry.article(), kMostName);
    RequireWritten(bad, field + "reason", entry.reason(), kMostText);
    CheckWritten(bad, field + "consultation", entry.consultation(), kMostName);
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

// 条例 art. 36(六): the earlier request that was replied to, as the officer names it or as it is found by its wish.
absl::StatusOr<std::optional<RepliedRequest>> EarlierReplyFor(Reader& reader, const RequestRow& row, const v1::Reply& reply,
                                                              const ReplyTable& replies) {
  if (reply.earlier_request().empty()) return FindAnsweredTwin(reader, row, replies);
  ASSIGN_OR_RETURN(RepliedRequest named, NamedReply(reader, row, reply.earlier_request(), replies));
  return std::optional<RepliedRequest>(std::move(named));
}

bool IsRepeat(const CombinedReply& combined) {
  return std::any_of(combined.parts.begin(), combined.parts.end(), [](const ReplyLeaf* part) { return part->leaf == "repeat"; });
}

absl::Status EarlierReplyMissing() {
  return error::Make(absl::StatusCode::kFailedPrecondition, "a repeat rests on an earlier reply to the same applicant (条例 art. 36(六))",
                     {.reason = "EARLIER_REPLY_MISSING",
                      .violations = {{"reply.earlier_request", "未找到此前的答复：请填写此前申请的编号（台账须先导入）"}}});
}

void FillEarlier(const std::optional<RepliedRequest>& earlier, DocumentFacts& facts) {
  if (!earlier) return;
  const auto& [row, reply] = *earlier;
  const std::string which = !reply.document_number.empty() ? reply.document_number
                            : absl::StrCat("申请编号", row.ledger_number.empty() ? Number(row.key) : row.ledger_number);
  facts.elements["earlier_reply"] = absl::StrCat(ChineseDate(reply.day), "，", which);
}

// 条例 art. 30: the latest notice of correction and what came in answer to it, not those of a round before.
absl::Status FillCorrection(Reader& reader, const Case& request, DocumentFacts& facts) {
  if (!request.progress.round->corrected) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<DocumentRow> documents, reader.Documents(request.row.key));
  const auto notice = std::find_if(documents.rbegin(), documents.rend(), [](const DocumentRow& row) { return row.code == "T02"; });
  if (notice == documents.rend()) return absl::OkStatus();
  for (auto stored = request.events.rbegin(); stored != request.events.rend(); ++stored) {
    const auto* supplied = std::get_if<CorrectionSupplied>(&stored->event.data);
    if (supplied == nullptr) continue;
    facts.elements.emplace("notice_served",
                           absl::StrCat("本机关于", ChineseDate(notice->issued), "作出补正告知书（", notice->number, "），",
                                        You(facts.applicant_class), "于", ChineseDate(supplied->received), "提交补正内容"));
    break;
  }
  return absl::OkStatus();
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

// "杭州市滨江区统计局，电话0571-…": an organ of the directory with its phone, another as it is written.
std::string OrganInWords(const Bench& bench, const std::string& organ) {
  const Organ* const found = organ.substr(0, 7) == "organs/" ? bench.FindOrgan(organ.substr(7)) : nullptr;
  if (found == nullptr) return organ;
  return absl::StrCat(found->name, found->phone.empty() ? "" : "，电话", found->phone);
}

// 条例 art. 36(五): whom the applicant was pointed to.
void FillCompetentOrgan(const Bench& bench, const Case& request, DocumentFacts& facts) {
  for (auto stored = request.events.rbegin(); stored != request.events.rend(); ++stored) {
    const auto* transferred = std::get_if<InformationTransferred>(&stored->event.data);
    if (transferred == nullptr) continue;
    std::string text = OrganInWords(bench, transferred->organ);
    if (!transferred->note.empty()) absl::StrAppend(&text, "，", transferred->note);
    facts.elements.emplace("competent_organ", text);
    return;
  }
}

absl::StatusOr<std::string> RemedyClause(const Backend& backend, const Bench& bench, RemedyQuestion question) {
  const Organ& organ = bench.signing_organ();
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
  ASSIGN_OR_RETURN(const std::optional<RepliedRequest> earlier, EarlierReplyFor(reader, request.row, reply, backend.law.replies));
  if (IsRepeat(combined) && !earlier) return EarlierReplyMissing();
  FillEarlier(earlier, facts);
  RETURN_IF_ERROR(FillCorrection(reader, request, facts));
  FillCompetentOrgan(bench, request, facts);
  RETURN_IF_ERROR(FillUnpaidFee(reader, bench, request, facts));
  ASSIGN_OR_RETURN(facts.remedy_clause,
                   RemedyClause(backend, bench,
                                {.remedy_class = combined.remedy_class,
                                 .information_disclosed = earlier && earlier->reply.disclosed,
                                 .service = ExpectedService(request.row)}));
  return Paper{combined.leaf->document, std::move(facts)};
}

// 条例 art. 32: what is disclosed though the third party does not consent is told to it, with the reasons.
absl::StatusOr<Paper> ThirdPartyPaper(const Backend& backend, const Bench& bench, const Case& request, const v1::ThirdPartyNotice& notice,
                                      const Consultation& consultation) {
  DocumentFacts facts = CaseFacts(bench, request);
  facts.party = consultation.letter.party;
  facts.consultation = ConsultationKind::kThirdParty;
  if (v1::DisclosureGround_IsValid(notice.ground())) facts.disclosure_ground = static_cast<DisclosureGround>(notice.ground());
  facts.elements["disclosed_content"] = notice.disclosed_content();
  facts.elements["reasons"] = notice.reasons();
  ASSIGN_OR_RETURN(facts.remedy_clause, RemedyClause(backend, bench, {.remedy_class = RemedyClass::kB, .service = ServiceMethod::kPost}));
  return Paper{"T08", std::move(facts), /*to_applicant=*/false};
}

// The consultation of a third party, in this round or in one before a review ordered a new answer; nullopt if it is none.
std::optional<Consultation> ThirdPartyAsked(const Case& request, const std::string& id) {
  for (Consultation& consultation : request.progress.AllConsultations()) {
    if (consultation.letter.id == id && consultation.letter.kind == ConsultationKind::kThirdParty) return std::move(consultation);
  }
  return std::nullopt;
}

// Adds what is withheld, by art. 15 or not, to what protects the third party of the consultation `id`, or one without a name.
void Protect(const Case& request, const std::string& field, const std::string& id, bool by_article15, Protection& protection,
             error::Violations& bad) {
  if (id.empty()) {
    protection.unnamed = protection.unnamed || by_article15;
    return;
  }
  if (!ThirdPartyAsked(request, id)) bad.Add(field, absl::StrCat("没有向第三方征求过意见", id));
  if (!by_article15) bad.Add(field, "依照《条例》第十五条为第三方保留的，才写明征求意见");
  protection.consultations.insert(id);
}

// As a part of its own, or within a part. BAD_REQUEST.
absl::StatusOr<Protection> ProtectionOf(const Case& request, const v1::Reply& reply) {
  Protection protection;
  error::Violations bad;
  for (int i = 0; i < reply.parts_size(); ++i) {
    const v1::ReplyPart& part = reply.parts(i);
    Protect(request, absl::StrCat("reply.parts[", i, "].consultation"), part.consultation(), part.leaf() == "denied_third_party", protection, bad);
  }
  for (int i = 0; i < reply.withheld_size(); ++i) {
    const v1::Withheld& entry = reply.withheld(i);
    Protect(request, absl::StrCat("reply.withheld[", i, "].consultation"), entry.consultation(),
            absl::StrContains(entry.article(), "第十五条"), protection, bad);
  }
  RETURN_IF_ERROR(bad.status());
  return protection;
}

// A disclosure against the will of a third party, whole or in part, needs the notice to it.
absl::Status CheckThirdPartiesAreTold(const Case& request, const v1::Reply& reply, const CombinedReply& combined) {
  ASSIGN_OR_RETURN(const Protection protection, ProtectionOf(request, reply));
  const bool discloses = std::any_of(combined.parts.begin(), combined.parts.end(), [](const ReplyLeaf* part) {
    return part->beside_disclosure == BesideDisclosure::kDiscloses && part->leaf != "already_public";
  });
  if (!discloses) return absl::OkStatus();
  error::Info info{.reason = "THIRD_PARTY_NOTICE_MISSING"};
  for (const std::string& id : Overridden(request.progress.AllConsultations(), protection)) {
    const bool told = std::any_of(reply.third_party_notices().begin(), reply.third_party_notices().end(),
                                  [&](const auto& notice) { return notice.consultation() == id; });
    if (told) continue;
    info.violations.push_back({"reply.third_party_notices",
                               absl::StrCat("第三方没有同意全部公开（征求意见", id, "），须将公开的内容和理由书面告知；为该方保留的，请在保留之处写明征求意见", id)});
  }
  if (info.violations.empty()) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     "a third party that does not consent is told what is disclosed and why (条例 art. 32)", std::move(info));
}

// 条例 art. 41: what became of it, with the reasons.
std::string CorrectionResultInWords(const Bench& bench, const RecordCorrectionAnswered& answered) {
  std::string text;
  switch (answered.result) {
    case RecordCorrectionResult::kCorrected: text = "经核实属实，本机关已予更正"; break;
    case RecordCorrectionResult::kNotCorrected: text = "不予更正"; break;
    case RecordCorrectionResult::kForwarded:
      text = absl::StrCat("更正该记录不属于本机关职能范围，已转送有权更正的行政机关处理（", OrganInWords(bench, answered.organ), "）");
      break;
    case RecordCorrectionResult::kUnspecified: break;
  }
  if (answered.reasons.empty()) return text;
  const bool refused = answered.result == RecordCorrectionResult::kNotCorrected;
  return absl::StrCat(text, refused ? "，理由如下：" : "。", answered.reasons);
}

}  // namespace

void CheckReply(error::Violations& bad, const v1::Reply& reply) {
  if (reply.parts().empty()) bad.Add("reply.parts", "must have at least one part");
  if (reply.parts_size() > kMostParts) bad.Add("reply.parts", "must have at most 50 parts");
  CheckWritten(bad, "reply.findings", reply.findings(), kMostText);
  CheckWritten(bad, "reply.service_note", reply.service_note(), kMostText);
  CheckWritten(bad, "reply.earlier_request", reply.earlier_request(), kMostName);
  for (int i = 0; i < reply.parts_size(); ++i) {
    const v1::ReplyPart& part = reply.parts(i);
    const std::string field = absl::StrCat("reply.parts[", i, "].");
    CheckWritten(bad, field + "content", part.content(), kMostText);
    CheckWritten(bad, field + "grounds", part.grounds(), kMostText);
    CheckWritten(bad, field + "consultation", part.consultation(), kMostName);
    // 其他终结 has no document that would tell why.
    if (part.leaf() == "other" && part.grounds().empty()) bad.Add(field + "grounds", "须写明终结的原因，如申请人死亡、法人终止");
    for (const auto& [code, text] : part.elements()) CheckWritten(bad, absl::StrCat(field, "elements[", code, "]"), text, kMostText);
  }
  CheckWithheld(bad, reply);
  if (reply.attachments_size() > kMostParts) bad.Add("reply.attachments", "must have at most 50 names");
  for (const std::string& name : reply.attachments()) {
    RequireWritten(bad, "reply.attachments", name, kMostName);
  }
  if (reply.third_party_notices_size() > kMostParts) bad.Add("reply.third_party_notices", "must have at most 50 entries");
  for (const v1::ThirdPartyNotice& notice : reply.third_party_notices()) {
    CheckWritten(bad, "reply.third_party_notices.disclosed_content", notice.disclosed_content(), kMostText);
    CheckWritten(bad, "reply.third_party_notices.reasons", notice.reasons(), kMostText);
  }
}

absl::StatusOr<CombinedReply> Combine(const Law& law, const v1::Reply& reply) {
  std::vector<std::string> leaves;
  for (const v1::ReplyPart& part : reply.parts()) leaves.push_back(part.leaf());
  ASSIGN_OR_RETURN(CombinedReply combined, law.replies.CombineParts(leaves));
  error::Violations bad;
  // 条例 art. 37: what is withheld stands within what is disclosed in part; a reply that grants all withholds nothing.
  if (!reply.withheld().empty() && combined.leaf->leaf != "partial") bad.Add("reply.withheld", "只有部分公开才有未予公开之处：请把答复分为公开和不予公开的部分");
  for (int i = 0; i < reply.withheld_size(); ++i) {
    const std::optional<RemedyClass> remedy_class = law.withheld_grounds.ClassOf(reply.withheld(i).article());
    if (remedy_class) {
      combined.remedy_class = Stricter(combined.remedy_class, *remedy_class);
    } else {
      bad.Add(absl::StrCat("reply.withheld[", i, "].article"), absl::StrCat("依据须是《条例》", law.withheld_grounds.Articles(), "之一"));
    }
  }
  RETURN_IF_ERROR(bad.status());
  return combined;
}

// By the internet, as far as the applicant wished it or gave an address for it.
ServiceMethod ExpectedService(const RequestRow& row) {
  const Route route = row.wanted.route;
  const bool online = route == Route::kByEmail || route == Route::kOnline || !row.applicant.email.empty();
  return online ? ServiceMethod::kElectronic : ServiceMethod::kPost;
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
    const std::optional<Consultation> consultation = ThirdPartyAsked(request, notice.consultation());
    if (!consultation) {
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

absl::StatusOr<Paper> RecordCorrectionReply(const Backend& backend, const Bench& bench, const Case& request) {
  const auto& answered = std::get<RecordCorrectionAnswered>(request.events.back().event.data);
  DocumentFacts facts = CaseFacts(bench, request);
  facts.wish = answered.record;
  facts.elements["correction_result"] = CorrectionResultInWords(bench, answered);
  ASSIGN_OR_RETURN(facts.remedy_clause,
                   RemedyClause(backend, bench, {.remedy_class = RemedyClass::kB, .service = ExpectedService(request.row)}));
  return Paper{"R16", std::move(facts)};
}

}  // namespace disclosure::request
