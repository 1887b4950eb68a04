#include "gateway/web/address.h"

#include <algorithm>
#include <array>
#include <vector>

namespace disclosure::gateway {
namespace {

constexpr size_t kMostSegments = 7;
constexpr size_t kLongestSegment = 64;

bool IsPlain(std::string_view segment) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !segment.empty() && segment.size() <= kLongestSegment && std::all_of(segment.begin(), segment.end(), plain);
}

bool IsNumber(std::string_view segment) {
  return segment.size() <= 9 && segment[0] != '0' &&
         std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "/a/b" → {"a", "b"}; nothing if a segment is not plain.
std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::string_view segment = path.substr(0, path.find('/'));
    if (!IsPlain(segment) || segments.size() == kMostSegments) return {};
    segments.push_back(segment);
    path.remove_prefix(segment.size());
  }
  return segments;
}

std::string Join(std::string_view a, std::string_view b, std::string_view c) {
  return std::string(a) + std::string(b) + std::string(c);
}

void BelowCatalogue(const std::vector<std::string_view>& s, Address& address) {
  if (s.size() == 4) {
    address.page = Address::Page::kCatalogue;
  } else if (s.size() == 6 && s[4] == "items") {
    address.page = Address::Page::kItem;
    address.item = Join(address.catalogue, "/items/", s[5]);
  } else if (s.size() == 5 && s[4] == "editions") {
    address.page = Address::Page::kEditions;
  } else if (s.size() >= 6 && s[4] == "editions" && IsNumber(s[5])) {
    address.edition = Join(address.catalogue, "/editions/", s[5]);
    if (s.size() == 6) address.page = Address::Page::kEdition;
    if (s.size() == 7 && s[6] == "diff") address.page = Address::Page::kDiff;
  }
}

// …/annualReports, …/annualReports/2025
void BelowReports(const std::vector<std::string_view>& s, Address& address) {
  if (s.size() < 3 || s.size() > 4 || s[2] != "annualReports") return;
  address.report_owner = Join(s[0], "/", s[1]);
  if (s.size() == 3) {
    address.page = Address::Page::kReports;
  } else if (s[3].size() == 4 && IsNumber(s[3])) {
    address.page = Address::Page::kReport;
    for (const char digit : s[3]) address.report_year = address.report_year * 10 + (digit - '0');
  }
}

}  // namespace

Address ParseAddress(std::string_view path) {
  Address address;
  if (path == "/") return {.page = Address::Page::kPortal};
  if (path == "/search") return {.page = Address::Page::kSearch};
  if (path == "/help") return {.page = Address::Page::kHelp};
  if (path == "/api") return {.page = Address::Page::kApi};
  if (path == "/robots.txt") return {.page = Address::Page::kRobots};
  if (path == "/requests/new") return {.page = Address::Page::kNewRequest};
  if (path == "/requests/track") return {.page = Address::Page::kTrack};
  if (path == "/accounts") return {.page = Address::Page::kAccounts};
  if (path == "/accounts/verify") return {.page = Address::Page::kVerify};
  if (path.substr(0, 1) != "/") return address;
  const std::vector<std::string_view> s = Segments(path);
  if (s.size() == 2 && s[0] == "organs") {
    address.page = Address::Page::kOrgan;
    address.organ = Join("organs", "/", s[1]);
  } else if (s.size() == 2 && s[0] == "api") {
    address.page = Address::Page::kApiOperation;
    address.operation = std::string(s[1]);
  } else if (s.size() > 2 && s[0] == "organs") {
    BelowReports(s, address);
  } else if (s.size() >= 2 && s[0] == "divisions") {
    address.division = Join("divisions", "/", s[1]);
    if (s.size() == 2) address.page = Address::Page::kDivision;
    BelowReports(s, address);
    if (s.size() >= 4 && s[2] == "catalogues") {
      address.catalogue = Join(address.division, "/catalogues/", s[3]);
      BelowCatalogue(s, address);
    }
  }
  return address;
}

std::string PathOf(const std::string& name) {
  std::string path = "/" + name;
  return ParseAddress(path).page == Address::Page::kNone ? "/" : path;
}

bool IsPagePath(std::string_view path) {
  constexpr std::array<std::string_view, 2> kRooms = {"/divisions/", "/organs/"};
  return std::any_of(kRooms.begin(), kRooms.end(), [&](auto room) { return path.substr(0, room.size()) == room; }) ||
         ParseAddress(path).page != Address::Page::kNone;
}

}  // namespace disclosure::gateway
