// One page of RotateKeys of a service: its sealed columns counted, or encrypted anew.
#pragma once

#include <utility>

#include "absl/time/time.h"
#include "common/base/status.h"
#include "common/mysql/sealed_column.h"

namespace disclosure {

template <typename Response>
struct RotatedPage {
  Response response;  // without its page token
  mysql::SealedPosition next;
};

// `store` is a service's, whose Reader has CountKeys and whose Writer has RotateKeys.
template <typename Response, typename Store>
absl::StatusOr<RotatedPage<Response>> RotatePage(Store& store, absl::Time deadline, bool dry_run, const mysql::SealedPosition& position,
                                                 int size, int current_key) {
  mysql::KeyPage page;
  RETURN_IF_ERROR(dry_run ? store.Read(deadline, [&](auto& reader) -> absl::Status {
    ASSIGN_OR_RETURN(page, reader.CountKeys(position, size));
    return absl::OkStatus();
  }) : store.Write(deadline, [&](auto& writer) -> absl::Status {
    ASSIGN_OR_RETURN(page, writer.RotateKeys(position, size));
    return absl::OkStatus();
  }));
  Response response;
  response.set_table(page.table);
  response.set_rows(page.rows);
  response.set_rotated(page.rotated);
  for (const auto& [key, rows] : page.by_key) (*response.mutable_by_key())[key] = rows;
  response.set_current_key(current_key);
  return RotatedPage<Response>{std::move(response), std::move(page.next)};
}

}  // namespace disclosure
