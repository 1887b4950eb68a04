#include "gateway/compose/published_state.h"

#include <set>

#include "common/rpc/json.h"

namespace disclosure::gateway {
namespace {

// catalog-service's page_size where a request names none: a longer list has a second page, which only the
// service can give.
constexpr int kDefaultPageSize = 50;
// For so long after a write the directory is not taken into the memory.
constexpr absl::Duration kAfterWrite = absl::Seconds(2);

std::shared_ptr<const Answer> JsonAnswer(std::string json) {
  return Answer::Make({.content_type = "application/json; charset=utf-8", .body = std::move(json)});
}

std::string DivisionOfCatalogue(const std::string& name) { return name.substr(0, name.find("/catalogues/")); }

}  // namespace

void PublishedState::ApplyCatalogues(std::vector<CatalogueState> catalogues, bool whole) {
  std::vector<PublishedAnswers::Change> changes;
  // Compressing takes a millisecond each: before the lock.
  for (CatalogueState& state : catalogues) {
    changes.push_back({"/v1/" + state.name, state.edition == nullptr ? nullptr : JsonAnswer(std::move(state.json))});
  }
  std::lock_guard lock(mutex_);
  std::set<std::string> divisions;
  if (whole) {
    std::set<std::string> named;
    for (const CatalogueState& state : catalogues) named.insert(state.name);
    for (const auto& [name, edition] : editions_) {
      if (named.count(name) != 0) continue;
      changes.push_back({"/v1/" + name, nullptr});
      divisions.insert(DivisionOfCatalogue(name));
    }
    summaries_.clear();
    editions_.clear();
  }
  for (CatalogueState& state : catalogues) {
    divisions.insert(DivisionOfCatalogue(state.name));
    summaries_.erase(state.name);
    editions_.erase(state.name);
    if (state.edition == nullptr) continue;
    summaries_[state.name] = std::move(state.summary);
    editions_[state.name] = std::move(state.edition);
  }
  for (const std::string& division : divisions) AddList(division, changes);
  answers_->Replace(std::move(changes));
  ShowSnapshot();
}

// As ListCatalogues answers: by domain.
void PublishedState::AddList(const std::string& division, std::vector<PublishedAnswers::Change>& changes) const {
  catalog::v1::ListCataloguesResponse list;
  const std::string prefix = division + "/catalogues/";
  for (auto at = summaries_.lower_bound(prefix); at != summaries_.end() && at->first.rfind(prefix, 0) == 0; ++at) {
    *list.add_catalogues() = at->second;
  }
  const bool complete = list.catalogues_size() > 0 && list.catalogues_size() <= kDefaultPageSize;
  changes.push_back({"/v1/" + division + "/catalogues", complete ? JsonAnswer(PrintPublishedJson(list)) : nullptr});
}

void PublishedState::ApplyDirectory(Directory directory) {
  std::lock_guard lock(mutex_);
  std::vector<PublishedAnswers::Change> changes;
  if (clock_->Now() < written_ + kAfterWrite) directory.answers.clear();
  for (const auto& [path, json] : directory_.answers) {
    if (directory.answers.count(path) == 0) changes.push_back({path, nullptr});
  }
  for (const auto& [path, json] : directory.answers) {
    const auto known = directory_.answers.find(path);
    if (known == directory_.answers.end() || known->second != json) changes.push_back({path, JsonAnswer(json)});
  }
  directory_ = std::move(directory);
  if (!changes.empty()) answers_->Replace(std::move(changes));
  ShowSnapshot();
}

void PublishedState::DirectoryWritten() {
  std::lock_guard lock(mutex_);
  written_ = clock_->Now();
  std::vector<PublishedAnswers::Change> changes;
  for (const auto& [path, json] : directory_.answers) changes.push_back({path, nullptr});
  directory_.answers.clear();
  if (!changes.empty()) answers_->Replace(std::move(changes));
}

void PublishedState::ShowSnapshot() {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->divisions = directory_.divisions;
  snapshot->domains = directory_.domains;
  snapshot->organs = directory_.organs;
  snapshot->editions = editions_;
  snapshots_->Set(std::move(snapshot));
}

}  // namespace disclosure::gateway
