// Which account an address is of (把网址认成平台和账号).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "media-service/domain/platform.h"
#include "media-service/domain/web_address.h"

namespace disclosure::media {

// What is wrong with an address that pretends.
enum class UrlTrick {
  kNone,
  kUserinfo,     // a platform's name stands before @
  kPort,         // another port than the platform's
  kLookalike,    // looks like a platform's host and is none
  kHiddenSlash,  // a slash is encoded in the path: another page may open than the one that stands there
};

struct AccountUrl {
  std::string platform;  // code; "" if it is of no platform
  std::string id;        // "" if the address does not tell
  std::string name;      // of the account, where the address has that
  // "weibo.com/hangzhou": to compare with the addresses of accounts. On the hosts of platforms only pages that a rule names;
  // elsewhere host without www., port, path, query without tracking parameters, route.
  std::string page;
  UrlTrick trick = UrlTrick::kNone;
  std::string imitated;  // kLookalike: the host that it looks like
};

// BAD_URL. An address with a trick is of no platform.
absl::StatusOr<AccountUrl> RecogniseUrl(std::string_view url, const PlatformTable& platforms);

}  // namespace disclosure::media
