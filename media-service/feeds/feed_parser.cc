#include "media-service/feeds/feed_parser.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "common/base/error.h"
#include "common/tables/encoding.h"
#include "common/tables/xml_scan.h"
#include "media-service/domain/written_time.h"

namespace disclosure::media {
namespace {

constexpr size_t kDeclaration = 200;  // bytes in which an XML declaration ends

absl::Status FeedError(const std::string& reason, std::string_view message) {
  return error::Make(absl::StatusCode::kInvalidArgument, message, {.reason = reason});
}

// As an officer reads it among the failures of the source.
absl::Status InChinese(const absl::Status& status) {
  static const auto* const kMessages = new std::map<std::string, std::string>{
      {"UNSAFE_XML", "订阅源含有文档类型声明，为安全起见不读取"},
      {"MALFORMED_XML", "订阅源不是合格的 XML"},
      {"TRUNCATED_FILE", "订阅源不完整，可能在传输中被截断"},
      {"XML_ELEMENT_TOO_LARGE", "订阅源中有一篇文章过大"},
      {"WRONG_ENCODING", "订阅源的文字编码无法识别"},
  };
  const std::string reason = error::Reason(status);
  const auto found = kMessages->find(reason);
  return found == kMessages->end() ? status : FeedError(reason, found->second);
}

// What encoding="…" of the declaration names, in small letters; "" if it names none.
std::string DeclaredCharset(std::string_view bytes) {
  const std::string head = absl::AsciiStrToLower({bytes.data(), std::min(bytes.size(), kDeclaration)});
  if (!absl::StartsWith(head, "<?xml")) return "";
  const std::string declaration = head.substr(0, head.find("?>"));
  const size_t at = declaration.find("encoding=");
  if (at == std::string::npos || at + 10 >= declaration.size()) return "";
  const char quote = declaration[at + 9];
  const size_t end = declaration.find(quote, at + 10);
  return end == std::string::npos ? "" : declaration.substr(at + 10, end - at - 10);
}

// The local name of the first element; "" if there is none.
std::string_view RootName(std::string_view xml) {
  for (size_t at = 0; (at = xml.find('<', at)) != xml.npos; ++at) {
    const std::string_view rest = xml.substr(at);
    if (rest.substr(0, 4) == "<!--") {
      at = xml.find("-->", at);
      if (at == xml.npos) return "";
    } else if (rest.substr(0, 2) != "<?" && rest.substr(0, 2) != "<!") {
      const std::string_view name = rest.substr(1, rest.find_first_of(" \t\r\n/>", 1) - 1);
      const size_t colon = name.find(':');
      return colon == name.npos ? name : name.substr(colon + 1);
    }
  }
  return "";
}

// The day of publication goes before that of the last change.
std::optional<absl::Time> TimeOf(pugi::xml_node post) {
  for (const char* name : {"pubDate", "published", "date", "updated"}) {
    const pugi::xml_node node = ChildNamed(post, name);
    if (!node) continue;
    if (const std::optional<WrittenTime> time = ParseWrittenTime(node.text().get())) return time->time;
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<Feed> ParseFeed(std::string_view bytes) {
  const absl::StatusOr<std::string> xml = DecodeText(bytes, DeclaredCharset(bytes));
  if (!xml.ok()) return InChinese(xml.status());
  const std::string_view root = RootName(*xml);
  if (root != "rss" && root != "feed") return FeedError("NOT_A_FEED", "返回的不是 RSS 或者 Atom 订阅源");
  Feed feed;
  const absl::Status read = ForEachElement("feed", *xml, {root == "rss" ? "item" : "entry"}, [&](pugi::xml_node post) {
    const std::optional<absl::Time> time = TimeOf(post);
    if (time) feed.posts.push_back(*time);
    if (!time) ++feed.undated;
    return absl::OkStatus();
  });
  if (!read.ok()) return InChinese(read);
  return feed;
}

}  // namespace disclosure::media
