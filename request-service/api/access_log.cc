#include "request-service/api/access_log.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr size_t kLongestPurpose = 200;

AccessRow RowOf(const Backend& backend, const Call& call, const std::string& organ) {
  return {.organ = organ, .time = backend.clock.Now(), .actor = call.caller.subject, .actor_organ = call.caller.organ, .method = call.method};
}

}  // namespace

absl::Status RecordAccess(const Backend& backend, const Call& call, const RequestKey& key, const std::string& purpose) {
  error::Violations bad;
  CheckWritten(bad, "purpose", purpose, kLongestPurpose);
  RETURN_IF_ERROR(bad.status());
  AccessRow row = RowOf(backend, call, key.organ);
  row.request = absl::StrCat(key.year, "-", key.serial);
  row.purpose = purpose;
  row.results = 1;
  return backend.store.Write(call.deadline, [&](Writer& writer) { return writer.InsertAccess(row); });
}

absl::Status RecordListAccess(const Backend& backend, const Call& call, const std::vector<RequestRow>& rows) {
  std::map<std::string, int> by_organ;
  for (const RequestRow& row : rows) ++by_organ[row.key.organ];
  if (by_organ.empty()) return absl::OkStatus();
  return backend.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    for (const auto& [organ, results] : by_organ) {
      AccessRow row = RowOf(backend, call, organ);
      row.results = results;
      RETURN_IF_ERROR(writer.InsertAccess(row));
    }
    return absl::OkStatus();
  });
}

}  // namespace disclosure::request
