#include "media-service/domain/imported_account.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"
#include "common/tables/encoding.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

// Days since 1899-12-30, as a workbook keeps its dates: 2000-01-01 to 2099-12-31.
constexpr int kFirstSerial = 36526, kLastSerial = 73050;

class RowReader {
 public:
  RowReader(const ListCells& cells, const ImportTables& tables, const PlatformTable& platforms, FindOrgan find_organ)
      : cells_(cells), tables_(tables), platforms_(platforms), find_organ_(find_organ) {}

  ImportedAccount Read() {
    Account& a = out_.account;
    a.name = absl::StrReplaceAll(Text("account_name"), {{"\n", ""}});  // broken by the width of its cell
    ReadPlatform();
    ReadIds();
    a.url = Text("url");
    a.host = ReadUnit("host_organ");
    a.competent = ReadUnit("competent_organ");
    a.operation = ReadUnit("operator_org");
    a.operation_mode = static_cast<OperationMode>(ReadWord("operation_mode"));
    a.certified_subject = Text("cert_subject");
    a.certification = static_cast<Certification>(ReadWord("cert_status"));
    a.purpose = static_cast<Purpose>(ReadWord("purpose_class"));
    ReadInteractions();
    a.introduction = Text("introduction");
    a.opened_on = ReadDay("opened_on");
    a.filed_on = ReadDay("filed_on");
    a.filing_number = Text("filing_no");
    a.exception_reason = Text("exception_reason");
    a.contact = {Text("responsible_person"), Text("phone"), Text("operators")};
    a.source = Text("source");
    ReadStatus();
    JudgeHost();
    JudgeFields();
    out_.out_of_scope = tables_.OutOfScope(a.host.text, a.name);
    return std::move(out_);
  }

 private:
  std::string Text(const std::string& column) const {
    const auto found = cells_.find(column);
    return found == cells_.end() ? "" : found->second;
  }
  void Warn(std::string_view column, std::string_view code, std::string reason) {
    out_.warnings.push_back({std::string(column), std::string(code), std::move(reason)});
  }
  void SetAside(std::string_view column, std::string_view code, std::string reason) {
    out_.faults.push_back({std::string(column), std::string(code), std::move(reason)});
  }

  void ReadPlatform() {
    const std::string written = Text("platform"), type = Text("platform_type");
    std::string warning;
    const Platform* platform = platforms_.FindWritten(written.empty() ? type : written, &warning);
    if (written.empty() && type.empty()) return SetAside("platform", "PLATFORM_MISSING", "没有写明平台");
    if (platform == nullptr) return SetAside("platform", "PLATFORM_UNKNOWN", absl::StrCat("平台表里没有“", written.empty() ? type : written, "”"));
    // 微信公众号 with 订阅号 in the next column.
    const Platform* closer = type.empty() ? nullptr : platforms_.FindWritten(type);
    if (closer != nullptr && closer->id_space == platform->id_space) platform = closer;
    if (!warning.empty()) Warn("platform", "PLATFORM_ALIAS", warning);
    out_.account.platform = platform->code;
  }

  void ReadIds() {
    out_.account.platform_id = Text("account_id");
    const std::string others = absl::StrReplaceAll(Text("original_id"), {{"，", " "}, {"、", " "}, {"；", " "}, {",", " "}, {";", " "}, {"\n", " "}});
    for (const absl::string_view id : absl::StrSplit(others, ' ', absl::SkipWhitespace())) {
      if (id != out_.account.platform_id) out_.account.other_ids.emplace_back(id);
    }
    if (out_.account.platform_id.empty() && !out_.account.other_ids.empty()) {
      out_.account.platform_id = out_.account.other_ids.front();
      out_.account.other_ids.erase(out_.account.other_ids.begin());
    }
    const Platform* platform = platforms_.Find(out_.account.platform);
    for (const std::string& id : IdsOf(out_.account)) {
      if (platform == nullptr || PlatformTable::FitsFormat(*platform, id)) continue;
      Warn("account_id", "ID_FORMAT", absl::StrCat("“", id, "”不像", platform->name, "的账号 ID（", platform->id_hint, "）"));
    }
  }

