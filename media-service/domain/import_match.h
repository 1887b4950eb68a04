// Which account of the register a row of a list is, and what becomes of it by the row.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "media-service/domain/imported_account.h"

namespace disclosure::media {

// Whether two hosts may be one: an inferred or missing one contradicts nobody.
bool MayBeOneHost(const Unit& a, const Unit& b);

// A row that was read, as its file has it.
struct ListedAccount {
  int row = 0;
  std::string uid;  // 内部编号, where the list has it
  ImportedAccount read;
};

// Sets aside what the file says twice: an id under two organs in all its rows (ID_UNDER_TWO_ORGANS), an account that an
// earlier row has (DUPLICATE_ROW). Warns of one name on one platform under two organs or ids. Only rows that are neither at
// fault nor out of scope count.
void SetAsideRepeated(std::vector<ListedAccount>& rows, const PlatformTable& platforms);

// The accounts that may be the row's: `with_id` of all registers, `with_name` with its folded name or the one before.
struct Candidates {
  std::vector<Account> with_uid;
  std::vector<Account> with_id;
  std::vector<Account> with_name;
};
struct ImportMatch {
  const Account* account = nullptr;  // of the candidates; nullptr: a new one
  std::vector<RowRemark> warnings;
  std::vector<RowRemark> faults;  // any: the row is set aside
};
// `division` is the register's: accounts of divisions below it are its own.
ImportMatch MatchAccount(const ListedAccount& row, std::string_view division, const Candidates& candidates);

// The account with what the row says. Where something happened to it here (`acted_on`), its state and what only a filing may
// change stay, with a warning. A blank says nothing.
Account Updated(const Account& account, const ImportedAccount& row, bool acted_on, std::vector<RowRemark>& warnings);

}  // namespace disclosure::media
