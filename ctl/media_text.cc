// What the commands about new media print for people.
#include "ctl/media_commands.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::media::v1;

void PrintNotes(const google::protobuf::RepeatedPtrField<v1::ImportNote>& notes, const char* kind, std::ostream& out) {
  for (const v1::ImportNote& note : notes) {
    out << "  " << kind << " 第" << note.row() << "行" << (note.column().empty() ? "" : "「" + note.column() + "」") << "：" << note.reason() << "\n";
  }
}

// 滨江教育（weibo 1749127163，杭州市滨江区教育局）
std::string NameOf(const v1::Account& account) {
  const std::string platform = account.platform().substr(account.platform().find('/') + 1);
  const std::string id = account.platform_id().empty() ? "" : " " + account.platform_id();
  return account.display_name() + "（" + platform + id + "，" + account.host().display_name() + (account.host().inferred() ? "，主办单位由名称推断" : "") + "）";
}

}  // namespace

int PrintAccountsImport(const v1::ImportAccountsResponse& import, std::ostream& out) {
  out << "读 " << import.rows_read() << " 行 = 导入 " << import.imported() << " + 有提示 " << import.warned() << " + 未变 " << import.unchanged()
      << " + 隔离 " << import.quarantined() << " + 不属政务新媒体 " << import.out_of_scope() << "；其中更新 " << import.updated() << "\n";
  PrintNotes(import.quarantined_rows(), "隔离", out);
  PrintNotes(import.out_of_scope_rows(), "不属政务新媒体", out);
  PrintNotes(import.warnings(), "提示", out);
  if (import.notes_left_out() > 0) out << "  另有 " << import.notes_left_out() << " 条未列出\n";
  return import.quarantined() > 0 ? 2 : 0;
}

void PrintVerdict(const v1::VerifyAccountResponse& answer, std::ostream& out) {
  switch (answer.verdict()) {
    case v1::VerifyAccountResponse::GENUINE: out << "在册：" << NameOf(answer.account()) << "\n"; break;
    case v1::VerifyAccountResponse::CLOSED: out << "曾在册，已停更、注销或者并号：" << NameOf(answer.account()) << "\n"; break;
    default: out << "不在册\n";
  }
  if (answer.has_successor()) out << "承接账号：" << NameOf(answer.successor()) << "\n";
  for (const auto& warning : answer.warnings()) out << "注意：" << warning.message() << "（" << warning.code() << "）\n";
  for (const auto& similar : answer.similar()) out << "名称相近（" << similar.percent() << "%）：" << NameOf(similar.account()) << "\n";
}

}  // namespace disclosure::ctl