  Unit ReadUnit(const std::string& column) {
    const std::string written = Text(column);
    if (written.empty()) return {};
    if (const Organ* organ = find_organ_(written)) return {.organ = organ->code, .text = organ->name};
    return {.organ = "", .text = written};
  }

  int ReadWord(const std::string& column) { return ReadWord(column, Text(column)); }
  int ReadWord(const std::string& column, const std::string& text) {
    if (text.empty()) return 0;
    int number = 0;
    if (absl::SimpleAtoi(tables_.WordOf(column, text), &number)) return number;
    Warn(column, "WORD_UNKNOWN", absl::StrCat("看不懂“", text, "”，没有登记"));
    return 0;
  }

  void ReadInteractions() {
    const std::string text = absl::StrReplaceAll(Text("interaction_channels"), {{"，", ","}, {"、", ","}, {"；", ","}, {";", ","}, {"/", ","}, {"\n", ","}});
    for (const absl::string_view word : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
      const auto interaction = static_cast<Interaction>(ReadWord("interaction_channels", std::string(word)));
      std::vector<Interaction>& all = out_.account.interactions;
      if (interaction != Interaction::kUnspecified && std::find(all.begin(), all.end(), interaction) == all.end()) all.push_back(interaction);
    }
  }

  std::optional<absl::CivilDay> ReadDay(const std::string& column) {
    const std::string written = Text(column);
    if (written.empty()) return std::nullopt;
    int serial = 0;
    if (absl::SimpleAtoi(written, &serial) && serial >= kFirstSerial && serial <= kLastSerial) return absl::CivilDay(1899, 12, 30) + serial;
    std::vector<absl::string_view> parts =
        absl::StrSplit(written, absl::ByAnyChar("-/. "), absl::SkipEmpty());
    const std::string chinese = absl::StrReplaceAll(written, {{"年", "-"}, {"月", "-"}, {"日", ""}});
    if (parts.size() == 1) parts = absl::StrSplit(chinese, '-', absl::SkipEmpty());
    int year = 0, month = 0, day = 0;
    const bool numbers = parts.size() >= 3 && absl::SimpleAtoi(parts[0], &year) && absl::SimpleAtoi(parts[1], &month) && absl::SimpleAtoi(parts[2], &day);
    const absl::CivilDay civil(year, month, day);
    if (numbers && year >= 2000 && year < 2100 && civil.month() == month && civil.day() == day) return civil;
    Warn(column, "DATE_UNREADABLE", absl::StrCat("“", written, "”不是日期，没有登记"));
    return std::nullopt;
  }

  void ReadStatus() {
    const std::string text = Text("status_text");
    Account& a = out_.account;
    a.status_text = text;
    a.state = State::kActive;
    if (text.empty()) return;
    out_.state_given = true;
    const std::optional<ListedStatus> status = tables_.StatusOf(text);
    if (!status) {
      Warn("status_text", "STATUS_UNKNOWN", "看不出账号的状态，按正常运行登记，请核对");
    } else if (!MayBeImportedAs(status->state)) {
      SetAside("status_text", "STATUS_NEEDS_FILING", "备案中的账号不能由清单导入，请在系统内办理备案");
    } else {
      a.state = status->state;
      a.unfiled = status->unfiled;
      a.reopened = status->reopened;
      // The register's own word says nothing more, and leaves what another list wrote.
      if (text == StateLabel(a.state) || text == StateName(a.state)) a.status_text.clear();
    }
    for (RowRemark& hint : tables_.HintsOf(text)) out_.warnings.push_back(std::move(hint));
    TakeNewName(text);
  }

