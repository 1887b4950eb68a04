#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

std::string_view ChannelText(Channel channel) {
  switch (channel) {
    case Channel::kUnspecified: return "";
    case Channel::kGovernmentWebsite: return "政府网站";
    case Channel::kGovernmentGazette: return "政府公报";
    case Channel::kNewMedia: return "两微一端";
    case Channel::kPressConference: return "发布会/听证会";
    case Channel::kBroadcast: return "广播电视";
    case Channel::kPrintMedia: return "纸质媒体";
    case Channel::kReadingPlace: return "公开查阅点";
    case Channel::kServiceCentre: return "政务服务中心";
    case Channel::kConvenienceStation: return "便民服务站";
    case Channel::kOnSite: return "入户/现场";
    case Channel::kCommunityNoticeBoard: return "社区/企事业单位/村公示栏(电子屏)";
    case Channel::kTargetedPush: return "精准推送";
    case Channel::kOther: return "其他";
  }
  return "";
}

std::string_view MethodText(Method method) {
  switch (method) {
    case Method::kUnspecified: return "";
    case Method::kProactive: return "主动";
    case Method::kOnRequest: return "依申请";
  }
  return "";
}

std::string_view LevelText(Level level) {
  switch (level) {
    case Level::kUnspecified: return "";
    case Level::kMunicipal: return "市级";
    case Level::kCounty: return "县级";
    case Level::kTownship: return "乡级";
    case Level::kVillage: return "村级";
  }
  return "";
}

}  // namespace disclosure::catalog
