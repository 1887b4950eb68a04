#include "media-service/api/account_feed.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "common/base/memory.h"
#include "media-service/api/convert.h"

namespace disclosure::media {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(10);
constexpr absl::Duration kLoadTimeout = absl::Minutes(3);
constexpr int kLoadedAtOnce = 2000;  // all accounts of several provinces at once would be too many to hold
constexpr size_t kReadAtOnce = 256;
constexpr size_t kRemembered = 4 << 20;  // some thousand changes; who missed more lists the accounts anew

using Updates = std::vector<PublicView::Update>;

// The accounts of `uids` as they are now; nullopt for those that are gone.
absl::Status ReadNow(Reader& reader, const std::vector<std::string>& uids, Updates& out) {
  for (size_t begin = 0; begin < uids.size(); begin += kReadAtOnce) {
    const std::vector<std::string> some(uids.begin() + static_cast<ptrdiff_t>(begin),
                                        uids.begin() + static_cast<ptrdiff_t>(std::min(uids.size(), begin + kReadAtOnce)));
    ASSIGN_OR_RETURN(std::vector<Account> accounts, reader.Accounts(some));
    std::map<std::string, Account> by_uid;
    for (Account& account : accounts) by_uid.emplace(account.uid, std::move(account));
    ASSIGN_OR_RETURN(auto former_names, reader.FormerNames(some));
    for (const std::string& uid : some) {
      const auto found = by_uid.find(uid);
      out.emplace_back(uid, found == by_uid.end() ? std::optional<Account>() : std::move(found->second), std::move(former_names[uid]));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<AccountFeed>> AccountFeed::Start(Store& store, mysql::Database& database, PublicView& view, absl::Duration pause) {
  std::unique_ptr<AccountFeed> feed(new AccountFeed(store, view));
  std::vector<std::string> uids;
  ASSIGN_OR_RETURN(const mysql::FeedPosition position, feed->Load(uids));
  // Watchers list the accounts themselves: there may be more than a message holds.
  feed->hub_ = std::make_unique<EventHub<v1::WatchAccountsResponse>>(position.epoch, position.seq, EventHubOptions{.remembered_bytes_max = kRemembered},
                                                                     [] { return std::vector<v1::WatchAccountsResponse>(); });
  feed->tailer_ = std::make_unique<mysql::Tailer>(
      database, std::string(kAccountsFeed), position, pause,
      [feed = feed.get()](const auto& changes, const auto& now) { return feed->Apply(changes, now); },
      [feed = feed.get()] { return feed->Reload(); });
  return feed;
}

absl::StatusOr<mysql::FeedPosition> AccountFeed::Load(std::vector<std::string>& uids) {
  mysql::FeedPosition position;
  RETURN_IF_ERROR(store_.Snapshot(absl::Now() + kLoadTimeout, [&](Reader& reader) -> absl::Status {
    uids.clear();
    // The position first: what commits meanwhile is read again from the feed, which does no harm.
    ASSIGN_OR_RETURN(position, reader.FeedHead());
    while (true) {
      ASSIGN_OR_RETURN(std::vector<Account> page, reader.ListAccounts(AccountQuery(), uids.empty() ? "" : uids.back(), kLoadedAtOnce));
      std::vector<std::string> some;
      for (const Account& account : page) some.push_back(account.uid);
      ASSIGN_OR_RETURN(auto former_names, reader.FormerNames(some));
      uids.insert(uids.end(), some.begin(), some.end());
      Updates updates;
      for (Account& account : page) {
        const auto former = former_names.find(account.uid);
        updates.emplace_back(account.uid, std::move(account), former == former_names.end() ? std::vector<std::string>() : std::move(former->second));
      }
      view_.Apply(updates);
      if (updates.size() < kLoadedAtOnce) return absl::OkStatus();
    }
  }));
  return position;
}

absl::Status AccountFeed::Apply(const std::vector<mysql::Change>& changes, const mysql::FeedPosition& now) {
  // Full states, never deltas: each account once, as it is now.
  std::vector<std::string> uids;
  for (const mysql::Change& change : changes) {
    if (const absl::StatusOr<std::string> uid = ParseAccountName(change.name); uid.ok()) uids.push_back(*uid);
  }
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  Updates updates;
  RETURN_IF_ERROR(store_.Snapshot(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    updates.clear();
    return ReadNow(reader, uids, updates);
  }));
  v1::WatchAccountsResponse group = view_.Apply(updates);
  hub_->Publish(now.epoch, now.seq, std::move(group), [] {});
  if (updates.size() >= kLoadedAtOnce) {
    updates = Updates();
    ReturnFreedMemory();  // an import went by
  }
  return absl::OkStatus();
}

absl::StatusOr<mysql::FeedPosition> AccountFeed::Reload() {
  Log(LogLevel::kWarning, "the change feed was forgotten: loading all accounts anew");
  std::vector<std::string> uids;
  ASSIGN_OR_RETURN(const mysql::FeedPosition position, Load(uids));
  view_.Retain(uids);
  hub_->Restart(position.epoch, position.seq, [] {});
  return position;
}

}  // namespace disclosure::media
