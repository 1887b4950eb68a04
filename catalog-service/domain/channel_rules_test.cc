#include "catalog-service/domain/channel_rules.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Channel> ChannelsOf(std::string_view text) {
  std::vector<Channel> channels;
  for (const ChannelUse& use : ParseChannels(text).uses) channels.push_back(use.channel);
  return channels;
}

struct FoldCase {
  std::string text;
  Channel channel;
};

TEST(ChannelRules, AliasesFoldToTheThirteen) {
  const FoldCase cases[] = {
      {"政府网站", Channel::kGovernmentWebsite},
      {"发布会听证会", Channel::kPressConference},
      {"发布会", Channel::kPressConference},
      {"发布会／听证会", Channel::kPressConference},
      {"纸质载体", Channel::kPrintMedia},
      {"纸质", Channel::kPrintMedia},
      {"政府服务中心", Channel::kServiceCentre},
      {"行政服务中心", Channel::kServiceCentre},
      {"便民惠民服务中心", Channel::kServiceCentre},
      {"一微一端", Channel::kNewMedia},
      {"两微", Channel::kNewMedia},
      {"政务新媒体", Channel::kNewMedia},
      {"公众号", Channel::kNewMedia},
      {"入户/现场宣传", Channel::kOnSite},
      {"入户现场", Channel::kOnSite},
      {"入户⁄现场", Channel::kOnSite},
      {"社区/企事业单位/村公示栏（电子屏）", Channel::kCommunityNoticeBoard},
      {"社区/企事业单位、村公示栏", Channel::kCommunityNoticeBoard},
      {"村居/企事业单位公示栏", Channel::kCommunityNoticeBoard},
      {"社区/村公示栏", Channel::kCommunityNoticeBoard},
      {"公示栏", Channel::kCommunityNoticeBoard},
      {"公告公示栏", Channel::kCommunityNoticeBoard},
      {"行政村公示栏", Channel::kCommunityNoticeBoard},
      {"公开查阅点/政务公开专区", Channel::kReadingPlace},
      {"其他", Channel::kOther},
      {"提供政务服务的场所", Channel::kUnspecified},
      {"12345政务服务热线", Channel::kUnspecified},
      {"财政部门网站", Channel::kUnspecified},
  };
  for (const FoldCase& c : cases) EXPECT_EQ(ChannelOf(c.text), c.channel) << c.text;
}

TEST(ChannelRules, TheOriginalTextIsKeptBesideTheFoldedChannel) {
  EXPECT_THAT(ParseChannels("■发布会听证会").uses,
              ElementsAre(ChannelUse{Channel::kPressConference, "发布会听证会", 0}));
}

TEST(ChannelRules, OnlyTickedNamesOfABoxedListCount) {
  const char* const cases[] = {
      "■政府网站 □政府公报 □两微一端 ■政务服务中心",
      "▄政府网站□政府公报□两微一端▄政务服务中心",
      "◆政府网站 ○政府公报 〇两微一端 ◆政务服务中心",
      "R政府网站 £政府公报 £两微一端 R政务服务中心",
      "t政府网站 £政府公报 £两微一端 t政务服务中心",
      "☑政府网站 ☐政府公报 ☑政务服务中心",
      "■政府网站   □政府公报\n口两微一端   口发布会/听证会\n■政务服务中心 口口便民服务站",
  };
  for (const char* text : cases) {
    EXPECT_THAT(ChannelsOf(text), ElementsAre(Channel::kGovernmentWebsite, Channel::kServiceCentre)) << text;
  }
}

TEST(ChannelRules, ABoxMayFollowTheNameBeforeWithoutABlank) {
  EXPECT_THAT(ChannelsOf("■政务服务中心■便民服务站"),
              ElementsAre(Channel::kServiceCentre, Channel::kConvenienceStation));
}

TEST(ChannelRules, ANameBrokenOverLinesBehindItsBoxIsOneName) {
  EXPECT_THAT(ChannelsOf("■社区/企事业单位/\n村公示栏(电子屏)□精准推送"), ElementsAre(Channel::kCommunityNoticeBoard));
}

