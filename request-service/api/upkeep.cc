#include "request-service/api/upkeep.h"

#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {
namespace {

constexpr absl::Duration kChangesKept = absl::Hours(24);
constexpr absl::Duration kTimeout = absl::Seconds(10);
constexpr int kBatch = 200;

absl::StatusOr<int64_t> VersionOf(const Backend& backend) {
  int64_t version = 0;
  RETURN_IF_ERROR(backend.store.Read(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(version, reader.CalendarVersion());
    return absl::OkStatus();
  }));
  return version;
}

absl::Status CountAnew(const Backend& backend, const RequestKey& key) {
  const Call call{.method = "FollowCalendar"};
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend, call, key.organ));
  return backend.store.Write(absl::Now() + kTimeout, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(Case found, LoadCase(writer, key));
    const RequestRow before = found.row;
    // An act, or another replica, was first.
    if (before.calendar_version >= bench.calendar_version()) return absl::OkStatus();
    RETURN_IF_ERROR(Project(found.progress, bench, found.row));
    const bool moved = found.row.due != before.due || found.row.due_provisional != before.due_provisional;
    if (moved) {
      ++found.row.version;
      found.row.update_time = bench.now();
    }
    RETURN_IF_ERROR(writer.UpdateProjection(found.row));
    if (!moved) return absl::OkStatus();
    RETURN_IF_ERROR(writer.NoteMove({key, before.due, found.row.due}));
    return writer.AppendChange(key, "due_date", bench.now());
  });
}

absl::Status CountAllAnew(const Backend& backend, int64_t version, absl::Time deadline) {
  RequestKey after;
  for (std::vector<RequestKey> keys; after.serial == 0 || static_cast<int>(keys.size()) == kBatch;) {
    RETURN_IF_ERROR(backend.store.Read(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(keys, reader.CountedBefore(version, after, kBatch));
      return absl::OkStatus();
    }));
    for (const RequestKey& key : keys) {
      if (absl::Now() >= deadline) return absl::OkStatus();
      const absl::Status counted = CountAnew(backend, key);
      if (counted.ok()) continue;
      Log(LogLevel::kWarning, "a due date was not counted anew", {{"request", Name(key)}, {"detail", std::string(counted.message())}});
    }
    if (keys.empty()) break;
    after = keys.back();
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ForgetOld(const Backend& backend, absl::Time deadline) {
  const absl::Time now = backend.clock.Now();
  const absl::Status answers = backend.store.DeleteServedBefore(deadline, now - mysql::kServedKept).status();
  const absl::Status changes = backend.store.DeleteChangesBefore(deadline, now - kChangesKept).status();
  return answers.ok() ? changes : answers;
}

absl::StatusOr<int64_t> FollowCalendar(const Backend& backend, absl::Time deadline) {
  ASSIGN_OR_RETURN(const int64_t version, VersionOf(backend));
  if (backend.reference.Get()->calendar_version != version) {
    ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, LoadReference(backend.store, absl::Now() + kTimeout));
    backend.reference.Set(std::move(view));
  }
  RETURN_IF_ERROR(CountAllAnew(backend, version, deadline));
  int64_t left = 0;
  RETURN_IF_ERROR(backend.store.Read(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(left, reader.CountCountedBefore(version));
    return absl::OkStatus();
  }));
  return left;
}

}  // namespace disclosure::request
