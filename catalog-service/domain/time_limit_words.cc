#include "catalog-service/domain/time_limit_words.h"

#include <algorithm>
#include <unordered_map>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog::time_limit {
namespace {

// The longest word wins, so a compound that hides a key word only has to be listed as what it is.
constexpr WordList kVocabulary[] = {
    {Word::kText,
     U"事后 灾后 产后 课后 售后 今后 前后 最后 后续 后期 后勤 善后 背后 落后 延后 然后 一起 起草 起诉 发起 引起 起止 起点 "
     U"时点 临时 按时 届时 定时 准时 适时 时期 时段 平时 时效 课时 战时 前期 前款 前置 当前 目前 学前 婚前 产前 前述 "
     U"自然 自治 自主 自愿 自查 自身 各自 存在 现在 所在 正在 在线 在建 在职 在校 在读 旨在 关于 对于 属于 基于 用于 "
     U"处于 限于 鉴于 高于 低于 等于 对外 外部 国外 境外 外商 外资 户外 例外 外来 解除 清除 拆除 免除 废除 消除 扣除 删除 "
     U"排除 需要 确需 延长期 延长期限 随机 随访 共同 同意 相同 不同 同级 参与 与会 从业 从事 从严 合并 兼并 并轨 并联 按规定 按期 依法 行为 作为 为民 "
     U"认为 一次性 会议纪要 预公告 补偿安置公告 候选人 公开招标 征求意见稿 变更登记 一件事 三公经费 年度 月度 日常 首月 末月 第一个月 第二个月 第三个月 可行性 其他 其它 "
     U"其余 对象 内部 需求 要求 要件 要素 以工代赈 有效 有偿 本科 同类 同期 经费 经济 经营 经办 已有 向上 是否 之一 将来 "
     U"社会 会计 协会 委员会 工会 发布会 听证会 居委会 村委会 机会 会同 会商 座谈会 行政许可 许可 行政处罚 处罚 红十字会 理事会 学会 商会 会员 会展"},
    {Word::kNoise,
     U"应 应当 应该 须 必须 需 将 予以 给予 进行 实行 一般 原则上 均 都 则 该 本 此 的 之 其 由 已 以 了 内 以内 "
     U"之内 左右 全部 统一 首次 第 为 是 向 对 经 由于 期间 其后 逐项 保持 持续 继续 始终 主动 依申请 向社会 面向社会 对外公布 完整 准确 全面 "
     U"按要求 按规定要求 计算 算 本级 同级的 上述 以下 如 若 遇 期限为"},
    {Word::kGeneric,
     U"信息 政府信息 公开信息 政府公开信息 公开事项 公开内容 事项 内容 事宜 情况 相关 有关 行政 公开时限 时限 时限要求 公开期限 "
     U"公开时间 公开要求 办理时限 政务信息 政务公开 信息公开 政府信息公开 公开事项信息 类 等 活动"},
    {Word::kThing, U"材料 数据 资料 文件 结果 指南 方案"},
    {Word::kConj, U"或 或者 和 及 以及 、 / 及其 且 · 或是 亦或"},
    {Word::kFrom, U"自 从 在 于 自从"},
    {Word::kVia, U"通过 利用 经由"},
    {Word::kEventEnd,
     U"之日起 之日起算 之日起计算 之日 之日后 日起 之后 以后 后 起 起算 次日起 之次日起 的次日起 当日起 之当日起 当天起 之时起 "
     U"时起 之日起的 之日次日起 后的 起的 第二日起"},
    {Word::kAtTime, U"时 之时 当日 当天 的同时 时候"},
    {Word::kBefore, U"前 之前 以前"},
    {Word::kAhead, U"提前 预先 事先提前"},
    {Word::kMin,
     U"不少于 不得少于 不能少于 应不少于 不低于 不得低于 不短于 不得短于 至少 至少为 最少 最短 最短不少于 最少不少于 ≥ >= >"},
    {Word::kAbove, U"以上 及以上 或以上"},
    {Word::kMax, U"不超过 不得超过 不能超过 最长 最迟 至迟 最晚 最长不超过 最迟不超过 最长不得超过 最迟不得超过 不迟于 不得迟于 "
                 U"不晚于 不得晚于 最迟不晚于 ≤ <= <"},
    {Word::kNotice,
     U"公示期 公示期限 公示时间 公示时限 公示期间 公示日期 公告期 公告期限 公告时间 公告时限 公告期间 公示公告期 公示公告时间 "
     U"公示(公告)期 公布期限 公布时间 展示时间 张贴时间 发布期限"},
    {Word::kNoticeVerb, U"公示 公告 予以公示 予以公告 公示公告 张榜公示 公开公示"},
    {Word::kPeriod, U"时间 期限 期 持续时间 时长"},
    {Word::kConsult,
     U"征求意见 征求意见期 征求意见期限 征求意见时间 公开征求意见 公开征求意见期限 公开征求意见时间 公开征求意见期 征集意见 "
     U"征集意见期限 征集意见时间 意见征集 意见征集期 意见征集期限 意见征集时间 意见征求期 意见征求期限 征询意见 征询意见期限 "
     U"听取意见期限 征求社会意见 征求公众意见 征求公众意见期限 征求社会公众意见 公开征集意见"},
    {Word::kLawReserve, U"另有规定 另有要求 另行规定 有特别规定 有特殊规定 另有其他规定 有其他规定 有专门规定 有规定 另外规定"},
    {Word::kLaw, U"法律 法规 规章 法律法规 政策法规 国家 政策 法律、法规 法律、行政法规 行政法规"},
    {Word::kLawTail, U"从其规定 应从其规定 依其规定 遵从其规定 按其规定 按其规定执行 除外 遵照执行 依照其规定 按规定执行"},
    {Word::kAmong, U"其中 其中的 其中涉及"},
    {Word::kExcept, U"除 除了"},
    {Word::kOutside, U"外 以外 之外 外的 以外的 之外的"},
    {Word::kAnd, U"并 并且 并同时"},
    {Word::kVerb,
     U"公开 发布 公布 公开发布 发布公开 予以公开 予以公布 予以发布 主动公开 向社会公开 向社会公布 对外公开 完成公开 公开到位 刊登 "
     U"张贴 披露 上网 上传 告知 回应 通报 展示 发出 发 通知 挂网 推送 录入 保留 保存 公开公布 全文公开 报送 提供 答复 送达申请人 "
     U"维护 进行公开 上墙"},
    {Word::kUpdate, U"更新 更新一遍 公开更新 更新公开 更新发布 更新维护"},
    {Word::kWith, U"随 随同 伴随 随着"},
    {Word::kAlong, U"与 同 跟"},
    {Word::kTogether, U"同时 同步 一并 一同 一道"},
    {Word::kPlace,
     U"公示栏 公告栏 公开栏 宣传栏 公示牌 电子屏 显示屏 网站 门户网站 网页 平台 大厅 服务中心 便民服务站 公开查阅点 查阅点 报纸 "
     U"媒体 公众号 显著位置 办公场所 公共场所 施工现场 现场"},
    {Word::kInvite, U"邀请 参会 通知邀请 与会人员 列席"},
    {Word::kBy, U"按 按照 根据 依据 视 结合 依照 依"},
    {Word::kProgress, U"进展 进展情况 进度 进程 工作进展 推进情况 阶段"},
    {Word::kActual, U"实际 实际情况 变化情况 变动情况 工作实际"},
    {Word::kRealtime, U"实时 即时"},
    {Word::kPrompt, U"及时 立即 第一时间 尽快 尽早 随即 马上 迅速"},
    {Word::kDynamic, U"动态 动态更新 动态调整 动态公开 动态管理 动态维护 随时 随时更新 随时公开"},
    {Word::kLongterm, U"长期 常年 长年 长期性 保持长期 常态化 长期有效"},
    {Word::kPermanent, U"永久 永久性"},
    {Word::kSame, U"同上"},
    {Word::kDecision, U"决定 决定书"},
    {Word::kPolicyDecision, U"决策 重大决策 重大行政决策 行政决策"},
    {Word::kCongress, U"人大 人大常委会 人大会议 人代会 人民代表大会 常务委员会 人大及其常委会 常委会 人民代表大会及其常务委员会"},
    {Word::kFinance, U"财政部门 财政局 财政厅 财政所 本级财政 同级财政 县财政 区财政 市财政"},
    {Word::kBudget, U"部门预算 部门决算 部门预决算 部门预算、决算 单位预算 单位决算"},
    {Word::kRequest, U"申请 申请书 申请人申请 公开申请 政府信息公开申请 依申请公开申请"},
    {Word::kLandTaking, U"征地 征收土地 土地征收 用地 拟征收土地 拟征地"},
    {Word::kApprovalPaper, U"批准文件 批复文件 批文 批准文书"},
    {Word::kLandNotice, U"征收土地公告 征地公告 土地征收公告"},
    {Word::kOnSite, U"实地"},
    {Word::kSurvey, U"现状调查 拟征收土地现状调查 土地现状调查"},
    {Word::kAllocation, U"分配结果 配租结果 配售结果"},
    {Word::kReviewProcedure, U"报审程序 报批程序"},
    {Word::kWinner, U"中标 成交 中标结果 成交结果"},
    {Word::kWinningParty, U"中标人 成交人 中标单位 中标供应商 成交供应商"},
    {Word::kSupplier, U"供应商"},
    {Word::kContract, U"合同 采购合同"},
    {Word::kProject, U"项目 采购项目 采购活动"},
    {Word::kAuction, U"招标 拍卖 挂牌 招标拍卖挂牌 招拍挂 交易 交易活动"},
    {Word::kVoucher, U"支付凭证"},
    {Word::kThisUnit, U"本单位"},
    {Word::kRelatedDocument, U"关联规范性文件 关联文件 关联的规范性文件 相关规范性文件 所解读文件"},
    {Word::kMeeting, U"会议 会 开会"},
    {Word::kTaken, U"作出 做出 作成"},
    {Word::kApproved, U"批准 批复 审议批准 审查批准 审议通过 审批 通过批准 表决通过 核准"},
    {Word::kReceived, U"收到 接到 收悉 接收"},
    {Word::kStarted, U"启动 开始"},
    {Word::kFinished, U"结束 完成 完结 终了 履行"},
    {Word::kFixed, U"确定"},
    {Word::kSigned, U"签订 签署"},
    {Word::kEnded, U"终止"},
    {Word::kHandedDown, U"下发至 下发到 下发 印发至 转发至"},
    {Word::kHeld, U"召开 举行 举办"},
    {Word::kFormed, U"形成 产生 生成"},
    {Word::kChanged, U"变更 变化 变动 发生变化 发生变更 修改 修订 调整"},
    {Word::kMade, U"制作 制定 编制 制订 拟定 拟订"},
    {Word::kObtained, U"获取 获得 取得 得到"},
    {Word::kOtherEvent,
     U"审核 审定 审查 审议 审核通过 验收 竣工 竣工验收 届满 期满 到期 生效 印发 印制 出台 实施 施行 颁布 备案 登记 立案 结案 "
     U"办结 受理 发现 发生 上报 转发 认定 评定 公证 核定 签发 听证 开标 开工 完工 开学 交付 移交 录取 缴纳 发放 下达 开展"},
    {Word::kComma, U","},
    {Word::kColon, U":"},
    {Word::kStop, U";"},
    {Word::kFullStop, U"。"},
    {Word::kOpen, U"("},
    {Word::kClose, U")"},
    {Word::kTo, U"- 至 到"},
};

using Vocabulary = std::unordered_map<std::u32string_view, Word>;

struct Index {
  Vocabulary words;
  size_t longest = 0;
};

Index BuildIndex() {
  Index index;
  for (const WordList& list : kVocabulary) {
    std::u32string_view rest = list.words;
    while (!rest.empty()) {
      const size_t length = std::min(rest.find(U' '), rest.size());
      index.words[rest.substr(0, length)] = list.word;
      index.longest = std::max(index.longest, length);
      rest.remove_prefix(std::min(length + 1, rest.size()));
    }
  }
  return index;
}

// Traditional or variant characters of the vocabulary, each followed by its simplified one. Whole
// documents are converted by the importer; this is for a phrase that comes alone.
constexpr std::u32string_view kVariants =
    U"變变個个內内開开佈布發发規规從从應应當当項项類类產产獲获製制調调動动態态長长實实時时進进況况與与"
    U"隨随會会議议決决給给結结終终條条權权範范關关聯联單单財财門门復复覆复萬万兩两貳贰參叁陸陆號号週周間间"
    U"過过遲迟於于網网臺台欄栏顯显屬属機机構构農农鄉乡鎮镇縣县區区徵征補补償偿費费憑凭證证啟启啓启現现"
    U"査查購购標标認认審审訂订簽签約约數数據据準准備备佔占務务處处罰罚許许執执優优為为無无預预後后報报齊齐"
    U"請请級级總总達达學学歲岁養养險险錄录聽听證证賣卖掛挂國国遠远見见徵征詢询負负責责義义專专業业種种";

std::unordered_map<char32_t, char32_t> BuildVariants() {
  std::unordered_map<char32_t, char32_t> variants;
  for (size_t i = 0; i + 1 < kVariants.size(); i += 2) variants[kVariants[i]] = kVariants[i + 1];
  return variants;
}

char32_t Simplified(char32_t c) {
  static const auto& variants = *new std::unordered_map<char32_t, char32_t>(BuildVariants());
  const auto found = variants.find(c);
  return found == variants.end() ? c : found->second;
}

// Blanks, line breaks, soft hyphens, joiners and quotation marks stand for nothing.
bool IsIgnored(char32_t c) {
  constexpr std::u32string_view kIgnored = U"\u00AD\u200C\u200D\u2060\"'“”‘’「」『』*_?";
  return IsSpace(c) || c < 0x20 || kIgnored.find(c) != std::u32string_view::npos;
}

// To the few marks of the vocabulary: ( ) , ; : 。 、 - / . 《 》.
char32_t FoldPunctuation(char32_t c) {
  struct Marks {
    std::u32string_view variants;
    char32_t mark;
  };
  constexpr Marks kMarks[] = {{U"[{〔【〖﹝﹙﹛﹇", U'('}, {U"]}〕】〗﹞﹚﹜﹈", U')'}, {U"﹐،", U','},
                              {U"﹔|!﹗…", U';'},     {U"﹕︰∶", U':'},        {U"｡﹒", U'。'},
                              {U"､﹑", U'、'},           {U"—–−‐‑‒―~〜～─", U'-'}, {U"⁄∕", U'/'},
                              {U"•‧・", U'·'}};
  for (const Marks& marks : kMarks) {
    if (marks.variants.find(c) != std::u32string_view::npos) return marks.mark;
  }
  const bool enumerator = (c >= U'①' && c <= U'⒛') || (c >= U'⓪' && c <= U'⓾') || (c >= U'❶' && c <= U'➓');
  return enumerator ? U';' : c;
}

bool IsLatin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

// Takes the "(nèi)" of 内(nèi) off the end: what converters of mirror sites leave.
void RemoveReading(std::u32string& text) {
  constexpr size_t kLongestReading = 6;
  size_t letters = 0;
  size_t at = text.size() - 1;
  while (at > 0 && letters <= kLongestReading && IsLatin(text[at - 1])) {
    --at;
    ++letters;
  }
  if (letters == 0 || letters > kLongestReading || at < 2 || text[at - 1] != U'(' || !IsHan(text[at - 2])) return;
  text.resize(at - 1);
}

}  // namespace

Lexeme LongestWord(std::u32string_view text) {
  static const Index& index = *new Index(BuildIndex());
  for (size_t length = std::min(index.longest, text.size()); length > 0; --length) {
    const auto found = index.words.find(text.substr(0, length));
    if (found != index.words.end()) return {found->second, length};
  }
  return {};
}

std::u32string FoldPhrase(std::string_view phrase) {
  std::u32string folded;
  for (char32_t c : ToCodePoints(phrase)) {
    if (IsIgnored(c)) continue;
    c = FoldPunctuation(FoldWidth(c));
    folded += Simplified(c);
    if (c == U')') RemoveReading(folded);
  }
  return folded;
}

bool IsNounOfEvent(Word word) { return word >= Word::kDecision && word <= Word::kMeeting; }
bool IsVerbOfEvent(Word word) { return word >= Word::kTaken && word <= Word::kOtherEvent; }
bool IsPunctuation(Word word) { return word >= Word::kComma && word <= Word::kTo; }

}  // namespace disclosure::catalog::time_limit
