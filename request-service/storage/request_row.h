// How rows of `requests` are read, for the files of this folder.
#pragma once

#include <string>
#include <string_view>

#include "common/mysql/transaction.h"
#include "request-service/storage/store.h"

namespace disclosure::request {

extern const std::string_view kRequestColumns;
inline constexpr int kRequestColumnCount = 29;

// `sealed` gets the applicant's bytes, which are decrypted outside of the select.
RequestRow DecodeRequest(const mysql::Row& row, std::string& sealed);

// The applicant of one request does not decrypt in the row of another.
absl::Status Unseal(const Vault& vault, std::string_view sealed, RequestRow& row);

// Where the data of an event stands, for its encryption.
std::string EventPlace(const RequestKey& key, int seq);

}  // namespace disclosure::request
