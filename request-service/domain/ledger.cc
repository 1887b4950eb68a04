#include "request-service/domain/ledger.h"

#include <algorithm>
#include <array>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/identity/identity.h"
#include "request-service/domain/moves.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostNumber = 64;
constexpr size_t kMostOrgan = 200;
constexpr size_t kMostName = 100;
constexpr size_t kMostIdentity = 50;
constexpr size_t kMostSubject = 2000;
// The first regulation (国令第492号) came into force: before it there were no requests.
const absl::CivilDay kFirstDay(2008, 5, 1);
constexpr char kConfirmation[] = "台账导入";

struct Column {
  std::string_view code;
  std::vector<std::string_view> labels;
  bool required = true;
};

const std::vector<Column>& ColumnsOf(LedgerKind kind) {
  static const auto* const requests = new std::vector<Column>{
      {"number", {"编号", "申请编号"}},
      {"organ", {"机关", "机关代码", "机关名称"}},
      {"applicant_class", {"申请人类别"}},
      {"applicant_name", {"申请人", "申请人姓名", "申请人名称", "申请人姓名或者名称"}},
      {"id_type", {"证件类型"}},
      {"id_number", {"证件号码"}},
      {"channel", {"渠道", "收到渠道", "申请渠道"}},
      {"received_on", {"收到日期", "收到日"}},
      {"subject", {"申请内容", "所需信息", "内容"}},
      {"outcome", {"办理结果", "结果"}},
      {"replied_on", {"答复日期", "办结日期"}},
  };
  static const auto* const reviews = new std::vector<Column>{
      {"request_number", {"申请编号", "编号"}},
      {"route", {"途径", "类型"}},
      {"result", {"结果", "审理结果"}},
      {"filed_on", {"提起日期", "提起日"}},
      {"closed_on", {"审结日期", "审结日"}},
      {"organ", {"机关", "机关代码", "机关名称"}, false},
  };
  return kind == LedgerKind::kRequests ? *requests : *reviews;
}

std::string CodeOf(LedgerKind kind, const std::string& title) {
  for (const Column& column : ColumnsOf(kind)) {
    const bool label = std::find(column.labels.begin(), column.labels.end(), title) != column.labels.end();
    if (title == column.code || label) return std::string(column.code);
  }
  return "";
}

// Everything that is wrong in one row.
class RowReader {
 public:
  RowReader(const LedgerCells& cells, absl::CivilDay today) : cells_(cells), today_(today) {}

  std::string Text(std::string_view column, size_t most) {
    const auto found = cells_.find(column);
    const std::string text = found == cells_.end() ? "" : found->second;
    if (!IsCleanText(text)) Bad(column, "不是UTF-8，或者有控制字符");
    else if (!IsPrintableText(text)) Bad(column, "有表情符号等不能打印的字符");
    if (CodePoints(text) > most) Bad(column, absl::StrCat("超过", most, "个字"));
    return text;
  }
  std::string Required(std::string_view column, size_t most) {
    std::string text = Text(column, most);
    if (text.empty()) Bad(column, "没有填写");
    return text;
  }
  std::optional<absl::CivilDay> Day(std::string_view column) {
    const std::string text = Text(column, kMostIdentity);
    if (text.empty()) return std::nullopt;
    const std::optional<absl::CivilDay> day = ParseLedgerDay(text);
    if (!day) {
      Bad(column, "不是日期，应如2024-03-01");
    } else if (*day > today_) {
      Bad(column, "是将来的日期");
    } else if (*day < kFirstDay) {
      Bad(column, "早于2008年5月1日");
    } else {
      return day;
    }
    return std::nullopt;
  }
  absl::CivilDay RequiredDay(std::string_view column) {
    if (Text(column, kMostIdentity).empty()) Bad(column, "没有填写");
    return Day(column).value_or(absl::CivilDay());
  }
  void Bad(std::string_view column, std::string_view text) { bad_.Add(column, text); }
  absl::Status status() const { return bad_.status(); }

