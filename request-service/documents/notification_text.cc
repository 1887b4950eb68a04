#include "request-service/documents/notification_text.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

std::string Filled(std::string_view text, const Values& values) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('{'), close = text.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += text.substr(0, open);
    const auto value = values.find(text.substr(open + 1, close - open - 1));
    if (value != values.end()) out += value->second;
    text.remove_prefix(close + 1);
  }
  return out += text;
}

}  // namespace

absl::StatusOr<NotificationTexts> NotificationTexts::Load(const std::string& directory) {
  NotificationTexts texts;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    const std::string text = std::move(all).str();
    const size_t end = text.find('\n');
    if (end == std::string::npos || end + 1 == text.size()) {
      return absl::InvalidArgumentError(absl::StrCat(entry.path().string(), " needs a subject and a body"));
    }
    texts.texts_[entry.path().stem().string()] = {text.substr(0, end), text.substr(end + 1)};
  }
  if (failed || texts.texts_.empty()) return absl::NotFoundError(absl::StrCat("cannot read ", directory));
  return texts;
}

absl::StatusOr<NotificationText> NotificationTexts::Fill(std::string_view kind, const Values& values) const {
  const auto found = texts_.find(kind), how = texts_.find("how");
  if (found == texts_.end()) return absl::InternalError(absl::StrCat("no text for notifications of ", std::string(kind)));
  Values all = values;
  if (how != texts_.end()) all.emplace("how", how->second.body);
  return NotificationText{Filled(found->second.subject, all), Filled(found->second.body, all)};
}

}  // namespace disclosure::request
