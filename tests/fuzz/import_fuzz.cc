// Any bytes as a catalogue file: read, then import. The first byte chooses the file name, which decides the
// format only in doubt.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "catalog-service/domain/content_elements.h"
#include "catalog-service/importers/import.h"
#include "catalog-service/importers/reader.h"

namespace disclosure::catalog {
namespace {

const DomainDirectory& Domains() {
  static const auto& directory = *new DomainDirectory({{"03", "义务教育", {}},
                                                       {"09", "就业", {"就业创业"}},
                                                       {"10", "社会保险", {}},
                                                       {"21", "医疗卫生", {"卫生健康"}}});
  return directory;
}

void Import(std::string_view bytes) {
  constexpr const char* kNames[] = {"a.csv", "a.html", "a.xlsx", "03-a.csv"};
  const unsigned char choice = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
  if (!bytes.empty()) bytes.remove_prefix(1);
  const auto document = ReadDocument(kNames[choice % 4], bytes);
  if (!document.ok()) return;
  ImportOptions options{.domains = &Domains()};
  if (choice & 4) options.level = choice & 8 ? Level::kCounty : Level::kTownship;
  const auto tables = ImportDocument(*document, options);
  if (!tables.ok()) return;
  for (const ImportedTable& table : *tables) {
    if (static_cast<int64_t>(table.items.size()) != table.accounting.imported + table.accounting.warned) std::abort();
    for (const Item& item : table.items) {
      if (SplitContents(JoinContents(item.contents)) != item.contents) std::abort();
    }
  }
}

}  // namespace
}  // namespace disclosure::catalog

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  disclosure::catalog::Import({reinterpret_cast<const char*>(data), size});
  return 0;
}
