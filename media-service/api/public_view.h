// What the public sees, in memory: every replica keeps it, fed by the change feed, and answers from it with bytes that were
// encoded once when the account changed.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "disclosure/media/v1/media_service.pb.h"
#include "grpcpp/support/byte_buffer.h"
#include "media-service/domain/account.h"
#include "media-service/domain/account_url.h"
#include "media-service/domain/name_index.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

// What is asked about (是不是官方账号), as recognised.
struct VerifyQuestion {
  const Platform* platform = nullptr;  // nullptr: of no platform that is known
  std::string id;
  std::string name;
  std::string page;  // AccountUrl::page
  // Whether the name answers where there is no id: not beside an address, which is what was asked about, unless it has the name.
  bool by_name = true;
};

// Thread safe. Compact: 100,000 accounts in less than 120 MB.
class PublicView {
 public:
  explicit PublicView(const PlatformTable& platforms) : platforms_(platforms) {}
  PublicView(const PublicView&) = delete;

  // Accounts as they are now, by name; nullopt for one that is gone. Those that are not public leave the view. Returns what
  // the watchers are to be told.
  struct Update {
    std::string uid;
    std::optional<Account> account;
    std::vector<std::string> former_names = {};  // 曾用名
  };
  v1::WatchAccountsResponse Apply(const std::vector<Update>& updates);
  // Those that are not among `uids`, which are sorted, leave the view.
  void Retain(const std::vector<std::string>& uids);

  // ListAccounts without arguments, as it goes out.
  grpc::ByteBuffer FirstPage() const;
  // VerifyAccount by an id alone, as it goes out; nullopt unless the id is registered and there is nothing to warn of.
  std::optional<grpc::ByteBuffer> AnswerById(const Platform& platform, std::string_view id) const;
  // VerifyAccount.
  v1::VerifyAccountResponse Answer(const VerifyQuestion& question) const;

  size_t size() const;

 private:
  using Slot = uint32_t;
  using Slots = absl::InlinedVector<Slot, 1>;
  struct Entry {
    std::array<char, 26> uid{};
    uint16_t platform = 0;  // index in the table
    State state = State::kNone;
    bool warned = false;  // Found has a warning for it
    std::string listed;  // the field of ListAccountsResponse with the account: tag, length, message
    std::string_view id() const { return {uid.data(), uid.size()}; }
  };

  void Put(const Account& account, const std::vector<std::string>& former_names);
  void Drop(Slot slot);
  std::optional<Slot> FindUid(std::string_view uid) const;
  size_t PlaceOf(std::string_view uid) const;
  v1::Account Decode(const Entry& entry) const;
  // Of several with one key one in force, of those the one registered first; of closed ones the latest. In whatever order they came.
  const Entry* Best(const Slots* slots) const;
  // Who filed the id, closed or not, goes before those whose address alone has it.
  const Entry* WithId(const Platform& platform, std::string_view id) const;
  const Slots* SlotsOf(std::string_view key) const;
  bool IsOf(Slot slot, const Platform* platform) const;
  // Whose name is that very name, whose name reads like it, and who was called so.
  Slots WithExactName(std::string_view name, const Platform* platform) const;
  Slots WithFoldedName(std::string_view name, const Platform* platform) const;
  Slots FormerlyNamed(std::string_view name, const Platform* platform) const;
  bool WasNamed(Slot slot, std::string_view name) const;
  Slot SlotOf(const Entry& entry) const { return *FindUid(entry.id()); }
  const Entry* EntryOf(const VerifyQuestion& question) const;
  void Found(const Entry& entry, v1::VerifyAccountResponse& out) const;
  void NotFound(const VerifyQuestion& question, v1::VerifyAccountResponse& out) const;
  // `sure` are alike whatever the index of names finds.
  void AddSimilar(const VerifyQuestion& question, const Slots& sure, v1::VerifyAccountResponse& out) const;
  std::string SuccessorField(const Entry& entry) const;
  std::vector<std::string> KeysOf(const v1::Account& account) const;
  void Index(Slot slot, const std::vector<std::string>& keys, std::string_view name);
  void Unindex(Slot slot, const std::vector<std::string>& keys, std::string_view name);
  void EncodeFirstPage();

  const PlatformTable& platforms_;
  mutable std::shared_mutex mutex_;
  std::deque<Entry> entries_;
  std::vector<Slot> free_;
  std::vector<Slot> by_uid_;  // sorted by uid, which is the order of registration
  // "i:<id space>:<id>" of filed ids, "u:<id space>:<id>" of ids that only an address has, and "p:<page>".
  absl::flat_hash_map<std::string, Slots> by_key_;
  absl::flat_hash_map<uint64_t, Slots> by_name_;  // hash of the folded name
  absl::flat_hash_map<uint64_t, Slots> by_former_name_;
  absl::flat_hash_map<Slot, std::vector<std::string>> former_names_;  // of the few that have any
  NameIndex names_;                               // of accounts in force
  grpc::ByteBuffer first_page_;
};

// "" for the arguments that the first page has; else what its tokens are bound to.
std::string ListBinding(v1::ListAccountsRequest request);

}  // namespace disclosure::media
