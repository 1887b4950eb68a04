#include "gateway/http/static_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::gateway {
namespace {

namespace fs = std::filesystem;

std::string ContentType(const fs::path& path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".csv", "text/csv; charset=utf-8"},
      {".pdf", "application/pdf"},
  };
  const std::string extension = path.extension().string();
  for (const auto& [known, type] : kTypes) {
    if (extension == known) return std::string(type);
  }
  return "application/octet-stream";
}

absl::Status TooLarge(const std::string& what) {
  return error::Make(
      absl::StatusCode::kResourceExhausted,
      absl::StrCat("the static files are over a limit at ", what, "; remove files or raise the limit"),
      {.reason = "STATIC_TOO_LARGE", .metadata = {{"file", what}}});
}

// The regular files below `directory`, as names relative to it, sorted.
absl::StatusOr<std::vector<fs::path>> FilesBelow(const std::string& directory) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator it(directory, error);
  while (!error && it != fs::recursive_directory_iterator()) {
    const bool hidden = it->path().filename().string().front() == '.';
    if (hidden && it->is_directory(error)) it.disable_recursion_pending();
    if (!hidden && !it->is_symlink(error) && it->is_regular_file(error)) files.push_back(it->path());
    it.increment(error);
  }
  if (error) {
    return error::Make(absl::StatusCode::kNotFound,
                       absl::StrCat("the directory of static files cannot be read: ", directory),
                       {.reason = "STATIC_DIRECTORY", .metadata = {{"directory", directory}}});
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<StaticFiles> StaticFiles::Load(const std::string& directory, const std::string& prefix,
                                              Limits limits, CompressionLevels levels) {
  auto files = FilesBelow(directory);
  if (!files.ok()) return files.status();
  if (files->size() > limits.files) return TooLarge((*files)[limits.files].string());
  StaticFiles result;
  result.prefix_ = prefix;
  size_t total = 0;
  for (const fs::path& file : *files) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error || size > limits.file_bytes || total + size > limits.total_bytes)
      return TooLarge(file.string());
    total += size;
    std::ifstream in(file, std::ios::binary);
    std::string body{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    result.Add(fs::relative(file, directory, error).generic_string(), std::move(body), levels);
  }
  return result;
}

void StaticFiles::Add(const std::string& name, std::string body, CompressionLevels levels) {
  const fs::path path(name);
  Content content{.content_type = ContentType(path), .body = std::move(body)};
  std::shared_ptr<const Answer> plain = Answer::Make(content, levels);
  content.cache_control = "public, max-age=31536000, immutable";
  const std::string digest = plain->etag().substr(1, 12);
  const fs::path hashed =
      path.parent_path() / absl::StrCat(path.stem().string(), ".", digest, path.extension().string());
  std::string url = absl::StrCat(prefix_, hashed.generic_string());
  answers_.push_back({absl::StrCat(prefix_, name), std::move(plain)});
  answers_.push_back({url, Answer::Make(std::move(content), levels)});
  urls_.emplace(name, std::move(url));
}

std::string StaticFiles::Url(std::string_view name) const {
  const auto found = urls_.find(name);
  return found == urls_.end() ? prefix_ + std::string(name) : found->second;
}

}  // namespace disclosure::gateway
