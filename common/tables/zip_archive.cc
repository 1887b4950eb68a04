#include "common/tables/zip_archive.h"

#include <zip.h>

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace disclosure {
namespace {

// Small entries may be compressed as well as they like: a sheet of empty cells is.
constexpr int64_t kRatioMattersAbove = 4 << 20;
constexpr size_t kChunk = 64 << 10;

absl::Status Truncated(std::string_view part, std::string_view why) {
  return ReadError("TRUNCATED_FILE",
                   absl::StrCat(std::string(part), " of the workbook is cut off or damaged (",
                                std::string(why), "); save or transfer the file again"),
                   {{"part", std::string(part)}});
}

absl::Status Bomb(const std::string& name) {
  return ReadError("ZIP_BOMB", absl::StrCat(name, " unzips to far more than a catalogue needs"),
                   {{"part", name}});
}

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

absl::StatusOr<ZipArchive> ZipArchive::Open(std::string_view bytes, const ReadLimits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const absl::Status status = Truncated("central directory", zip_error_strerror(&error));
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return status;
  }
  zip_error_fini(&error);
  ZipArchive result(bytes, limits, archive);
  if (zip_get_num_entries(archive, 0) > limits.zip_entries) {
    return ReadError("TOO_MANY_ENTRIES",
                     absl::StrCat("the archive has more than ", limits.zip_entries, " entries"),
                     {{"limit", std::to_string(limits.zip_entries)}});
  }
  return result;
}

bool ZipArchive::Has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

absl::StatusOr<std::string> ZipArchive::Read(const std::string& name) {
  zip_stat_t stat;
  if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0) return Truncated(name, "it is missing");
  // The zipped size cannot be above the file's: a directory that says so would loosen the ratio.
  const int64_t zipped = std::min(static_cast<int64_t>(stat.comp_size), size_);
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(archive_.get(), name.c_str(), 0),
                                                               zip_fclose);
  if (file == nullptr) return Truncated(name, zip_strerror(archive_.get()));
  std::string text;
  char chunk[kChunk];
  while (true) {
    const zip_int64_t got = zip_fread(file.get(), chunk, sizeof(chunk));
    if (got == 0) return text;
    if (got < 0) return Truncated(name, zip_file_strerror(file.get()));
    text.append(chunk, got);
    unzipped_ += got;
    const int64_t size = static_cast<int64_t>(text.size());
    if (unzipped_ > limits_.unzipped_bytes) return Bomb(name);
    if (size > kRatioMattersAbove && size / limits_.zip_ratio > zipped) return Bomb(name);
  }
}

}  // namespace disclosure
