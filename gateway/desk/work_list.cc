#include <initializer_list>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/desk/desk_pages.h"
#include "gateway/desk/error_words.h"
#include "gateway/desk/field_words.h"

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
  add("colour", NameOf(query.colour));
  add("state", NameOf(query.state));
  add("mine", query.mine ? "1" : "");
  add("text", query.text);
  add("page", query.page);
  return fields;
}

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
    const WorkQuery to{.colour = colour, .mine = query.mine};
    SetText(link("COLOUR", to, EnumWord(colour), count, query.colour == colour), "COLOUR_NAME", NameOf(colour));
  }
  for (const auto& one : counts.states()) {
    link("STATE", {.owing = false, .state = one.state(), .mine = query.mine}, EnumWord(one.state()), one.count(), query.state == one.state());
  }
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
  query.colour = ParseEnum<v1::Colour>(FieldOf(fields, "colour"));
  query.state = ParseEnum<v1::State>(FieldOf(fields, "state"));
  query.mine = !FieldOf(fields, "mine").empty();
  query.text = FieldOf(fields, "text");
  query.page = FieldOf(fields, "page");
  // A state may owe no answer: then "soonest first" would leave it out.
  query.owing = FieldOf(fields, "view") != "all" && query.state == v1::STATE_UNSPECIFIED;
  return query;
}

v1::ListRequestsRequest ListCall(const WorkQuery& query, const type::v1::Caller& caller) {
  v1::ListRequestsRequest call;
  call.set_parent("organs/" + caller.organ());
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

void WriteWorkList(const WorkQuery& query, const absl::StatusOr<v1::CountRequestsResponse>& counts,
                   const absl::StatusOr<v1::ListRequestsResponse>& list, Dictionary& content) {
  if (counts.ok()) WriteCounts(query, *counts, content);
  WriteFilter(query, content);
  if (!list.ok()) return SetSection(content, "FAULT", ErrorWords(list.status()));
  if (list->requests().empty()) content.ShowSection("NOTHING");
  if (!list->requests().empty()) content.ShowSection("TABLE");
  for (const v1::Request& request : list->requests()) WriteRow(request, *content.AddSectionDictionary("ROW"));
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
