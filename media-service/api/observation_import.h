// A list of observations, row by row.
#pragma once

#include <string>

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"
#include "media-service/importers/list_file.h"

namespace disclosure::media {

// Keeps what can be kept, and says what became of every row.
absl::StatusOr<v1::ImportObservationsResponse> ImportLooks(const Backend& backend, Writer& writer, const std::string& division,
                                                           const ListFile& list);

}  // namespace disclosure::media
