#include "request-service/documents/reply_facts.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace disclosure::request {
namespace {

// Filled in from the request, the organ and the law alone.
const std::set<std::string, std::less<>>& SystemElements() {
  static const auto* const elements = new std::set<std::string, std::less<>>{
      "title", "document_number", "addressee", "received_on", "request_number", "request_restated", "decision",
      "exemption", "organ", "date", "remedy_clause", "applicant", "redaction_grounds", "attachment_list"};
  return *elements;
}

constexpr char kNoAttachments[] = "无";
constexpr char kReasons[] = "reasons";

// What the parts write for one element.
class Wording {
 public:
  void Add(const std::string& content, const std::string& text) {
    for (const auto& [about, other] : said_) {
      if (other == text) return;
    }
    said_.emplace_back(content, text);
  }

  std::string Text() const {
    if (said_.size() == 1) return said_.front().second;
    std::string all;
    for (const auto& [about, text] : said_) {
      absl::StrAppend(&all, all.empty() ? "" : "；", about.empty() ? "" : absl::StrCat("关于", about, "，"), WithoutStop(text));
    }
    return all;
  }

 private:
  static std::string WithoutStop(const std::string& text) {
    absl::string_view rest = text;
    while (absl::ConsumeSuffix(&rest, "。") || absl::ConsumeSuffix(&rest, "；")) {
    }
    return std::string(rest);
  }

  std::vector<std::pair<std::string, std::string>> said_;
};

void AddAttachments(const std::string& text, std::vector<std::string>& attachments) {
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipWhitespace())) {
    if (line != kNoAttachments) attachments.emplace_back(line);
  }
}

// 附件：无 has to be said where something is provided (条例 art. 36(二)); elsewhere only what there is.
bool SaysAttachments(const ReplyContent& reply) {
  return std::any_of(reply.parts.begin(), reply.parts.end(), [](const ReplyPart& part) { return part.leaf == "granted"; });
}

bool LacksReasons(const ReplyPart& part, const DocumentTables& tables) {
  const ReplyLeaf* const leaf = tables.replies.Find(part.leaf);
  if (leaf == nullptr || !part.grounds.empty() || part.elements.count(kReasons) > 0) return false;
  const auto required = tables.elements.Required(leaf->document, {leaf->leaf, leaf->document});
  return std::any_of(required.begin(), required.end(), [](const DocumentElement* element) { return element->element == kReasons; });
}

// "公开的部分" and "未予公开的部分", where the parts say what they are about.
void FillPartition(const ReplyContent& reply, const ReplyTable& replies, DocumentFacts& facts) {
  std::string released, withheld;
  for (const ReplyPart& part : reply.parts) {
    const ReplyLeaf* const leaf = replies.Find(part.leaf);
    if (leaf == nullptr || part.content.empty()) continue;
    std::string& side = leaf->beside_disclosure == BesideDisclosure::kDiscloses ? released : withheld;
    absl::StrAppend(&side, side.empty() ? "" : "、", part.content);
  }
  if (!released.empty()) facts.elements.emplace("released_part", released);
  if (!withheld.empty()) facts.elements.emplace("withheld_part", withheld);
}

}  // namespace

void FillReply(const ReplyContent& reply, const DocumentTables& tables, DocumentFacts& facts) {
  std::map<std::string, Wording> wordings;
  std::vector<std::string> attachments = reply.attachments;
  for (const ReplyPart& part : reply.parts) {
    facts.leaves.push_back(part.leaf);
    if (!part.grounds.empty()) wordings[kReasons].Add(part.content, part.grounds);
    for (const auto& [element, text] : part.elements) {
      if (element == "attachment_list") AddAttachments(text, attachments);
      if (!text.empty() && SystemElements().count(element) == 0) wordings[element].Add(part.content, text);
    }
  }
  for (const auto& [element, wording] : wordings) facts.elements[element] = wording.Text();
  const bool unreasoned = std::any_of(reply.parts.begin(), reply.parts.end(), [&](const ReplyPart& part) { return LacksReasons(part, tables); });
  if (unreasoned) facts.elements.erase(kReasons);
  if (!reply.findings.empty()) facts.elements["finding"] = reply.findings;
  if (!reply.service_note.empty()) facts.elements.emplace("delivery_form", reply.service_note);
  FillPartition(reply, tables.replies, facts);
  facts.withheld = reply.withheld;
  if (!attachments.empty() || SaysAttachments(reply)) facts.attachments = std::move(attachments);
}

void FillRound(const Round& round, DocumentFacts& facts) {
  std::map<std::string, std::string>& elements = facts.elements;
  if (round.reasons_required) elements.emplace("counts", Counts(*round.reasons_required, facts.applicant_class));
  if (round.weighed) {
    const std::string you = You(facts.applicant_class);
    elements.emplace("reasons_given",
                     round.reasons ? absl::StrCat(ChineseDate(round.reasons->received), "，", you, "说明理由为“", round.reasons->reasons, "”")
                                   : absl::StrCat(you, "在规定的期限内未说明理由"));
    elements.emplace("why_not_reasonable", round.weighed->assessment);
  }
  const bool lapsed = round.correction && round.correction_lapsed;
  if (lapsed && elements.count("deadline_missed") == 0) facts.dates["deadline_missed"] = round.correction->deadline;
}

std::string You(ApplicantClass applicant_class) { return applicant_class == ApplicantClass::kNaturalPerson ? "您" : "贵单位"; }

std::string Counts(const ReasonsRequired& required, ApplicantClass applicant_class) {
  return absl::StrCat(required.span, "，", You(applicant_class), "共向本机关提出政府信息公开申请", required.counted, "件");
}

}  // namespace disclosure::request
