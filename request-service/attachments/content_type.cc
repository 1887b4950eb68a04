#include "request-service/attachments/content_type.h"

#include <magic.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "common/base/error.h"

namespace disclosure::request {
namespace {

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
// What has no business inside of a document: archives in archives.
constexpr std::string_view kArchives[] = {"PK\x03\x04", "Rar!\x1A\x07", "7z\xBC\xAF\x27\x1C", "\x1F\x8B\x08"};
constexpr int64_t kRatioMattersAbove = 4 << 20;
constexpr size_t kChunk = 64 << 10;

// A part that only this kind of package has.
struct Package {
  const char* part;
  const char* content_type;
};
constexpr Package kPackages[] = {
    {"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"OFD.xml", "application/ofd"}};

absl::Status Refused(std::string_view reason, std::string_view message, std::string_view detail) {
  return error::Make(absl::StatusCode::kInvalidArgument, message,
                     {.reason = std::string(reason), .violations = {{"attachment", std::string(detail)}}});
}
absl::Status Bomb() { return Refused("ATTACHMENT_BOMB", "the document unpacks to far more than it may", "文件解开后异常庞大或者内含压缩包"); }
absl::Status Damaged() { return Refused("ATTACHMENT_DAMAGED", "the document cannot be unpacked", "文件已损坏，请重新保存后再传"); }

using Archive = std::unique_ptr<zip_t, void (*)(zip_t*)>;

Archive OpenArchive(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return Archive(archive, zip_discard);
}

bool BeginsAsArchive(std::string_view start) {
  return std::any_of(std::begin(kArchives), std::end(kArchives), [&](std::string_view mark) { return start.substr(0, mark.size()) == mark; });
}

// Counts what is unpacked, packages inside of packages included.
class Unpacking {
 public:
  Unpacking(const PackageLimits& limits, size_t packed) : limits_(limits), packed_(static_cast<int64_t>(packed)) {}

  // The content type of the package; a sheet embedded in a document is looked into once, nothing deeper.
  absl::StatusOr<std::string> Package(std::string_view bytes, bool embedded) {
    const Archive archive = OpenArchive(bytes);
    if (archive == nullptr) return Damaged();
    const auto* package = std::find_if(std::begin(kPackages), std::end(kPackages), [&](const auto& known) {
      return zip_name_locate(archive.get(), known.part, ZIP_FL_NOCASE) >= 0;
    });
    if (package == std::end(kPackages)) return std::string("application/zip");
    const zip_int64_t entries = zip_get_num_entries(archive.get(), 0);
    if ((entries_ += entries) > limits_.entries) return Bomb();
    for (zip_int64_t i = 0; i < entries; ++i) RETURN_IF_ERROR(Part(archive.get(), static_cast<zip_uint64_t>(i), embedded));
    return std::string(package->content_type);
  }

 private:
  // What a directory says of sizes is not believed.
  absl::Status Part(zip_t* archive, zip_uint64_t index, bool embedded) {
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive, index, 0), zip_fclose);
    if (file == nullptr) return Damaged();
    std::string chunk(kChunk, '\0'), inner;
    bool is_package = false;
    for (bool first = true;; first = false) {
      const zip_int64_t got = zip_fread(file.get(), chunk.data(), chunk.size());
      if (got < 0) return Damaged();
      if (got == 0) break;
      const std::string_view read = std::string_view(chunk).substr(0, static_cast<size_t>(got));
      if (first && BeginsAsArchive(read)) {
        is_package = !embedded && read.substr(0, kZip.size()) == kZip && IsEmbedding(archive, index);
        if (!is_package) return Bomb();
      }
      if (is_package) inner.append(read);
      unpacked_ += got;
      if (unpacked_ > limits_.unpacked_bytes || (unpacked_ > kRatioMattersAbove && unpacked_ / limits_.ratio > packed_)) return Bomb();
    }
    return is_package ? Inner(inner) : absl::OkStatus();
  }

  absl::Status Inner(std::string_view bytes) {
    ASSIGN_OR_RETURN(const std::string type, Package(bytes, /*embedded=*/true));
    return type == "application/zip" ? Bomb() : absl::OkStatus();
  }

  static bool IsEmbedding(zip_t* archive, zip_uint64_t index) {
    const char* name = zip_get_name(archive, index, 0);
    return name != nullptr && std::string_view(name).find("/embeddings/") != std::string_view::npos;
  }

  const PackageLimits& limits_;
  const int64_t packed_;
  int64_t unpacked_ = 0;
  int64_t entries_ = 0;
};

std::string ByMagic(std::string_view bytes) {
  const std::unique_ptr<magic_set, void (*)(magic_t)> magic(magic_open(MAGIC_MIME_TYPE), magic_close);
  if (magic == nullptr || magic_load(magic.get(), nullptr) != 0) return "";
  const char* type = magic_buffer(magic.get(), bytes.data(), bytes.size());
  return type == nullptr ? "" : type;
}

// A stream's name in the directory of a compound file, as UTF-16.
bool HasStream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != std::string_view::npos;
}

// libmagic goes by the summary, which some programs leave out.
std::string CompoundType(std::string_view bytes) {
  if (HasStream(bytes, "WordDocument")) return "application/msword";
  if (HasStream(bytes, "Workbook")) return "application/vnd.ms-excel";
  return "application/x-ole-storage";
}

}  // namespace

absl::StatusOr<std::string> ContentTypeOf(std::string_view bytes, const PackageLimits& limits) {
  if (bytes.substr(0, kZip.size()) == kZip) return Unpacking(limits, bytes.size()).Package(bytes, /*embedded=*/false);
  if (bytes.substr(0, kOle.size()) == kOle) return CompoundType(bytes);
  const std::string type = ByMagic(bytes);
  if (type.empty()) return error::Make(absl::StatusCode::kInternal, "the database of file types cannot be read", {.reason = "MAGIC_MISSING"});
  // A list of words looks like a table to libmagic; it is text all the same.
  return type == "text/csv" ? "text/plain" : type;
}

}  // namespace disclosure::request
