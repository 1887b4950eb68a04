#include <sstream>

#include "ctl/media_commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::media::v1;
using ::testing::HasSubstr;

TEST(AccountsImportText, EveryRowIsAccountedForAndWhatIsSetAsideIsShown) {
  v1::ImportAccountsResponse import;
  import.set_rows_read(3);
  import.set_warned(1);
  import.set_quarantined(1);
  import.set_out_of_scope(1);
  v1::ImportNote& note = *import.add_quarantined_rows();
  note.set_row(2);
  note.set_column("平台");
  note.set_reason("平台表里没有“飞信”");
  std::ostringstream out;
  EXPECT_EQ(PrintAccountsImport(import, out), 2);
  EXPECT_THAT(out.str(), HasSubstr("读 3 行 = 导入 0 + 有提示 1 + 未变 0 + 隔离 1 + 不属政务新媒体 1"));
  EXPECT_THAT(out.str(), HasSubstr("隔离 第2行「平台」：平台表里没有“飞信”"));
}

TEST(VerdictText, SaysWhoseAccountItIsAndWhereToGo) {
  v1::VerifyAccountResponse answer;
  answer.set_verdict(v1::VerifyAccountResponse::CLOSED);
  answer.mutable_account()->set_display_name("滨江旧闻");
  answer.mutable_account()->set_platform("platforms/weibo");
  answer.mutable_account()->mutable_host()->set_display_name("杭州市滨江区统计局");
  answer.mutable_successor()->set_display_name("滨江统计");
  answer.add_warnings()->set_message("请再核对");
  std::ostringstream out;
  PrintVerdict(answer, out);
  EXPECT_THAT(out.str(), HasSubstr("曾在册，已停更、注销或者并号：滨江旧闻（weibo，杭州市滨江区统计局）"));
  EXPECT_THAT(out.str(), HasSubstr("承接账号：滨江统计"));
  EXPECT_THAT(out.str(), HasSubstr("注意：请再核对"));
}

TEST(MediaText, ABulletinPrintsItsTotalsAndRates) {
  v1::MediaBulletin bulletin;
  bulletin.set_quarter("2026Q3");
  bulletin.set_registered(9);
  bulletin.set_checked(8);
  bulletin.set_passed(7);
  bulletin.set_failed(1);
  bulletin.set_pass_rate("87.50");
  auto& line = *bulletin.add_platforms();
  line.set_display_name("新浪微博");
  line.set_registered(1);
  std::ostringstream out;
  PrintMediaBulletin(bulletin, out);
  EXPECT_THAT(out.str(), HasSubstr("2026Q3 合计：在册 9，检查 8，合格 7，不合格 1，合格率 87.50%"));
  EXPECT_THAT(out.str(), HasSubstr("新浪微博：在册 1，检查 0，合格 0，不合格 0，合格率 —")) << "without a denominator there is no rate";
}

}  // namespace
}  // namespace disclosure::ctl
