#include "gateway/web/page_builder.h"

#include "absl/strings/str_cat.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {

std::string SiteName(const Snapshot& snapshot) {
  const catalog::v1::Division* district = District(snapshot);
  return (district == nullptr ? "" : district->display_name()) + "基层政务公开标准目录";
}

PageBuilder::PageBuilder(const PageTemplates& templates, const PageFrame& frame, const Snapshot& snapshot,
                         const char* content)
    : templates_(templates),
      frame_(frame),
      snapshot_(snapshot),
      page_("page"),
      content_(page_.AddIncludeDictionary("CONTENT")) {
  content_->SetFilename(content);
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
  add(Room::kPortal, "首页", "/");
  const catalog::v1::Division* district = District(snapshot_);
  if (district != nullptr) add(Room::kDistrict, "目录", "/" + district->name());
  add(Room::kSearch, "查询", "/search");
  add(Room::kHelp, "使用帮助", "/help");
}

std::string PageBuilder::Html() {
  const std::string site = SiteName(snapshot_);
  SetText(page_, "TITLE", title_.empty() || title_ == site ? site : title_ + " - " + site);
  SetText(page_, "SITE", site);
  SetText(page_, "STYLE", frame_.style_address);
  SetText(page_, "ICON", frame_.icon_address);
  if (sample_) page_.ShowSection("SAMPLE");
  if (hidden_) page_.ShowSection("HIDDEN");
  FillNavigation();
  return templates_.Expand("layout", page_);
}

}  // namespace disclosure::gateway
