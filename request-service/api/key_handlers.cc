#include "request-service/api/key_handlers.h"

#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/rpc/page.h"
#include "request-service/storage/sealed_columns.h"

namespace disclosure::request {
namespace {

// The column that comes next, and the key of its last row that was looked at; hex, because keys may hold anything.
struct Position {
  int column = 0;
  std::vector<std::string> after;
};

std::string TokenOf(const Position& position) {
  std::string token = absl::StrCat(position.column);
  for (const std::string& key : position.after) absl::StrAppend(&token, "/", absl::BytesToHexString(key));
  return token;
}

Position ParsePosition(const std::string& token) {
  Position position;
  std::vector<std::string> parts = absl::StrSplit(token, '/');
  if (!absl::SimpleAtoi(parts.front(), &position.column)) return {};
  for (size_t i = 1; i < parts.size(); ++i) position.after.push_back(absl::HexStringToBytes(parts[i]));
  return position;
}

}  // namespace

absl::StatusOr<v1::RotateKeysResponse> KeyHandlers::RotateKeys(const Call& call, const v1::RotateKeysRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("keys ", request.dry_run());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  Position position = ParsePosition(token);
  v1::RotateKeysResponse response;
  std::vector<SealedRow> rows;
  const auto look = [&](Reader& reader) -> absl::Status {
    response.Clear();
    ASSIGN_OR_RETURN(rows, reader.SealedRows(position.column, position.after, size));
    return absl::OkStatus();
  };
  const auto rotate = [&](Writer& writer) -> absl::Status {
    RETURN_IF_ERROR(look(writer));
    for (const SealedRow& row : rows) {
      if (!backend_.vault.cipher.NeedsRotation(row.bytes)) continue;
      RETURN_IF_ERROR(writer.Reencrypt(position.column, row));
      response.set_rotated(response.rotated() + 1);
    }
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(request.dry_run() ? backend_.store.Read(call.deadline, look) : backend_.store.Write(call.deadline, rotate));
  const int current = backend_.vault.keys.current_field_key().id;
  for (const SealedRow& row : rows) {
    const int key = request.dry_run() || row.bytes.empty() ? crypto::FieldCipher::KeyOf(row.bytes) : current;
    if (key != 0) ++(*response.mutable_by_key())[key];
  }
  response.set_table(std::string(kSealedColumns[position.column].table));
  response.set_rows(static_cast<int64_t>(rows.size()));
  response.set_current_key(current);
  if (static_cast<int>(rows.size()) == size) {
    response.set_next_page_token(MakePageToken(TokenOf({position.column, rows.back().keys}), bound_to));
  } else if (position.column + 1 < static_cast<int>(std::size(kSealedColumns))) {
    response.set_next_page_token(MakePageToken(TokenOf({position.column + 1, {}}), bound_to));
  }
  return response;
}

}  // namespace disclosure::request
