#include "gateway/web/account_pages.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/web/query_text.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

using media::v1::Account;
using media::v1::ListPlatformsResponse;
using media::v1::VerifyAccountResponse;

constexpr int kAccountsOnAPage = 50;

std::string PlatformTitle(const ListPlatformsResponse& platforms, const std::string& name) {
  for (const auto& platform : platforms.platforms()) {
    if (platform.name() == name) return platform.display_name();
  }
  return name.substr(name.find('/') + 1);
}

// "platforms/weibo" → "weibo", as the forms send it.
std::string CodeOf(const std::string& platform) { return platform.substr(platform.find('/') + 1); }

void AddPlatformOptions(const ListPlatformsResponse& platforms, const std::string& chosen, Dictionary& content) {
  for (const auto& platform : platforms.platforms()) {
    Dictionary& option = *content.AddSectionDictionary("PLATFORM");
    SetText(option, "PLATFORM_VALUE", CodeOf(platform.name()));
    SetText(option, "PLATFORM_TITLE", platform.display_name());
    if (CodeOf(platform.name()) == chosen) option.ShowSection("PLATFORM_CHOSEN");
  }
}

void AddFact(std::string_view label, std::string_view text, Dictionary& parent) {
  if (text.empty()) return;
  Dictionary& fact = *parent.AddSectionDictionary("FACT");
  SetText(fact, "LABEL", label);
  SetText(fact, "TEXT", text);
}

void AddFacts(const ListPlatformsResponse& platforms, const Account& account, bool english, Dictionary& parent) {
  AddFact(english ? "Name" : "账号名称", account.display_name(), parent);
  AddFact(english ? "Platform" : "平台", PlatformTitle(platforms, account.platform()), parent);
  AddFact(english ? "Id on the platform" : "平台账号", account.platform_id(), parent);
  AddFact(english ? "Run by" : "主办单位", account.host().display_name(), parent);
  AddFact(english ? "Supervised by" : "主管单位", account.competent().display_name(), parent);
  AddFact(english ? "Certified as" : "认证主体", account.certified_subject(), parent);
  AddFact(english ? "State" : "状态", AccountStateWord(account.state()), parent);
  AddFact(english ? "Filed on" : "备案日期", account.filed_on(), parent);
  if (!IsWebAddress(account.url())) return AddFact(english ? "Address" : "网址", account.url(), parent);
  SetSection(parent, "ACCOUNT_HREF", account.url());
}

void AddVerdict(const ListPlatformsResponse& platforms, const VerifyAccountResponse& verdict, bool english, Dictionary& content) {
  const bool genuine = verdict.verdict() == VerifyAccountResponse::GENUINE, closed = verdict.verdict() == VerifyAccountResponse::CLOSED;
  Dictionary& shown = *content.AddSectionDictionary("VERDICT");
  SetText(shown, "VERDICT_CLASS", genuine ? "genuine" : closed ? "closed" : "unknown");
  shown.ShowSection(absl::StrCat(genuine ? "GENUINE" : closed ? "CLOSED" : "UNKNOWN", english ? "_EN" : "_ZH"));
  for (const auto& warning : verdict.warnings()) SetText(*shown.AddSectionDictionary("WARNING"), "TEXT", warning.message());
  if (genuine || closed) AddFacts(platforms, verdict.account(), english, *shown.AddSectionDictionary("ACCOUNT"));
  if (verdict.has_successor()) AddFacts(platforms, verdict.successor(), english, *shown.AddSectionDictionary("SUCCESSOR"));
  if (verdict.similar().empty()) return;
  Dictionary& similar = *shown.AddSectionDictionary("SIMILAR");
  for (const auto& one : verdict.similar()) {
    Dictionary& row = *similar.AddSectionDictionary("SIMILAR_ROW");
    SetText(row, "ACCOUNT_NAME", one.account().display_name());
    SetText(row, "PLATFORM_NAME", PlatformTitle(platforms, one.account().platform()));
    SetText(row, "HOST", one.account().host().display_name());
  }
}

struct BilingualText {
  const char* zh;
  const char* en;
};

void AddFrame(const BilingualText& title, const BilingualText& description, PageBuilder& page) {
  page.SetTitle(page.english() ? title.en : title.zh);
  page.SetDescription(page.english() ? description.en : description.zh);
  page.SetRoom(Room::kAccounts);
  page.MarkBilingual();
  page.AddCitizenStyle();
  page.AddCrumb(page.english() ? "Home" : "首页", "/");
}

}  // namespace

