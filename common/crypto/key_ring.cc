#include "common/crypto/key_ring.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"
#include "common/crypto/secret_file.h"
#include "openssl/evp.h"

namespace disclosure::crypto {
namespace {

constexpr size_t kBase64Size = 44;  // of 32 bytes: 43 characters and one '='
constexpr int kLargestId = 0xFFFF;
constexpr std::string_view kNote =
    "# Keys of personal data: id, purpose, key. Add field keys at the end, remove none that is in use.\n"
    "# Without this file the data cannot be read: keep a copy away from the database and its dumps.\n";

std::optional<uint16_t> ParseId(absl::string_view text) {
  int id = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (problem != std::errc() || end != text.data() + text.size() || id < 1 || id > kLargestId) return std::nullopt;
  return static_cast<uint16_t>(id);
}

std::optional<SecretBytes> ParseKey(absl::string_view text) {
  if (text.size() != kBase64Size || text.find('=') != kBase64Size - 1) return std::nullopt;
  SecretBytes decoded(kBase64Size / 4 * 3);  // one byte more than the key, for the '='
  const auto* base64 = reinterpret_cast<const uint8_t*>(text.data());
  if (EVP_DecodeBlock(decoded.data(), base64, kBase64Size) < 0) return std::nullopt;
  SecretBytes key(kKeySize);
  std::copy_n(decoded.data(), kKeySize, key.data());
  return key;
}

// A line with a new key, in a buffer that is wiped.
SecretBytes NewLine(int id, std::string_view purpose) {
  SecretBytes key(kKeySize);
  FillRandom(key.span());
  SecretBytes base64(kBase64Size + 1);  // OpenSSL ends it with NUL
  EVP_EncodeBlock(base64.data(), key.data(), kKeySize);
  const std::string start = absl::StrCat(id, " ", std::string(purpose), " ");
  SecretBytes line(start.size() + kBase64Size + 1);
  uint8_t* end = std::copy(start.begin(), start.end(), line.data());
  end = std::copy_n(base64.data(), kBase64Size, end);
  *end = '\n';
  return line;
}

SecretBytes Join(std::initializer_list<std::string_view> parts) {
  size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  SecretBytes joined(size);
  uint8_t* end = joined.data();
  for (const std::string_view part : parts) end = std::copy(part.begin(), part.end(), end);
  return joined;
}

}  // namespace

// Reads line by line, remembering what is wrong with each.
class KeyFileParser {
 public:
  absl::StatusOr<KeyRing> Parse(std::string_view text, std::string_view name) {
    for (absl::string_view line : absl::StrSplit(absl::string_view(text.data(), text.size()), '\n')) {
      ++line_;
      const std::vector<absl::string_view> fields = absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
      if (!fields.empty() && fields[0][0] != '#') Take(fields);
    }
    if (ring_.field_keys_.empty()) AddProblem("file", "has no good line of purpose field");
    if (ring_.index_key_.size() == 0) AddProblem("file", "has no good line of purpose index");
    if (ring_.access_key_.size() == 0) AddProblem("file", "has no good line of purpose access");
    if (problems_.empty()) return std::move(ring_);
    return Bad(name);
  }

 private:
  void Take(const std::vector<absl::string_view>& fields) {
    if (fields.size() != 3) return BadLine("is not of the form <id> <purpose> <key>");
    const std::optional<uint16_t> id = ParseId(fields[0]);
    if (!id) return BadLine("begins with no id from 1 to 65535");
    const auto [first, is_new] = line_of_id_.try_emplace(*id, line_);
    if (!is_new) return BadLine(absl::StrCat("has the id of line ", first->second));
    std::optional<SecretBytes> key = ParseKey(fields[2]);
    if (!key) return BadLine("ends with no key: base64 of 32 bytes are 44 characters");
    ring_.largest_id_ = std::max(ring_.largest_id_, *id);
    if (fields[1] == "field") {
      ring_.field_keys_.push_back({*id, *std::move(key)});
    } else if (fields[1] == "index") {
      TakeOnly(&ring_.index_key_, *std::move(key));
    } else if (fields[1] == "access") {
      TakeOnly(&ring_.access_key_, *std::move(key));
    } else {
      BadLine("has a purpose other than field, index and access");
    }
  }

