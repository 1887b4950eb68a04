#include "gateway/desk/desk_frame.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {

absl::StatusOr<std::unique_ptr<DeskFrame>> DeskFrame::Load(const std::string& template_directory,
                                                           const std::function<std::string(std::string_view)>& asset_address,
                                                           const SnapshotHolder* snapshots) {
  ASSIGN_OR_RETURN(PageTemplates templates,
                   PageTemplates::Load(template_directory, {"desk_layout", "desk_notice", "desk_login", "desk_welcome", "desk_list",
                                                            "desk_case", "desk_act"}));
  return std::unique_ptr<DeskFrame>(
      new DeskFrame(std::move(templates), snapshots, asset_address("portal.css"), asset_address("desk.css"), asset_address("icon.svg")));
}

Response DeskFrame::Page(int status, std::string_view title, const char* content, const Session* session, const Fill& fill) const {
  Dictionary page("page");
  SetText(page, "TITLE", std::string(title).append(" - 政府信息公开工作台"));
  SetText(page, "PORTAL_STYLE", portal_style_);
  SetText(page, "STYLE", style_);
  SetText(page, "ICON", icon_);
  if (session != nullptr) {
    Dictionary& officer = *page.AddSectionDictionary("OFFICER");
    const std::string& name = session->caller.display_name();
    SetText(officer, "OFFICER_NAME", name.empty() ? session->caller.subject() : name);
    SetText(officer, "OFFICER_ORGAN", OrganTitle(*snapshots_->Get(), "organs/" + session->caller.organ()));
    SetText(officer, "CSRF", session->csrf);
  }
  Dictionary* inner = page.AddIncludeDictionary("CONTENT");
  inner->SetFilename(content);
  fill(*inner);
  Response response;
  response.status = status;
  response.headers = {{"content-type", "text/html; charset=utf-8"}, {"cache-control", "private, no-store"}};
  response.body = std::make_shared<const std::string>(templates_.Expand("desk_layout", page));
  return response;
}

Response DeskFrame::Notice(int status, std::string_view title, std::string_view text, std::string_view again, const Session* session) const {
  return Page(status, title, "desk_notice", session, [&](Dictionary& content) {
    SetText(content, "HEADING", title);
    SetText(content, "TEXT", text);
    if (again.empty()) return;
    Dictionary& link = *content.AddSectionDictionary("AGAIN");
    SetText(link, "AGAIN_HREF", again);
    SetText(link, "AGAIN_TITLE", again[0] != '/' ? "继续" : again.substr(0, 7) == "/signin" ? "登录" : "返回");
  });
}

}  // namespace disclosure::gateway
