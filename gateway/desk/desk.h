// The desk (工作台): /desk, the work list, and below /desk/requests the cases and the forms of their acts. Works without JavaScript.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/origin.h"
#include "gateway/auth/sessions.h"
#include "gateway/compose/snapshot.h"
#include "gateway/desk/acts.h"
#include "gateway/desk/desk_calls.h"
#include "gateway/desk/desk_frame.h"
#include "gateway/desk/desk_pages.h"
#include "gateway/desk/reply_tables.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

// Thread safe. Handle does not block.
class Desk {
 public:
  struct Rooms {
    const DeskFrame* frame = nullptr;
    const Sessions* sessions = nullptr;
    const Origin* origin = nullptr;
    const SnapshotHolder* snapshots = nullptr;  // the directory of organs
  };

  // `requests` null: every page says that there is no request-service. `law_dir`: data/request. The rooms outlive it and the
  // exchanges under way. Errors: those of ReplyTables::Load.
  static absl::StatusOr<std::unique_ptr<Desk>> Create(Rooms rooms, const std::shared_ptr<grpc::Channel>& requests, const std::string& law_dir);

  static bool Owns(std::string_view path) { return path == "/desk" || path.substr(0, 6) == "/desk/"; }
  void Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);

  // Cancels the calls under way and waits for them.
  void Stop() { calls_.Stop(); }

 private:
  struct Visit;
  using VisitPtr = std::shared_ptr<Visit>;

  Desk(Rooms rooms, ReplyTables tables, const std::shared_ptr<grpc::Channel>& requests)
      : rooms_(rooms), tables_(std::move(tables)), calls_(requests) {}

  void AskToSignIn(const VisitPtr& visit);
  void List(const VisitPtr& visit);
  void ShowCase(const VisitPtr& visit);
  void Preview(const VisitPtr& visit);
  void ShowAct(const VisitPtr& visit);
  void DoAct(const VisitPtr& visit);
  // The form with what was typed, and the request as it is now beside it.
  void ShowForm(const VisitPtr& visit, int status, const absl::Status& refused);
  void SendForm(const VisitPtr& visit, int status, const ActPage& page) const;
  void SendProblem(const Visit& visit, const absl::Status& status) const;
  void Reply(const Visit& visit, Response response) const;

  const Rooms rooms_;
  const ReplyTables tables_;
  DeskCalls calls_;
};

}  // namespace disclosure::gateway
