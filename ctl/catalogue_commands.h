// disclosurectl: commands about catalogues. Each returns the exit code: 0 done, 1 error, 2 done but something
// was quarantined.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "ctl/suite.h"

namespace disclosure::ctl {

struct ImportOptions {
  std::vector<std::string> files;
  std::string division;  // "": dry run only, every level is kept
  std::string domain;
  bool dry_run = false;
  bool sample = false;
  bool json = false;
};
int RunImport(const Suite& suite, const ImportOptions& options, std::ostream& out, std::ostream& err);

struct PublishOptions {
  std::string division;
  std::string domain;     // or all drafts of the division
  bool all = false;
  std::string effective;  // RFC 3339, "" for now
  std::string note;
  bool json = false;
};
int RunPublish(const Suite& suite, const PublishOptions& options, std::ostream& out, std::ostream& err);

int RunDrafts(const Suite& suite, const std::string& division, bool json, std::ostream& out, std::ostream& err);
// Silent when nothing is due, so that cron sends no mail.
int RunPublishDue(const Suite& suite, bool json, std::ostream& out, std::ostream& err);
int RunJobs(const Suite& suite, bool json, std::ostream& out, std::ostream& err);
int RunCatalogues(const Suite& suite, const std::string& division, bool json, std::ostream& out, std::ostream& err);

struct EditionOptions {
  std::string division;
  std::string domain;
  int edition = 0;
  std::string reason;
};
int RunWithdraw(const Suite& suite, const EditionOptions& options, std::ostream& out, std::ostream& err);
int RunDiscard(const Suite& suite, const EditionOptions& options, std::ostream& out, std::ostream& err);
int RunCancel(const Suite& suite, const EditionOptions& options, std::ostream& out, std::ostream& err);

struct ExportOptions {
  std::string division;
  std::string domain;
  int edition = 0;      // 0: the one in force
  std::string format;   // csv, xlsx, html
  std::string output;   // "-": standard output
};
int RunExport(const Suite& suite, const ExportOptions& options, std::ostream& out, std::ostream& err);

int RunLoadReference(const Suite& suite, const std::string& directory, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
