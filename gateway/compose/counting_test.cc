#include "gateway/compose/counting.h"

#include "common/testing/matchers.h"
#include "gateway/transcode/fake_exchange.h"

namespace disclosure::gateway {
namespace {

double Count(Metrics& metrics, std::string_view kind, std::string_view code) { return metrics.Calls(kind, code).Value(); }

TEST(Counting, EveryAnswerCountsOnceByKindAndStatus) {
  Metrics metrics;
  const Handler handler = CountCalls(
      [](std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
        Response response;
        response.status = request->path == "/v1/none" ? 404 : 200;
        if (request->path != "/v1/catalogues:watch") return exchange->Reply(std::move(response));
        exchange->StartStream(std::move(response));
        exchange->Write("event");
        exchange->Finish();
      },
      metrics);
  for (const char* path : {"/v1/none", "/v1/domains", "/v1/catalogues:watch", "/readyz", "/domains/03", "/v1"}) {
    auto request = std::make_shared<Request>();
    request->path = path;
    auto exchange = std::make_shared<FakeExchange>();
    handler(request, exchange);
    EXPECT_TRUE(exchange->Wait());
  }
  EXPECT_EQ(Count(metrics, "api", "404"), 1);
  EXPECT_EQ(Count(metrics, "api", "200"), 2);
  EXPECT_EQ(Count(metrics, "probe", "200"), 1);
  EXPECT_EQ(Count(metrics, "page", "200"), 2);
}

}  // namespace
}  // namespace disclosure::gateway
