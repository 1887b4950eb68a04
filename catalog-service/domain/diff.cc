#include "catalog-service/domain/diff.h"

#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "catalog-service/domain/basis_rules.h"
#include "catalog-service/domain/content_elements.h"
#include "catalog-service/domain/matching.h"

namespace disclosure::catalog {
namespace {

template <typename Values, typename Print>
std::string Joined(const Values& values, Print print) {
  std::string text;
  for (const auto& value : values) {
    if (!text.empty()) text += "；";
    text += std::string(print(value));
  }
  return text;
}

std::string ChannelUseText(const ChannelUse& use) {
  std::string text(ChannelText(use.channel));
  if (!use.text.empty() && use.text != text) {
    text += use.channel == Channel::kOther ? ":" + use.text : "(" + use.text + ")";
  }
  if (use.stage > 0) text += "▲";
  return text;
}

std::string AudienceText(const Audience& audience) {
  std::string text = audience.whole_society ? "全社会" : "";
  for (const std::string& group : audience.groups) {
    if (!text.empty()) text += "；";
    text += "特定群体:" + group;
  }
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> FieldTexts(const Item& item) {
  const auto same = [](const std::string& text) { return text; };
  return {
      {"serial", item.serial},
      {"level_one", item.level_one},
      {"level_two", item.level_two},
      {"level_three", item.level_three},
      {"contents", JoinContents(item.contents)},
      {"bases", Joined(item.bases, FormatBasis)},
      {"time_limit_text", item.time_limit_text},
      {"time_limits", Joined(item.time_limits, same)},
      {"responsible_bodies", Joined(item.responsible_bodies,
                                    [](const ResponsibleBody& body) {
                                      return body.organ.empty() ? body.text : body.text + "(" + body.organ + ")";
                                    })},
      {"channels", Joined(item.channels, ChannelUseText)},
      {"audience", AudienceText(item.audience)},
      {"methods", Joined(item.methods, MethodText)},
      {"levels", Joined(item.levels, LevelText)},
      {"links", Joined(item.links, same)},
      {"remarks", item.remarks},
      {"other_columns",
       Joined(item.other_columns, [](const OtherColumn& column) { return column.header + ":" + column.text; })},
  };
}

ItemsDiff DiffItems(const std::vector<Item>& base, const std::vector<Item>& next) {
  ItemsDiff diff;
  absl::flat_hash_map<std::string, const Item*> before;
  for (const Item& item : base) {
    if (!item.uid.empty()) before.emplace(item.uid, &item);
  }
  absl::flat_hash_set<std::string> kept;
  for (const Item& item : next) {
    const auto it = before.find(item.uid);
    if (it == before.end()) {
      diff.added.push_back(item);
      continue;
    }
    kept.insert(item.uid);
    const auto old_texts = FieldTexts(*it->second);
    const auto new_texts = FieldTexts(item);
    ItemChange change{item.uid, NamesOf(item), {}};
    for (size_t i = 0; i < new_texts.size(); ++i) {
      if (old_texts[i].second == new_texts[i].second) continue;
      change.fields.push_back({new_texts[i].first, old_texts[i].second, new_texts[i].second});
    }
    if (!change.fields.empty()) diff.changed.push_back(std::move(change));
  }
  for (const Item& item : base) {
    if (!kept.contains(item.uid)) diff.removed.push_back(item);
  }
  return diff;
}

}  // namespace disclosure::catalog
