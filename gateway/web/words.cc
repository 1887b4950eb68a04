#include "gateway/web/words.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::ChannelUse;
using catalog::v1::Edition;
using catalog::v1::Item;
using catalog::v1::LegalBasis;

constexpr std::array<std::string_view, 14> kChannelWords = {
    "",           "政府网站",     "政府公报",   "两微一端",  "发布会/听证会",
    "广播电视",   "纸质媒体",     "公开查阅点", "政务服务中心", "便民服务站",
    "入户/现场",  "社区/企事业单位/村公示栏（电子屏）", "精准推送", "其他"};
constexpr std::array<std::string_view, 3> kMethodWords = {"", "主动公开", "依申请公开"};
constexpr std::array<std::string_view, 5> kLevelWords = {"", "市级", "县级", "乡级", "村级"};
constexpr std::array<std::string_view, 7> kBasisKindWords = {"",     "法律",       "行政法规", "地方性法规",
                                                             "规章", "规范性文件", "其他"};
constexpr std::array<std::string_view, 5> kStateWords = {"", "待生效", "已公布", "已撤回", "已取消"};

constexpr std::array<std::string_view, 12> kAccountStateWords = {"",     "待报备", "备案审核中", "已批准，待开通", "正常运行", "整改中",
                                                                 "拟关停", "停更",   "已注销",     "已归档",         "已并号",   "未予备案或者撤回"};

using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::array<Pair, 7> kOrganKinds = {{{"government", "人民政府"},
                                              {"department", "工作部门"},
                                              {"vertical", "垂直管理机关"},
                                              {"branch", "市级部门派出机构"},
                                              {"platform", "功能平台管理机构"},
                                              {"venue", "政务服务场所"},
                                              {"street", "街道办事处"}}};
constexpr std::array<Pair, 16> kFields = {{{"serial", "序号"},
                                           {"level_one", "一级事项"},
                                           {"level_two", "二级事项"},
                                           {"level_three", "三级事项"},
                                           {"contents", "公开内容（要素）"},
                                           {"bases", "公开依据"},
                                           {"time_limit_text", "公开时限"},
                                           {"time_limits", "公开时限（规范形式）"},
                                           {"responsible_bodies", "公开主体"},
                                           {"channels", "公开渠道和载体"},
                                           {"audience", "公开对象"},
                                           {"methods", "公开方式"},
                                           {"levels", "公开层级"},
                                           {"links", "公开链接"},
                                           {"remarks", "备注"},
                                           {"other_columns", "其他栏目"}}};

template <size_t N>
std::string_view At(const std::array<std::string_view, N>& words, int index) {
  return index >= 0 && static_cast<size_t>(index) < N ? words[static_cast<size_t>(index)] : std::string_view();
}

template <size_t N>
std::string_view Find(const std::array<Pair, N>& pairs, std::string_view key) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.first == key; });
  return found == pairs.end() ? std::string_view() : found->second;
}

std::string Formatted(const google::protobuf::Timestamp& time, const char* format) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime(format, absl::FromUnixSeconds(time.seconds()), Shanghai());
}

}  // namespace

std::string_view ChannelWord(catalog::v1::Channel channel) { return At(kChannelWords, channel); }
std::string_view MethodWord(catalog::v1::Method method) { return At(kMethodWords, method); }
std::string_view LevelWord(catalog::v1::Level level) { return At(kLevelWords, level); }
std::string_view BasisKindWord(LegalBasis::Kind kind) { return At(kBasisKindWords, kind); }
std::string_view EditionStateWord(Edition::State state) { return At(kStateWords, state); }
std::string_view AccountStateWord(media::v1::State state) { return At(kAccountStateWords, state); }
std::string_view OrganKindWord(std::string_view kind) { return Find(kOrganKinds, kind); }

std::string FieldWord(std::string_view field) {
  const std::string_view word = Find(kFields, field);
  return std::string(word.empty() ? field : word);
}

std::string ChannelText(const ChannelUse& use) {
  const std::string_view word = ChannelWord(use.channel());
  if (use.text().empty()) return std::string(word);
  const bool names_itself = use.channel() != catalog::v1::OTHER_CHANNEL || use.text().find("其他") == 0;
  return names_itself ? use.text() : "其他：" + use.text();
}

std::string BasisText(const LegalBasis& basis) {
  std::string text = basis.kind() == LegalBasis::OTHER ? basis.title() : "《" + basis.title() + "》";
  if (!basis.document_number().empty()) text += "（" + basis.document_number() + "）";
  return text;
}

std::string ItemPath(const Item& item) {
  std::string path;
  for (const std::string* level : {&item.level_one(), &item.level_two(), &item.level_three()}) {
    if (level->empty()) continue;
    if (!path.empty()) path += " › ";
    path += *level;
  }
  return path.empty() ? "未命名事项" : path;
}

std::string ItemTitle(const Item& item) {
  for (const std::string* level : {&item.level_three(), &item.level_two(), &item.level_one()}) {
    if (!level->empty()) return *level;
  }
  return "未命名事项";
}

std::string DateText(const google::protobuf::Timestamp& time) { return Formatted(time, "%Y年%-m月%-d日"); }

std::string DateTimeText(const google::protobuf::Timestamp& time) { return Formatted(time, "%Y年%-m月%-d日 %H:%M"); }

std::string DateTimeStamp(const google::protobuf::Timestamp& time) { return Formatted(time, "%Y-%m-%dT%H:%M:%S+08:00"); }

}  // namespace disclosure::gateway
