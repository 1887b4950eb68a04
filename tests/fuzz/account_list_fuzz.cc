// Feeds arbitrary bytes to the reader of lists of accounts, and its rows to the rules.
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "media-service/domain/import_match.h"
#include "media-service/importers/list_file.h"

namespace {

using namespace disclosure::media;

std::string ReadTable(const char* name) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR "/data/media/") + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const PlatformTable& Platforms() {
  static const auto* const table =
      new PlatformTable(*PlatformTable::Parse(ReadTable("platforms.csv"), ReadTable("platform_aliases.csv"), ReadTable("platform_urls.csv")));
  return *table;
}

const ImportTables& Imports() {
  static const auto* const tables = [] {
    const std::string columns = ReadTable("import_columns.csv"), words = ReadTable("import_words.csv"), status = ReadTable("import_status.csv"),
                      hints = ReadTable("import_hints.csv"), scope = ReadTable("out_of_scope.csv");
    return new ImportTables(*ImportTables::Parse({.columns = columns, .words = words, .status = status, .hints = hints, .scope = scope}));
  }();
  return *tables;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  disclosure::ReadLimits limits;
  limits.rows = 2000;
  limits.cells = 20'000;
  limits.unzipped_bytes = 4 << 20;
  const auto column_of = [](std::string_view head) { return Imports().ColumnOf(head); };
  const auto file = ReadListFile(bytes, column_of, {"account_name", "platform|platform_type"}, limits);
  if (!file.ok()) return 0;
  std::vector<ListedAccount> rows;
  for (const ListRow& row : file->rows) {
    rows.push_back({.row = row.number, .uid = "", .read = ReadImported(row.cells, Imports(), Platforms(), [](const std::string&) { return nullptr; })});
  }
  SetAsideRepeated(rows, Platforms());
  return 0;
}
