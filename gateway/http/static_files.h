// Static files of the portal, read once at start. A request is a look-up in a map; no path of a client ever
// meets the file system.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/http/published_answers.h"

namespace disclosure::gateway {

class StaticFiles {
 public:
  struct Limits {
    size_t files = 1000;
    size_t file_bytes = 4 << 20;
    size_t total_bytes = 32 << 20;
  };

  // Reads the regular files below `directory`; links and hidden files are left out. `prefix` is the path
  // they appear under: "/static/". Errors: NOT_FOUND (STATIC_DIRECTORY), RESOURCE_EXHAUSTED
  // (STATIC_TOO_LARGE), each naming the file.
  static absl::StatusOr<StaticFiles> Load(const std::string& directory, const std::string& prefix,
                                          Limits limits, CompressionLevels levels);
  static absl::StatusOr<StaticFiles> Load(const std::string& directory, const std::string& prefix) {
    return Load(directory, prefix, Limits(), {.gzip = 9, .brotli = 9});
  }

  // To be given to PublishedAnswers::Replace. Each file is there under two paths: its own, revalidated by
  // ETag, and the one of Url(), kept for a year.
  const std::vector<PublishedAnswers::Change>& answers() const { return answers_; }

  // "portal.css" → "/static/portal.5f2c….css": changes with the content. Unknown names come back unhashed.
  std::string Url(std::string_view name) const;

 private:
  void Add(const std::string& name, std::string body, CompressionLevels levels);

  std::string prefix_;
  std::map<std::string, std::string, std::less<>> urls_;
  std::vector<PublishedAnswers::Change> answers_;
};

}  // namespace disclosure::gateway
