#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/ids.h"
#include "gateway/desk/desk_pages.h"
#include "gateway/desk/error_words.h"
#include "gateway/desk/field_words.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;

const char* SectionOf(ControlKind kind) {
  switch (kind) {
    case ControlKind::kText: return "IS_TEXT";
    case ControlKind::kLong:
    case ControlKind::kLines: return "IS_LONG";
    case ControlKind::kDate: return "IS_DATE";
    case ControlKind::kNumber: return "IS_NUMBER";
    case ControlKind::kChoice: return "IS_CHOICE";
    case ControlKind::kCheck: return "IS_CHECK";
    case ControlKind::kHidden: break;
  }
  return "";
}

void WriteControl(const Control& control, const std::string& id, Dictionary& block) {
  if (control.kind == ControlKind::kHidden) {
    Dictionary& hidden = *block.AddSectionDictionary("HIDDEN");
    SetText(hidden, "NAME", control.name);
    SetText(hidden, "VALUE", control.value);
    return;
  }
  Dictionary& entry = *block.AddSectionDictionary("CONTROL");
  SetText(entry, "ID", id);
  SetText(entry, "LABEL", control.label);
  SetSection(entry, "HINT", control.hint);
  SetSection(entry, "FAULT", control.fault);
  Dictionary& input = *entry.AddSectionDictionary(SectionOf(control.kind));
  SetText(input, "NAME", control.name);
  SetText(input, "VALUE", control.value);
  const std::string described = absl::StrCat(control.fault.empty() ? "" : id + "-fault ", control.hint.empty() ? "" : id + "-hint");
  SetSection(input, "DESCRIBED", described);
  if (!control.fault.empty()) input.ShowSection("INVALID");
  if (control.kind == ControlKind::kCheck && !control.value.empty()) input.ShowSection("CHECKED");
  for (const auto& [value, label] : control.choices) {
    Dictionary& option = *input.AddSectionDictionary("OPTION");
    SetText(option, "OPTION_VALUE", value);
    SetText(option, "OPTION_LABEL", label);
    if (value == control.value) option.ShowSection("CHOSEN");
  }
}

// The consultations of the request, for the acts that name one.
FieldChoices ChoicesOf(const v1::Request& request) {
  FieldChoices choices;
  for (const v1::Event& event : request.events()) {
    if (event.kind() != "consulted") continue;
    const auto detail = [&](const char* key) {
      const auto found = event.details().find(key);
      return found == event.details().end() ? std::string() : found->second;
    };
    choices["consultation"].emplace_back(detail("id"), absl::StrCat(detail("id"), " ", detail("party"), detail("organ")));
  }
  return choices;
}

}  // namespace

void WriteAct(const ActPage& page, const std::string& csrf, const ReplyTables& tables, Dictionary& content) {
  const std::string address = CaseAddress(page.name);
  SetText(content, "ACT_LABEL", page.act->label);
  SetSection(content, "ACT_HINT", page.act->hint);
  SetText(content, "CASE_HREF", address);
  SetText(content, "ACTION", absl::StrCat(address, "/", std::string(page.act->verb)));
  SetText(content, "CSRF", csrf);
  // A new key for each showing: what is sent twice is done once, and what was changed is not taken for a repetition. After an
  // unknown outcome the key stays, so that the act is not done again.
  const std::string key = FieldOf(page.values, "_request_id"), etag = FieldOf(page.values, "_etag");
  SetText(content, "REQUEST_ID", page.same_key && !key.empty() ? key : NewUid(absl::Now()));
  // What the officer has seen: a newer state is shown to him only when he is told of it.
  SetText(content, "ETAG", page.request && (page.seen_anew || etag.empty()) ? page.request->etag() : etag);
  SetSection(content, "TROUBLE", page.fault);
  if (page.signed_out) content.ShowSection("SIGNED_OUT");
  if (page.request) {
    Dictionary& shown = *content.AddSectionDictionary("CASE");
    SetText(shown, "NUMBER", page.request->number());
    SetText(shown, "SUBJECT", page.request->wanted().subject());
    SetText(shown, "STATE_WORD", EnumWord(page.request->state()));
    SetSection(shown, "DUE_ON", page.request->due_on());
  }
  const ActForm form = MakeForm(*MethodOf(*page.act)->input_type(), page.values, tables, page.faults,
                                page.request ? ChoicesOf(*page.request) : FieldChoices());
  int id = 0;
  for (const Block& block : form.blocks) {
    Dictionary& group = *content.AddSectionDictionary("BLOCK");
    SetSection(group, "BLOCK_TITLE", block.title);
    for (const Control& control : block.controls) WriteControl(control, absl::StrCat("f", ++id), group);
  }
  if (!form.others.empty()) content.ShowSection("OTHERS");
  for (const error::Violation& other : form.others) {
    SetText(*content.AddSectionDictionary("OTHER"), "OTHER_TEXT", absl::StrCat(other.field, "：", FaultWords(other.description)));
  }
  for (const auto& [path, label] : form.lists) {
    Dictionary& more = *content.AddSectionDictionary("LIST");
    SetText(more, "LIST_PATH", path);
    SetText(more, "LIST_LABEL", label);
  }
  if (!form.lists.empty()) content.ShowSection("REFRESH");
}

}  // namespace disclosure::gateway
