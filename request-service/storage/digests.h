// Keyed digests by which the chain of events vouches for what stands outside of it: who asks for what, and the papers. Under
// the index key, which stays when field keys are rotated: who has the database alone cannot make one.
#pragma once

#include <string>

#include "request-service/storage/store.h"

namespace disclosure::request {

// In hex, over the applicant and the wish of the request.
std::string FilingDigest(const Vault& vault, const RequestRow& row);

// In hex, over everything of the paper.
std::string PaperDigest(const Vault& vault, const RequestKey& key, const DocumentRow& row);

}  // namespace disclosure::request
