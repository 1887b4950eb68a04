// Damaged and hostile input: whatever the bytes are, an import ends with an account that adds up or with a
// named error.
#include <algorithm>
#include <random>

#include "catalog-service/importers/import_fixture.h"
#include "common/base/error.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

// The first byte of the UTF-8 character at `at`: readers refuse broken text before an import sees it.
size_t CharacterAt(const std::string& bytes, size_t at) {
  while (at > 0 && at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80) --at;
  return at;
}

// The items and the account of a table agree.
void ExpectSound(const std::vector<ImportedTable>& tables) {
  for (const ImportedTable& table : tables) {
    EXPECT_EQ(static_cast<int64_t>(table.items.size()), table.accounting.imported + table.accounting.warned);
    for (const Item& item : table.items) {
      EXPECT_FALSE(item.level_one.empty() && item.level_two.empty() && item.level_three.empty());
    }
  }
}

TEST(ImportHostile, DamagedSamplesAreReadOrRefused) {
  const char* const pieces[] = {"同上", "√", "|", ",", "\n", "\"", "《", "》", "■", "口", "(", "公开依据", "一级事项",
                                "<td rowspan=9>",
                                "</table><table>", "义务教育领域标准目录", "1.", "；"};
  std::mt19937 random(7);
  int read = 0;
  for (const char* name : {"01_saihan_merged_tongshang.html", "02_suixi_traditional_level_village.html",
                           "03_xilinhot_pdf_ocr.csv", "05_pingwu_reordered_phone.csv",
                           "08_chongming_flat_combined.csv"}) {
    const std::string sample = ReadTestFile(std::string("raw_samples/") + name);
    for (int round = 0; round < 60; ++round) {
      std::string bytes = sample;
      for (int change = 0; change < 4; ++change) {
        const size_t at = CharacterAt(bytes, random() % bytes.size());
        if (random() % 2 == 0) {
          bytes.insert(at, pieces[random() % std::size(pieces)]);
        } else {
          bytes.erase(at, CharacterAt(bytes, std::min(bytes.size(), at + random() % 40)) - at);
        }
      }
      const auto document = ReadDocument(name, bytes);
      if (!document.ok()) continue;
      const auto tables = ImportDocument(*document, {.domains = &TestDomains()});
      if (tables.ok()) {
        ++read;
        ExpectSound(*tables);
      } else {
        EXPECT_EQ(error::Reason(tables.status()), "NOT_A_CATALOGUE");
      }
    }
  }
  EXPECT_GT(read, 50);
}

TEST(ImportHostile, SpansThatPointNowhereAreBlank) {
  Table table = TableOf({"一级事项|公开内容|公开依据", "甲|内容|《预算法》", "乙|内容|《预算法》"});
  table.rows[0].cells[0].row_span_of = 5;
  table.rows[0].cells[0].text = "一级事项";
  table.rows[1].cells[1] = {.text = "", .row_span_of = 1};
  table.rows[2].cells[1] = {.text = "", .row_span_of = 99, .col_span_of = -3};
  table.rows[2].cells[2] = {.text = "", .row_span_of = -1, .col_span_of = 99};
  const auto tables = ImportDocument({.file = "x.csv", .tables = {table}}, {.domains = &TestDomains()});
  ASSERT_OK(tables);
  ExpectSound(*tables);
}

}  // namespace
}  // namespace disclosure::catalog
