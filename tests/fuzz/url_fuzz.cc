// Feeds arbitrary bytes to the recogniser of accounts' addresses, and checks what it promises.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "media-service/domain/account_url.h"

namespace {

using namespace disclosure::media;

std::string ReadTable(const char* name) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR "/data/media/") + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const PlatformTable& Platforms() {
  static const auto* const table =
      new PlatformTable(*PlatformTable::Parse(ReadTable("platforms.csv"), ReadTable("platform_aliases.csv"), ReadTable("platform_urls.csv")));
  return *table;
}

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view url(reinterpret_cast<const char*>(data), size);
  const auto found = RecogniseUrl(url, Platforms());
  if (!found.ok()) return 0;
  // What pretends is of no account, and what is of an account is of a platform that is known.
  if (found->trick != UrlTrick::kNone) Require(found->platform.empty() && found->id.empty() && found->name.empty());
  if (!found->platform.empty()) Require(Platforms().Find(found->platform) != nullptr);
  if (!found->id.empty() || !found->name.empty()) Require(!found->platform.empty());
  // An id stays itself on the way through the platform's own address.
  const Platform* platform = Platforms().Find(found->platform);
  if (platform != nullptr && !found->id.empty() && !platform->url_template.empty()) {
    std::string again = platform->url_template;
    again.replace(again.find("{id}"), 4, found->id);
    const auto same = RecogniseUrl(again, Platforms());
    Require(!same.ok() || same->id.empty() || same->id == found->id);
  }
  (void)DecodePunycode(url);
  (void)Skeleton(url);
  return 0;
}
