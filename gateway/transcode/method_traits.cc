#include "gateway/transcode/method_traits.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "disclosure/type/v1/policy.pb.h"
#include "google/api/annotations.pb.h"
#include "openssl/rand.h"
#include "openssl/sha.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using Policy = type::v1::Policy;

const FieldDescriptor* Text(const Descriptor& message, const char* name) {
  const FieldDescriptor* const field = message.FindFieldByName(name);
  const bool plain = field != nullptr && !field->is_repeated() && field->type() == FieldDescriptor::TYPE_STRING;
  return plain ? field : nullptr;
}

bool Admits(const MethodDescriptor& method, Policy::Who who) {
  for (const int admitted : method.options().GetExtension(type::v1::policy).who()) {
    if (admitted == who) return true;
  }
  return false;
}

// Without a binding only services call it.
bool Changes(const MethodDescriptor& method) {
  return method.options().HasExtension(google::api::http) && !method.options().GetExtension(google::api::http).has_get();
}

MethodClass ClassOf(const MethodDescriptor& method) {
  const Descriptor& request = *method.input_type();
  if (method.server_streaming() && Text(request, "resume_token") != nullptr) return MethodClass::kWatching;
  if (absl::StartsWith(method.name(), "Search") || absl::StartsWith(method.name(), "Suggest") ||
      Text(request, "query") != nullptr) {
    return MethodClass::kSearch;
  }
  if (Admits(method, Policy::PUBLIC) && Changes(method)) {
    // What is handed in is receipted with an access code; the rest is said in passing, as a search is.
    return Text(*method.output_type(), "access_code") != nullptr ? MethodClass::kFiling : MethodClass::kSearch;
  }
  if (CarriesBytes(request, 1)) return MethodClass::kUpload;
  if (Admits(method, Policy::APPLICANT)) return MethodClass::kTracking;
  if (method.output_type()->full_name() == "google.api.HttpBody") return MethodClass::kDownload;
  return Changes(method) ? MethodClass::kActing : MethodClass::kReading;
}

// Buckets are kept by digests that mean nothing outside this process.
std::string DigestOf(const std::string& code) {
  static const std::string* const salt = [] {
    auto* made = new std::string(32, '\0');
    RAND_bytes(reinterpret_cast<unsigned char*>(made->data()), static_cast<int>(made->size()));
    return made;
  }();
  std::string text = *salt;
  // As the service reads it: case and hyphens do not matter.
  for (const char c : code) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) text += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return {reinterpret_cast<const char*>(digest.data()), 16};
}

}  // namespace

bool CarriesBytes(const Descriptor& message, int depth) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* const field = message.field(i);
    if (field->type() == FieldDescriptor::TYPE_BYTES) return true;
    if (depth > 0 && field->message_type() != nullptr && CarriesBytes(*field->message_type(), depth - 1)) return true;
  }
  return false;
}

MethodTraits TraitsOf(const MethodDescriptor& method) {
  return {.method_class = ClassOf(method),
          .access_code = Text(*method.input_type(), "access_code"),
          .number = Text(*method.input_type(), "number")};
}

CallFacts FactsOf(const MethodTraits& traits, const google::protobuf::Message& request, const type::v1::Caller& caller,
                  std::string_view address, const Gate& gate) {
  CallFacts facts;
  facts.method_class = traits.method_class;
  facts.prefix = gate.PrefixOf(address);
  facts.caller = caller.subject();
  if (traits.access_code != nullptr) {
    facts.access_code = DigestOf(request.GetReflection()->GetString(request, traits.access_code));
  }
  if (traits.number != nullptr) {
    // Numbers are short; what is longer is none, and must not fill the memory.
    facts.number = request.GetReflection()->GetString(request, traits.number).substr(0, 64);
  }
  return facts;
}

bool SaysCodeFailed(std::string_view reason) {
  return reason == "NO_SUCH_REQUEST" || reason == "NO_SUCH_CONSULTATION";
}

}  // namespace disclosure::gateway
