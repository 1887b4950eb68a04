#include "request-service/api/discarded_objects.h"

#include <vector>

#include "common/base/logging.h"

namespace disclosure::request {
namespace {

constexpr int kPatience = 5;  // failures in one call: a store that is away is not asked for everything

}  // namespace

absl::StatusOr<Deletion> DeleteDiscardedObjects(const Backend& backend, const Call& call, std::string_view after, int limit) {
  Deletion deletion;
  if (backend.objects == nullptr) return deletion;
  std::vector<std::string> objects;
  RETURN_IF_ERROR(backend.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(objects, reader.DiscardedObjects(after, limit));
    return absl::OkStatus();
  }));
  int failed = 0;
  for (const std::string& object : objects) {
    deletion.last = object;
    if (const absl::Status deleted = backend.objects->Delete(object, call.deadline); !deleted.ok()) {
      Log(LogLevel::kWarning, "a discarded object stays", {{"object", object}, {"detail", std::string(deleted.message())}});
      if (++failed == kPatience) return deletion;
      continue;
    }
    RETURN_IF_ERROR(backend.store.Write(call.deadline, [&](Writer& writer) { return writer.ForgetDiscardedObject(object); }));
    ++deletion.deleted;
  }
  deletion.more = static_cast<int>(objects.size()) == limit;
  return deletion;
}

}  // namespace disclosure::request
