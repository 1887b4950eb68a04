#include "gateway/web/page_builder.h"

#include "absl/strings/str_cat.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {

std::string SiteName(const Snapshot& snapshot) {
  const catalog::v1::Division* district = District(snapshot);
  return (district == nullptr ? "" : district->display_name()) + "基层政务公开标准目录";
}

PageBuilder::PageBuilder(const PageTemplates& templates, const PageFrame& frame, const Snapshot& snapshot,
                         const Request& request, const char* content)
    : templates_(templates),
      frame_(frame),
      snapshot_(snapshot),
      request_(request),
      display_(DisplayOf(request)),
      page_("page"),
      content_(page_.AddIncludeDictionary("CONTENT")) {
  content_->SetFilename(content);
  const char* const language = display_.english ? "EN" : "ZH";
  page_.ShowSection(language);
  content_->ShowSection(language);
}

void PageBuilder::SetTitle(std::string_view title) { title_ = std::string(title); }

void PageBuilder::AddCrumb(std::string_view title, std::string_view address) {
  if (!crumbs_) {
    crumbs_ = true;
    page_.ShowSection("CRUMBS");
  }
  Dictionary& crumb = *page_.AddSectionDictionary("CRUMB");
  Dictionary& kind = *crumb.AddSectionDictionary(address.empty() ? "CRUMB_HERE" : "CRUMB_LINK");
  SetText(kind, "CRUMB_TITLE", title);
  if (!address.empty()) SetText(kind, "CRUMB_HREF", address);
}

void PageBuilder::FillNavigation() {
  const auto add = [this](Room room, std::string_view title, std::string_view address) {
    Dictionary& entry = *page_.AddSectionDictionary("NAV");
    SetText(entry, "NAV_TITLE", title);
    SetText(entry, "NAV_HREF", address);
    if (room == room_) entry.ShowSection("NAV_HERE");
  };
  const bool english = display_.english;
  add(Room::kPortal, english ? "Home" : "首页", "/");
  const catalog::v1::Division* district = District(snapshot_);
  if (district != nullptr) add(Room::kDistrict, english ? "Catalogues" : "目录", "/" + district->name());
  add(Room::kSearch, english ? "Search" : "查询", "/search");
  add(Room::kRequest, english ? "Request information" : "申请公开", "/requests/new");
  add(Room::kTrack, english ? "Track a request" : "办理进度", "/requests/track");
  add(Room::kAccounts, english ? "Official accounts" : "新媒体", "/accounts");
  add(Room::kHelp, english ? "Help" : "帮助", "/help");
}

// 大字版 and the other language, each a link to this page.
void PageBuilder::FillChoices() {
  const bool english = display_.english;
  SetText(page_, "TYPE_HREF", AddressWith(request_, display_.large ? "type=plain" : "type=large"));
  SetText(page_, "TYPE_TITLE", display_.large ? (english ? "Normal type" : "标准字号") : (english ? "Large type" : "大字版"));
  SetText(page_, "LANGUAGE_HREF", AddressWith(request_, english ? "lang=zh" : "lang=en"));
  if (display_.large) page_.ShowSection("LARGE");
  if (english && !bilingual_) page_.ShowSection("CHINESE_CONTENT");
}

std::string PageBuilder::Html() {
  const std::string site = SiteName(snapshot_);
  SetText(page_, "TITLE", title_.empty() || title_ == site ? site : title_ + " - " + site);
  SetSection(page_, "DESCRIPTION", description_);
  SetText(page_, "SITE", site);
  SetText(page_, "STYLE", frame_.asset_address("portal.css"));
  if (citizen_style_) SetSection(page_, "MORE_STYLE", frame_.asset_address("citizen.css"));
  SetText(page_, "ICON", frame_.asset_address("icon.svg"));
  if (frame_.desk) page_.ShowSection("DESK");
  if (!script_.empty()) SetSection(page_, "SCRIPT", frame_.asset_address(script_));
  if (sample_) page_.ShowSection("SAMPLE");
  if (hidden_) page_.ShowSection("HIDDEN");
  FillNavigation();
  FillChoices();
  return templates_.Expand("layout", page_);
}

}  // namespace disclosure::gateway
