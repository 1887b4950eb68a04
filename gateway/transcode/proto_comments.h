// What the protos say in words.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace disclosure::gateway {

// Immutable.
class ProtoComments {
 public:
  // `descriptor_set`: a serialized FileDescriptorSet with source info. What cannot be read has no comments.
  explicit ProtoComments(std::string_view descriptor_set);

  // The comment before (or else behind) a message, field, enum, value, service or method, by its full name
  // ("disclosure.catalog.v1.Organ.court"), lines joined, paragraphs kept; "" if there is none.
  std::string Of(const std::string& full_name) const;

 private:
  std::unordered_map<std::string, std::string> by_name_;
};

// The first sentence of `text`, without its full stop; at most 120 bytes of whole characters, then "…".
std::string FirstSentence(std::string_view text);

}  // namespace disclosure::gateway
