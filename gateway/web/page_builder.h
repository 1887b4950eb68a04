// One page in the making: its content, and the frame (head, navigation, breadcrumb, footer) around it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gateway/compose/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/web/display.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

// What the frame of every page needs.
struct PageFrame {
  // The address of a static file, "portal.css" → "/static/portal.5f2c….css" (StaticFiles::Url).
  std::function<std::string(std::string_view name)> asset_address;
  bool desk = false;  // whether the gateway has a desk to sign in to
};

// The entries of the main navigation.
enum class Room { kNone, kPortal, kDistrict, kSearch, kRequest, kTrack, kAccounts, kHelp };

class PageBuilder {
 public:
  // All must outlive the builder. `content` names the template of the content.
  PageBuilder(const PageTemplates& templates, const PageFrame& frame, const Snapshot& snapshot, const Request& request,
              const char* content);

  // Values of the content template. It has the section ZH or EN, by the reader's choice.
  Dictionary& content() { return *content_; }
  bool english() const { return display_.english; }

  // Of the tab and of search results; the site's name is appended.
  void SetTitle(std::string_view title);
  // What search results show below the title: a sentence or two.
  void SetDescription(std::string_view description) { description_ = std::string(description); }
  // One step of the breadcrumb, outermost first; "" for the page itself.
  void AddCrumb(std::string_view title, std::string_view address);
  void SetRoom(Room room) { room_ = room; }
  // The content follows the reader's language; without this it is Chinese in either frame.
  void MarkBilingual() { bilingual_ = true; }
  // The style of the pages of a citizen's own business, beside that of all pages.
  void AddCitizenStyle() { citizen_style_ = true; }
  // A script of the static files, "request.js", run once the page is there. The page must be readable without it.
  void AddScript(std::string_view name) { script_ = std::string(name); }
  bool has_script() const { return !script_.empty(); }
  // The address of a static file that the content names itself.
  std::string AssetAddress(std::string_view name) const { return frame_.asset_address(name); }
  // Shows the banner 示例数据.
  void MarkSample() { sample_ = true; }
  // Keeps the page out of search engines.
  void HideFromRobots() { hidden_ = true; }

  // The page, once.
  std::string Html();

 private:
  void FillNavigation();
  void FillChoices();

  const PageTemplates& templates_;
  const PageFrame& frame_;
  const Snapshot& snapshot_;
  const Request& request_;
  const Display display_;
  Dictionary page_;
  Dictionary* content_;
  Room room_ = Room::kNone;
  bool sample_ = false;
  bool hidden_ = false;
  bool crumbs_ = false;
  bool bilingual_ = false;
  bool citizen_style_ = false;
  std::string script_;
  std::string title_;
  std::string description_;
};

// "滨江区基层政务公开标准目录".
std::string SiteName(const Snapshot& snapshot);

}  // namespace disclosure::gateway
