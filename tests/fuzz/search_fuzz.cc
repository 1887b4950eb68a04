// What strangers type into the search, down to the query of Xapian on a small index; and the same as the text of a request.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "catalog-service/search/item_index.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kMostBytes = 2000;

void Check(bool holds) {
  if (!holds) std::abort();
}

const ItemIndex& Index() {
  static const ItemIndex* const made = [] {
    ItemIndex* index = ItemIndex::Create("")->release();
    const auto item = [](std::string uid, std::string one, std::string contents, std::string body) {
      return Item{.uid = std::move(uid), .level_one = std::move(one), .contents = {std::move(contents)},
                  .responsible_bodies = {{std::move(body), "330108-jyj"}}};
    };
    const IndexedCatalogue catalogue{
        .name = "divisions/330108/catalogues/03", .title = "义务教育目录", .division = "330108", .domain = "03", .edition = 1,
        .items = {item("a", "义务教育招生", "学区划分；招生计划（2026年）\n报名条件", "区教育局"),
                  item("b", "義務教育學校名錄", "R&D 3.5 wi-fi ＡＢＣ １２３ café", "教育局"), item("c", "的", "乾隆乾燥 😀 𠀀", "")}};
    Check(index->Build([&](ItemIndex::Add add) { return add(catalogue); }).ok());
    return index;
  }();
  return *made;
}

// In order, apart, and within the text.
void CheckMarks(const MarkedText& marked) {
  int end = 0;
  for (const MarkedRange& range : marked.ranges) {
    Check(range.start >= end && range.length > 0);
    end = range.start + range.length;
  }
  int characters = 0;
  for (size_t at = 0; at < marked.text.size(); ++characters) Check(TakeCodePoint(marked.text, at).has_value());
  Check(end <= characters);
}

void CheckItem(const FoundItem& item) {
  for (const MarkedText& title : item.titles) CheckMarks(title);
  CheckMarks(item.snippet);
}

void Fuzz(std::string_view text) {
  if (text.size() > kMostBytes || !IsCleanText(text)) return;  // as the handlers have it
  const auto found = Index().Search(text, {.division = "330108"}, 0, 2);
  Check(found.ok() || error::Reason(found.status()) == "BAD_REQUEST");
  if (found.ok()) {
    Check(found->items.size() <= 2 && found->total_estimate >= static_cast<int>(found->items.size()));
    for (const FoundItem& item : found->items) CheckItem(item);
    Check(Index().Search(text, {.division = "330109"}, 0, 2)->items.empty());
  }
  const auto suggested = Index().Suggest(text, {.organs = {"330108-jyj"}});
  Check(suggested.ok());
  for (const FoundItem& item : *suggested) {
    Check(item.coverage >= 0 && item.coverage <= 100);
    CheckItem(item);
  }
}

}  // namespace
}  // namespace disclosure::catalog

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  disclosure::catalog::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
