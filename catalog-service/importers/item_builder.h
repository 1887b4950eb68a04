// From the values of one row to an item.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/item.h"
#include "catalog-service/importers/header.h"
#include "absl/container/flat_hash_map.h"
#include "catalog-service/domain/basis_rules.h"
#include "catalog-service/domain/channel_rules.h"
#include "catalog-service/domain/time_limit.h"
#include "catalog-service/importers/row_values.h"

namespace disclosure::catalog {

// An item, or the reason why the row must be looked at by a person.
struct BuiltItem {
  Item item;
  std::vector<RowNote> warnings;
  std::vector<RowNote> quarantine;  // not empty: `item` is not to be imported
};

// What the cells of one import said so far: most rows repeat the 公开依据, 公开时限 and 公开渠道 of others.
template <typename Parsed>
class CellMemo {
 public:
  // parse(text), or its result of before. Bounded; valid until the next call.
  template <typename Parse>
  const Parsed& Get(std::string_view text, Parse parse) {
    if (const auto it = known_.find(absl::string_view(text.data(), text.size())); it != known_.end()) return it->second;
    if (known_.size() >= kMaxTexts) known_.clear();
    return known_.emplace(text, parse(text)).first->second;
  }

 private:
  static constexpr size_t kMaxTexts = 256;
  absl::flat_hash_map<std::string, Parsed> known_;
};

struct ImportMemo {
  CellMemo<BasisList> bases;
  CellMemo<TimeLimit> time_limits;
  CellMemo<ChannelList> channels;
};

BuiltItem BuildItem(const RowValues& row, const Header& header, std::string_view file, int table,
                    ImportMemo& memo);

}  // namespace disclosure::catalog
