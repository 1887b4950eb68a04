#include "media-service/domain/platform.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

constexpr char kPlatforms[] = "code,name,kind,rule_class,id_space,id_format,id_any_case,id_hint,url_template,effective_from,effective_to,note";
constexpr char kAliases[] = "alias,platform,warning";
constexpr char kUrls[] = "platform,host,where,path,pattern,gives,note";

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

std::shared_ptr<const RE2> Compile(const std::string& pattern, const std::string& place, error::Violations& bad) {
  auto compiled = std::make_shared<const RE2>(pattern, RE2::Quiet);
  if (!compiled->ok()) bad.Add(place, absl::StrCat("not a regular expression: ", compiled->error()));
  return compiled;
}

RuleClass ReadRuleClass(const std::string& text, const std::string& place, error::Violations& bad) {
  if (text == "publishing") return RuleClass::kPublishing;
  if (text == "service") return RuleClass::kService;
  if (text == "app") return RuleClass::kApp;
  bad.Add(place, "rule_class must be publishing, service or app");
  return RuleClass::kUnspecified;
}

UrlRule::Gives ReadGives(const std::string& text, const std::string& place, error::Violations& bad) {
  if (text == "id") return UrlRule::Gives::kId;
  if (text == "name") return UrlRule::Gives::kName;
  if (text == "page") return UrlRule::Gives::kPage;
  if (text != "none") bad.Add(place, "gives must be id, name, page, none or tracking");
  return UrlRule::Gives::kNone;
}

}  // namespace

absl::StatusOr<PlatformTable> PlatformTable::Parse(std::string_view platforms, std::string_view aliases, std::string_view urls) {
  PlatformTable table;
  RETURN_IF_ERROR(table.AddPlatforms(platforms));
  RETURN_IF_ERROR(table.AddAliases(aliases));
  RETURN_IF_ERROR(table.AddUrls(urls));
  return table;
}

absl::Status PlatformTable::AddPlatforms(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "platforms.csv", kPlatforms));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const std::vector<std::string>& f = row.fields;
    Platform platform{.code = f[0], .name = f[1], .kind = f[2], .rule_class = ReadRuleClass(f[3], row.place, bad), .id_space = f[4],
                      .id_format = Compile(f[5], row.place, bad), .id_any_case = f[6].empty() ? nullptr : Compile(f[6], row.place, bad),
                      .id_hint = f[7], .url_template = f[8], .in_force = {}, .aliases = {}};
    if (f[0].empty() || f[1].empty() || f[4].empty()) bad.Add(row.place, "code, name and id_space must be filled");
    if (const auto in_force = ReadInForce(f[9], f[10], row.place, bad)) platform.in_force = *in_force;
    const size_t index = platforms_.size();
    if (!by_code_.emplace(platform.code, index).second) bad.Add(row.place, "the code stands there twice");
    if (!by_written_.emplace(FoldName(platform.name), Written{index, ""}).second) bad.Add(row.place, "the name stands there twice");
    by_written_.emplace(FoldName(platform.code), Written{index, ""});
    platforms_.push_back(std::move(platform));
  }
  return bad.status();
}

absl::Status PlatformTable::AddAliases(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "platform_aliases.csv", kAliases));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const auto found = by_code_.find(row.fields[1]);
    if (found == by_code_.end()) {
      bad.Add(row.place, "platforms.csv has no such platform");
      continue;
    }
    platforms_[found->second].aliases.push_back({row.fields[0], row.fields[2]});
    const auto [known, added] = by_written_.emplace(FoldName(row.fields[0]), Written{found->second, row.fields[2]});
    if (!added && known->second.platform != found->second) bad.Add(row.place, "the alias stands for another platform already");
  }
  return bad.status();
}

absl::Status PlatformTable::AddUrls(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "platform_urls.csv", kUrls));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const std::vector<std::string>& f = row.fields;
    if (f[5] == "tracking") {
      AddTracking(row, bad);
      continue;
    }
    UrlRule rule{.platform = f[0], .parameter = "", .path = nullptr, .pattern = Compile(f[4], row.place, bad), .gives = ReadGives(f[5], row.place, bad)};
    if (by_code_.count(f[0]) == 0) bad.Add(row.place, "platforms.csv has no such platform");
    if (absl::StartsWith(f[2], "query:")) {
      rule.parameter = f[2].substr(6);
      rule.path = Compile(f[3], row.place, bad);
    } else if (f[2] != "path") {
      bad.Add(row.place, "where must be path or query:<parameter>");
    }
    if (rule.parameter.empty() != f[3].empty()) bad.Add(row.place, "path must be filled with query:<parameter>, and only then");
    if (rule.gives == UrlRule::Gives::kPage && f[2] != "path") bad.Add(row.place, "a page is named by its path");
    if (rule.gives != UrlRule::Gives::kNone && rule.pattern->ok() && rule.pattern->NumberOfCapturingGroups() != 1) {
      bad.Add(row.place, "the pattern must have one group");
    }
    hosts_[f[1]].push_back(std::move(rule));
  }
  std::vector<std::string> hosts;
  for (const auto& [host, rules] : hosts_) hosts.push_back(host);
  look_alikes_ = LookAlikes(hosts);
  return bad.status();
}

// ",*,query,,utm_.*,tracking": of every host, and of no platform.
void PlatformTable::AddTracking(const DataRow& row, error::Violations& bad) {
  const std::vector<std::string>& f = row.fields;
  if (!f[0].empty() || f[1] != "*" || f[2] != "query" || !f[3].empty()) bad.Add(row.place, "tracking parameters are those of the query of every host (*)");
  tracking_.push_back(Compile(f[4], row.place, bad));
}

const Platform* PlatformTable::Find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &platforms_[found->second];
}

const Platform* PlatformTable::FindWritten(std::string_view written, std::string* warning) const {
  const absl::string_view given(written.data(), written.size());
  if (const Platform* platform = Find(std::string(absl::StripPrefix(given, "platforms/")))) return platform;
  const auto found = by_written_.find(FoldName(written));
  if (found == by_written_.end()) return nullptr;
  if (warning != nullptr) *warning = found->second.warning;
  return &platforms_[found->second.platform];
}

const std::vector<UrlRule>* PlatformTable::UrlRulesOf(std::string_view host) const {
  if (host.substr(0, 4) == "www.") host.remove_prefix(4);
  const auto found = hosts_.find(host);
  return found == hosts_.end() ? nullptr : &found->second;
}

bool PlatformTable::IsTracking(std::string_view parameter) const {
  return std::any_of(tracking_.begin(), tracking_.end(), [&](const auto& pattern) { return RE2::FullMatch(Piece(parameter), *pattern); });
}

std::string PlatformTable::ComparableId(const Platform& platform, std::string_view id) {
  std::string out(id);
  if (platform.id_any_case != nullptr && RE2::FullMatch(Piece(id), *platform.id_any_case)) absl::AsciiStrToLower(&out);
  return out;
}

bool PlatformTable::FitsFormat(const Platform& platform, std::string_view id) { return RE2::FullMatch(Piece(id), *platform.id_format); }

}  // namespace disclosure::media
