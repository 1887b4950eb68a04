#include "gateway/compose/portal_server.h"

#include <utility>

#include "common/rpc/executor.h"
#include "common/rpc/unary.h"
#include "disclosure/portal/v1/portal_service.grpc.pb.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace disclosure::gateway {
namespace {

namespace v1 = ::disclosure::portal::v1;

class Service final : public v1::PortalService::CallbackService {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;

  Service(PortalViews& views, UnaryRunner& runner) : views_(views), runner_(runner) {}

#define DISCLOSURE_VIEW(Method, View)                                                                                    \
  Unary* Method(Context* context, const v1::Method##Request* request, v1::View* view) override {                         \
    return runner_.RunLater(context, #Method, [&](const Call& call, UnaryRunner::Done done) {                            \
      views_.Method(call, *request, view, std::move(done));                                                              \
    });                                                                                                                  \
  }
  DISCLOSURE_VIEW(GetHome, Home)
  DISCLOSURE_VIEW(GetOrganPage, OrganPage)
  DISCLOSURE_VIEW(SearchPortal, SearchPortalResponse)
  DISCLOSURE_VIEW(SuggestBeforeFiling, SuggestBeforeFilingResponse)
  DISCLOSURE_VIEW(GetStatistics, Statistics)
#undef DISCLOSURE_VIEW

 private:
  PortalViews& views_;
  UnaryRunner& runner_;
};

class InProcess final : public PortalServer {
 public:
  // Nobody but the gateway reaches it, so what the metadata says of the caller is the gateway's word.
  static constexpr UnaryRunner::Options kOptions = {.trust_plaintext = true, .default_timeout = absl::Seconds(30)};

  InProcess(PortalViews& views, std::unique_ptr<Executor> executor, std::unique_ptr<UnaryRunner> runner)
      : executor_(std::move(executor)), runner_(std::move(runner)), service_(views, *runner_) {
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
  }
  ~InProcess() override {
    server_->Shutdown(std::chrono::system_clock::now());
    server_->Wait();
  }
  std::shared_ptr<grpc::Channel> Channel() override { return server_->InProcessChannel({}); }

 private:
  const std::unique_ptr<Executor> executor_;
  const std::unique_ptr<UnaryRunner> runner_;
  Service service_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PortalServer>> PortalServer::Start(PortalViews& views, Metrics& metrics) {
  auto executor = std::make_unique<Executor>(1, 1);  // its handlers never use it
  ASSIGN_OR_RETURN(std::unique_ptr<UnaryRunner> runner,
                   UnaryRunner::Create(*v1::Home::descriptor()->file()->FindServiceByName("PortalService"), *executor, metrics, InProcess::kOptions));
  return std::make_unique<InProcess>(views, std::move(executor), std::move(runner));
}

}  // namespace disclosure::gateway
