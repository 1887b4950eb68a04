#include <sstream>

#include "ctl/report_commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::request::v1;
using ::testing::HasSubstr;

TEST(LedgerImportText, AccountsForEveryRowAndNamesThoseSetAside) {
  v1::LedgerImport import;
  import.set_rows_read(3);
  import.set_imported(2);
  std::ostringstream all;
  EXPECT_EQ(PrintLedgerImport(import, all), 0);
  EXPECT_EQ(all.str(), "读 3 行 = 导入 2 + 未变 0 + 更新 0 + 隔离 0\n");
  import.set_quarantined(1);
  v1::LedgerNote& note = *import.add_quarantined_rows();
  note.set_row(4);
  note.set_column("organ");
  note.set_reason("没有这个机关");
  std::ostringstream some;
  EXPECT_EQ(PrintLedgerImport(import, some), 2);
  EXPECT_THAT(some.str(), HasSubstr("  隔离 第4行「organ」：没有这个机关\n"));
}

TEST(ReportText, PrintsBothTablesAndWhatDoesNotHold) {
  v1::AnnualReport report;
  report.set_owner("某局");
  report.set_year(2025);
  report.set_format(2021);
  v1::ReportRow& row = *report.add_section3();
  row.set_label("一、本年新收政府信息公开申请数量");
  for (int i = 1; i <= 7; ++i) row.add_cells(i);
  for (int i = 1; i <= 15; ++i) report.add_section4(i);
  report.add_breaches()->set_invariant("I5");
  std::ostringstream out;
  PrintReport(report, out);
  EXPECT_THAT(out.str(), HasSubstr("某局 2025年政府信息公开工作年度报告（2021年格式）"));
  EXPECT_THAT(out.str(), HasSubstr("1\t2\t3\t4\t5\t6\t7\t一、本年新收政府信息公开申请数量\n"));
  EXPECT_THAT(out.str(), HasSubstr("11\t12\t13\t14\t15\t行政诉讼：复议后起诉\n"));
  EXPECT_THAT(out.str(), HasSubstr("勾稽关系不成立 I5"));
}

TEST(BulletinText, PrintsAllFiguresRatesOfNumbersAndADashWhereThereIsNone) {
  v1::Bulletin bulletin;
  bulletin.set_name("divisions/330108/bulletins/2026-09");
  bulletin.mutable_reconsiderations()->mutable_filed()->set_n(4);
  bulletin.mutable_total()->mutable_filed()->set_n(4);
  v1::BulletinRate& rate = *bulletin.mutable_reconsiderations()->mutable_correction_rate();
  rate.set_n(1);
  rate.set_of(3);
  rate.set_percent("33.3%");
  v1::OrganBulletin& organ = *bulletin.add_organs();
  organ.set_organ("organs/330108-jyj");
  organ.mutable_total()->mutable_closed()->set_n(3);
  organ.mutable_suits()->mutable_head_known()->set_n(2);
  v1::BulletinRate& attendance = *organ.mutable_suits()->mutable_attendance_rate();
  attendance.set_n(1);
  attendance.set_of(2);
  attendance.set_percent("50.0%");
  std::ostringstream out;
  PrintBulletin(bulletin, out);
  EXPECT_THAT(out.str(), HasSubstr("4\t0\t4\t案件发案量\n"));
  EXPECT_THAT(out.str(), HasSubstr("33.3%（1/3）\t—\t—\t纠错率、败诉率\n"));
  EXPECT_THAT(out.str(), HasSubstr("\norgans/330108-jyj\n"
                                   "复议\t诉讼\t合计\n"
                                   "0\t0\t0\t案件发案量\n"
                                   "0\t0\t0\t受理\n"
                                   "0\t0\t3\t审结\n"
                                   "0\t0\t0\t纠错、败诉\n"
                                   "—\t—\t—\t纠错率、败诉率\n"
                                   "0\t0\t0\t调解化解\n"
                                   "0\t2\t0\t已登记负责人是否出庭\n"
                                   "0\t0\t0\t负责人出庭应诉\n"
                                   "—\t50.0%（1/2）\t—\t出庭应诉率\n"));
}

}  // namespace
}  // namespace disclosure::ctl
