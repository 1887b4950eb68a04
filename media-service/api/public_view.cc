#include "media-service/api/public_view.h"

#include <algorithm>
#include <mutex>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "google/protobuf/io/coded_stream.h"
#include "grpc/slice.h"
#include "media-service/api/convert.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

constexpr int kFirstPage = 50;      // the size that PageSize(0) gives
constexpr char kAccountTag = 0x0A;  // field 1 of ListAccountsResponse and VerifyAccountResponse
constexpr char kVerdictTag = 0x10;
constexpr char kSuccessorTag = 0x1A;
constexpr size_t kCandidates = 200;
constexpr int kSimilarAtLeast = 60;
constexpr int kSimilarAtMost = 5;
constexpr int kMostSuccessors = 16;  // that are followed; a chain may close in a circle

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

std::string Length(size_t length) {
  uint8_t bytes[10];
  const uint8_t* end = google::protobuf::io::CodedOutputStream::WriteVarint64ToArray(length, bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<size_t>(end - bytes)};
}

std::string Field(char tag, const std::string& message) { return absl::StrCat(std::string(1, tag), Length(message.size()), message); }

// One copy into one slice.
grpc::ByteBuffer Buffer(std::initializer_list<std::string_view> parts) {
  size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  grpc_slice raw = grpc_slice_malloc(size);
  uint8_t* to = GRPC_SLICE_START_PTR(raw);
  for (const std::string_view part : parts) to = std::copy(part.begin(), part.end(), to);
  const grpc::Slice slice(raw, grpc::Slice::STEAL_REF);
  return grpc::ByteBuffer(&slice, 1);
}

v1::VerifyAccountResponse::Verdict VerdictOf(State state) {
  return IsInForce(state) ? v1::VerifyAccountResponse::GENUINE : v1::VerifyAccountResponse::CLOSED;
}

std::string IdKey(const Platform& platform, std::string_view id) { return absl::StrCat("i:", platform.id_space, ":", PlatformTable::ComparableId(platform, id)); }
// An id that only the address of an account tells, which has filed none.
std::string UrlIdKey(const Platform& platform, std::string_view id) { return absl::StrCat("u:", platform.id_space, ":", PlatformTable::ComparableId(platform, id)); }
std::string PageKey(std::string_view page) { return absl::StrCat("p:", View(page)); }
uint64_t NameKey(std::string_view name) { return absl::Hash<std::string>{}(FoldName(name)); }

void Warn(v1::VerifyAccountResponse& out, std::string_view code, std::string_view message) {
  v1::VerifyAccountResponse::Warning& warning = *out.add_warnings();
  warning.set_code(std::string(code));
  warning.set_message(std::string(message));
}

void WarnRenamed(std::string_view before, std::string_view now, v1::VerifyAccountResponse& out) {
  Warn(out, "RENAMED", absl::StrCat("“", View(before), "”是曾用名，这个账号已更名为“", View(now), "”；现在仍用曾用名的可能是他人，请核对账号 ID"));
}

template <typename Map, typename Key>
void RemoveFrom(Map& map, const Key& key, uint32_t slot) {
  const auto found = map.find(key);
  if (found == map.end()) return;
  auto& slots = found->second;
  slots.erase(std::remove(slots.begin(), slots.end(), slot), slots.end());
  if (slots.empty()) map.erase(found);
}

}  // namespace

