// The platforms (平台) as data: data/media/platforms.csv, platform_aliases.csv, platform_urls.csv. A platform is added there,
// without a release.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "media-service/domain/data_table.h"
#include "media-service/domain/look_alike.h"
#include "re2/re2.h"

namespace disclosure::media {

// Which rules of inspection fit its accounts.
enum class RuleClass { kUnspecified = 0, kPublishing = 1, kService = 2, kApp = 3 };

struct PlatformAlias {
  std::string name;     // 政务微博
  std::string warning;  // "" where the alias is as good as the name
};

struct Platform {
  std::string code;  // "weibo"
  std::string name;  // 新浪微博
  std::string kind;
  RuleClass rule_class = RuleClass::kUnspecified;
  std::string id_space;  // platforms with the same one share their ids
  std::shared_ptr<const RE2> id_format;
  std::shared_ptr<const RE2> id_any_case;  // ids of this form are one in whatever case; nullptr: none are
  std::string id_hint;
  std::string url_template;
  InForce in_force;
  std::vector<PlatformAlias> aliases;
};

// What the addresses of a host say.
struct UrlRule {
  enum class Gives {
    kId,    // the account's id
    kName,  // its name, which others may take
    kPage,  // a page that can only be compared with the account's address
    kNone,  // of the platform, but of no account
  };
  std::string platform;
  std::string parameter;            // of the query; "" for the path
  std::shared_ptr<const RE2> path;  // with a parameter: where it names the account; elsewhere the path may name another one
  std::shared_ptr<const RE2> pattern;
  Gives gives = Gives::kNone;
};

// Immutable; thread safe.
class PlatformTable {
 public:
  // BAD_REQUEST with all bad lines.
  static absl::StatusOr<PlatformTable> Parse(std::string_view platforms, std::string_view aliases, std::string_view urls);

  const std::vector<Platform>& all() const { return platforms_; }
  const Platform* Find(std::string_view code) const;  // nullptr if there is none

  // By code, resource name, name or alias, whatever the width, case and blanks; the alias's warning, if any, in `warning`.
  const Platform* FindWritten(std::string_view written, std::string* warning = nullptr) const;

  // The rules of a host in their order, "www." left out; nullptr for a host of no platform.
  const std::vector<UrlRule>* UrlRulesOf(std::string_view host) const;
  // Whether a parameter of this name says only where the reader came from.
  bool IsTracking(std::string_view parameter) const;
  const LookAlikes& look_alikes() const { return look_alikes_; }

  // To compare ids of one id space with: 微信号 do not tell cases apart.
  static std::string ComparableId(const Platform& platform, std::string_view id);
  // Whether `id` may be one of `platform`.
  static bool FitsFormat(const Platform& platform, std::string_view id);

 private:
  absl::Status AddPlatforms(std::string_view csv);
  absl::Status AddAliases(std::string_view csv);
  absl::Status AddUrls(std::string_view csv);
  void AddTracking(const DataRow& row, error::Violations& bad);

  struct Written {
    size_t platform = 0;
    std::string warning;
  };
  std::vector<Platform> platforms_;
  std::map<std::string, size_t, std::less<>> by_code_;
  std::map<std::string, Written, std::less<>> by_written_;  // folded
  std::map<std::string, std::vector<UrlRule>, std::less<>> hosts_;
  std::vector<std::shared_ptr<const RE2>> tracking_;
  LookAlikes look_alikes_;  // of hosts_
};

}  // namespace disclosure::media
