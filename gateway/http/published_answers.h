// Published answers: complete HTTP responses in memory, made once at publication and sent as they are.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/http/nameless_file.h"
#include "gateway/http/message.h"
#include "gateway/http/negotiation.h"

namespace disclosure::gateway {

// What is published under a path.
struct Content {
  int status = 200;
  std::string content_type;  // "application/json; charset=utf-8"
  std::string body;
  // May be kept by anyone, but is asked for again each time: a new edition shows at once.
  std::string cache_control = "public, no-cache";
  Headers headers;  // further ones; not those an Answer writes itself
};

// Higher is smaller and slower; 60 kB of catalogue JSON take 1 ms at brotli 5 and 300 ms at 11.
struct CompressionLevels {
  int gzip = 6;    // 1…9
  int brotli = 5;  // 0…11
};

// Immutable, so it is shared by all threads without locks.
class Answer {
 public:
  // A response without status line and Date, which depend on the request and the second.
  struct Variant {
    std::string etag;          // strong, quoted; differs between variants
    std::string message;       // header lines, an empty line, the body
    size_t head_size = 0;      // of the header lines and the empty line: what HEAD gets
    std::string not_modified;  // header lines and empty line of a 304
    std::shared_ptr<const NamelessFile> file;  // the message, if it is large
  };

  static std::shared_ptr<const Answer> Make(Content content, CompressionLevels levels = {});

  const Variant& Choose(std::string_view accept_encoding) const;
  int status() const { return status_; }
  // The value of If-None-Match and the like: the tag of the uncompressed variant.
  const std::string& etag() const { return identity_.etag; }

 private:
  Answer() = default;

  int status_ = 200;
  Variant identity_;
  std::unique_ptr<const Variant> gzip_;    // null: not smaller
  std::unique_ptr<const Variant> brotli_;  // null: not smaller
};

// Thread safe. Writers replace; each io thread reads through its own View.
class PublishedAnswers {
 public:
  struct Change {
    std::string path;                      // as requested: "/v1/divisions/330108/catalogues/03"
    std::shared_ptr<const Answer> answer;  // null: removed
  };
  class View;

  PublishedAnswers();

  // All or nothing: no reader sees some of `changes` without the others. The cost follows the number of
  // changes and a fraction of the whole, not the whole.
  void Replace(std::vector<Change> changes);

  // For occasional use; a thread that asks often keeps a View.
  std::shared_ptr<const Answer> Find(std::string_view path) const;
  size_t size() const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Shard = std::unordered_map<std::string, std::shared_ptr<const Answer>, Hash, std::equal_to<>>;
  // A power of two. Replace copies the shards it touches and this array.
  static constexpr size_t kShards = 256;
  using Snapshot = std::array<std::shared_ptr<const Shard>, kShards>;

  static size_t ShardOf(std::string_view path) { return (Hash()(path) >> 20) & (kShards - 1); }
  static const std::shared_ptr<const Answer>* FindIn(const Snapshot& snapshot, std::string_view path);
  std::shared_ptr<const Snapshot> Current() const;

  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;  // guarded by mutex_
  std::atomic<uint64_t> version_{1};          // changes with snapshot_
};

// One thread's view: a question costs one atomic load and no lock while nothing is published.
class PublishedAnswers::View {
 public:
  explicit View(const PublishedAnswers* answers) : answers_(answers) {}

  // Null if nothing is published there. The pointer holds until the next call of Find or Refresh.
  const std::shared_ptr<const Answer>* Find(std::string_view path);

  // Lets go of replaced answers; for a thread that is not asked for a while.
  void Refresh();

 private:
  const PublishedAnswers* answers_;  // may be null: nothing is published
  uint64_t version_ = 0;
  std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace disclosure::gateway