std::string ListBinding(v1::ListAccountsRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

v1::Account PublicView::Decode(const Entry& entry) const {
  v1::ListAccountsResponse one;
  one.ParseFromString(entry.listed);
  return one.accounts_size() == 1 ? std::move(*one.mutable_accounts(0)) : v1::Account();
}

size_t PublicView::PlaceOf(std::string_view uid) const {
  const auto at = std::lower_bound(by_uid_.begin(), by_uid_.end(), uid, [&](Slot slot, std::string_view value) { return entries_[slot].id() < value; });
  return static_cast<size_t>(at - by_uid_.begin());
}

std::optional<PublicView::Slot> PublicView::FindUid(std::string_view uid) const {
  const size_t place = PlaceOf(uid);
  if (place == by_uid_.size() || entries_[by_uid_[place]].id() != uid) return std::nullopt;
  return by_uid_[place];
}

std::vector<std::string> PublicView::KeysOf(const v1::Account& account) const {
  std::vector<std::string> keys;
  const Platform* platform = platforms_.FindWritten(account.platform());
  if (platform == nullptr) return keys;
  if (!account.platform_id().empty()) keys.push_back(IdKey(*platform, account.platform_id()));
  for (const std::string& id : account.other_ids()) keys.push_back(IdKey(*platform, id));
  const bool has_id = !keys.empty();
  const absl::StatusOr<AccountUrl> url = account.url().empty() ? AccountUrl() : RecogniseUrl(account.url(), platforms_);
  if (url.ok() && url->trick == UrlTrick::kNone) {
    const Platform* found = platforms_.Find(url->platform);
    const bool fits = found == nullptr || found->id_space == platform->id_space;
    // Beside filed ids the address proves nothing: if it has another one, that may be the page of somebody else.
    if (fits && !url->id.empty() && !has_id) keys.push_back(UrlIdKey(*found, url->id));
    if (fits && !url->page.empty()) keys.push_back(PageKey(url->page));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

void PublicView::Index(Slot slot, const std::vector<std::string>& keys, std::string_view name) {
  for (const std::string& key : keys) by_key_[key].push_back(slot);
  by_name_[NameKey(name)].push_back(slot);
  if (const auto former = former_names_.find(slot); former != former_names_.end()) {
    for (const std::string& was : former->second) by_former_name_[NameKey(was)].push_back(slot);
  }
  if (IsInForce(entries_[slot].state)) names_.Add(slot, name);
}

void PublicView::Unindex(Slot slot, const std::vector<std::string>& keys, std::string_view name) {
  for (const std::string& key : keys) RemoveFrom(by_key_, key, slot);
  RemoveFrom(by_name_, NameKey(name), slot);
  if (const auto former = former_names_.find(slot); former != former_names_.end()) {
    for (const std::string& was : former->second) RemoveFrom(by_former_name_, NameKey(was), slot);
    former_names_.erase(former);
  }
  if (IsInForce(entries_[slot].state)) names_.Remove(slot, name);
}

void PublicView::Put(const Account& account, const std::vector<std::string>& former_names) {
  const v1::Account message = PublicProto(account);
  const std::optional<Slot> known = FindUid(account.uid);
  Slot slot = 0;
  if (known) {
    slot = *known;
    const v1::Account before = Decode(entries_[slot]);
    Unindex(slot, KeysOf(before), before.display_name());
  } else if (!free_.empty()) {
    slot = free_.back();
    free_.pop_back();
  } else {
    slot = static_cast<Slot>(entries_.size());
    entries_.emplace_back();
  }
  Entry& entry = entries_[slot];
  std::copy_n(account.uid.begin(), std::min(account.uid.size(), entry.uid.size()), entry.uid.begin());
  const Platform* platform = platforms_.Find(account.platform);
  entry.platform = platform == nullptr ? 0 : static_cast<uint16_t>(platform - platforms_.all().data());
  entry.state = account.state;
  entry.warned = account.state == State::kClosing || account.reopened;
  entry.listed = Field(kAccountTag, message.SerializeAsString());
  entry.listed.shrink_to_fit();
  if (!known) by_uid_.insert(by_uid_.begin() + static_cast<ptrdiff_t>(PlaceOf(account.uid)), slot);
  if (!former_names.empty()) former_names_.emplace(slot, former_names);
  Index(slot, KeysOf(message), account.name);
}

void PublicView::Drop(Slot slot) {
  const v1::Account before = Decode(entries_[slot]);
  Unindex(slot, KeysOf(before), before.display_name());
  by_uid_.erase(by_uid_.begin() + static_cast<ptrdiff_t>(PlaceOf(entries_[slot].id())));
  entries_[slot] = Entry();
  free_.push_back(slot);
}

v1::WatchAccountsResponse PublicView::Apply(const std::vector<Update>& updates) {
  v1::WatchAccountsResponse changes;
  std::unique_lock lock(mutex_);
  for (const auto& [uid, account, former_names] : updates) {
    if (account && IsPublic(account->state)) {
      Put(*account, former_names);
      *changes.add_changes()->mutable_changed() = PublicProto(*account);
    } else if (const std::optional<Slot> slot = FindUid(uid)) {
      Drop(*slot);
      changes.add_changes()->set_removed(AccountName(uid));
    }
  }
  EncodeFirstPage();
  return changes;
}

void PublicView::Retain(const std::vector<std::string>& uids) {
  std::unique_lock lock(mutex_);
  std::vector<Slot> gone;
  for (const Slot slot : by_uid_) {
    if (!std::binary_search(uids.begin(), uids.end(), entries_[slot].id())) gone.push_back(slot);
  }
  for (const Slot slot : gone) Drop(slot);
  EncodeFirstPage();
}

void PublicView::EncodeFirstPage() {
  std::string page, last;
  int count = 0;
  for (const Slot slot : by_uid_) {
    const Entry& entry = entries_[slot];
    if (!IsInForce(entry.state)) continue;
    if (count++ == kFirstPage) {
      v1::ListAccountsResponse token;
      token.set_next_page_token(MakePageToken(last, ""));
      page += token.SerializeAsString();
      break;
    }
    page += entry.listed;
    last = std::string(entry.id());
  }
  first_page_ = Buffer({page});
}

grpc::ByteBuffer PublicView::FirstPage() const {
  std::shared_lock lock(mutex_);
  return first_page_;
}

size_t PublicView::size() const {
  std::shared_lock lock(mutex_);
  return by_uid_.size();
}

const PublicView::Slots* PublicView::SlotsOf(std::string_view key) const {
  const auto found = by_key_.find(View(key));
  return found == by_key_.end() ? nullptr : &found->second;
}

const PublicView::Entry* PublicView::Best(const Slots* slots) const {
  const Entry* best = nullptr;
  if (slots == nullptr) return best;
  for (const Slot slot : *slots) {
    const Entry& entry = entries_[slot];
    const bool in_force = IsInForce(entry.state);
    const bool better = best == nullptr || (in_force != IsInForce(best->state) ? in_force : in_force ? entry.id() < best->id() : entry.id() > best->id());
    if (better) best = &entry;
  }
  return best;
}

const PublicView::Entry* PublicView::WithId(const Platform& platform, std::string_view id) const {
  if (const Slots* filed = SlotsOf(IdKey(platform, id))) return Best(filed);
  return Best(SlotsOf(UrlIdKey(platform, id)));
}

// 承接账号, as field 3 of the answer: the first in force of those that followed one another; "" if there is none.
std::string PublicView::SuccessorField(const Entry& entry) const {
  if (IsInForce(entry.state)) return "";
  const Entry* last = &entry;
  for (int i = 0; i < kMostSuccessors; ++i) {
    const std::string name = Decode(*last).successor();
    const std::optional<Slot> next = FindUid(std::string_view(name).substr(name.find('/') + 1));
    if (!next) return "";
    last = &entries_[*next];
    if (!IsInForce(last->state)) continue;
    std::string field = last->listed;
    field[0] = kSuccessorTag;
    return field;
  }
  return "";
}

std::optional<grpc::ByteBuffer> PublicView::AnswerById(const Platform& platform, std::string_view id) const {
  std::shared_lock lock(mutex_);
  const Entry* entry = WithId(platform, id);
  if (entry == nullptr || entry->warned) return std::nullopt;
  const char verdict[] = {kVerdictTag, static_cast<char>(VerdictOf(entry->state))};
  return Buffer({entry->listed, std::string_view(verdict, sizeof(verdict)), SuccessorField(*entry)});
}

bool PublicView::IsOf(Slot slot, const Platform* platform) const {
  return platform == nullptr || platforms_.all()[entries_[slot].platform].id_space == platform->id_space;
}

PublicView::Slots PublicView::WithFoldedName(std::string_view name, const Platform* platform) const {
  Slots out;
  const auto found = by_name_.find(NameKey(name));
  if (found == by_name_.end()) return out;
  const std::string folded = FoldName(name);
  for (const Slot slot : found->second) {
    if (IsOf(slot, platform) && FoldName(Decode(entries_[slot]).display_name()) == folded) out.push_back(slot);
  }
  return out;
}

PublicView::Slots PublicView::WithExactName(std::string_view name, const Platform* platform) const {
  const std::string exact = ExactName(name);
  Slots out;
  for (const Slot slot : WithFoldedName(name, platform)) {
    if (ExactName(Decode(entries_[slot]).display_name()) == exact) out.push_back(slot);
  }
  return out;
}

bool PublicView::WasNamed(Slot slot, std::string_view name) const {
  const auto former = former_names_.find(slot);
  const std::string exact = ExactName(name);
  return former != former_names_.end() && !exact.empty() &&
         std::any_of(former->second.begin(), former->second.end(), [&](const std::string& was) { return ExactName(was) == exact; });
}

PublicView::Slots PublicView::FormerlyNamed(std::string_view name, const Platform* platform) const {
  Slots out;
  const auto found = by_former_name_.find(NameKey(name));
  if (found == by_former_name_.end()) return out;
  for (const Slot slot : found->second) {
    if (IsOf(slot, platform) && WasNamed(slot, name)) out.push_back(slot);
  }
  return out;
}

void PublicView::Found(const Entry& entry, v1::VerifyAccountResponse& out) const {
  out.MergeFromString(absl::StrCat(entry.listed, SuccessorField(entry)));
  out.set_verdict(VerdictOf(entry.state));
  if (entry.state == State::kClosing) Warn(out, "CLOSING", "这个账号已公告拟关停");
  if (out.account().reopened()) Warn(out, "REOPENED", "这个账号注销后又被违规开通，不是在册账号");
}

// Whose name is known, but not this id: renamed, hijacked, or an id that nobody has filed yet.
void PublicView::NotFound(const VerifyQuestion& question, v1::VerifyAccountResponse& out) const {
  out.set_verdict(v1::VerifyAccountResponse::UNKNOWN);
  if (question.platform != nullptr) out.set_platform(absl::StrCat("platforms/", question.platform->code));
  out.set_platform_id(question.id);
  if (question.name.empty()) return;
  const Slots named = WithFoldedName(question.name, question.platform);
  Slots renamed;
  if (const Entry* entry = Best(&named); entry == nullptr) {
    // A name that was given up is free for anybody to take: who has it now is not the account that had it.
    renamed = FormerlyNamed(question.name, question.platform);
    if (const Entry* now = Best(&renamed)) WarnRenamed(question.name, Decode(*now).display_name(), out);
  } else if (!question.id.empty()) {
    const bool has_id = !Decode(*entry).platform_id().empty();
    Warn(out, has_id ? "NAME_KNOWN_ID_DIFFERS" : "NAME_KNOWN_ID_NOT_FILED",
         has_id ? "名称在册，但账号 ID 不同：可能是冒名、改名或者被他人抢注，请以在册账号为准" : "名称在册，但在册账号没有登记 ID，无法核对");
  } else if (question.by_name) {
    Warn(out, "NAME_ONLY_ALIKE", "名称与在册账号相近，但不是同一个名称：可能是仿冒，请核对账号 ID");
  }
  Slots sure = named;
  sure.insert(sure.end(), renamed.begin(), renamed.end());
  AddSimilar(question, sure, out);
}

void PublicView::AddSimilar(const VerifyQuestion& question, const Slots& sure, v1::VerifyAccountResponse& out) const {
  const std::u32string asked = FoldToCodePoints(question.name);
  struct Ranked {
    int percent;
    const Entry* entry;
  };
  std::vector<Ranked> ranked;
  for (const Slot slot : sure) {
    if (IsInForce(entries_[slot].state)) ranked.push_back({100, &entries_[slot]});
  }
  for (const Slot slot : names_.Candidates(question.name, kCandidates)) {
    const int percent = Likeness(asked, FoldToCodePoints(Decode(entries_[slot]).display_name()));
    const bool listed = std::find(sure.begin(), sure.end(), slot) != sure.end();
    if (percent >= kSimilarAtLeast && !listed) ranked.push_back({percent, &entries_[slot]});
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.percent != b.percent ? a.percent > b.percent : a.entry->id() < b.entry->id(); });
  if (ranked.size() > kSimilarAtMost) ranked.resize(kSimilarAtMost);
  for (const Ranked& one : ranked) {
    v1::VerifyAccountResponse::Similar& similar = *out.add_similar();
    *similar.mutable_account() = Decode(*one.entry);
    similar.set_percent(one.percent);
  }
}

// By what tells accounts apart.
const PublicView::Entry* PublicView::EntryOf(const VerifyQuestion& question) const {
  if (!question.id.empty() && question.platform != nullptr) return WithId(*question.platform, question.id);
  return question.page.empty() ? nullptr : Best(SlotsOf(PageKey(question.page)));
}

v1::VerifyAccountResponse PublicView::Answer(const VerifyQuestion& question) const {
  v1::VerifyAccountResponse out;
  std::shared_lock lock(mutex_);
  if (const Entry* entry = EntryOf(question)) {
    Found(*entry, out);
    if (question.name.empty() || FoldName(out.account().display_name()) == FoldName(question.name)) return out;
    if (WasNamed(SlotOf(*entry), question.name)) {
      WarnRenamed(question.name, out.account().display_name(), out);
    } else {
      Warn(out, "NAME_DIFFERS", "账号 ID 在册，但名称不同：可能已改名而没有变更备案");
    }
    return out;
  }
  if (question.by_name && question.id.empty() && !question.name.empty() && question.platform != nullptr) {
    const Slots named = WithExactName(question.name, question.platform);
    if (const Entry* best = Best(&named)) {
      Found(*best, out);
      Warn(out, "BY_NAME_ONLY", "只核对了名称：名称可能被他人使用，请再核对账号 ID");
      return out;
    }
  }
  NotFound(question, out);
  return out;
}

}  // namespace disclosure::media
