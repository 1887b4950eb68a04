// Commands about annual reports and the ledgers that they are counted from. Each returns the exit code: 0 done, 1 error,
// 2 done but rows were quarantined.
#pragma once

#include <ostream>
#include <string>

#include "ctl/suite.h"

namespace disclosure::ctl {

struct LedgerOptions {
  std::string file;
  bool dry_run = false;
  bool json = false;
};
int RunRequestsImport(const Suite& suite, const LedgerOptions& options, std::ostream& out, std::ostream& err);
int RunReviewsImport(const Suite& suite, const LedgerOptions& options, std::ostream& out, std::ostream& err);

struct ReportOptions {
  std::string organ;     // or a division
  std::string division;
  int year = 0;
  int form = 0;          // 2021 or 2019; 0: the one of the year
  bool json = false;
  std::string format;    // xlsx, html, docx, json; "" for a table on `out`
  std::string output;    // a file, or "-"
};
int RunAnnualReport(const Suite& suite, const ReportOptions& options, std::ostream& out, std::ostream& err);

struct BulletinOptions {
  std::string organ;     // or a division
  std::string division;
  std::string month;     // 2026-09
  bool json = false;
};
int RunReviewsBulletin(const Suite& suite, const BulletinOptions& options, std::ostream& out, std::ostream& err);

// The figures for people; the reviews behind them are in the JSON.
void PrintBulletin(const request::v1::Bulletin& bulletin, std::ostream& out);
// The tables for people, and what does not hold in them.
void PrintReport(const request::v1::AnnualReport& report, std::ostream& out);
// 0, or 2 if rows were quarantined.
int PrintLedgerImport(const request::v1::LedgerImport& import, std::ostream& out);

}  // namespace disclosure::ctl
