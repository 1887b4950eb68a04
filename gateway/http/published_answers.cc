#include "gateway/http/published_answers.h"

#include <openssl/evp.h>

#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/compress.h"
#include "gateway/http/security_headers.h"

namespace disclosure::gateway {
namespace {

// Below this the headers outweigh what compression saves.
constexpr size_t kSmallestCompressed = 512;
// Below this copying costs less than a second system call.
constexpr size_t kSmallestFile = 40 << 10;

std::string HexDigest(const Content& content) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const std::string text = absl::StrCat(content.status, "\n", content.content_type, "\n", content.body);
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr size_t kUsed = 12;  // 96 bits tell the editions of one path apart
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), kUsed});
}

Answer::Variant MakeVariant(const Content& content, std::string_view body, std::string etag,
                            std::string_view coding, bool varies) {
  const std::string caching = absl::StrCat("ETag: ", etag, "\r\nCache-Control: ", content.cache_control,
                                           "\r\n", varies ? "Vary: Accept-Encoding\r\n" : "");
  std::string head =
      absl::StrCat("Content-Type: ", content.content_type, "\r\nContent-Length: ", body.size(), "\r\n");
  if (!coding.empty()) absl::StrAppend(&head, "Content-Encoding: ", std::string(coding), "\r\n");
  absl::StrAppend(&head, caching);
  for (const auto& [name, value] : content.headers) absl::StrAppend(&head, name, ": ", value, "\r\n");
  const std::string_view security = SecurityHeaderLines(content.content_type);
  head.append(security).append("\r\n");

  Answer::Variant variant;
  variant.etag = std::move(etag);
  variant.head_size = head.size();
  variant.message.reserve(head.size() + body.size());
  variant.message.append(head).append(body);
  if (variant.message.size() >= kSmallestFile) variant.file = NamelessFile::Make(variant.message);
  variant.not_modified.append(caching).append(security).append("\r\n");
  return variant;
}

}  // namespace

std::shared_ptr<const Answer> Answer::Make(Content content, CompressionLevels levels) {
  std::shared_ptr<Answer> answer(new Answer);
  answer->status_ = content.status;
  const std::string digest = HexDigest(content);
  const bool varies = content.body.size() >= kSmallestCompressed && IsCompressible(content.content_type);
  const auto compressed = [&](std::optional<std::string> body,
                              std::string_view coding) -> std::unique_ptr<const Variant> {
    if (!body || body->size() >= content.body.size()) return nullptr;
    std::string etag = absl::StrCat("\"", digest, "-", std::string(coding), "\"");
    return std::make_unique<const Variant>(MakeVariant(content, *body, std::move(etag), coding, varies));
  };
  if (varies) {
    answer->gzip_ = compressed(Gzip(content.body, levels.gzip), "gzip");
    answer->brotli_ = compressed(Brotli(content.body, levels.brotli), "br");
  }
  answer->identity_ = MakeVariant(content, content.body, absl::StrCat("\"", digest, "\""), "", varies);
  return answer;
}

const Answer::Variant& Answer::Choose(std::string_view accept_encoding) const {
  switch (ChooseEncoding(accept_encoding, gzip_ != nullptr, brotli_ != nullptr)) {
    case Encoding::kGzip: return *gzip_;
    case Encoding::kBrotli: return *brotli_;
    case Encoding::kIdentity: break;
  }
  return identity_;
}

PublishedAnswers::PublishedAnswers() {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->fill(std::make_shared<const Shard>());
  snapshot_ = std::move(snapshot);
}

void PublishedAnswers::Replace(std::vector<Change> changes) {
  std::shared_ptr<const Snapshot> old;  // destroyed after the lock is released
  std::lock_guard lock(mutex_);
  auto next = std::make_shared<Snapshot>(*snapshot_);
  std::unordered_map<size_t, std::shared_ptr<Shard>> touched;
  for (Change& change : changes) {
    const size_t index = ShardOf(change.path);
    std::shared_ptr<Shard>& shard = touched[index];
    if (!shard) shard = std::make_shared<Shard>(*(*next)[index]);
    if (change.answer) {
      shard->insert_or_assign(std::move(change.path), std::move(change.answer));
    } else {
      shard->erase(change.path);
    }
  }
  for (auto& [index, shard] : touched) (*next)[index] = std::move(shard);
  old = std::exchange(snapshot_, std::move(next));
  version_.fetch_add(1, std::memory_order_release);
}

const std::shared_ptr<const Answer>* PublishedAnswers::FindIn(const Snapshot& snapshot,
                                                              std::string_view path) {
  const Shard& shard = *snapshot[ShardOf(path)];
  const auto found = shard.find(path);
  return found == shard.end() ? nullptr : &found->second;
}

std::shared_ptr<const PublishedAnswers::Snapshot> PublishedAnswers::Current() const {
  std::lock_guard lock(mutex_);
  return snapshot_;
}

std::shared_ptr<const Answer> PublishedAnswers::Find(std::string_view path) const {
  const std::shared_ptr<const Snapshot> snapshot = Current();
  const std::shared_ptr<const Answer>* found = FindIn(*snapshot, path);
  return found == nullptr ? nullptr : *found;
}

size_t PublishedAnswers::size() const {
  const std::shared_ptr<const Snapshot> snapshot = Current();
  size_t size = 0;
  for (const auto& shard : *snapshot) size += shard->size();
  return size;
}

void PublishedAnswers::View::Refresh() {
  if (answers_ == nullptr) return;
  if (answers_->version_.load(std::memory_order_acquire) == version_) return;
  std::lock_guard lock(answers_->mutex_);
  version_ = answers_->version_.load(std::memory_order_relaxed);
  snapshot_ = answers_->snapshot_;
}

const std::shared_ptr<const Answer>* PublishedAnswers::View::Find(std::string_view path) {
  if (answers_ == nullptr) return nullptr;
  Refresh();
  return FindIn(*snapshot_, path);
}

}  // namespace disclosure::gateway