 private:
  const LedgerCells& cells_;
  const absl::CivilDay today_;
  error::Violations bad_;
};

ApplicantClass ClassOf(const std::string& text) {
  if (const std::optional<ApplicantClass> value = ParseApplicantClass(text)) return *value;
  for (int i = 1; i <= kApplicantClasses; ++i) {
    if (Label(static_cast<ApplicantClass>(i)) == text) return static_cast<ApplicantClass>(i);
  }
  return ApplicantClass::kUnspecified;
}

Channel ChannelOf(const std::string& text) {
  if (const std::optional<Channel> value = ParseChannel(text)) return *value;
  for (int i = 1; i <= static_cast<int>(Channel::kOral); ++i) {
    if (Label(static_cast<Channel>(i)) == text) return static_cast<Channel>(i);
  }
  return Channel::kUnspecified;
}

struct Word {
  std::string_view word;
  std::string_view code;
};

// How offices write what the form says at length; words that fit two rows of it ("不予公开", "其他处理") are none.
constexpr Word kOutcomeWords[] = {{"已主动公开", "granted"},
                                  {"部分公开", "partial"},
                                  {"国家秘密", "denied_state_secret"},
                                  {"法律行政法规禁止公开", "denied_other_law"},
                                  {"危及三安全一稳定", "denied_three_securities"},
                                  {"三安全一稳定", "denied_three_securities"},
                                  {"第三方合法权益", "denied_third_party"},
                                  {"内部事务信息", "denied_internal_affairs"},
                                  {"三类内部事务信息", "denied_internal_affairs"},
                                  {"过程性信息", "denied_process"},
                                  {"四类过程性信息", "denied_process"},
                                  {"行政执法案卷", "denied_enforcement_file"},
                                  {"行政查询事项", "denied_administrative_query"},
                                  {"信息不存在", "unavailable_not_held"},
                                  {"本机关不掌握", "unavailable_not_held"},
                                  {"不属于本机关负责公开", "unavailable_not_held"},
                                  {"没有现成信息", "unavailable_needs_creation"},
                                  {"需要另行制作", "unavailable_needs_creation"},
                                  {"补正后仍不明确", "unavailable_unclear"},
                                  {"信访举报投诉", "declined_petition"},
                                  {"公开出版物", "declined_publication"},
                                  {"大量反复申请", "declined_excessive"},
                                  {"确认或重新出具", "declined_reissue"},
                                  {"逾期不补正", "other_not_corrected"},
                                  {"逾期未缴费", "other_fee_unpaid"},
                                  {"申请人撤回", "other"},
                                  {"主动撤回", "other"}};
// As section 四 prints them, and short.
constexpr Word kRouteWords[] = {{"行政复议", "reconsideration"},
                                {"未经复议直接起诉", "suit_direct"},
                                {"复议后起诉", "suit_after_review"}};
constexpr Word kResultWords[] = {{"结果维持", "upheld"},    {"维持", "upheld"},  {"结果纠正", "corrected"}, {"纠正", "corrected"},
                                 {"其他结果", "other"},     {"其他", "other"},   {"尚未审结", "pending"},   {"未审结", "pending"}};

// The code for a word, or the text itself.
template <size_t N>
std::string_view CodeFor(const Word (&words)[N], std::string_view text) {
  const auto found = std::find_if(std::begin(words), std::end(words), [&](const Word& word) { return word.word == text; });
  return found == std::end(words) ? text : found->code;
}

// The form is printed with full and with half width marks.
std::string Folded(std::string_view text) {
  return absl::StrReplaceAll({text.data(), text.size()},
                             {{"（", "("}, {"）", ")"}, {"，", ","}, {"“", "\""}, {"”", "\""}, {"．", "."}, {"、", "."}});
}

