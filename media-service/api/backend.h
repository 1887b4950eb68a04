// What the handlers share.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "common/base/clock.h"
#include "common/rpc/call.h"
#include "common/rpc/serve_once.h"
#include "media-service/api/public_view.h"
#include "media-service/domain/closing.h"
#include "media-service/domain/import_tables.h"
#include "media-service/domain/inspection_rules.h"
#include "media-service/domain/listed_look.h"
#include "media-service/domain/opening_policy.h"
#include "media-service/domain/organ.h"
#include "media-service/domain/platform.h"
#include "media-service/feeds/feed_fetcher.h"
#include "media-service/storage/store.h"

namespace disclosure::media {

// The directory of organs in memory, as of the last load. Thread safe; a load replaces it as a whole.
class Reference {
 public:
  struct View {
    std::unordered_map<std::string, Organ> organs;        // by code
    std::unordered_map<std::string, std::string> by_name;  // folded full and short names to codes
    const Organ* Find(const std::string& code) const {
      const auto found = organs.find(code);
      return found == organs.end() ? nullptr : &found->second;
    }
    // By name as written; nullptr if no organ, or more than one, is called so.
    const Organ* FindWritten(const std::string& name) const;
  };

  explicit Reference(std::shared_ptr<const View> view) : view_(std::move(view)) {}

  std::shared_ptr<const View> Get() const {
    std::lock_guard lock(mutex_);
    return view_;
  }
  void Set(std::shared_ptr<const View> view) {
    std::lock_guard lock(mutex_);
    view_ = std::move(view);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const View> view_;
};
absl::StatusOr<std::shared_ptr<const Reference::View>> LoadReference(Store& store, absl::Time deadline);

// The tables of data/media, and data/calendar.
struct Rules {
  PlatformTable platforms;
  OpeningPolicy opening;
  ClosingRules closing;
  InspectionRules inspection;
  Calendar calendar;  // 工作日, for notices
  ImportTables imports;  // how lists are written
  ObservationTables observations;  // and those of observations
};
// BAD_REQUEST with the bad lines, NOT_FOUND for a file that is not there.
absl::StatusOr<Rules> LoadRules(const std::string& directory, const std::string& calendar_directory);

// References to what main owns; outlives the handlers.
struct Backend {
  Store& store;
  const Vault& vault;
  const Clock& clock;
  Reference& reference;
  const Rules& rules;
  PublicView& view;
  std::function<void()> nudge;  // tells the tailer that this process changed an account
  FetchRules feeds;             // which addresses feeds may have
};

// Runs `body` in a transaction, at most once per request id (AIP-155).
template <typename Response, typename Request, typename Body>
absl::StatusOr<Response> WriteOnce(const Backend& backend, const Call& call, const Request& request, Body body) {
  Response response;
  RETURN_IF_ERROR(backend.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(response, ServeOnce<Response>(writer, call, request, backend.clock.Now(), body));
    return absl::OkStatus();
  }));
  backend.nudge();
  return response;
}

}  // namespace disclosure::media