  void TakeOnly(SecretBytes* place, SecretBytes key) {
    if (place->size() != 0) return BadLine("is a second key of a purpose that has but one");
    *place = std::move(key);
  }

  void BadLine(std::string_view description) { AddProblem(absl::StrCat("line ", line_), description); }
  void AddProblem(std::string_view where, std::string_view description) {
    problems_.push_back({std::string(where), std::string(description)});
  }

  absl::Status Bad(std::string_view name) const {
    const std::string all = absl::StrJoin(problems_, "; ", [](std::string* out, const error::Violation& problem) {
      absl::StrAppend(out, problem.field, " ", problem.description);
    });
    return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(std::string(name), ": ", all),
                       {.reason = "KEY_FILE_BAD", .metadata = {{"file", std::string(name)}}, .violations = problems_});
  }

  KeyRing ring_;
  int line_ = 0;
  std::map<uint16_t, int> line_of_id_;
  std::vector<error::Violation> problems_;
};

absl::StatusOr<KeyRing> KeyRing::Parse(std::string_view text, std::string_view name) {
  return KeyFileParser().Parse(text, name);
}

absl::StatusOr<KeyRing> KeyRing::Load(const std::string& path) {
  ASSIGN_OR_RETURN(const SecretBytes text, ReadSecretFile(path));
  return Parse(text.view(), path);
}

absl::Status GenerateKeyFile(const std::string& path) {
  const SecretBytes field = NewLine(1, "field"), index = NewLine(2, "index"), access = NewLine(3, "access");
  return CreateSecretFile(path, Join({kNote, index.view(), access.view(), field.view()}).view());
}

absl::StatusOr<uint16_t> AddFieldKey(const std::string& path) {
  int id = 0;
  const absl::Status added = EditSecretFile(path, [&](std::string_view text) -> absl::StatusOr<SecretBytes> {
    ASSIGN_OR_RETURN(const KeyRing ring, KeyRing::Parse(text, path));
    id = ring.largest_id() + 1;
    if (id > kLargestId) {
      return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(path, " has the largest id already"),
                         {.reason = "KEY_FILE_FULL", .metadata = {{"file", path}}});
    }
    const SecretBytes line = NewLine(id, "field");
    return Join({text, text.ends_with('\n') ? "" : "\n", line.view()});
  });
  RETURN_IF_ERROR(added);
  return static_cast<uint16_t>(id);
}

absl::Status RemoveFieldKey(const std::string& path, uint16_t id) {
  const auto refuse = [&](std::string_view reason, std::string_view what) {
    return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("field key ", id, " of ", path, " ", std::string(what)),
                       {.reason = std::string(reason), .metadata = {{"file", path}, {"key", std::to_string(id)}}});
  };
  return EditSecretFile(path, [&](std::string_view text) -> absl::StatusOr<SecretBytes> {
    ASSIGN_OR_RETURN(const KeyRing ring, KeyRing::Parse(text, path));
    if (ring.current_field_key().id == id) return refuse("KEY_CURRENT", "is the one that encrypts");
    const auto is_it = [&](const FieldKey& key) { return key.id == id; };
    if (std::none_of(ring.field_keys().begin(), ring.field_keys().end(), is_it)) return refuse("KEY_UNKNOWN", "is not there");
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
      const std::vector<absl::string_view> fields =
          absl::StrSplit(absl::string_view(text.data() + begin, end - begin), absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
      if (!fields.empty() && ParseId(fields[0]) == id) return Join({text.substr(0, begin), text.substr(end)});
      begin = end;
    }
    return refuse("KEY_UNKNOWN", "is not there");
  });
}

}  // namespace disclosure::crypto
