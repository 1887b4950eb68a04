// What a row of a list says of an account.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "media-service/domain/account.h"
#include "media-service/domain/import_tables.h"
#include "media-service/domain/organ.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

struct ImportedAccount {
  Account account;          // without uid, division and times
  std::string former_name;  // 更名为: under which the list still has it
  bool state_given = false;  // else the list says nothing of the state
  std::vector<RowRemark> warnings;
  std::vector<RowRemark> faults;  // any: the row is set aside
  std::optional<RowRemark> out_of_scope;
};

// nullptr if no organ, or more than one, is called so.
using FindOrgan = absl::FunctionRef<const Organ*(const std::string& written)>;

ImportedAccount ReadImported(const ListCells& cells, const ImportTables& tables, const PlatformTable& platforms, FindOrgan find_organ);

// The row as one text: another row has another one.
std::string RowText(const ListCells& cells);

}  // namespace disclosure::media
