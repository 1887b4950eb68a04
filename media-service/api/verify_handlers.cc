#include "media-service/api/verify_handlers.h"

#include "absl/strings/str_cat.h"
#include "common/base/text_limits.h"
#include "media-service/domain/account_url.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

constexpr size_t kLongestId = 200;
constexpr size_t kLongestName = 100;

struct Recognised {
  VerifyQuestion question;
  AccountUrl url;  // if one was asked about
};

absl::StatusOr<Recognised> RecogniseByUrl(const PlatformTable& platforms, const v1::VerifyAccountRequest& request) {
  Recognised out;
  ASSIGN_OR_RETURN(out.url, RecogniseUrl(request.url(), platforms));
  // The address is what is asked about: a name written beside it does not make it genuine.
  const bool has_name = !out.url.name.empty();
  out.question = {.platform = platforms.Find(out.url.platform), .id = out.url.id, .name = has_name ? out.url.name : request.name(), .page = out.url.page, .by_name = has_name};
  return out;
}

absl::StatusOr<Recognised> Recognise(const PlatformTable& platforms, const v1::VerifyAccountRequest& request) {
  error::Violations bad;
  CheckText(bad, "name", request.name(), kLongestName);
  CheckText(bad, "id", request.id(), kLongestId);
  if (!request.url().empty()) {
    if (!request.platform().empty() || !request.id().empty()) bad.Add("url", "must stand without platform and id");
    RETURN_IF_ERROR(bad.status());
    return RecogniseByUrl(platforms, request);
  }
  Recognised out;
  out.question = {.platform = platforms.FindWritten(request.platform()), .id = request.id(), .name = request.name(), .page = ""};
  if (request.platform().empty()) {
    bad.Add("platform", "must be given, or a url");
  } else if (out.question.platform == nullptr) {
    bad.Add("platform", "is no platform of /v1/platforms");
  }
  if (request.id().empty() && request.name().empty()) bad.Add("id", "must be given, or a name");
  RETURN_IF_ERROR(bad.status());
  return out;
}

void Warn(v1::VerifyAccountResponse& out, std::string_view code, std::string message) {
  v1::VerifyAccountResponse::Warning& warning = *out.add_warnings();
  warning.set_code(std::string(code));
  warning.set_message(std::move(message));
}

// What is odd about an address whose account is not known.
void WarnOfUrl(const AccountUrl& url, v1::VerifyAccountResponse& out) {
  switch (url.trick) {
    case UrlTrick::kUserinfo: return Warn(out, "URL_USERINFO", "网址里“@”前面的部分不是网站，真正的网站在“@”后面，请勿打开");
    case UrlTrick::kPort: return Warn(out, "URL_PORT", "网址带有平台不用的端口，不是平台的网页，请勿打开");
    case UrlTrick::kLookalike: return Warn(out, "URL_LOOKALIKE", absl::StrCat("网址形似", url.imitated, "，不是这个平台的网页，请勿打开"));
    case UrlTrick::kHiddenSlash: return Warn(out, "URL_HIDDEN_SLASH", "网址的路径里有经过编码的斜杠，打开的可能是另一个网页，请勿打开");
    case UrlTrick::kNone: break;
  }
  if (url.platform.empty()) return Warn(out, "URL_OF_NO_PLATFORM", "网址不属于已知的平台，也不是在册账号登记的网址");
  if (url.id.empty() && url.name.empty()) Warn(out, "URL_NAMES_NO_ACCOUNT", "从网址看不出是哪个账号，请打开账号主页后用主页的网址核对，或者用账号 ID 核对");
}

}  // namespace

std::optional<grpc::ByteBuffer> VerifyHandlers::Encoded(const v1::VerifyAccountRequest& request) const {
  const PlatformTable& platforms = backend_.rules.platforms;
  if (!request.name().empty()) return std::nullopt;
  if (request.url().empty()) {
    const Platform* platform = request.id().empty() ? nullptr : platforms.FindWritten(request.platform());
    return platform == nullptr ? std::nullopt : backend_.view.AnswerById(*platform, request.id());
  }
  if (!request.platform().empty() || !request.id().empty()) return std::nullopt;
  const absl::StatusOr<AccountUrl> url = RecogniseUrl(request.url(), platforms);
  if (!url.ok() || url->id.empty()) return std::nullopt;
  const Platform* platform = platforms.Find(url->platform);
  return platform == nullptr ? std::nullopt : backend_.view.AnswerById(*platform, url->id);
}

absl::StatusOr<v1::VerifyAccountResponse> VerifyHandlers::VerifyAccount(const Call& call, const v1::VerifyAccountRequest& request) {
  ASSIGN_OR_RETURN(const Recognised asked, Recognise(backend_.rules.platforms, request));
  v1::VerifyAccountResponse response = backend_.view.Answer(asked.question);
  if (!request.url().empty() && response.verdict() == v1::VerifyAccountResponse::UNKNOWN) WarnOfUrl(asked.url, response);
  if (!asked.url.name.empty() && !request.name().empty() && FoldName(request.name()) != FoldName(asked.url.name)) {
    Warn(response, "URL_NAME_DIFFERS", "网址里的名称不是所问的名称，答复是按网址里的名称核对的");
  }
  return response;
}

}  // namespace disclosure::media
