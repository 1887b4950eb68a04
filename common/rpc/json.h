// Messages as JSON. One printer for the whole suite, so that what catalog-service encodes once at
// publication and what the gateway prints per call are the same bytes.
#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace disclosure {

// JSON of an error detail: lowerCamel names, enums by name, fields at their default left out. "" if the message
// holds an Any of a type that is not linked in or text that is not UTF-8.
std::string PrintJson(const google::protobuf::Message& message);

// As PrintJson, but with empty lists, zeros and empty strings, as every answer is printed: a reader
// sees from one answer which fields there are.
std::string PrintPublishedJson(const google::protobuf::Message& message);

}  // namespace disclosure
