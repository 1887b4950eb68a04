#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/desk/desk_pages.h"
#include "gateway/desk/error_words.h"
#include "gateway/desk/event_words.h"
#include "gateway/desk/field_words.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;

void Fact(Dictionary& content, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  Dictionary& fact = *content.AddSectionDictionary("FACT");
  SetText(fact, "LABEL", label);
  SetText(fact, "TEXT", text);
}

void WriteFacts(const v1::Request& request, Dictionary& content) {
  const v1::Applicant& applicant = request.applicant();
  Fact(content, "所需信息", request.wanted().subject());
  Fact(content, "用途", request.wanted().purpose());
  Fact(content, "形式和方式", absl::StrCat(std::string(EnumWord(request.wanted().form())), "，", std::string(EnumWord(request.wanted().route()))));
  Fact(content, "申请人", applicant.display_name());
  Fact(content, "申请人类别", EnumWord(applicant.applicant_class()));
  const std::string_view identity = applicant.identity_kind() == v1::OTHER_IDENTITY ? std::string_view(applicant.identity_kind_text()) : EnumWord(applicant.identity_kind());
  if (!applicant.identity_number().empty()) Fact(content, "证件", absl::StrCat(std::string(identity), " ", applicant.identity_number()));
  Fact(content, "电话", applicant.phone());
  Fact(content, "邮箱", applicant.email());
  Fact(content, "通信地址", applicant.address());
  Fact(content, "邮政编码", applicant.postcode());
  Fact(content, "法定代表人或代理人", applicant.agent_name());
  Fact(content, "收到渠道", EnumWord(request.channel()));
  Fact(content, "到达日", request.arrived_on());
  Fact(content, "收到日", request.received_on());
  Fact(content, "承办人", request.handler());
  Fact(content, "计件", request.items() > 1 ? absl::StrCat(request.items(), "件") : "");
  Fact(content, "答复文号", request.document_number());
  Fact(content, "办结日", request.concluded_on());
}

void WriteDays(const google::protobuf::RepeatedPtrField<v1::ClockDay>& days, Dictionary& content) {
  for (const v1::ClockDay& day : days) {
    Dictionary& row = *content.AddSectionDictionary("DAY");
    SetText(row, "DATE", day.date());
    SetText(row, "NUMBER", day.counted() ? absl::StrCat(day.number()) : "");
    SetText(row, "TEXT", day.text());
    SetText(row, "ARTICLE", day.article());
    if (!day.counted()) row.ShowSection("UNCOUNTED");
  }
}

void WriteClock(const CaseFile& file, Dictionary& content) {
  if (!file.clock.ok()) {
    if (error::Reason(file.clock.status()) != "NOTHING_OWED") SetSection(content, "CLOCK_FAULT", ErrorWords(file.clock.status()));
    return;
  }
  const v1::DueDateExplanation& clock = *file.clock;
  Dictionary& section = *content.AddSectionDictionary("CLOCK");
  if (!clock.due_on().empty()) {
    Dictionary& due = *section.AddSectionDictionary("DUE");
    SetText(due, "DUE_ON", clock.due_on());
    SetText(due, "START_ON", clock.start_on());
    SetText(due, "START_TEXT", clock.start_text());
    SetNumber(due, "WORKING_DAYS", clock.working_days());
    if (clock.extension() > 0) SetNumber(*due.AddSectionDictionary("EXTENSION"), "EXTENSION_DAYS", clock.extension());
    if (clock.excluded() > 0) SetNumber(*due.AddSectionDictionary("EXCLUDED"), "EXCLUDED_DAYS", clock.excluded());
    if (clock.provisional()) due.ShowSection("PROVISIONAL");
    if (clock.overdue()) SetNumber(*due.AddSectionDictionary("OVERDUE"), "OVERDUE_DAYS", clock.overdue_working_days());
  }
  if (!clock.days().empty()) {
    Dictionary& days = *section.AddSectionDictionary("DAYS");
    WriteDays(clock.days(), days);
  }
  for (const v1::Deadline& deadline : clock.deadlines()) {
    Dictionary& row = *section.AddSectionDictionary("DEADLINE");
    SetText(row, "DEADLINE_DATE", deadline.date());
    SetText(row, "DEADLINE_LABEL", deadline.label());
    SetText(row, "DEADLINE_ARTICLE", deadline.article());
  }
}

