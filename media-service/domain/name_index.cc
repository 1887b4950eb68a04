#include "media-service/domain/name_index.h"

#include <algorithm>

#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

// 发布 stands in a third of all names: looking at all of them would make rare names slow, and says little.
constexpr size_t kCommon = 3000;

std::vector<uint64_t> Keys(std::string_view name) {
  const std::u32string folded = FoldToCodePoints(name);
  std::vector<uint64_t> keys;
  if (folded.size() == 1) keys.push_back(folded[0]);
  for (size_t i = 0; i + 1 < folded.size(); ++i) keys.push_back(static_cast<uint64_t>(folded[i]) << 32 | folded[i + 1]);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

void NameIndex::Add(uint32_t entry, std::string_view name) {
  for (const uint64_t key : Keys(name)) postings_[key].push_back(entry);
}

void NameIndex::Remove(uint32_t entry, std::string_view name) {
  for (const uint64_t key : Keys(name)) {
    const auto found = postings_.find(key);
    if (found == postings_.end()) continue;
    std::vector<uint32_t>& entries = found->second;
    if (const auto at = std::find(entries.begin(), entries.end(), entry); at != entries.end()) {
      *at = entries.back();
      entries.pop_back();
    }
    if (entries.empty()) postings_.erase(found);
  }
}

std::vector<uint32_t> NameIndex::Candidates(std::string_view name, size_t limit) const {
  std::vector<const std::vector<uint32_t>*> lists;
  size_t common = 0;
  for (const uint64_t key : Keys(name)) {
    const auto found = postings_.find(key);
    if (found == postings_.end()) continue;
    if (found->second.size() > kCommon) {
      ++common;
    } else {
      lists.push_back(&found->second);
    }
  }
  std::unordered_map<uint32_t, size_t> shared;
  for (const auto* list : lists) {
    for (const uint32_t entry : *list) ++shared[entry];
  }
  std::vector<std::pair<size_t, uint32_t>> ranked;
  const size_t keys = Keys(name).size();
  for (const auto& [entry, count] : shared) {
    if (2 * (count + common) + 1 >= keys) ranked.emplace_back(count, entry);
  }
  std::sort(ranked.begin(), ranked.end(), std::greater<>());
  std::vector<uint32_t> out;
  for (size_t i = 0; i < std::min(limit, ranked.size()); ++i) out.push_back(ranked[i].second);
  return out;
}

}  // namespace disclosure::media
