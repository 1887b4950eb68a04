#include "catalog-service/domain/edition.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/state_table.h"
#include "common/base/text_limits.h"

namespace disclosure::catalog {
namespace {

constexpr StateTable kMoves(std::to_array<Move<EditionState, EditionAct>>({
    {EditionState::kScheduled, EditionAct::kTakeEffect, EditionState::kPublished},
    {EditionState::kScheduled, EditionAct::kCancel, EditionState::kCancelled},
    {EditionState::kPublished, EditionAct::kWithdraw, EditionState::kWithdrawn},
}));

constexpr size_t kMaxText = 20000;  // one content element of a real catalogue has reached 6,000
constexpr size_t kMaxList = 500;
constexpr absl::Duration kMaxAhead = absl::Hours(24 * 731);

std::string Name(const Edition& edition) {
  return absl::StrCat("divisions/", edition.division, "/catalogues/", edition.domain, "/editions/", edition.number);
}

absl::StatusOr<Edition> Perform(Edition edition, EditionAct act, std::string_view participle) {
  const auto next = NextState(edition.state, act);
  if (!next) return error::WrongState(Name(edition), StateName(edition.state), participle);
  edition.state = *next;
  return edition;
}

template <typename List>
void LimitList(error::Violations& bad, const std::string& field, const List& list) {
  if (list.size() > kMaxList) bad.Add(field, absl::StrCat("must have at most ", kMaxList, " entries"));
}

void CheckLink(error::Violations& bad, const std::string& field, const std::string& link) {
  if (link.rfind("http://", 0) != 0 && link.rfind("https://", 0) != 0) {
    bad.Add(field, "must begin with http:// or https://");
  }
  LimitText(bad, field, link, 2000);
}

}  // namespace

std::string_view StateName(EditionState state) {
  switch (state) {
    case EditionState::kUnspecified: return "UNSPECIFIED";
    case EditionState::kScheduled: return "SCHEDULED";
    case EditionState::kPublished: return "PUBLISHED";
    case EditionState::kWithdrawn: return "WITHDRAWN";
    case EditionState::kCancelled: return "CANCELLED";
  }
  return "";
}

std::optional<EditionState> NextState(EditionState state, EditionAct act) { return kMoves.Next(state, act); }

absl::Status Validate(const Item& item, std::string_view prefix) {
  error::Violations bad;
  const auto path = [&](std::string_view field) { return absl::StrCat(std::string(prefix), ".", std::string(field)); };
  if (item.level_one.empty() && item.level_two.empty() && item.level_three.empty()) {
    bad.Add(path("level_one"), "an item needs a name of some level");
  }
  LimitText(bad, path("serial"), item.serial, 100);
  LimitText(bad, path("level_one"), item.level_one, 500);
  LimitText(bad, path("level_two"), item.level_two, 500);
  LimitText(bad, path("level_three"), item.level_three, 500);
  LimitText(bad, path("time_limit_text"), item.time_limit_text, 2000);
  LimitText(bad, path("remarks"), item.remarks, kMaxText);
  LimitList(bad, path("contents"), item.contents);
  LimitList(bad, path("bases"), item.bases);
  LimitList(bad, path("responsible_bodies"), item.responsible_bodies);
  LimitList(bad, path("channels"), item.channels);
  LimitList(bad, path("audience.groups"), item.audience.groups);
  LimitList(bad, path("methods"), item.methods);
  LimitList(bad, path("levels"), item.levels);
  LimitList(bad, path("links"), item.links);
  LimitList(bad, path("other_columns"), item.other_columns);
  for (size_t i = 0; i < item.contents.size(); ++i) LimitText(bad, path(absl::StrCat("contents[", i, "]")), item.contents[i], kMaxText);
  for (size_t i = 0; i < item.bases.size(); ++i) LimitText(bad, path(absl::StrCat("bases[", i, "].title")), item.bases[i].title, 2000);
  for (size_t i = 0; i < item.bases.size(); ++i) LimitText(bad, path(absl::StrCat("bases[", i, "].document_number")), item.bases[i].document_number, 500);
  for (size_t i = 0; i < item.responsible_bodies.size(); ++i) {
    RequireText(bad, path(absl::StrCat("responsible_bodies[", i, "].text")), item.responsible_bodies[i].text, 2000);
  }
  for (size_t i = 0; i < item.audience.groups.size(); ++i) RequireText(bad, path(absl::StrCat("audience.groups[", i, "]")), item.audience.groups[i], 2000);
  for (size_t i = 0; i < item.other_columns.size(); ++i) {
    LimitText(bad, path(absl::StrCat("other_columns[", i, "].header")), item.other_columns[i].header, 500);
    LimitText(bad, path(absl::StrCat("other_columns[", i, "].text")), item.other_columns[i].text, kMaxText);
  }
  for (size_t i = 0; i < item.links.size(); ++i) CheckLink(bad, path(absl::StrCat("links[", i, "]")), item.links[i]);
  for (size_t i = 0; i < item.channels.size(); ++i) {
    const ChannelUse& use = item.channels[i];
    if (use.channel == Channel::kUnspecified) bad.Add(path(absl::StrCat("channels[", i, "].channel")), "must be one of the 13 channels");
    LimitText(bad, path(absl::StrCat("channels[", i, "].text")), use.text, 2000);
    if (use.stage < 0 || use.stage > 1) bad.Add(path(absl::StrCat("channels[", i, "].stage")), "must be 0 or 1");
  }
  for (size_t i = 0; i < item.methods.size(); ++i) {
    if (item.methods[i] == Method::kUnspecified) bad.Add(path(absl::StrCat("methods[", i, "]")), "must be PROACTIVE or ON_REQUEST");
  }
  for (size_t i = 0; i < item.levels.size(); ++i) {
    if (item.levels[i] == Level::kUnspecified) bad.Add(path(absl::StrCat("levels[", i, "]")), "must be a level");
  }
  return bad.status();
}

absl::StatusOr<Edition> Approve(const Draft& draft, int item_count, int number, const Caller& approver,
                                std::string_view review_note, std::optional<absl::Time> effective, absl::Time now) {
  const std::string draft_name = absl::StrCat("divisions/", draft.division, "/catalogues/", draft.domain, "/draft");
  error::Violations bad;
  LimitText(bad, "review_note", review_note, 500);
  if (effective && *effective <= now) bad.Add("effective_time", "must be in the future; leave it out to publish now");
  if (effective && *effective > now + kMaxAhead) bad.Add("effective_time", "must be within two years");
  RETURN_IF_ERROR(bad.status());
  if (item_count == 0) {
    return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(draft_name, " has no items"),
                       {.reason = "EMPTY_DRAFT", .metadata = {{"name", draft_name}}});
  }
  if (std::find(draft.editors.begin(), draft.editors.end(), approver.subject) != draft.editors.end()) {
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat(draft_name, " was edited by the same person: a second one must approve it (条例第十七条)"),
                       {.reason = "SAME_PERSON", .metadata = {{"name", draft_name}, {"subject", approver.subject}}});
  }
  return Edition{.division = draft.division,
                 .domain = draft.domain,
                 .number = number,
                 .state = effective ? EditionState::kScheduled : EditionState::kPublished,
                 .item_count = item_count,
                 .sample = draft.sample,
                 .publish_time = effective ? std::nullopt : std::optional(now),
                 .effective_time = effective,
                 .approved_by = approver.subject,
                 .review_note = std::string(review_note)};
}

absl::StatusOr<Edition> TakeEffect(Edition edition, absl::Time now) {
  ASSIGN_OR_RETURN(edition, Perform(std::move(edition), EditionAct::kTakeEffect, "published"));
  edition.publish_time = now;
  return edition;
}

absl::StatusOr<Edition> Withdraw(Edition edition, std::string_view reason) {
  error::Violations bad;
  RequireText(bad, "reason", reason, 500);
  RETURN_IF_ERROR(bad.status());
  ASSIGN_OR_RETURN(edition, Perform(std::move(edition), EditionAct::kWithdraw, "withdrawn"));
  edition.withdraw_reason = std::string(reason);
  return edition;
}

absl::StatusOr<Edition> Cancel(Edition edition) { return Perform(std::move(edition), EditionAct::kCancel, "cancelled"); }

int InForce(const std::vector<Edition>& editions) {
  int number = 0;
  for (const Edition& edition : editions) {
    if (edition.state == EditionState::kPublished) number = std::max(number, edition.number);
  }
  return number;
}

}  // namespace disclosure::catalog
