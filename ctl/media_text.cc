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

void PrintLine(const v1::MediaBulletin::Line& line, std::ostream& out) {
  out << "  " << line.display_name() << "：在册 " << line.registered() << "，检查 " << line.checked() << "，合格 " << line.passed() << "，不合格 "
      << line.failed() << "，合格率 " << (line.pass_rate().empty() ? "—" : line.pass_rate() + "%") << "\n";
}

}  // namespace

void PrintMediaBulletin(const v1::MediaBulletin& bulletin, std::ostream& out) {
  v1::MediaBulletin::Line total;
  total.set_display_name(bulletin.quarter() + " 合计");
  total.set_registered(bulletin.registered());
  total.set_checked(bulletin.checked());
  total.set_passed(bulletin.passed());
  total.set_failed(bulletin.failed());
  total.set_pass_rate(bulletin.pass_rate());
  PrintLine(total, out);
  out << "按平台：\n";
  for (const auto& line : bulletin.platforms()) PrintLine(line, out);
  out << "按主办单位层级：\n";
  for (const auto& line : bulletin.levels()) PrintLine(line, out);
  for (const auto& problem : bulletin.problems()) out << problem.rule() << " " << problem.display_name() << "：" << problem.accounts_size() << " 个\n";
  for (const auto& annex : bulletin.annex()) {
    out << "不合格：" << annex.platform() << "“" << annex.display_name() << "”（" << annex.host() << "）" << annex.problem() << "\n";
  }
}

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
