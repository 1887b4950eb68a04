// Government new media (政务新媒体): the accounts in the register, and whether one is official.
#pragma once

#include <string>
#include <string_view>

#include "disclosure/media/v1/media_service.pb.h"
#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// What the reader asked for: ?platform=&q=&page=.
media::v1::ListAccountsRequest AccountsAsked(std::string_view query);
void WriteAccounts(const Snapshot& snapshot, const media::v1::ListAccountsRequest& asked,
                   const media::v1::ListPlatformsResponse& platforms, const media::v1::ListAccountsResponse& accounts,
                   PageBuilder& page);

// ?url= or ?platform=&id=&name=.
media::v1::VerifyAccountRequest AccountAsked(std::string_view query);
// Whether there is enough to look for.
bool AsksForAccount(const media::v1::VerifyAccountRequest& asked);

// `verdict` is null before anything was asked, and where `refused` (an address or id that is none) says why there is no
// verdict.
void WriteVerify(const Snapshot& snapshot, const media::v1::VerifyAccountRequest& asked,
                 const media::v1::ListPlatformsResponse& platforms, const media::v1::VerifyAccountResponse* verdict,
                 bool refused, PageBuilder& page);

// Its name, which leads to it where a page may.
void AddAccountName(const media::v1::Account& account, Dictionary& row);

// Whether a page may lead there.
bool IsWebAddress(const std::string& url);

}  // namespace disclosure::gateway
