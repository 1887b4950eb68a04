#include "gateway/web/snapshot_fixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gateway/web/hostile_text.h"
#include "gateway/web/words.h"

namespace disclosure::gateway::testing {
namespace {

using catalog::v1::Division;
using catalog::v1::Edition;
using catalog::v1::Item;
using Row = std::map<std::string, std::string>;

constexpr int64_t kPublished = 1795399500;  // 2026-11-23 10:05 in Beijing

// The records of RFC 4180, by the names in the first.
std::vector<Row> ReadCsv(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  const std::string text(std::istreambuf_iterator<char>(file), {});
  std::vector<std::vector<std::string>> records(1, {""});
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string& cell = records.back().back();
    if (text[i] == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
      cell += text[i++];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == ',' && !quoted) {
      records.back().emplace_back();
    } else if (text[i] == '\n' && !quoted) {
      records.push_back({""});
    } else if (text[i] != '\r' || quoted) {
      cell += text[i];
    }
  }
  std::vector<Row> rows;
  for (size_t i = 1; i < records.size(); ++i) {
    if (records[i].size() != records[0].size()) continue;  // the empty last line
    Row& row = rows.emplace_back();
    for (size_t j = 0; j < records[0].size(); ++j) row[records[0][j]] = records[i][j];
  }
  return rows;
}

std::vector<std::string> List(const std::string& text) {
  return absl::StrSplit(absl::StrReplaceAll(text, {{"；", ";"}}), ';', absl::SkipEmpty());
}

catalog::v1::Level LevelOf(const std::string& word) {
  return word == "县级" ? catalog::v1::COUNTY : catalog::v1::TOWNSHIP;
}

void AddBases(const std::string& text, Item& item) {
  const std::vector<std::string> parts =
      absl::StrSplit(absl::StrReplaceAll(text, {{"》、", "》;"}, {"）、", "）;"}}), ';');
  for (const std::string& part : parts) {
    auto* basis = item.add_bases();
    const size_t end = part.rfind("》");
    if (part.rfind("《", 0) != 0 || end == std::string::npos) {
      basis->set_title(part);
      basis->set_kind(catalog::v1::LegalBasis::OTHER);
      continue;
    }
    basis->set_title(part.substr(3, end - 3));
    basis->set_kind(part.find("条例") != std::string::npos ? catalog::v1::LegalBasis::ADMINISTRATIVE_REGULATION
                                                           : catalog::v1::LegalBasis::LAW);
    const std::string number = part.substr(end + 3);
    if (number.size() > 6) basis->set_document_number(number.substr(3, number.size() - 6));
  }
}

void AddChannel(const std::string& word, Item& item) {
  auto* use = item.add_channels();
  use->set_text(word);
  const auto known = std::find_if(kChannels.begin(), kChannels.end(), [&](auto channel) {
    return ChannelWord(channel) == absl::StrReplaceAll(word, {{"(", "（"}, {")", "）"}});
  });
  use->set_channel(known == kChannels.end() ? catalog::v1::OTHER_CHANNEL : *known);
}

void AddAudience(const std::string& text, Item& item) {
  for (const std::string& part : List(text)) {
    if (part == "全社会") {
      item.mutable_audience()->set_whole_society(true);
    } else {
      item.mutable_audience()->add_groups(absl::StrReplaceAll(part, {{"特定群体：", ""}}));
    }
  }
}

// What tests need to know of data/ besides the items.
struct Reference {
  std::map<std::string, std::string> limits;  // phrase → normal form
  std::map<std::pair<std::string, std::string>, std::string> organs;  // domain, division → organ
};

Item ItemOf(const Row& row, const std::string& organ, const Reference& reference) {
  Item item;
  item.set_serial(row.at("seq"));
  item.set_level_one(row.at("level1_item"));
  item.set_level_two(row.at("level2_item"));
  for (const std::string& element : List(row.at("content_elements"))) item.add_contents(element);
  AddBases(row.at("legal_basis"), item);
  item.set_time_limit_text(row.at("time_limit"));
  const auto limit = reference.limits.find(absl::StrReplaceAll(row.at("time_limit"), {{"；", ";"}, {"，", ","}}));
  if (limit != reference.limits.end()) {
    for (const std::string& clause : List(limit->second)) item.add_time_limits(clause);
  }
  auto* body = item.add_responsible_bodies();
  body->set_text(row.at("responsible_body"));
  if (!organ.empty()) body->set_organ("organs/" + organ);
  for (const std::string& word : List(row.at("channels"))) AddChannel(word, item);
  AddAudience(row.at("audience"), item);
  for (const std::string& word : List(row.at("method"))) {
    item.add_methods(word == "主动" ? catalog::v1::PROACTIVE : catalog::v1::ON_REQUEST);
  }
  for (const std::string& word : List(row.at("levels"))) item.add_levels(LevelOf(word));
  return item;
}

Edition NewEdition(const Division& division, const std::string& domain, const std::string& title) {
  Edition edition;
  edition.set_catalogue(absl::StrCat(division.name(), "/catalogues/", domain));
  edition.set_name(edition.catalogue() + "/editions/2");
  edition.set_domain(domain);
  edition.set_display_name(absl::StrCat(division.display_name(), title, "领域基层政务公开标准目录"));
  edition.set_edition(2);
  edition.set_state(Edition::PUBLISHED);
  edition.mutable_publish_time()->set_seconds(kPublished);
  edition.set_sample(true);
  return edition;
}

void AddEdition(const Division& division, const catalog::v1::Domain& domain, const std::filesystem::path& file,
                const Reference& reference, Snapshot& snapshot) {
  Edition edition = NewEdition(division, domain.code(), domain.display_name());
  const auto organ = reference.organs.find({domain.code(), division.code()});
  int number = 0;
  for (const Row& row : ReadCsv(file)) {
    ++number;
    Item item = ItemOf(row, organ == reference.organs.end() ? "" : organ->second, reference);
    if (std::find(item.levels().begin(), item.levels().end(), division.level()) == item.levels().end()) continue;
    item.set_name(absl::StrCat(edition.catalogue(), "/items/i", domain.code(), "-", number));
    item.mutable_source()->set_file(file.filename());
    item.mutable_source()->set_table(1);
    item.mutable_source()->set_row(number + 1);
    *edition.add_items() = std::move(item);
  }
  if (!edition.items().empty()) PutInForce(std::move(edition), snapshot);
}

void AddOrgans(const std::vector<Row>& rows, Snapshot& snapshot) {
  for (const Row& row : rows) {
    catalog::v1::Organ organ;
    organ.set_name("organs/" + row.at("code"));
    organ.set_display_name(row.at("name"));
    organ.set_short_name(row.at("short_name"));
    organ.set_kind(row.at("kind"));
    organ.set_division("divisions/" + row.at("division"));
    organ.set_reconsideration_organ(row.at("reconsideration_organ"));
    organ.set_court(row.at("court"));
    organ.set_document_prefix(row.at("document_prefix"));
    organ.mutable_guide()->set_disclosure_office(row.at("disclosure_office"));
    organ.mutable_guide()->set_address(row.at("address"));
    organ.mutable_guide()->set_office_hours(row.at("office_hours"));
    organ.mutable_guide()->set_phone(row.at("phone"));
    organ.mutable_guide()->set_fax(row.at("fax"));
    organ.set_confidence(row.at("confidence"));
    organ.set_state(catalog::v1::Organ::ACTIVE);
    snapshot.organs[organ.name()] = organ;
  }
}

}  // namespace