  // 更名为“石狮融媒”: under the new name, with the old one as its former name.
  void TakeNewName(const std::string& status) {
    static const RE2* const kRenamed = new RE2("更名为[“\"「『]?([^”\"」』（(，。；\\s]{1,100})");
    std::string name;
    if (!RE2::PartialMatch(status, *kRenamed, &name) || FoldName(name) == FoldName(out_.account.name)) return;
    out_.former_name = out_.account.name;
    out_.account.name = name;
    Warn("account_name", "RENAMED", absl::StrCat("按新名称“", name, "”登记，“", out_.former_name, "”记为曾用名"));
  }

  void JudgeHost() {
    Unit& host = out_.account.host;
    host.inferred = tables_.WordOf("host_inferred", Text("host_inferred")) == "yes";
    if (host.text.empty()) return Warn("host_organ", "HOST_MISSING", "没有写明主办单位，请补充");
    if (host.inferred) Warn("host_organ", "HOST_INFERRED", "主办单位由账号名称推断，请核实");
    if (host.organ.empty()) return Warn("host_organ", "HOST_UNKNOWN", absl::StrCat("机关目录里没有“", host.text, "”，按原文登记"));
    if (const Organ* organ = find_organ_(host.organ); organ != nullptr && !organ->active) {
      Warn("host_organ", "HOST_ABOLISHED", absl::StrCat("“", organ->name, "”已撤并，账号应当变更、并号或者注销"));
    }
  }

  // What an officer could not write either.
  void JudgeFields() {
    const Account& a = out_.account;
    if (a.name.empty()) SetAside("account_name", "NAME_MISSING", "没有账号名称");
    if (!a.name.empty() && FoldName(a.name).empty()) SetAside("account_name", "NAME_UNREADABLE", "账号名称里没有文字");
    Account checked = a;
    if (checked.name.empty()) checked.name = "-";
    if (checked.platform.empty()) checked.platform = "-";
    if (checked.host.text.empty()) checked.host.text = "-";
    error::Violations bad;
    CheckAccount(checked, "", bad);
    if (a.source.size() > 500) bad.Add(".source", "");
    if (a.status_text.size() > 1000) bad.Add(".status_text", "");
    const auto info = error::GetInfo(bad.status());
    if (!info) return;
    for (const error::Violation& violation : info->violations) {
      SetAside(ColumnOfField(violation.field), "BAD_VALUE", "太长、格式不对，或者有不能用的字符");
    }
  }

  static std::string ColumnOfField(const std::string& field) {
    static constexpr std::pair<std::string_view, std::string_view> kColumns[] = {
        {".display_name", "account_name"}, {".platform_id", "account_id"},      {".other_ids", "original_id"},
        {".url", "url"},                   {".host", "host_organ"},             {".competent", "competent_organ"},
        {".operator", "operator_org"},     {".certified_subject", "cert_subject"}, {".introduction", "introduction"},
        {".filing_number", "filing_no"},   {".exception_reason", "exception_reason"}, {".contact.responsible_person", "responsible_person"},
        {".contact.phone", "phone"},       {".contact.operators", "operators"}, {".source", "source"},
        {".status_text", "status_text"}};
    for (const auto& [beginning, column] : kColumns) {
      if (field.compare(0, beginning.size(), beginning) == 0) return std::string(column);
    }
    return "";
  }

  const ListCells& cells_;
  const ImportTables& tables_;
  const PlatformTable& platforms_;
  const FindOrgan find_organ_;
  ImportedAccount out_;
};

}  // namespace

ImportedAccount ReadImported(const ListCells& cells, const ImportTables& tables, const PlatformTable& platforms, FindOrgan find_organ) {
  return RowReader(cells, tables, platforms, find_organ).Read();
}

std::string RowText(const ListCells& cells) {
  std::string text;
  for (const auto& [column, value] : cells) absl::StrAppend(&text, column, "=", value.size(), ":", value, "\n");
  return text;
}

}  // namespace disclosure::media
