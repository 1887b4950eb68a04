// The pages over the sample catalogues, with services that say what a test wants.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "gateway/web/html_check.h"
#include "gateway/web/pages.h"
#include "gateway/web/service_fixture.h"
#include "gateway/web/snapshot_fixture.h"
#include "gmock/gmock.h"

namespace disclosure::gateway::testing {

using catalog::v1::Edition;
using catalog::v1::EditionDiff;
using catalog::v1::ListEditionsResponse;
using request::v1::AnnualReport;

inline constexpr char kCatalogue[] = "/divisions/330108/catalogues/03";
inline constexpr char kTemplates[] = DISCLOSURE_SOURCE_DIR "/gateway/web/templates";

class RecordingExchange final : public Exchange {
 public:
  void Reply(Response response) override { reply = std::move(response); }
  void StartStream(Response) override { ADD_FAILURE() << "pages do not stream"; }
  bool Write(std::string) override { return false; }
  void Finish() override {}
  void OnCancel(std::function<void()>) override {}

  std::optional<Response> reply;
};

inline std::string HeaderOf(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

// What the services would say.
struct FakeService {
  absl::StatusOr<ListEditionsResponse> editions = ListEditionsResponse();
  absl::StatusOr<Edition> edition = Edition();
  absl::StatusOr<EditionDiff> diff = EditionDiff();
  int base_asked = -1;
  absl::StatusOr<media::v1::ListPlatformsResponse> platforms = Platforms();
  absl::StatusOr<media::v1::ListAccountsResponse> accounts = media::v1::ListAccountsResponse();
  absl::StatusOr<media::v1::VerifyAccountResponse> verdict = media::v1::VerifyAccountResponse();
  media::v1::ListAccountsRequest accounts_asked;
  media::v1::VerifyAccountRequest verdict_asked;
  absl::StatusOr<request::v1::ListAnnualReportsResponse> published = request::v1::ListAnnualReportsResponse();
  std::string reports_asked;
  std::map<std::string, absl::StatusOr<AnnualReport>> reports;  // by name; others are NOT_FOUND

  absl::StatusOr<portal::v1::SearchPortalResponse> found = portal::v1::SearchPortalResponse();
  std::optional<portal::v1::SearchPortalRequest> searched;
  absl::Status admission;  // of a search
  absl::StatusOr<portal::v1::OrganPage> organ_page = portal::v1::OrganPage();

  PublicCalls OpenCalls() {
    return {[this](auto request, auto done) {
              searched = request;
              done(found);
            },
            [this](auto, auto done) { done(organ_page); },
            [this](auto, auto done) { done(platforms); },
            [this](auto request, auto done) {
              accounts_asked = request;
              done(accounts);
            },
            [this](auto request, auto done) {
              verdict_asked = request;
              done(verdict);
            },
            [this](auto request, auto done) {
              reports_asked = request.parent();
              done(published);
            },
            [this](auto request, auto done) {
              const auto found = reports.find(request.name());
              done(found == reports.end() ? absl::StatusOr<AnnualReport>(absl::NotFoundError("none")) : found->second);
            }};
  }

  EditionCalls Calls() {
    return {[this](auto, auto done) { done(editions); }, [this](auto, auto done) { done(edition); },
            [this](auto request, auto done) {
              base_asked = request.base();
              done(diff);
            }};
  }
};

class PageFixture : public ::testing::Test {
 protected:
  PageFixture() { Show(Samples()); }

  static const Snapshot& Samples() {
    static const Snapshot* const kSamples = new Snapshot(SampleSnapshot(DISCLOSURE_SOURCE_DIR));
    return *kSamples;
  }

  // The edition in force of catalogue 03.
  static Edition Sample() { return *Samples().editions.at(kCatalogue + 1)->Whole(); }

  void Show(Snapshot snapshot) {
    snapshots_.Set(std::make_shared<const Snapshot>(std::move(snapshot)));
    auto pages = Pages::Create({.template_directory = kTemplates,
                                .calls = service_.Calls(),
                                .public_calls = service_.OpenCalls(),
                                .asset_address = [](std::string_view name) { return "/static/" + std::string(name); },
                                .admit_search = [this](const Request&, const auto& go) { go(service_.admission); }},
                               &snapshots_);
    ASSERT_OK(pages);
    pages_ = *std::move(pages);
  }

  Response Get(const std::string& path, const std::string& query = "", Headers headers = {},
               const std::string& method = "GET") {
    auto request = std::make_shared<Request>();
    request->method = method;
    request->path = path;
    request->query = query;
    request->headers = std::move(headers);
    auto exchange = std::make_shared<RecordingExchange>();
    pages_->Handle(request, exchange);
    return exchange->reply.value_or(Response{.status = 0});
  }

  std::string Html(const std::string& path, const std::string& query = "") {
    const Response response = Get(path, query);
    return response.body == nullptr ? "" : *response.body;
  }

  // Two editions of catalogue 03, the first withdrawn, and what changed.
  void FillService() {
    const Edition now = Sample();
    ListEditionsResponse list;
    *list.add_editions() = now;
    Edition old = now;
    old.clear_items();
    old.set_edition(1);
    old.set_name(absl::StrCat(now.catalogue(), "/editions/1"));
    old.set_state(Edition::WITHDRAWN);
    old.set_withdraw_reason("公开依据引用有误");
    *list.add_editions() = old;
    service_.editions = list;
    service_.edition = old;
    EditionDiff diff;
    diff.set_name(now.name());
    diff.set_base(old.name());
    *diff.add_added() = now.items(1);
    *diff.add_removed() = now.items(2);
    diff.mutable_removed(0)->set_name(absl::StrCat(now.catalogue(), "/items/gone"));
    auto* change = diff.add_changed();
    *change->mutable_item() = now.items(0);
    auto* field = change->add_fields();
    field->set_field("time_limit_text");
    field->set_before("及时公开");
    field->set_after("实时公开");
    service_.diff = diff;
    *service_.accounts->add_accounts() = SampleAccount();
    service_.verdict->set_verdict(media::v1::VerifyAccountResponse::GENUINE);
    *service_.verdict->mutable_account() = SampleAccount();
    service_.reports = {{"organs/330108-jyj/annualReports/2025", SampleReport("杭州市滨江区教育局", 2025)},
                        {"divisions/330108/annualReports/2020", SampleReport("滨江区", 2020)}};
  }

  FakeService service_;
  SnapshotHolder snapshots_;
  std::unique_ptr<Pages> pages_;
};

}  // namespace disclosure::gateway::testing