void WriteDocuments(const CaseFile& file, Dictionary& content) {
  if (!file.documents.ok()) return SetSection(content, "DOCUMENTS_FAULT", ErrorWords(file.documents.status()));
  const auto add = [&](const std::string& name, std::string_view title, std::string_view more) {
    Dictionary& row = *content.AddSectionDictionary("DOCUMENT");
    SetText(row, "DOCUMENT_HREF", "/v1/" + name);
    SetText(row, "DOCX_HREF", absl::StrCat("/v1/", name, "?format=DOCX"));
    SetText(row, "DOCUMENT_TITLE", title);
    SetText(row, "DOCUMENT_MORE", more);
  };
  add(file.request.name() + "/documents/receipt", "登记回执", "");
  for (const v1::Document& document : file.documents->documents()) {
    add(document.name(), document.title(), absl::StrCat(document.number(), " ", document.issued_on()));
  }
}

void WriteAttachments(const v1::Request& request, Dictionary& content) {
  for (const v1::Attachment& attachment : request.attachments()) {
    Dictionary& row = *content.AddSectionDictionary("ATTACHMENT");
    SetText(row, "ATTACHMENT_HREF", absl::StrCat("/v1/", request.name(), "/attachments/", attachment.id()));
    SetText(row, "ATTACHMENT_NAME", attachment.file_name());
    SetNumber(row, "ATTACHMENT_KB", static_cast<long>((attachment.size() + 1023) / 1024));
  }
}

void WriteDraft(const v1::Request& request, const ReplyTables& tables, Dictionary& content) {
  if (request.draft() == 0 || request.reply().parts().empty()) return;
  Dictionary& draft = *content.AddSectionDictionary("DRAFT");
  SetNumber(draft, "DRAFT_NUMBER", request.draft());
  if (request.state() == v1::DRAFTED || request.state() == v1::APPROVED) {
    SetText(*draft.AddSectionDictionary("PREVIEW"), "PREVIEW_HREF", CaseAddress(request.name()) + "/preview");
  }
  for (const v1::ReplyPart& part : request.reply().parts()) {
    Dictionary& row = *draft.AddSectionDictionary("PART");
    for (const ReplyLeaf& leaf : tables.leaves()) {
      if (leaf.leaf == part.leaf()) SetText(row, "PART_LEAF", leaf.label);
    }
    SetSection(row, "PART_CONTENT", part.content());
    SetSection(row, "PART_GROUNDS", part.grounds());
  }
}

void WriteEvents(const v1::Request& request, const ReplyTables& tables, Dictionary& content) {
  for (const v1::Event& event : request.events()) {
    Dictionary& row = *content.AddSectionDictionary("EVENT");
    SetText(row, "EVENT_LABEL", event.label());
    SetText(row, "EVENT_TIME", DateTimeText(event.time()));
    SetText(row, "EVENT_STAMP", DateTimeStamp(event.time()));
    SetText(row, "EVENT_ACTOR", event.actor());
    for (const auto& [label, text] : DetailsOf(event, tables)) {
      Dictionary& detail = *row.AddSectionDictionary("DETAIL");
      SetText(detail, "DETAIL_LABEL", label);
      SetText(detail, "DETAIL_TEXT", text);
    }
  }
}

}  // namespace

void WriteCase(const CaseFile& file, const Session& session, const ReplyTables& tables, std::string_view done, Dictionary& content) {
  const v1::Request& request = file.request;
  SetText(content, "NUMBER", request.number());
  SetText(content, "STATE_WORD", EnumWord(request.state()));
  if (request.colour() != v1::COLOUR_UNSPECIFIED) {
    Dictionary& mark = *content.AddSectionDictionary("MARK");
    SetText(mark, "MARK_NAME", v1::Colour_Name(request.colour()));
    SetText(mark, "MARK_WORD", EnumWord(request.colour()));
  }
  if (const DeskAct* act = FindAct(done)) SetSection(content, "DONE", act->label);
  WriteFacts(request, content);
  for (const v1::Proposal& proposal : request.history().proposals()) {
    Dictionary& row = *content.AddSectionDictionary("PROPOSAL");
    SetText(row, "PROPOSAL_TEXT", proposal.text());
    SetText(row, "PROPOSAL_BASIS", proposal.basis());
  }
  const auto acts = ActsFor(request.state(), session.caller);
  if (!acts.empty()) content.ShowSection("ACTS");
  for (const DeskAct* act : acts) {
    Dictionary& row = *content.AddSectionDictionary("ACT");
    SetText(row, "ACT_HREF", absl::StrCat(CaseAddress(request.name()), "/", std::string(act->verb)));
    SetText(row, "ACT_LABEL", act->label);
  }
  WriteClock(file, content);
  WriteDraft(request, tables, content);
  WriteDocuments(file, content);
  WriteAttachments(request, content);
  WriteEvents(request, tables, content);
}

}  // namespace disclosure::gateway
