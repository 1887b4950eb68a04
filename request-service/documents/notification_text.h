// The texts of notifications: data/request/notifications/<kind>.txt, the subject on the first line, {name} filled in.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace disclosure::request {

struct NotificationText {
  std::string subject;
  std::string body;
};

// Immutable; thread safe.
class NotificationTexts {
 public:
  // NOT_FOUND for a directory that is not there; INVALID_ARGUMENT for a text without a body.
  static absl::StatusOr<NotificationTexts> Load(const std::string& directory);

  // What is filled in is not read for names again. INTERNAL for a kind that has no text.
  absl::StatusOr<NotificationText> Fill(std::string_view kind, const std::map<std::string, std::string, std::less<>>& values) const;

 private:
  std::map<std::string, NotificationText, std::less<>> texts_;
};

}  // namespace disclosure::request
