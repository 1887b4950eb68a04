#include "common/tables/xlsx_reader.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/tables/encoding.h"
#include "common/tables/xlsx_sheet.h"
#include "common/tables/xlsx_styles.h"
#include "common/tables/xml_scan.h"
#include "common/tables/zip_archive.h"

namespace disclosure {
namespace {

constexpr char kWorkbookPart[] = "xl/workbook.xml";

struct SheetEntry {
  std::string name;
  std::string relationship;
};

// The part as UTF-8.
absl::StatusOr<std::string> ReadPart(ZipArchive* archive, const std::string& part) {
  ASSIGN_OR_RETURN(std::string bytes, archive->Read(part));
  const bool marked = absl::StartsWith(bytes, "\xEF\xBB\xBF") || absl::StartsWith(bytes, "\xFF\xFE") ||
                      absl::StartsWith(bytes, "\xFE\xFF");
  if (marked) return DecodeText(bytes);
  if (const std::optional<size_t> bad = FirstInvalidUtf8(bytes)) {
    return ReadError("WRONG_ENCODING", absl::StrCat(part, " is not UTF-8 at byte ", *bad),
                     {{"offset", std::to_string(*bad)}, {"part", part}});
  }
  return bytes;
}

// Targets of the relationships of `part`, which need not have any.
absl::StatusOr<Relationships> ReadRelationships(ZipArchive* archive, const std::string& part, bool external) {
  const size_t slash = part.rfind('/') + 1;
  const std::string rels = absl::StrCat(part.substr(0, slash), "_rels/", part.substr(slash), ".rels");
  Relationships targets;
  if (!archive->Has(rels)) return targets;
  ASSIGN_OR_RETURN(const std::string xml, ReadPart(archive, rels));
  RETURN_IF_ERROR(ForEachElement(rels, xml, {"Relationship"}, [&](pugi::xml_node node) {
    std::string target(AttributeNamed(node, "Target"));
    const bool web =
        absl::StartsWithIgnoreCase(target, "http://") || absl::StartsWithIgnoreCase(target, "https://");
    if ((AttributeNamed(node, "TargetMode") == "External") == external && web == external) {
      targets.emplace(AttributeNamed(node, "Id"), CleanCell(target));
    }
    return absl::OkStatus();
  }));
  return targets;
}

absl::StatusOr<std::vector<std::string>> ReadSharedStrings(ZipArchive* archive, const ReadLimits& limits) {
  constexpr char kPart[] = "xl/sharedStrings.xml";
  std::vector<std::string> strings;
  if (!archive->Has(kPart)) return strings;
  ASSIGN_OR_RETURN(const std::string xml, ReadPart(archive, kPart));
  ReadBudget budget(limits);
  RETURN_IF_ERROR(ForEachElement(kPart, xml, {"si"}, [&](pugi::xml_node node) {
    strings.push_back(CleanCell(UnescapeXstring(RunsText(node))));
    RETURN_IF_ERROR(budget.AddCells(1));
    return budget.AddText(strings.back().size());
  }));
  return strings;
}

absl::StatusOr<std::vector<SheetEntry>> VisibleSheets(ZipArchive* archive) {
  std::vector<SheetEntry> sheets;
  ASSIGN_OR_RETURN(const std::string xml, ReadPart(archive, kWorkbookPart));
  RETURN_IF_ERROR(ForEachElement(kWorkbookPart, xml, {"sheet"}, [&](pugi::xml_node node) {
    const std::string_view state = AttributeNamed(node, "state");
    if (state != "hidden" && state != "veryHidden") {
      sheets.push_back({CleanCell(AttributeNamed(node, "name")), std::string(AttributeNamed(node, "id"))});
    }
    return absl::OkStatus();
  }));
  return sheets;
}

// A target is relative to xl/ unless it begins with a slash.
std::string PartOf(const std::string& target) {
  return absl::StartsWith(target, "/") ? target.substr(1) : absl::StrCat("xl/", target);
}

}  // namespace

absl::StatusOr<std::vector<Table>> ReadXlsx(std::string_view bytes, ReadBudget* budget) {
  ASSIGN_OR_RETURN(ZipArchive archive, ZipArchive::Open(bytes, budget->limits()));
  if (!archive.Has(kWorkbookPart)) {
    return ReadError("UNSUPPORTED_FORMAT", "the archive is no Excel workbook; save the table as XLSX or CSV");
  }
  ASSIGN_OR_RETURN(const std::vector<SheetEntry> sheets, VisibleSheets(&archive));
  ASSIGN_OR_RETURN(const Relationships parts, ReadRelationships(&archive, kWorkbookPart, /*external=*/false));
  Workbook workbook;
  ASSIGN_OR_RETURN(workbook.strings, ReadSharedStrings(&archive, budget->limits()));
  if (archive.Has("xl/styles.xml")) {
    ASSIGN_OR_RETURN(const std::string styles, ReadPart(&archive, "xl/styles.xml"));
    ASSIGN_OR_RETURN(workbook.padding, PaddingOfStyles(styles));
  }
  std::vector<Table> tables;
  for (const SheetEntry& sheet : sheets) {
    const auto target = parts.find(sheet.relationship);
    if (target == parts.end()) continue;
    const std::string part = PartOf(target->second);
    if (absl::StrContains(part, "chartsheets/")) continue;
    ASSIGN_OR_RETURN(const std::string xml, ReadPart(&archive, part));
    ASSIGN_OR_RETURN(const Relationships links, ReadRelationships(&archive, part, /*external=*/true));
    Table table;
    ASSIGN_OR_RETURN(table.rows, ReadSheet(part, xml, workbook, links, budget));
    if (table.rows.empty()) continue;
    table.number = static_cast<int>(tables.size() + 1);
    table.name = sheet.name;
    tables.push_back(std::move(table));
  }
  if (tables.empty()) return ReadError("NO_TABLE", "no visible sheet of the workbook holds text");
  return tables;
}

}  // namespace disclosure
