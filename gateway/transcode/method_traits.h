// What the limits need to know of a method, read from its descriptor and its policy.
#pragma once

#include <string>

#include "disclosure/type/v1/caller.pb.h"
#include "gateway/limits/gate.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace disclosure::gateway {

struct MethodTraits {
  MethodClass method_class = MethodClass::kReading;
  // string access_code and string number of the request; null if it has none.
  const google::protobuf::FieldDescriptor* access_code = nullptr;
  const google::protobuf::FieldDescriptor* number = nullptr;
};

// By what the descriptor says the method does, the first that holds:
//   watching   it streams and can be resumed (resume_token)
//   search     its verb is Search or Suggest, or its request has a text to search for (query)
//   filing     anybody may call it, and it changes something (its first HTTP binding is no GET)
//   upload     its request brings bytes
//   tracking   its policy is the applicant's
//   download   its answer is a file
//   acting     it changes something
//   reading    all else
MethodTraits TraitsOf(const google::protobuf::MethodDescriptor& method);

// Whether the message has a field for a file, up to `depth` messages deep.
bool CarriesBytes(const google::protobuf::Descriptor& message, int depth);

// The facts of one call, without its deadline. `address` of the client.
CallFacts FactsOf(const MethodTraits& traits, const google::protobuf::Message& request, const type::v1::Caller& caller,
                  std::string_view address, const Gate& gate);

// A word of the service that says: no such number with this access code.
bool SaysCodeFailed(std::string_view reason);

}  // namespace disclosure::gateway
