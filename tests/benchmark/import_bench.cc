// Imports: the samples (586 items into 330108 and its three streets, imported and published) in seconds, and
// 200,000 generated items as rows per second against LOAD DATA of the same rows. A catalog-service in this
// process, on a private MariaDB that is not durable: both sides alike.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/str_format.h"
#include "catalog-service/api/service_fixture.h"
#include "catalog-service/storage/item_json.h"

namespace disclosure::catalog {
namespace {

using Stub = v1::CatalogService::Stub;
constexpr int kDivisions = 80;
constexpr int kItemsEach = 2500;

class ImportBench : public ServiceTest {
 protected:
  void SetUp() override { LoadDirectory(); }

  // A form K file with `count` items.
  static std::string Generated(int count) {
    std::string text = "seq,level1_item,level2_item,content_elements,legal_basis,time_limit,responsible_body,channels,audience,method,levels\n";
    for (int i = 1; i <= count; ++i) {
      absl::StrAppend(&text, i, ",政策文件", i % 40, ",第", i, "号规范性文件,文件名称；发文字号；正文；解读,《中华人民共和国政府信息公开条例》（国令第711号）,",
                      "信息形成或者变更之日起20个工作日内,县级主管部门,政府网站;两微一端;政务服务中心,全社会,主动,县级\n");
    }
    return text;
  }
};

TEST_F(ImportBench, Samples) {
  const absl::Time start = absl::Now();
  int64_t items = 0;
  for (const std::string division : {"330108", "330108001", "330108002", "330108003"}) {
    for (const auto& entry : std::filesystem::directory_iterator(DISCLOSURE_SOURCE_DIR "/data/catalogue/items")) {
      ASSERT_OK_AND_ASSIGN(const auto imported, Import(office_editor_, "items/" + entry.path().filename().string(), division));
      const auto& table = imported.tables(0);
      if (table.items_size() == 0) continue;
      items += table.items_size();
      v1::PublishCatalogueRequest publish;
      publish.set_name("divisions/" + division + "/catalogues/" + table.domain());
      ASSERT_OK(Call(office_approver_, publish, &Stub::PublishCatalogue).status());
    }
  }
  std::cout << absl::StrFormat("samples: %d items imported and published in %.2f s\n", items, absl::ToDoubleSeconds(absl::Now() - start));
}

TEST_F(ImportBench, Generated) {
  std::string divisions = "code,name,level,parent\n";
  for (int i = 0; i < kDivisions; ++i) absl::StrAppend(&divisions, 400000 + i, ",某区", i, ",县级,\n");
  v1::ImportDirectoryRequest directory;
  directory.set_divisions_csv(divisions);
  ASSERT_OK(Call(operator_, directory, &Stub::ImportDirectory).status());
  const std::string file = Generated(kItemsEach);
  const absl::Time start = absl::Now();
  for (int i = 0; i < kDivisions; ++i) {
    const std::string division = std::to_string(400000 + i);
    ASSERT_OK(ImportBytes(Person("e", division + "-office", {"editor", "supervisor"}), "x.csv", file, division, "03").status());
  }
  const double imported = kDivisions * kItemsEach / absl::ToDoubleSeconds(absl::Now() - start);

  // The same rows, as the draft keeps them, by LOAD DATA.
  v1::GetDraftRequest get;
  get.set_name("divisions/400000/catalogues/03/draft");
  ASSERT_OK_AND_ASSIGN(const v1::Draft draft, Call(Person("a", "400000-office", {"approver", "supervisor"}), get, &Stub::GetDraft));
  testing::TempDir temp;
  std::filesystem::permissions(temp.path(), std::filesystem::perms::all);
  const std::string path = temp.path().string() + "/rows";
  {
    std::ofstream rows(path);
    for (int i = 0; i < kDivisions; ++i) {
      for (int n = 0; n < draft.items_size(); ++n) {
        ASSERT_OK_AND_ASSIGN(const Item item, FromProto(draft.items(n)));
        rows << 400000 + i << "\t03\t" << n + 1 << "\t" << item.uid << "\t" << ToJson(item) << "\n";
      }
    }
  }
  std::filesystem::permissions(path, std::filesystem::perms::all);
  mysql::Options root = testing::TestMariaDb().RootOptions();
  root.schema = options_.schema;
  root.statement_timeout = absl::Minutes(2);
  mysql::Database database(root);
  absl::Duration took;
  ASSERT_OK(database.Write(absl::Now() + absl::Minutes(3), [&](mysql::Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(transaction.Execute("DELETE FROM draft_items", {}).status());
    const absl::Time begin = absl::Now();
    RETURN_IF_ERROR(transaction.Execute("LOAD DATA INFILE '" + path + "' INTO TABLE draft_items FIELDS ESCAPED BY ''", {}).status());
    took = absl::Now() - begin;
    return absl::OkStatus();
  }));
  const double loaded = kDivisions * kItemsEach / absl::ToDoubleSeconds(took);
  std::cout << absl::StrFormat("%d generated items: import %.0f rows/s, LOAD DATA %.0f rows/s, ratio %.2f\n", kDivisions * kItemsEach, imported,
                               loaded, imported / loaded);
}

}  // namespace
}  // namespace disclosure::catalog
