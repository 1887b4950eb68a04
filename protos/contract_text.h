// The protos of the suite with their comments.
#pragma once

#include <string_view>

namespace disclosure {

// A serialized google.protobuf.FileDescriptorSet with source info, without the files of others that it imports.
std::string_view ContractText();

}  // namespace disclosure