void PutInForce(Edition edition, Snapshot& snapshot) {
  auto in_force = std::make_shared<const EditionInForce>(std::move(edition));
  const std::string& catalogue = in_force->head().catalogue();
  snapshot.editions[catalogue] = std::move(in_force);
}

Snapshot SampleSnapshot(const std::string& source_directory) {
  const std::filesystem::path data = std::filesystem::path(source_directory) / "data";
  Snapshot snapshot;
  for (const Row& row : ReadCsv(data / "divisions.csv")) {
    Division& division = snapshot.divisions.emplace_back();
    division.set_name("divisions/" + row.at("code"));
    division.set_code(row.at("code"));
    division.set_display_name(row.at("name"));
    division.set_level(LevelOf(row.at("level")));
    if (!row.at("parent").empty()) division.set_parent("divisions/" + row.at("parent"));
  }
  AddOrgans(ReadCsv(data / "organs.csv"), snapshot);
  Reference reference;
  for (const Row& row : ReadCsv(data / "catalogue" / "time_limits.csv")) {
    reference.limits[absl::StrReplaceAll(row.at("phrase"), {{"；", ";"}, {"，", ","}})] = row.at("normal_form");
  }
  for (const Row& row : ReadCsv(data / "catalogue" / "domain_organs.csv")) {
    reference.organs[{row.at("domain"), row.at("division")}] = row.at("organ");
  }
  std::map<std::string, std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(data / "catalogue" / "items")) {
    files[entry.path().filename().string().substr(0, 2)] = entry.path();
  }
  for (const Row& row : ReadCsv(data / "catalogue" / "domains.csv")) {
    catalog::v1::Domain& domain = snapshot.domains.emplace_back();
    domain.set_name("domains/" + row.at("code"));
    domain.set_code(row.at("code"));
    domain.set_display_name(row.at("name"));
    for (const Division& division : snapshot.divisions) {
      AddEdition(division, domain, files.at(domain.code()), reference, snapshot);
    }
  }
  return snapshot;
}

Snapshot SnapshotOfText(const std::string& text) {
  Snapshot snapshot;
  Division& division = snapshot.divisions.emplace_back();
  division.set_name("divisions/330108");
  division.set_code("330108");
  FillTexts(text, division);
  catalog::v1::Domain& domain = snapshot.domains.emplace_back();
  domain.set_code("03");
  FillTexts(text, domain);
  catalog::v1::Organ& organ = snapshot.organs["organs/330108-jyj"];
  organ.set_name("organs/330108-jyj");
  organ.set_division("divisions/330108");
  FillTexts(text, organ);
  organ.set_successor("");  // else it is gone, and no page of its own is shown
  Edition edition = NewEdition(division, "03", text);
  Item& item = *edition.add_items();
  item.set_name(edition.catalogue() + "/items/hostile");
  item.add_responsible_bodies()->set_organ(organ.name());
  item.add_responsible_bodies();
  item.add_time_limits();
  FillTexts(text, edition);
  *item.mutable_time_limits(0) = absl::StrCat("with@", text);
  PutInForce(std::move(edition), snapshot);
  return snapshot;
}

}  // namespace disclosure::gateway::testing
