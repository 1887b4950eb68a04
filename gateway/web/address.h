// Which page a path asks for. Paths are looked up, never opened: nothing here reaches the file system.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::gateway {

struct Address {
  enum class Page {
    kNone,  // no such page
    kPortal,
    kSearch,
    kHelp,
    kApi,
    kApiOperation,
    kRobots,
    kDivision,
    kCatalogue,
    kItem,
    kEditions,
    kEdition,
    kDiff,
    kOrgan,
    kNewRequest,    // /requests/new
    kTrack,         // /requests/track
    kAccounts,      // /accounts
    kVerify,        // /accounts/verify
    kReports,       // …/annualReports
    kReport,        // …/annualReports/2025
  };
  Page page = Page::kNone;
  std::string division;   // resource names: "divisions/330108"
  std::string catalogue;  // "divisions/330108/catalogues/03"
  std::string edition;    // "divisions/330108/catalogues/03/editions/2"
  std::string item;       // "divisions/330108/catalogues/03/items/01j9…"
  std::string organ;      // "organs/330108-jyj"
  std::string operation;  // "RequestService_FileRequest"
  std::string report_owner;  // "organs/330108-jyj" or "divisions/330108"
  int report_year = 0;
};

// `path` as sent, without the query. Segments are letters, digits, "-" and "_" only; whatever else is written
// there, percent-encoded or not, is kNone.
Address ParseAddress(std::string_view path);

// The path of a resource's page; "/" where the name leads to none: a name that another service sends is not yet a path of ours.
std::string PathOf(const std::string& name);

// Whether the path lies in the part of the address space that belongs to the pages.
bool IsPagePath(std::string_view path);

}  // namespace disclosure::gateway
