#include "catalog-service/search/record.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace disclosure::catalog {
namespace {

void Put(std::string& out, uint32_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof(number)); }

void Put(std::string& out, std::string_view text) {
  Put(out, static_cast<uint32_t>(text.size()));
  out += text;
}

uint32_t TakeNumber(std::string_view& in) {
  uint32_t number = 0;
  if (in.size() < sizeof(number)) return 0;
  std::memcpy(&number, in.data(), sizeof(number));
  in.remove_prefix(sizeof(number));
  return number;
}

std::string TakeText(std::string_view& in) {
  const uint32_t size = TakeNumber(in);
  std::string text(in.substr(0, size));
  in.remove_prefix(text.size());
  return text;
}

std::string BasisText(const LegalBasis& basis) {
  const std::string title = basis.kind == BasisKind::kOther ? basis.title : absl::StrCat("《", basis.title, "》");
  return basis.document_number.empty() ? title : absl::StrCat(title, "（", basis.document_number, "）");
}

}  // namespace

ItemRecord RecordOf(const IndexedCatalogue& catalogue, const Item& item) {
  ItemRecord out{.uid = item.uid,
                 .catalogue = catalogue.name,
                 .catalogue_title = catalogue.title,
                 .domain = catalogue.domain,
                 .edition = catalogue.edition,
                 .sample = catalogue.sample,
                 .bodies = item.responsible_bodies};
  for (const std::string* level : {&item.level_one, &item.level_two, &item.level_three}) {
    if (!level->empty()) out.titles.push_back(*level);
  }
  std::vector<std::string> bases;
  for (const LegalBasis& basis : item.bases) bases.push_back(BasisText(basis));
  std::vector<std::string> bodies;
  for (const ResponsibleBody& body : item.responsible_bodies) bodies.push_back(body.text);
  out.passages = {absl::StrJoin(item.contents, "；"), absl::StrJoin(bases, "、"), absl::StrJoin(bodies, "、")};
  return out;
}

std::string Pack(const ItemRecord& record) {
  std::string out;
  for (const std::string* text : {&record.uid, &record.catalogue, &record.catalogue_title, &record.domain}) Put(out, *text);
  Put(out, static_cast<uint32_t>(record.edition));
  Put(out, static_cast<uint32_t>(record.sample));
  Put(out, static_cast<uint32_t>(record.titles.size()));
  for (const std::string& title : record.titles) Put(out, title);
  Put(out, static_cast<uint32_t>(record.bodies.size()));
  for (const ResponsibleBody& body : record.bodies) Put(out, body.text), Put(out, body.organ);
  Put(out, static_cast<uint32_t>(record.passages.size()));
  for (const std::string& passage : record.passages) Put(out, passage);
  return out;
}

ItemRecord Unpack(std::string_view in) {
  ItemRecord out;
  for (std::string* text : {&out.uid, &out.catalogue, &out.catalogue_title, &out.domain}) *text = TakeText(in);
  out.edition = static_cast<int>(TakeNumber(in));
  out.sample = TakeNumber(in) != 0;
  for (uint32_t n = TakeNumber(in); n > 0 && !in.empty(); --n) out.titles.push_back(TakeText(in));
  for (uint32_t n = TakeNumber(in); n > 0 && !in.empty(); --n) {
    std::string text = TakeText(in);
    out.bodies.push_back({std::move(text), TakeText(in)});
  }
  for (uint32_t n = TakeNumber(in); n > 0 && !in.empty(); --n) out.passages.push_back(TakeText(in));
  return out;
}

}  // namespace disclosure::catalog
