#include "gateway/web/service_fixture.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace disclosure::gateway::testing {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 25> kRows = {
    {{"", "一、本年新收政府信息公开申请数量"}, {"", "二、上年结转政府信息公开申请数量"}, {"（一）", "予以公开"},
     {"（二）", "部分公开（区分处理的，只计这一情形，不计其他情形）"}, {"（三）1", "属于国家秘密"}, {"（三）2", "其他法律行政法规禁止公开"},
     {"（三）3", "危及“三安全一稳定”"}, {"（三）4", "保护第三方合法权益"}, {"（三）5", "属于三类内部事务信息"},
     {"（三）6", "属于四类过程性信息"}, {"（三）7", "属于行政执法案卷"}, {"（三）8", "属于行政查询事项"},
     {"（四）1", "本机关不掌握相关政府信息"}, {"（四）2", "没有现成信息需要另行制作"}, {"（四）3", "补正后申请内容仍不明确"},
     {"（五）1", "信访举报投诉类申请"}, {"（五）2", "重复申请"}, {"（五）3", "要求提供公开出版物"}, {"（五）4", "无正当理由大量反复申请"},
     {"（五）5", "要求行政机关确认或重新出具已获取信息"}, {"（六）1", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
     {"（六）2", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"}, {"（六）3", "其他"}, {"（七）", "总计"},
     {"", "四、结转下年度继续办理"}}};

}  // namespace

media::v1::ListPlatformsResponse Platforms() {
  media::v1::ListPlatformsResponse platforms;
  for (const auto& [code, title] : {std::pair("weibo", "新浪微博"), std::pair("wechat", "微信公众号")}) {
    auto* platform = platforms.add_platforms();
    platform->set_name(absl::StrCat("platforms/", code));
    platform->set_display_name(title);
  }
  return platforms;
}

media::v1::Account SampleAccount() {
  media::v1::Account account;
  account.set_name("accounts/01sample");
  account.set_display_name("滨江发布");
  account.set_platform("platforms/weibo");
  account.set_platform_id("1749127163");
  account.set_url("https://weibo.com/u/1749127163");
  account.set_state(media::v1::ACTIVE);
  account.set_division("divisions/330108");
  account.mutable_host()->set_display_name("杭州市滨江区人民政府办公室");
  return account;
}

request::v1::AnnualReport SampleReport(const std::string& owner, int year) {
  request::v1::AnnualReport report;
  report.set_name(absl::StrCat("organs/sample/annualReports/", year));
  report.set_owner(owner);
  report.set_year(year);
  report.set_format(year <= 2020 ? 2019 : 2021);
  report.set_state(request::v1::REPORT_PUBLISHED);
  report.set_published_on(absl::StrCat(year + 1, "-01-20"));
  report.mutable_texts()->set_general("主动公开不断深化。\n办理更加规范。");
  report.mutable_texts()->set_problems("解读形式单一。");
  report.mutable_texts()->set_fee_statement("没有收取信息处理费。");
  report.mutable_section2()->mutable_rules()->set_made(901);
  report.mutable_section2()->set_charges("59237.2449");
  report.mutable_section2_of_2019()->mutable_licences()->set_change(-902);
  int number = 1000;
  for (const auto& [group, label] : kRows) {
    auto* row = report.add_section3();
    row->set_group(group);
    row->set_label(label);
    for (int i = 0; i < 7; ++i) row->add_cells(number++);
  }
  for (int i = 0; i < 15; ++i) report.add_section4(2000 + i);
  return report;
}

}  // namespace disclosure::gateway::testing
