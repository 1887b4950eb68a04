// What the commands about reports print for people.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ctl/report_commands.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::request::v1;

void PrintNotes(const google::protobuf::RepeatedPtrField<v1::LedgerNote>& notes, const char* kind, std::ostream& out) {
  for (const v1::LedgerNote& note : notes) {
    out << "  " << kind << " 第" << note.row() << "行" << (note.column().empty() ? "" : "「" + note.column() + "」") << "：" << note.reason() << "\n";
  }
}

void PrintRow(const std::string& label, const google::protobuf::RepeatedField<int32_t>& cells, std::ostream& out) {
  for (const int32_t cell : cells) out << cell << "\t";
  out << label << "\n";
}

// "33.3%（1/3）", or a dash where there is no rate.
std::string RateText(bool has, const v1::BulletinRate& rate) {
  return has ? absl::StrCat(rate.percent(), "（", rate.n(), "/", rate.of(), "）") : "—";
}

using Parts = std::vector<const v1::BulletinFigures*>;

void PrintCounts(const char* label, const Parts& parts, const v1::BulletinCount& (v1::BulletinFigures::*count)() const, std::ostream& out) {
  for (const v1::BulletinFigures* part : parts) out << (part->*count)().n() << "\t";
  out << label << "\n";
}

// All figures of a bulletin, or of an organ's part of one.
template <typename Message>
void PrintFigures(const std::string& title, const Message& message, std::ostream& out) {
  using Figures = v1::BulletinFigures;
  const Parts parts = {&message.reconsiderations(), &message.suits(), &message.total()};
  out << "\n" << title << "\n复议\t诉讼\t合计\n";
  PrintCounts("案件发案量", parts, &Figures::filed, out);
  PrintCounts("受理", parts, &Figures::accepted, out);
  PrintCounts("审结", parts, &Figures::closed, out);
  PrintCounts("纠错、败诉", parts, &Figures::corrected, out);
  for (const Figures* part : parts) out << RateText(part->has_correction_rate(), part->correction_rate()) << "\t";
  out << "纠错率、败诉率\n";
  PrintCounts("调解化解", parts, &Figures::mediated, out);
  PrintCounts("已登记负责人是否出庭", parts, &Figures::head_known, out);
  PrintCounts("负责人出庭应诉", parts, &Figures::head_attended, out);
  for (const Figures* part : parts) out << RateText(part->has_attendance_rate(), part->attendance_rate()) << "\t";
  out << "出庭应诉率\n";
}

}  // namespace

void PrintBulletin(const v1::Bulletin& bulletin, std::ostream& out) {
  out << bulletin.name() << " 行政复议、行政诉讼情况通报\n";
  PrintFigures("合计", bulletin, out);
  for (const v1::OrganBulletin& organ : bulletin.organs()) PrintFigures(organ.organ(), organ, out);
}

void PrintReport(const v1::AnnualReport& report, std::ostream& out) {
  out << report.owner() << " " << report.year() << "年政府信息公开工作年度报告（" << report.format() << "年格式）\n\n"
      << "三、收到和处理政府信息公开申请情况\n自然人\t企业\t科研\t公益\t法律\t其他\t总计\n";
  for (const v1::ReportRow& row : report.section3()) PrintRow(row.group() + row.label(), row.cells(), out);
  out << "\n四、政府信息公开行政复议、行政诉讼情况\n维持\t纠正\t其他\t未结\t总计\n";
  const char* const routes[] = {"行政复议", "行政诉讼：未经复议直接起诉", "行政诉讼：复议后起诉"};
  for (int route = 0; route < 3 && report.section4_size() == 15; ++route) {
    google::protobuf::RepeatedField<int32_t> cells;
    for (int i = 0; i < 5; ++i) cells.Add(report.section4(route * 5 + i));
    PrintRow(routes[route], cells, out);
  }
  for (const v1::ReportBreach& breach : report.breaches()) out << "勾稽关系不成立 " << breach.invariant() << "：" << breach.text() << "\n";
}

int PrintLedgerImport(const v1::LedgerImport& import, std::ostream& out) {
  out << "读 " << import.rows_read() << " 行 = 导入 " << import.imported() << " + 未变 " << import.unchanged() << " + 更新 " << import.updated()
      << " + 隔离 " << import.quarantined() << "\n";
  PrintNotes(import.quarantined_rows(), "隔离", out);
  PrintNotes(import.warnings(), "提示", out);
  if (import.notes_left_out() > 0) out << "  另有 " << import.notes_left_out() << " 条未列出\n";
  return import.quarantined() > 0 ? 2 : 0;
}

}  // namespace disclosure::ctl