bool IsWebAddress(const std::string& url) { return absl::StartsWith(url, "https://") || absl::StartsWith(url, "http://"); }

void AddAccountName(const Account& account, Dictionary& row) {
  const bool leads = IsWebAddress(account.url());
  Dictionary& name = *row.AddSectionDictionary(leads ? "NAME_LINK" : "NAME_PLAIN");
  SetText(name, "ACCOUNT_NAME", account.display_name());
  if (leads) SetText(name, "ACCOUNT_HREF", account.url());
}

media::v1::ListAccountsRequest AccountsAsked(std::string_view query) {
  media::v1::ListAccountsRequest asked;
  asked.set_page_size(kAccountsOnAPage);
  asked.set_platform(QueryText(query, "platform"));
  asked.set_text(QueryText(query, "q"));
  asked.set_page_token(QueryText(query, "page"));
  return asked;
}

void WriteAccounts(const Snapshot& snapshot, const media::v1::ListAccountsRequest& asked, const ListPlatformsResponse& platforms,
                   const media::v1::ListAccountsResponse& accounts, PageBuilder& page) {
  AddFrame({"政务新媒体账号", "Official new-media accounts"},
           {"在册、正在运行的政务新媒体账号：平台、主办单位。", "The official accounts in use, and who runs them."}, page);
  page.AddCrumb(page.english() ? "Official accounts" : "政务新媒体账号", "");
  Dictionary& content = page.content();
  SetText(content, "QUERY", asked.text());
  AddPlatformOptions(platforms, asked.platform(), content);
  if (accounts.accounts().empty()) content.ShowSection(page.english() ? "NOTHING_EN" : "NOTHING_ZH");
  Dictionary* table = accounts.accounts().empty() ? nullptr : content.AddSectionDictionary("SOME");
  if (table != nullptr) table->ShowSection(page.english() ? "EN" : "ZH");
  for (const Account& account : accounts.accounts()) {
    Dictionary& row = *table->AddSectionDictionary("ACCOUNT");
    AddAccountName(account, row);
    SetText(row, "PLATFORM_NAME", PlatformTitle(platforms, account.platform()));
    SetText(row, "HOST", account.host().display_name());
    SetText(row, "DIVISION_TITLE", DivisionTitle(snapshot, account.division()));
    SetText(row, "STATE", AccountStateWord(account.state()));
  }
  if (accounts.next_page_token().empty()) return;
  SetText(*content.AddSectionDictionary("MORE"), "MORE_HREF",
          absl::StrCat("/accounts?platform=", QueryEscaped(asked.platform()), "&q=", QueryEscaped(asked.text()),
                       "&page=", QueryEscaped(accounts.next_page_token())));
}

media::v1::VerifyAccountRequest AccountAsked(std::string_view query) {
  media::v1::VerifyAccountRequest asked;
  asked.set_url(QueryText(query, "url", kMostUrlCodePoints));
  asked.set_platform(QueryText(query, "platform"));
  asked.set_id(QueryText(query, "id"));
  asked.set_name(QueryText(query, "name"));
  return asked;
}

bool AsksForAccount(const media::v1::VerifyAccountRequest& asked) {
  return !asked.url().empty() || !asked.id().empty() || !asked.name().empty();
}

void WriteVerify(const Snapshot&, const media::v1::VerifyAccountRequest& asked, const ListPlatformsResponse& platforms,
                 const VerifyAccountResponse* verdict, bool refused, PageBuilder& page) {
  AddFrame({"这个账号是官方的吗", "Is this account official?"},
           {"贴上网址，核对一个自称政府部门的账号是不是在册的官方账号。", "Paste an address to check whether an account is in the official register."}, page);
  page.AddCrumb(page.english() ? "Official accounts" : "政务新媒体账号", "/accounts");
  page.AddCrumb(page.english() ? "Is this account official?" : "这个账号是官方的吗", "");
  Dictionary& content = page.content();
  SetText(content, "URL", asked.url());
  SetText(content, "ID", asked.id());
  SetText(content, "ACCOUNT_NAME_ASKED", asked.name());
  AddPlatformOptions(platforms, asked.platform(), content);
  if (AsksForAccount(asked)) page.HideFromRobots();
  if (refused) content.ShowSection(page.english() ? "REFUSED_EN" : "REFUSED_ZH");
  if (verdict != nullptr) AddVerdict(platforms, *verdict, page.english(), content);
}

}  // namespace disclosure::gateway