TEST(ChannelRules, EveryNameOfAnUnboxedListCounts) {
  EXPECT_THAT(ChannelsOf("政府网站,两微一端"), ElementsAre(Channel::kGovernmentWebsite, Channel::kNewMedia));
  EXPECT_THAT(ChannelsOf("政府网站；两微一端、公开查阅点\n精准推送"),
              ElementsAre(Channel::kGovernmentWebsite, Channel::kNewMedia, Channel::kReadingPlace,
                          Channel::kTargetedPush));
  EXPECT_THAT(ChannelsOf("1.政府网站 2.社区/企事业单位、村公示栏"),
              ElementsAre(Channel::kGovernmentWebsite, Channel::kCommunityNoticeBoard));
}

TEST(ChannelRules, AHotlineNumberIsNoListNumber) {
  EXPECT_THAT(ParseChannels("12345政务服务热线").uses,
              ElementsAre(ChannelUse{Channel::kOther, "12345政务服务热线", 0}));
}

TEST(ChannelRules, OtherKeepsWhichOne) {
  const std::pair<const char*, const char*> cases[] = {
      {"■其他_", "其他"},
      {"■其他 基层公共服务平台", "基层公共服务平台"},
      {"■其他:国家企业信用信息公示系统", "国家企业信用信息公示系统"},
      {"■其他（法律服务网）", "法律服务网"},
      {"■其他法律服务网", "法律服务网"},
      {"■投资项目在线审批监管平台", "投资项目在线审批监管平台"},
      {"省级(含计划单列市)财政部门指定的媒体", "省级(含计划单列市)财政部门指定的媒体"},
  };
  for (const auto& [text, which] : cases) {
    EXPECT_THAT(ParseChannels(text).uses, ElementsAre(ChannelUse{Channel::kOther, which, 0})) << text;
  }
}

TEST(ChannelRules, TwoGlyphsAreTwoStagesOfALandAcquisition) {
  EXPECT_THAT(ParseChannels("■社区/企事业单位/村公示栏（电子屏）▲政府网站▲征地信息公开平台").uses,
              ElementsAre(ChannelUse{Channel::kCommunityNoticeBoard, "社区/企事业单位/村公示栏（电子屏）", 0},
                          ChannelUse{Channel::kGovernmentWebsite, "政府网站", 1},
                          ChannelUse{Channel::kOther, "征地信息公开平台", 1}));
}

TEST(ChannelRules, ANoteInTheCellIsARemark) {
  const ChannelList list = ParseChannels("■政府网站 □精准推送（注：有关公开信息可推送或归集至本省级法律服务网。）");
  EXPECT_THAT(list.uses, SizeIs(1));
  EXPECT_EQ(list.remarks, "注：有关公开信息可推送或归集至本省级法律服务网。");
}

TEST(ChannelRules, ANameWithoutABoxInABoxedListIsSaidNotCounted) {
  const ChannelList list = ParseChannels("政府公报 ■政府网站");
  EXPECT_THAT(list.uses, ElementsAre(ChannelUse{Channel::kGovernmentWebsite, "政府网站", 0}));
  EXPECT_THAT(list.warnings, ElementsAre("公开渠道中“政府公报”前没有勾选框，未计入"));
}

TEST(ChannelRules, LettersThatBelongToNamesAreNoBoxes) {
  EXPECT_THAT(ParseChannels("Internet网站").uses, ElementsAre(ChannelUse{Channel::kOther, "Internet网站", 0}));
  EXPECT_THAT(ParseChannels("口岸大厅").uses, ElementsAre(ChannelUse{Channel::kOther, "口岸大厅", 0}));
}

TEST(ChannelRules, AnEmptyCellHasNoChannels) {
  EXPECT_THAT(ParseChannels("").uses, IsEmpty());
  EXPECT_THAT(ParseChannels("□政府网站 □政府公报").uses, IsEmpty());
}

}  // namespace
}  // namespace disclosure::catalog
