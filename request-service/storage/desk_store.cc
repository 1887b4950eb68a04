// What the desk reads: lists and counts.
#include "absl/strings/str_cat.h"
#include "common/crypto/blind_index.h"
#include "request-service/storage/request_row.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

// All but SERVED, WITHDRAWN and CLOSED.
constexpr char kCountOpen[] = "SELECT organ, state, due_on, COUNT(*) FROM requests WHERE state BETWEEN 1 AND 8 AND organ IN (";

}  // namespace

std::string ApplicantIndex(const Vault& vault, std::string_view identity_number) {
  const Applicant applicant{.identity_number = std::string(identity_number)};
  return crypto::BlindIndex(vault.keys, "identity_number", {NormalIdentity(applicant)});
}

absl::StatusOr<std::vector<RequestRow>> Reader::ListRequests(const RequestQuery& query, const std::optional<ListPlace>& after, int limit) {
  std::vector<RequestRow> out;
  std::vector<std::string> sealed;
  const Statement statement = ComposeList(kRequestColumns, query, after, limit);
  RETURN_IF_ERROR(transaction_.Select(statement.sql, statement.values, [&](const mysql::Row& row) {
    out.push_back(DecodeRequest(row, sealed.emplace_back()));
  }));
  for (size_t i = 0; i < out.size(); ++i) RETURN_IF_ERROR(Unseal(vault_, sealed[i], out[i]));
  return out;
}

absl::StatusOr<std::vector<OpenGroup>> Reader::CountOpen(const std::vector<std::string>& organs) {
  std::vector<OpenGroup> out;
  if (organs.empty()) return out;
  std::string sql = kCountOpen;
  std::vector<mysql::Value> values;
  for (const std::string& organ : organs) {
    absl::StrAppend(&sql, values.empty() ? "?" : ",?");
    values.emplace_back(organ);
  }
  absl::StrAppend(&sql, ") GROUP BY organ, state, due_on ORDER BY organ, state, due_on");
  RETURN_IF_ERROR(transaction_.Select(sql, values, [&](const mysql::Row& row) {
    out.push_back({row.Text(0), static_cast<State>(row.Int(1)), row.OptionalDay(2), row.Int(3)});
  }));
  return out;
}

}  // namespace disclosure::request
