#include <algorithm>
#include <initializer_list>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/desk/desk_pages.h"
#include "gateway/desk/error_words.h"
#include "gateway/desk/field_words.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;

constexpr int kPageSize = 30;
constexpr v1::Colour kColours[] = {v1::RED, v1::ORANGE, v1::YELLOW, v1::GREEN};

template <typename Enum>
Enum ParseEnum(const std::string& name) {
  const auto* value = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByName(name);
  return value == nullptr ? Enum() : static_cast<Enum>(value->number());
}

template <typename Enum>
std::string NameOf(Enum value) {
  return value == Enum() ? "" : google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value)->name();
}

FormFields FieldsOf(const WorkQuery& query) {
  FormFields fields = {{"view", query.owing ? "owing" : "all"}};
  const auto add = [&](const char* name, std::string value) {
    if (!value.empty()) fields.emplace_back(name, std::move(value));
  };
  add("scope", query.division ? "division" : "");
  add("organ", query.organ);
  add("colour", NameOf(query.colour));
  add("state", NameOf(query.state));
  add("mine", query.mine ? "1" : "");
  add("text", query.text);
  add("page", query.page);
  return fields;
}

// The same people's work, seen otherwise.
WorkQuery Within(const WorkQuery& query) { return {.division = query.division, .organ = query.organ, .mine = query.mine}; }

std::string Address(const WorkQuery& query) { return "/desk?" + FormText(FieldsOf(query)); }

void WriteCounts(const WorkQuery& query, const v1::CountRequestsResponse& counts, Dictionary& content) {
  Dictionary& section = *content.AddSectionDictionary("COUNTS");
  SetText(section, "TODAY", counts.today());
  SetNumber(section, "OPEN", static_cast<long>(counts.open()));
  SetNumber(section, "OVERDUE", static_cast<long>(counts.overdue()));
  const auto link = [&](const char* name, const WorkQuery& to, std::string_view label, int64_t count, bool here) -> Dictionary& {
    Dictionary& entry = *section.AddSectionDictionary(name);
    SetText(entry, "HREF", Address(to));
    SetText(entry, "LABEL", label);
    SetNumber(entry, "COUNT", static_cast<long>(count));
    if (here) entry.ShowSection("HERE");
    return entry;
  };
  for (const v1::Colour colour : kColours) {
    int64_t count = 0;
    for (const auto& one : counts.colours()) {
      if (one.colour() == colour) count = one.count();
    }
    WorkQuery to = Within(query);
    to.colour = colour;
    SetText(link("COLOUR", to, EnumWord(colour), count, query.colour == colour), "COLOUR_NAME", NameOf(colour));
  }
  for (const auto& one : counts.states()) {
    WorkQuery to = Within(query);
    to.owing = false;
    to.state = one.state();
    link("STATE", to, EnumWord(one.state()), one.count(), query.state == one.state());
  }
}

// The organs of the division, those with most overdue first.
void WriteOrgans(const WorkList& work, Dictionary& content) {
  auto organs = work.counts->organs();
  if (organs.empty()) return;
  std::stable_sort(organs.begin(), organs.end(), [](const auto& a, const auto& b) {
    return std::pair(a.overdue(), a.open()) > std::pair(b.overdue(), b.open());
  });
  Dictionary& table = *content.AddSectionDictionary("ORGANS");
  for (const auto& one : organs) {
    Dictionary& row = *table.AddSectionDictionary("ORGAN_ROW");
    SetText(row, "HREF", Address({.division = true, .organ = one.organ().substr(one.organ().find('/') + 1)}));
    SetText(row, "ORGAN", OrganTitle(*work.snapshot, one.organ()));
    SetNumber(row, "OPEN", static_cast<long>(one.open()));
    SetNumber(row, "OVERDUE", static_cast<long>(one.overdue()));
    if (one.overdue() > 0) row.ShowSection("LATE");
  }
}

// Whose work this is, and for who oversees the division the way to the others'.
void WriteScope(const WorkList& work, Dictionary& content) {
  const std::string own = "organs/" + work.caller.organ();
  const WorkQuery& query = work.query;
  const std::string division = DivisionTitle(*work.snapshot, DivisionOfOrgan(*work.snapshot, own));
  const std::string whose = !query.organ.empty() ? OrganTitle(*work.snapshot, "organs/" + query.organ)
                            : query.division     ? division + "各机关"
                                                 : OrganTitle(*work.snapshot, own);
  SetText(content, "WHOSE", whose);
  if (query.division) content.ShowSection("OF_DIVISION");
  SetSection(content, "ORGAN_KEPT", query.organ);
  if (!Oversees(work.caller)) return;
  Dictionary& choice = *content.AddSectionDictionary("SCOPES");
  SetText(choice, "DIVISION_TITLE", division);
  choice.ShowSection(!query.division ? "OWN_HERE" : query.organ.empty() ? "DIVISION_HERE" : "ORGAN_HERE");
  SetText(choice, "WHOSE", whose);
}

