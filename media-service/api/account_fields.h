// The fields of an account that a caller may change, as a list that can be read.
#pragma once

#include <string>
#include <vector>

#include "disclosure/media/v1/account.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "media-service/domain/account.h"

namespace disclosure::media {

// Copies what `mask` names from `given`, which was made of `message`: "*" all, none those that are set in the message.
// BAD_REQUEST for paths that cannot be changed.
absl::Status ApplyMask(const google::protobuf::FieldMask& mask, const v1::Account& message, const Account& given, Account& account);

// The names of the fields in which the two differ.
std::vector<std::string> ChangedFields(const Account& before, const Account& after);

}  // namespace disclosure::media
