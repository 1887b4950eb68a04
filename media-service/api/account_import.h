// The import of a list of accounts: in chunks, each row whole or not at all, and safe to repeat.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/import_accounting.h"
#include "disclosure/media/v1/account.pb.h"
#include "media-service/api/backend.h"
#include "media-service/domain/import_match.h"
#include "media-service/importers/list_file.h"

namespace disclosure::media {

struct ListNote {
  int row = 0;
  RowRemark remark;
};

// What became of the rows.
struct ImportOutcome {
  ImportAccounting counts;
  int64_t updated = 0;  // of the imported and the warned: were there before
  std::vector<ListNote> quarantined;  // a row may have several
  std::vector<ListNote> warnings;
  std::vector<ListNote> out_of_scope;

  void Add(const ImportOutcome& other);
};
// `heads` as in ListFile.
v1::ImportAccountsResponse ToProto(const ImportOutcome& outcome, const std::map<std::string, std::string>& heads);

class AccountImport {
 public:
  // Into the register of `division`; `file_name` is kept with what the rows did.
  AccountImport(const Backend& backend, const Call& call, std::string division, std::string file_name, bool dry_run);

  absl::StatusOr<ImportOutcome> Import(const ListFile& file);

 private:
  // What a row does to the register.
  struct Decision {
    const ListedAccount* row = nullptr;
    enum { kSetAside, kUnchanged, kNew, kUpdate } what = kNew;
    Account account;  // kNew, kUpdate: as it shall be
    std::string former_name;
    std::vector<RowRemark> warnings;
    std::vector<RowRemark> faults;
  };
  // What the register has that may be a row's.
  struct Known {
    std::map<std::string, Account> accounts;  // by uid
    std::multimap<std::string, const Account*> by_id, by_name;  // "weibo\n1749127163"; folded
    std::set<std::string> acted_on;
  };

  std::vector<ListedAccount> ReadRows(const ListFile& file);
  absl::StatusOr<ImportOutcome> ImportChunk(std::span<const ListedAccount* const> chunk);
  absl::Status Lock(Writer& writer, std::span<const ListedAccount* const> chunk) const;
  absl::StatusOr<Known> ReadKnown(Reader& reader, std::span<const ListedAccount* const> chunk) const;
  Candidates CandidatesOf(const ListedAccount& row, const Known& known) const;
  absl::StatusOr<std::vector<Decision>> Decide(Reader& reader, std::span<const ListedAccount* const> chunk);
  absl::StatusOr<Decision> DecideRow(Reader& reader, const ListedAccount& row, const Known& known) const;
  absl::Status Keep(Writer& writer, std::vector<Decision>& decisions);
  absl::Status KeepUpdate(Writer& writer, const Decision& decision, absl::Time now) const;

  const Backend& backend_;
  const Call& call_;
  const std::string division_;
  const std::string file_name_;
  const bool dry_run_;
  std::map<const ListedAccount*, std::string> texts_;  // of the rows, for their digests
  std::set<std::string> created_;                      // by this import
};

}  // namespace disclosure::media
