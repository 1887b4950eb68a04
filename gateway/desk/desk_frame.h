// What every page of the desk (工作台) shares: its head with who is signed in, and how it is sent. The pages are for one person
// only: nothing may keep them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/auth/sessions.h"
#include "gateway/compose/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

// Thread safe.
class DeskFrame {
 public:
  using Fill = std::function<void(Dictionary& content)>;

  // `asset_address`: "desk.css" → "/static/desk.5f2c….css". Errors: those of PageTemplates::Load.
  // `snapshots`, for the names of organs, outlives it.
  static absl::StatusOr<std::unique_ptr<DeskFrame>> Load(const std::string& template_directory,
                                                         const std::function<std::string(std::string_view)>& asset_address,
                                                         const SnapshotHolder* snapshots);

  // A page with the template `content`. `session` null: nobody is signed in, or it does not matter.
  Response Page(int status, std::string_view title, const char* content, const Session* session, const Fill& fill) const;

  // A page with one thing to say. `again`: the address of its link, "" for none.
  Response Notice(int status, std::string_view title, std::string_view text, std::string_view again, const Session* session = nullptr) const;

 private:
  DeskFrame(PageTemplates templates, const SnapshotHolder* snapshots, std::string portal_style, std::string style, std::string icon)
      : templates_(std::move(templates)), snapshots_(snapshots), portal_style_(std::move(portal_style)), style_(std::move(style)),
        icon_(std::move(icon)) {}

  const PageTemplates templates_;
  const SnapshotHolder* const snapshots_;
  const std::string portal_style_;
  const std::string style_;
  const std::string icon_;
};

}  // namespace disclosure::gateway
