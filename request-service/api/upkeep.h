// What the service does by itself every so often, whether or not anybody calls.
#pragma once

#include "request-service/api/backend.h"

namespace disclosure::request {

// Forgets answers that are remembered for repeated calls and changes of the feeds when their day is over.
absl::Status ForgetOld(const Backend& backend, absl::Time deadline);

// Takes the calendar that another replica imported, if there is one, and counts the due dates of open requests anew that
// rest on an older one (条例 art. 33); what moves is noted for the next import to tell. Each request in a transaction of its
// own: a desk that works on one does not wait for the others, and what was done stays done. Ends at `deadline`; one that
// cannot be counted does not keep the others. Returns how many are left.
absl::StatusOr<int64_t> FollowCalendar(const Backend& backend, absl::Time deadline);

}  // namespace disclosure::request
