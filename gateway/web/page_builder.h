// One page in the making: its content, and the frame (head, navigation, breadcrumb, footer) around it.
#pragma once

#include <string>
#include <string_view>

#include "gateway/compose/snapshot.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

// What the frame of every page needs.
struct PageFrame {
  std::string style_address;  // "/static/portal.5f2c….css"
  std::string icon_address;
};

// The entries of the main navigation.
enum class Room { kNone, kPortal, kDistrict, kSearch, kHelp };

class PageBuilder {
 public:
  // All must outlive the builder. `content` names the template of the content.
  PageBuilder(const PageTemplates& templates, const PageFrame& frame, const Snapshot& snapshot, const char* content);

  // Values of the content template.
  Dictionary& content() { return *content_; }

  // Of the tab and of search results; the site's name is appended.
  void SetTitle(std::string_view title);
  // One step of the breadcrumb, outermost first; "" for the page itself.
  void AddCrumb(std::string_view title, std::string_view address);
  void SetRoom(Room room) { room_ = room; }
  // Shows the banner 示例数据.
  void MarkSample() { sample_ = true; }
  // Keeps the page out of search engines.
  void HideFromRobots() { hidden_ = true; }

  // The page, once.
  std::string Html();

 private:
  void FillNavigation();

  const PageTemplates& templates_;
  const PageFrame& frame_;
  const Snapshot& snapshot_;
  Dictionary page_;
  Dictionary* content_;
  Room room_ = Room::kNone;
  bool sample_ = false;
  bool hidden_ = false;
  bool crumbs_ = false;
  std::string title_;
};

// "滨江区基层政务公开标准目录".
std::string SiteName(const Snapshot& snapshot);

}  // namespace disclosure::gateway