// "(三)1.", "1." or "(一)", as the form numbers its rows, is taken off what is folded.
std::string_view WithoutMark(std::string_view text) {
  const size_t close = text.substr(0, 1) == "(" ? text.find(')') : text.npos;
  if (close != text.npos) text.remove_prefix(close + 1);
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(digits);
  if (digits > 0 && text.substr(0, 1) == ".") text.remove_prefix(1);
  return text;
}

// The code of an outcome given as code, as printed, with or without its number, or in short; nullopt for any other text.
std::optional<std::string> OutcomeOf(const ReportForm& form, const std::string& text) {
  if (form.OutcomeRow(text)) return text;
  const std::string folded = Folded(text);
  const std::string_view label = WithoutMark(folded);
  for (const ReportRow& row : form.rows(ReportFormat::k2021)) {
    if (Folded(row.label) == label && form.OutcomeRow(row.code)) return row.code;
  }
  const std::string_view code = CodeFor(kOutcomeWords, label);
  return form.OutcomeRow(code) ? std::optional<std::string>(code) : std::nullopt;
}

void ReadIdentity(RowReader& row, LedgerRequest& request) {
  Applicant& applicant = request.applicant;
  const std::string type = row.Text("id_type", kMostIdentity);
  applicant.identity_number = row.Text("id_number", kMostIdentity);
  IdCheck check;
  if (type == "resident_id" || type == "居民身份证" || type == "身份证") {
    applicant.identity_kind = IdentityKind::kResidentId;
    check = CheckResidentId(applicant.identity_number);
  } else if (type == "uscc" || type == "统一社会信用代码") {
    applicant.identity_kind = IdentityKind::kUniformSocialCreditCode;
    check = CheckUniformSocialCreditCode(applicant.identity_number);
  } else {
    applicant.identity_kind = IdentityKind::kOther;
    applicant.identity_kind_text = type == "other" ? "" : type;
  }
  if (applicant.identity_number.empty()) {
    request.warnings.push_back("没有证件号码");
  } else if (applicant.identity_kind != IdentityKind::kOther && !check.valid()) {
    request.warnings.push_back("证件号码校验不通过");
  }
}

void ReadOutcome(const ReportForm& form, RowReader& row, LedgerRequest& request) {
  const std::string outcome = row.Text("outcome", kMostName);
  const std::string replied = row.Text("replied_on", kMostIdentity);
  if (outcome.empty() && !replied.empty()) row.Bad("outcome", "有答复日期而没有办理结果");
  if (!outcome.empty() && replied.empty()) row.Bad("replied_on", "有办理结果而没有答复日期");
  if (outcome.empty()) return;
  const std::optional<std::string> code = OutcomeOf(form, outcome);
  if (!code) row.Bad("outcome", "不是年度报告的办理结果");
  request.outcome = code.value_or("");
  request.replied = row.Day("replied_on");
  if (request.replied && *request.replied < request.received) row.Bad("replied_on", "早于收到日期");
}

std::optional<int> Part(absl::string_view digits) {
  int value = 0;
  const bool short_enough = !digits.empty() && digits.size() <= 4;
  if (!short_enough || digits.find_first_not_of("0123456789") != absl::string_view::npos) return std::nullopt;
  return absl::SimpleAtoi(digits, &value) ? std::optional<int>(value) : std::nullopt;
}

}  // namespace

std::optional<absl::CivilDay> ParseLedgerDay(std::string_view text) {
  const std::string plain =
      absl::StrReplaceAll({text.data(), text.size()}, {{"/", "-"}, {".", "-"}, {"年", "-"}, {"月", "-"}, {"日", ""}});
  const std::vector<std::string> parts = absl::StrSplit(plain, '-');
  if (parts.size() != 3 || parts[0].size() != 4) return std::nullopt;
  const std::optional<int> year = Part(parts[0]), month = Part(parts[1]), day = Part(parts[2]);
  if (!year || !month || !day) return std::nullopt;
  const absl::CivilDay made(*year, *month, *day);
  // A civil day carries over: 30 February becomes March.
  if (made.year() != *year || made.month() != *month || made.day() != *day) return std::nullopt;
  return made;
}

