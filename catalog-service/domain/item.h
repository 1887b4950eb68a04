// An item (公开事项) of a standard disclosure catalogue (基层政务公开标准目录), as a value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace disclosure::catalog {

// The 13 channels (公开渠道和载体) of the national form, in its order.
enum class Channel {
  kUnspecified = 0,
  kGovernmentWebsite = 1,       // 政府网站
  kGovernmentGazette = 2,       // 政府公报
  kNewMedia = 3,                // 两微一端
  kPressConference = 4,         // 发布会/听证会
  kBroadcast = 5,               // 广播电视
  kPrintMedia = 6,              // 纸质媒体
  kReadingPlace = 7,            // 公开查阅点
  kServiceCentre = 8,           // 政务服务中心
  kConvenienceStation = 9,      // 便民服务站
  kOnSite = 10,                 // 入户/现场
  kCommunityNoticeBoard = 11,   // 社区/企事业单位/村公示栏(电子屏)
  kTargetedPush = 12,           // 精准推送
  kOther = 13,                  // 其他, with text
};

// A channel that an item uses. `text` is as printed; for kOther it says which.
// `stage` keeps the box glyph class where a source uses two of them for two stages (征地: ■ first, ▲
// after approval): 0 for the ordinary box, 1 for the second class.
struct ChannelUse {
  Channel channel = Channel::kUnspecified;
  std::string text;
  int stage = 0;
  bool operator==(const ChannelUse&) const = default;
};

// What sort of text a legal basis (公开依据) is, told by its title.
enum class BasisKind {
  kUnspecified = 0,
  kLaw = 1,                       // 法律
  kAdministrativeRegulation = 2,  // 行政法规
  kLocalRegulation = 3,           // 地方性法规
  kRule = 4,                      // 规章
  kNormativeDocument = 5,         // 规范性文件
  kOther = 6,                     // a phrase without 《》, such as 相关政策文件
};

// One cited text: title without the outer 《》, document number such as 国办发〔2017〕97号 or "".
struct LegalBasis {
  std::string title;
  std::string document_number;
  BasisKind kind = BasisKind::kUnspecified;
  bool operator==(const LegalBasis&) const = default;
};

// A responsible body (公开主体): the text as printed and, where known, the local organ's code
// ("330108-jyj").
struct ResponsibleBody {
  std::string text;
  std::string organ;
  bool operator==(const ResponsibleBody&) const = default;
};

// Audience (公开对象): the whole society (全社会) and/or named groups (特定群体).
struct Audience {
  bool whole_society = false;
  std::vector<std::string> groups;
  bool operator==(const Audience&) const = default;
};

enum class Method {
  kUnspecified = 0,
  kProactive = 1,  // 主动公开
  kOnRequest = 2,  // 依申请公开
};

enum class Level {
  kUnspecified = 0,
  kMunicipal = 1,  // 市级
  kCounty = 2,     // 县级
  kTownship = 3,   // 乡级
  kVillage = 4,    // 村级
};

// A column of the source that the official form does not have, kept by its header.
struct OtherColumn {
  std::string header;
  std::string text;
  bool operator==(const OtherColumn&) const = default;
};

// Where an item was read: file name, 1-based table within the file, 1-based row within the table (the
// row as a person counts it in the source, header rows included).
struct Source {
  std::string file;
  int table = 0;
  int row = 0;
  bool operator==(const Source&) const = default;
};

struct Item {
  std::string uid;     // given at first import, kept from edition to edition; "" before
  std::string serial;  // 序号 as printed: "1", "0505", ""
  std::string level_one;    // 一级事项
  std::string level_two;    // 二级事项
  std::string level_three;  // 三级事项, often ""
  std::vector<std::string> contents;  // 公开内容(要素)
  std::vector<LegalBasis> bases;
  std::string time_limit_text;           // 公开时限 as printed
  std::vector<std::string> time_limits;  // clauses of the normal form (domain/time_limit.h)
  std::vector<ResponsibleBody> responsible_bodies;
  std::vector<ChannelUse> channels;
  Audience audience;
  std::vector<Method> methods;
  std::vector<Level> levels;
  bool levels_derived = false;  // no level column: told from the responsible body
  std::vector<std::string> links;
  std::string remarks;
  std::vector<OtherColumn> other_columns;
  Source source;
  bool operator==(const Item&) const = default;
};

// The printed Chinese name: ChannelText(Channel::kNewMedia) == "两微一端".
std::string_view ChannelText(Channel channel);
std::string_view MethodText(Method method);  // "主动", "依申请"
std::string_view LevelText(Level level);     // "县级"

}  // namespace disclosure::catalog
