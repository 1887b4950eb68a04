#include "common/rpc/json.h"

#include "google/protobuf/util/json_util.h"

namespace disclosure {
namespace {

std::string Print(const google::protobuf::Message& message, bool print_defaults) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = print_defaults;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "";
  return json;
}

}  // namespace

std::string PrintJson(const google::protobuf::Message& message) { return Print(message, false); }

std::string PrintPublishedJson(const google::protobuf::Message& message) { return Print(message, true); }

}  // namespace disclosure