absl::StatusOr<std::vector<std::string>> ReadLedgerHeader(LedgerKind kind, const std::vector<std::string>& header) {
  std::vector<std::string> codes;
  std::set<std::string, std::less<>> seen;
  error::Violations bad;
  for (const std::string& title : header) {
    codes.push_back(CodeOf(kind, title));
    if (!codes.back().empty() && !seen.insert(codes.back()).second) bad.Add(codes.back(), "这一列出现了两次");
  }
  for (const Column& column : ColumnsOf(kind)) {
    if (column.required && seen.count(column.code) == 0) bad.Add(column.code, "缺少这一列");
  }
  RETURN_IF_ERROR(bad.status());
  return codes;
}

absl::StatusOr<LedgerRequest> ReadLedgerRequest(const ReportForm& form, const LedgerCells& cells, absl::CivilDay today) {
  RowReader row(cells, today);
  LedgerRequest request{.number = row.Required("number", kMostNumber), .organ = row.Required("organ", kMostOrgan)};
  request.applicant.applicant_class = ClassOf(row.Text("applicant_class", kMostName));
  if (request.applicant.applicant_class == ApplicantClass::kUnspecified) row.Bad("applicant_class", "不是六类申请人之一");
  request.applicant.name = row.Text("applicant_name", kMostName);
  if (request.applicant.name.empty()) request.warnings.push_back("没有申请人姓名或者名称");
  ReadIdentity(row, request);
  request.channel = ChannelOf(row.Text("channel", kMostName));
  if (request.channel == Channel::kUnspecified) row.Bad("channel", "不是收到渠道");
  request.received = row.RequiredDay("received_on");
  request.subject = row.Required("subject", kMostSubject);
  ReadOutcome(form, row, request);
  RETURN_IF_ERROR(row.status());
  return request;
}

absl::StatusOr<LedgerReview> ReadLedgerReview(const LedgerCells& cells, absl::CivilDay today) {
  RowReader row(cells, today);
  LedgerReview review{.request_number = row.Text("request_number", kMostName), .organ = row.Text("organ", kMostOrgan)};
  if (review.request_number.empty() && review.organ.empty()) row.Bad("request_number", "申请编号和机关都没有填写");
  review.route = ParseReviewRoute(CodeFor(kRouteWords, row.Text("route", kMostName))).value_or(ReviewRoute::kUnspecified);
  if (review.route == ReviewRoute::kUnspecified) row.Bad("route", "应为行政复议、未经复议直接起诉或者复议后起诉");
  review.result = ParseReviewResult(CodeFor(kResultWords, row.Text("result", kMostName))).value_or(ReviewResult::kUnspecified);
  if (review.result == ReviewResult::kUnspecified) row.Bad("result", "应为结果维持、结果纠正、其他结果或者尚未审结");
  review.filed = row.RequiredDay("filed_on");
  review.closed = row.Day("closed_on");
  const bool ended = !row.Text("closed_on", kMostIdentity).empty();
  const bool pending = review.result == ReviewResult::kPending;
  if (pending && ended) row.Bad("closed_on", "尚未审结而有审结日期");
  if (!pending && !ended) row.Bad("closed_on", "已经审结而没有审结日期");
  if (review.closed && *review.closed < review.filed) row.Bad("closed_on", "早于提起日期");
  RETURN_IF_ERROR(row.status());
  return review;
}

std::vector<EventData> EventsOf(const LedgerRequest& request) {
  std::vector<EventData> events = {Filed{request.channel, request.received}};
  if (NeedsConfirmation(request.channel)) events.push_back(ReceiptConfirmed{request.received, kConfirmation});
  if (request.replied) events.push_back(OutcomeRecorded{request.outcome, *request.replied});
  return events;
}

}  // namespace disclosure::request
