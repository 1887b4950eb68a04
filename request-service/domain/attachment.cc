#include "request-service/domain/attachment.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr char kHeader[] = "content_type,extensions,label,note";
constexpr size_t kMostName = 200;

absl::Status Refused(absl::StatusCode code, std::string_view reason, std::string_view message, std::string_view detail,
                     std::map<std::string, std::string> metadata = {}) {
  return error::Make(code, message, {.reason = std::string(reason), .metadata = std::move(metadata), .violations = {{"attachment", std::string(detail)}}});
}

absl::Status Invalid(std::string_view reason, std::string_view message, std::string_view detail, std::map<std::string, std::string> metadata = {}) {
  return Refused(absl::StatusCode::kInvalidArgument, reason, message, detail, std::move(metadata));
}

std::string ExtensionOf(std::string_view file_name) {
  const size_t dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return "";
  return absl::AsciiStrToLower(absl::string_view(file_name.data() + dot + 1, file_name.size() - dot - 1));
}

// Control characters are dropped; of what a name may not have on some system, nothing is left to guess.
std::string Printable(std::string_view name) {
  std::string clean;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) clean += c;
  }
  return std::string(absl::StripAsciiWhitespace(clean));
}

// Marks that turn the direction of writing make "txt.exe" look like "exe.txt".
bool TurnsDirection(std::string_view name) {
  for (const std::string_view mark : {"\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    if (name.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<AttachmentTypes> AttachmentTypes::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "attachment_types.csv", kHeader));
  AttachmentTypes types;
  error::Violations bad;
  for (const LawRow& row : rows) {
    std::vector<std::string> extensions = absl::StrSplit(row.fields[1], ' ', absl::SkipEmpty());
    if (row.fields[0].empty() || extensions.empty()) bad.Add(row.place, "content_type and extensions must be filled");
    if (!types.extensions_.emplace(row.fields[0], std::move(extensions)).second) bad.Add(row.place, "the type stands already");
  }
  RETURN_IF_ERROR(bad.status());
  return types;
}

absl::Status AttachmentTypes::Check(std::string_view file_name, std::string_view content_type) const {
  const auto found = extensions_.find(content_type);
  if (found == extensions_.end()) {
    return Invalid("ATTACHMENT_TYPE_NOT_ALLOWED", "the content of the attachment is of no type that is accepted",
                   "不接收这种格式的文件", {{"content_type", std::string(content_type)}});
  }
  const std::string extension = ExtensionOf(file_name);
  if (std::find(found->second.begin(), found->second.end(), extension) != found->second.end()) return absl::OkStatus();
  return Invalid("ATTACHMENT_NAME_CONTRADICTS", "the extension of the attachment is not that of its content", "扩展名与文件内容不符",
                 {{"content_type", std::string(content_type)}});
}

absl::StatusOr<std::string> CleanFileName(std::string_view file_name) {
  const size_t slash = file_name.find_last_of("/\\");
  std::string name = Printable(slash == std::string_view::npos ? file_name : file_name.substr(slash + 1));
  const bool dots = name.find_first_not_of('.') == std::string::npos;
  if (!dots && IsCleanText(name) && !TurnsDirection(name) && CodePoints(name) <= kMostName) return name;
  return Invalid("BAD_ATTACHMENT_NAME", "the file name must be UTF-8 and have 1 to 200 characters", "文件名不合要求");
}

absl::Status CheckSize(int64_t bytes, const AttachmentLimits& limits) {
  if (bytes == 0) return Invalid("ATTACHMENT_EMPTY", "the attachment is empty", "文件是空的");
  if (bytes <= limits.file_bytes) return absl::OkStatus();
  return Invalid("ATTACHMENT_TOO_LARGE", absl::StrCat("an attachment has at most ", limits.file_bytes, " bytes"), "文件太大",
                 {{"limit", absl::StrCat(limits.file_bytes)}});
}

absl::Status CheckTotal(const AttachmentTotal& total, const AttachmentLimits& limits) {
  if (total.files <= limits.files && total.bytes <= limits.request_bytes) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, "TOO_MANY_ATTACHMENTS",
                 absl::StrCat("a request has at most ", limits.files, " attachments of ", limits.request_bytes, " bytes together"), "附件太多或者合计太大",
                 {{"files", absl::StrCat(limits.files)}, {"bytes", absl::StrCat(limits.request_bytes)}});
}

bool MayAttach(State state, bool officer) {
  if (state == State::kNone || state == State::kClosed) return false;
  const bool over = state == State::kReplied || state == State::kServed || state == State::kWithdrawn;
  return officer || !over;
}

}  // namespace disclosure::request