void WriteFilter(const WorkQuery& query, Dictionary& content) {
  SetText(content, "TEXT", query.text);
  if (query.mine) content.ShowSection("MINE");
  content.ShowSection(query.owing ? "VIEW_OWING" : "VIEW_ALL");
  const auto* states = v1::State_descriptor();
  for (int i = 1; i < states->value_count(); ++i) {
    Dictionary& option = *content.AddSectionDictionary("STATE_OPTION");
    SetText(option, "VALUE", states->value(i)->name());
    SetText(option, "LABEL", ValueWord(*states->value(i)));
    if (states->value(i)->number() == query.state) option.ShowSection("CHOSEN");
  }
  if (query.colour != v1::COLOUR_UNSPECIFIED) SetSection(content, "COLOUR_KEPT", NameOf(query.colour));
}

// "organs/330108-jyj/requests/2026-12" → "organs/330108-jyj".
std::string OrganOf(const v1::Request& request) { return request.name().substr(0, request.name().find("/requests/")); }

void WriteRow(const v1::Request& request, Dictionary& row) {
  SetText(row, "HREF", CaseAddress(request.name()));
  SetText(row, "NUMBER", request.number());
  SetText(row, "SUBJECT", request.wanted().subject());
  SetText(row, "STATE_WORD", EnumWord(request.state()));
  SetText(row, "ARRIVED", request.received_on().empty() ? request.arrived_on() : request.received_on());
  SetText(row, "HANDLER", request.handler());
  SetText(row, "DUE", request.due_on());
  if (request.due_provisional()) row.ShowSection("PROVISIONAL");
  if (request.colour() == v1::COLOUR_UNSPECIFIED) return;
  Dictionary& mark = *row.AddSectionDictionary("MARK");
  SetText(mark, "MARK_NAME", NameOf(request.colour()));
  SetText(mark, "MARK_WORD", EnumWord(request.colour()));
}

}  // namespace

WorkQuery ReadWorkQuery(const FormFields& fields) {
  WorkQuery query;
  query.division = FieldOf(fields, "scope") == "division";
  if (query.division) query.organ = FieldOf(fields, "organ");
  query.colour = ParseEnum<v1::Colour>(FieldOf(fields, "colour"));
  query.state = ParseEnum<v1::State>(FieldOf(fields, "state"));
  query.mine = !FieldOf(fields, "mine").empty();
  query.text = FieldOf(fields, "text");
  query.page = FieldOf(fields, "page");
  // A state may owe no answer: then "soonest first" would leave it out.
  query.owing = FieldOf(fields, "view") != "all" && query.state == v1::STATE_UNSPECIFIED;
  return query;
}

bool Oversees(const type::v1::Caller& caller) {
  const auto oversees = [](const std::string& role) { return role == "supervisor" || role == "auditor"; };
  return std::any_of(caller.roles().begin(), caller.roles().end(), oversees);
}

std::string ParentOf(const WorkQuery& query, const type::v1::Caller& caller, const std::string& division) {
  if (!query.division) return "organs/" + caller.organ();
  return query.organ.empty() ? division : "organs/" + query.organ;
}

v1::ListRequestsRequest ListCall(const WorkQuery& query, const std::string& parent, const type::v1::Caller& caller) {
  v1::ListRequestsRequest call;
  call.set_parent(parent);
  call.set_page_size(kPageSize);
  call.set_page_token(query.page);
  if (query.owing) call.set_order_by("due_on");
  v1::RequestFilter& filter = *call.mutable_filter();
  filter.set_colour(query.colour);
  if (query.state != v1::STATE_UNSPECIFIED) filter.add_states(query.state);
  if (query.mine) filter.set_handler(caller.subject());
  filter.set_text(query.text);
  return call;
}

std::string CaseAddress(std::string_view name) {
  constexpr std::string_view kOrgans = "organs/", kRequests = "/requests/";
  const size_t middle = name.find(kRequests);
  if (name.substr(0, kOrgans.size()) != kOrgans || middle == std::string_view::npos) return "/desk";
  return std::string("/desk/requests/").append(name.substr(kOrgans.size(), middle - kOrgans.size())).append("/").append(
      name.substr(middle + kRequests.size()));
}

void WriteWorkList(const WorkList& work, Dictionary& content) {
  const WorkQuery& query = work.query;
  const absl::StatusOr<v1::ListRequestsResponse>& list = work.list;
  WriteScope(work, content);
  if (work.counts.ok()) WriteCounts(query, *work.counts, content);
  if (work.counts.ok()) WriteOrgans(work, content);
  WriteFilter(query, content);
  if (!list.ok()) return SetSection(content, "FAULT", ErrorWords(list.status()));
  if (list->requests().empty()) content.ShowSection("NOTHING");
  if (!list->requests().empty()) content.ShowSection("TABLE");
  const bool of_many = query.division && query.organ.empty();
  if (of_many) content.ShowSection("ORGAN_COLUMN");
  for (const v1::Request& request : list->requests()) {
    Dictionary& row = *content.AddSectionDictionary("ROW");
    WriteRow(request, row);
    if (of_many) SetSection(row, "ROW_ORGAN", OrganTitle(*work.snapshot, OrganOf(request)));
  }
  if (list->next_page_token().empty()) return;
  // By POST, like the search: what somebody looked for stays out of addresses.
  Dictionary& more = *content.AddSectionDictionary("MORE");
  WorkQuery next = query;
  next.page = list->next_page_token();
  for (const auto& [name, value] : FieldsOf(next)) {
    Dictionary& field = *more.AddSectionDictionary("MORE_FIELD");
    SetText(field, "MORE_NAME", name);
    SetText(field, "MORE_VALUE", value);
  }
}

}  // namespace disclosure::gateway
