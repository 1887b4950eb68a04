#include "gateway/web/request_pages.h"

#include <map>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/web/directory_pages.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Division;
using catalog::v1::Organ;

// "organs/330108-jyj" → "330108-jyj".
std::string CodeOf(const Organ& organ) { return organ.name().substr(organ.name().find('/') + 1); }

// By organ, the domains in which it discloses: so is it found by who knows the matter but not the organ.
std::map<std::string, std::set<std::string>> DomainsOfOrgans(const Snapshot& snapshot) {
  std::map<std::string, std::set<std::string>> domains;
  for (const auto& [name, edition] : snapshot.editions) {
    for (const auto& [organ, uses] : edition->organ_uses()) domains[organ].insert(DomainTitle(snapshot, edition->head()));
  }
  return domains;
}

// ORGAN_ROW, also read by the organ finder of the script.
void AddOrganRow(const Organ& organ, const std::set<std::string>& domains, Dictionary& group) {
  Dictionary& row = *group.AddSectionDictionary("ORGAN_ROW");
  SetText(row, "CODE", CodeOf(organ));
  SetText(row, "ORGAN_NAME", organ.display_name());
  SetText(row, "SHORT", organ.short_name());
  SetText(row, "OFFICE", organ.guide().disclosure_office());
  SetText(row, "PHONE", organ.guide().phone());
  SetText(row, "ADDRESS", organ.guide().address());
  SetText(row, "HOURS", organ.guide().office_hours());
  SetText(row, "FAX", organ.guide().fax());
  SetText(row, "DOMAINS", absl::StrJoin(domains, "、"));
  SetSection(row, "DOMAINS_SHOWN", absl::StrJoin(domains, "、"));
}

void AddOrganGroups(const Snapshot& snapshot, Dictionary& content) {
  const std::map<std::string, std::set<std::string>> domains = DomainsOfOrgans(snapshot);
  for (const Division& division : snapshot.divisions) {
    Dictionary* group = nullptr;
    for (const auto& [name, organ] : snapshot.organs) {
      if (organ.division() != division.name() || organ.state() != Organ::ACTIVE) continue;
      if (group == nullptr) {
        group = content.AddSectionDictionary("ORGAN_GROUP");
        SetText(*group, "DIVISION_TITLE", division.display_name());
      }
      const auto found = domains.find(name);
      AddOrganRow(organ, found == domains.end() ? std::set<std::string>() : found->second, *group);
    }
  }
}

// Who goes on with the functions of an organ that is no more is asked (条例第十条).
void AddChosenOrgan(const Snapshot& snapshot, const Organ& organ, Dictionary& content) {
  if (organ.state() == Organ::ACTIVE) {
    Dictionary& chosen = *content.AddSectionDictionary("CHOSEN");
    SetText(chosen, "ORGAN_NAME", organ.display_name());
    AddContactCard(organ, chosen);
    return;
  }
  Dictionary& gone = *content.AddSectionDictionary("GONE");
  SetText(gone, "ORGAN_NAME", organ.display_name());
  const Organ* successor = FindOrgan(snapshot, organ.successor());
  if (successor == nullptr) return;
  Dictionary& link = *gone.AddSectionDictionary("SUCCESSOR_LINK");
  SetText(link, "SUCCESSOR", successor->display_name());
  SetText(link, "SUCCESSOR_HREF", "/requests/new?organ=" + CodeOf(*successor));
}

}  // namespace

void WriteNewRequest(const Snapshot& snapshot, const std::string& organ, PageBuilder& page) {
  const Organ* chosen = FindOrgan(snapshot, organ);
  const std::string title = page.english() ? "Request government information" : "申请公开政府信息";
  page.SetTitle(title);
  page.SetDescription(page.english() ? "Request information that is not published: find the organ, say what you want, keep the receipt."
                                     : "向行政机关申请公开没有主动公开的政府信息：选机关、写所需信息、核对提交、保存回执；也可以当面、邮寄申请。");
  page.SetRoom(Room::kRequest);
  page.MarkBilingual();
  page.AddCitizenStyle();
  page.AddScript("request.js");
  page.AddCrumb(page.english() ? "Home" : "首页", "/");
  page.AddCrumb(title, "");
  Dictionary& content = page.content();
  SetText(content, "CODE", chosen != nullptr && chosen->state() == Organ::ACTIVE ? CodeOf(*chosen) : "");
  if (chosen != nullptr) AddChosenOrgan(snapshot, *chosen, content);
  AddOrganGroups(snapshot, content);
}

void WriteTrack(const Snapshot& snapshot, PageBuilder& page) {
  const std::string title = page.english() ? "Track a request" : "查询申请的办理进度";
  page.SetTitle(title);
  page.SetDescription(page.english() ? "See how far your request is, and when it is due." : "凭申请编号和查询码，查申请办到了哪一步、何时到期、为什么，下载文书。");
  page.SetRoom(Room::kTrack);
  page.MarkBilingual();
  page.HideFromRobots();
  page.AddCitizenStyle();
  page.AddScript("track.js");
  page.AddCrumb(page.english() ? "Home" : "首页", "/");
  page.AddCrumb(title, "");
  AddOrganGroups(snapshot, page.content());
}

}  // namespace disclosure::gateway
