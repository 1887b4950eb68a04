// Commands about government new media. Each returns the exit code.
#pragma once

#include <ostream>
#include <string>

#include "ctl/suite.h"

namespace disclosure::ctl {

struct AccountsOptions {
  std::string file;      // to import
  std::string division;  // whose register
  std::string url;       // to verify
  bool dry_run = false;
  bool json = false;
};
// 0 done, 1 error, 2 done but rows were quarantined.
int RunAccountsImport(const Suite& suite, const AccountsOptions& options, std::ostream& out, std::ostream& err);
// 0 genuine, 1 error, 2 closed or unknown.
int RunAccountsVerify(const Suite& suite, const AccountsOptions& options, std::ostream& out, std::ostream& err);

struct MediaBulletinOptions {
  std::string division;
  std::string quarter;  // 2026Q3
  bool json = false;
};
int RunMediaBulletin(const Suite& suite, const MediaBulletinOptions& options, std::ostream& out, std::ostream& err);

// For people. PrintAccountsImport: 0, or 2 if rows were quarantined.
int PrintAccountsImport(const media::v1::ImportAccountsResponse& import, std::ostream& out);
void PrintMediaBulletin(const media::v1::MediaBulletin& bulletin, std::ostream& out);
void PrintVerdict(const media::v1::VerifyAccountResponse& answer, std::ostream& out);

}  // namespace disclosure::ctl
