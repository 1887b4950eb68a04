#include "gateway/web/api_pages.h"

#include <optional>

#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "gateway/web/html_check.h"
#include "gateway/web/pages.h"
#include "gateway/web/snapshot_fixture.h"
#include "gmock/gmock.h"
#include "protos/contract_text.h"

namespace disclosure::gateway {
namespace {

using testing::HtmlPage;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PageExchange final : public Exchange {
 public:
  void Reply(Response response) override { reply = std::move(response); }
  void StartStream(Response) override { ADD_FAILURE(); }
  bool Write(std::string) override { return false; }
  void Finish() override {}
  void OnCancel(std::function<void()>) override {}

  std::optional<Response> reply;
};

class ApiPages : public ::testing::Test {
 protected:
  ApiPages() {
    auto routes = RouteTable::Create({catalog::v1::GetCatalogueRequest::descriptor()->file()->service(0),
                                      request::v1::FileRequestRequest::descriptor()->file()->service(0)});
    EXPECT_OK(routes);
    routes_.emplace(*std::move(routes));
    operations_ = DescribeOperations(*routes_, ProtoComments(ContractText()));
    auto pages = Pages::Create({.template_directory = DISCLOSURE_SOURCE_DIR "/gateway/web/templates",
                                .calls = {},
                                .asset_address = [](std::string_view name) { return "/static/" + std::string(name); },
                                .operations = operations_},
                               &snapshots_);
    EXPECT_OK(pages);
    pages_ = *std::move(pages);
  }

  std::string Get(const std::string& path, int status = 200) {
    auto request = std::make_shared<Request>();
    request->method = "GET";
    request->path = path;
    auto exchange = std::make_shared<PageExchange>();
    pages_->Handle(request, exchange);
    EXPECT_EQ(exchange->reply->status, status) << path;
    return *exchange->reply->body;
  }

  std::optional<RouteTable> routes_;
  std::vector<ApiOperation> operations_;
  SnapshotHolder snapshots_;
  std::unique_ptr<Pages> pages_;
};

TEST_F(ApiPages, TheListLeadsToEveryOperation) {
  const std::string html = Get("/api");
  EXPECT_THAT(HtmlPage(html).Faults(), IsEmpty());
  for (const ApiOperation& operation : operations_) EXPECT_THAT(html, HasSubstr("href=\"/api/" + operation.id + "\""));
}

TEST_F(ApiPages, EachOperationHasAPageWithoutFaults) {
  for (const ApiOperation& operation : operations_) {
    EXPECT_THAT(HtmlPage(Get("/api/" + operation.id)).Faults(), IsEmpty()) << operation.id;
  }
}

TEST_F(ApiPages, AnOperationShowsItsParametersWhoMayAndAnExample) {
  const std::string html = Get("/api/CatalogService_ExportCatalogue");
  const HtmlPage page(html);
  EXPECT_THAT(page.BodyText(), HasSubstr("任何人，不用令牌"));
  EXPECT_THAT(page.BodyText(), HasSubstr("curl -OJ 'http://本站地址/v1/divisions/330108/catalogues/03:export'"));
  EXPECT_THAT(html, HasSubstr("<option value=\"XLSX\">"));
  EXPECT_THAT(html, HasSubstr("data-path=\"/v1/divisions/{division}/catalogues/{catalogue}:export\""));
  const HtmlPage filing(Get("/api/RequestService_FileRequest"));
  EXPECT_THAT(HtmlPage::Text(filing.All(GUMBO_TAG_TEXTAREA)[0]), HasSubstr("\"applicant\": {"));
}

TEST_F(ApiPages, WhatIsNoOperationIsNotThere) {
  Get("/api/CatalogService_Nothing", 404);
  Get("/api/a/b", 404);
}

}  // namespace
}  // namespace disclosure::gateway
