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

}  // namespace
}  // namespace disclosure::ctl
