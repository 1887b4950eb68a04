// What is answered from memory over gRPC, against a bare callback server that returns the same ByteBuffer, same security, same
// client, 16 calls in flight; three interleaved rounds, medians.
//
//   grpc_bench --suite DATA_DIRECTORY [--call catalogue|accounts|verify] [--seconds 3]        (the suite runs: ./disclosure up)
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <iostream>
#include <mutex>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/rpc/credentials.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/server_builder.h"

ABSL_FLAG(std::string, suite, "var", "data directory of the running suite");
ABSL_FLAG(std::string, call, "catalogue", "catalogue, accounts (the first page) or verify");
ABSL_FLAG(std::string, name, "divisions/330108/catalogues/03", "catalogue to read");
ABSL_FLAG(std::string, url, "https://weibo.com/u/1749127163", "account to verify");
ABSL_FLAG(int, seconds, 3, "per run");
ABSL_FLAG(int, rounds, 3, "interleaved runs of each");
ABSL_FLAG(int, in_flight, 16, "calls in flight");

namespace disclosure {
namespace {

// One of the calls that are compared.
struct Compared {
  std::string process;
  std::string method;
  std::string request;  // encoded
};
Compared CallOf(const std::string& call) {
  if (call == "accounts") return {"media-service", "/disclosure.media.v1.MediaService/ListAccounts", ""};
  if (call == "verify") {
    media::v1::VerifyAccountRequest request;
    request.set_url(absl::GetFlag(FLAGS_url));
    return {"media-service", "/disclosure.media.v1.MediaService/VerifyAccount", request.SerializeAsString()};
  }
  catalog::v1::GetCatalogueRequest request;
  request.set_name(absl::GetFlag(FLAGS_name));
  return {"catalog-service", "/disclosure.catalog.v1.CatalogService/GetCatalogue", request.SerializeAsString()};
}

grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context, const grpc::ByteBuffer& answer, grpc::ByteBuffer* response) {
  *response = answer;
  auto* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

// The limits: they answer with the bytes, whatever is asked.
class BareCatalogue final : public catalog::v1::CatalogService::WithRawCallbackMethod_GetCatalogue<catalog::v1::CatalogService::CallbackService> {
 public:
  explicit BareCatalogue(const grpc::ByteBuffer& answer) : answer_(answer) {}
  grpc::ServerUnaryReactor* GetCatalogue(grpc::CallbackServerContext* context, const grpc::ByteBuffer*, grpc::ByteBuffer* response) override {
    return Answer(context, answer_, response);
  }

 private:
  const grpc::ByteBuffer answer_;
};
using RawMedia =
    media::v1::MediaService::WithRawCallbackMethod_ListAccounts<media::v1::MediaService::WithRawCallbackMethod_VerifyAccount<media::v1::MediaService::CallbackService>>;
class BareMedia final : public RawMedia {
 public:
  explicit BareMedia(const grpc::ByteBuffer& answer) : answer_(answer) {}
  grpc::ServerUnaryReactor* ListAccounts(grpc::CallbackServerContext* context, const grpc::ByteBuffer*, grpc::ByteBuffer* response) override {
    return Answer(context, answer_, response);
  }
  grpc::ServerUnaryReactor* VerifyAccount(grpc::CallbackServerContext* context, const grpc::ByteBuffer*, grpc::ByteBuffer* response) override {
    return Answer(context, answer_, response);
  }

 private:
  const grpc::ByteBuffer answer_;
};

// In a process of its own, like the service; prints its port to `out` and serves until killed.
[[noreturn]] void ServeBare(const std::string& tls_dir, const grpc::Slice& bytes, int out) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const grpc::ByteBuffer answer(&bytes, 1);
  BareCatalogue catalogue(answer);
  BareMedia media(answer);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", *ServerCredentials({tls_dir, "catalog-service"}), &port);
  builder.RegisterService(&catalogue);
  builder.RegisterService(&media);
  const auto server = builder.BuildAndStart();
  if (write(out, &port, sizeof port) != sizeof port) _exit(1);
  server->Wait();
  _exit(0);
}

// Keeps `in_flight` calls under way for some time and counts them.
class Load {
 public:
  Load(std::shared_ptr<grpc::Channel> channel, const Compared& compared) : stub_(std::move(channel)), method_(compared.method) {
    const grpc::Slice slice(compared.request);
    request_ = grpc::ByteBuffer(&slice, 1);
  }

  double CallsPerSecond(int in_flight, absl::Duration time) {
    end_ = absl::Now() + time;
    count_ = 0;
    running_ = in_flight;
    for (int i = 0; i < in_flight; ++i) Start();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return running_ == 0; });
    return static_cast<double>(count_) / absl::ToDoubleSeconds(time);
  }

  grpc::ByteBuffer One() {
    CallsPerSecond(1, absl::Milliseconds(1));
    return last_;
  }

 private:
  struct Pending {
    grpc::ClientContext context;
    grpc::ByteBuffer response;
  };

  void Start() {
    auto* call = new Pending;
    stub_.UnaryCall(&call->context, method_, {}, &request_, &call->response, [this, call](const grpc::Status& status) {
      if (!status.ok()) {
        std::cerr << status.error_message() << "\n";
        std::exit(1);
      }
      ++count_;
      const bool again = absl::Now() < end_;
      if (again) Start();
      if (!again) {
        std::lock_guard lock(mutex_);
        last_ = call->response;
        --running_;
        done_.notify_all();
      }
      delete call;
    });
  }

  grpc::GenericStub stub_;
  const std::string method_;
  grpc::ByteBuffer request_;
  absl::Time end_;
  std::atomic<int64_t> count_ = 0;
  std::mutex mutex_;
  std::condition_variable done_;
  int running_ = 0;
  grpc::ByteBuffer last_;
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

int Run() {
  const std::string suite = absl::GetFlag(FLAGS_suite);
  const Compared compared = CallOf(absl::GetFlag(FLAGS_call));
  // The bare server is forked before this process uses gRPC, and gets the answer through a pipe.
  int to_bare[2], from_bare[2];
  if (pipe(to_bare) != 0 || pipe(from_bare) != 0) return 1;
  const pid_t bare = fork();
  if (bare == 0) {
    std::string bytes;
    size_t size = 0;
    if (read(to_bare[0], &size, sizeof size) != sizeof size) _exit(1);
    bytes.resize(size);
    for (size_t got = 0; got < size;) {
      const ssize_t n = read(to_bare[0], bytes.data() + got, size - got);
      if (n <= 0) _exit(1);
      got += n;
    }
    ServeBare(suite + "/pki", grpc::Slice(bytes), from_bare[1]);
  }
  std::ifstream port_file(absl::StrCat(suite, "/run/", compared.process, ".port"));
  int port = 0;
  if (!(port_file >> port)) {
    std::cerr << "no suite runs on " << suite << "\n";
    return 1;
  }
  const auto service_channel = Dial(absl::StrCat("127.0.0.1:", port), {suite + "/pki", "ctl-operator"});
  if (!service_channel.ok()) return std::cerr << service_channel.status() << "\n", 1;
  Load service(*service_channel, compared);
  grpc::Slice answer;
  if (!service.One().DumpToSingleSlice(&answer).ok()) return 1;
  const size_t size = answer.size();
  if (write(to_bare[1], &size, sizeof size) < 0 || write(to_bare[1], answer.begin(), size) < 0) return 1;
  int bare_port = 0;
  if (read(from_bare[0], &bare_port, sizeof bare_port) != sizeof bare_port) return 1;
  Load limit(*Dial(absl::StrCat("127.0.0.1:", bare_port), {suite + "/pki", "ctl-operator"}), compared);

  const absl::Duration time = absl::Seconds(absl::GetFlag(FLAGS_seconds));
  const int in_flight = absl::GetFlag(FLAGS_in_flight);
  limit.CallsPerSecond(in_flight, absl::Milliseconds(500));
  service.CallsPerSecond(in_flight, absl::Milliseconds(500));
  std::vector<double> limits, services, ratios;
  for (int round = 0; round < absl::GetFlag(FLAGS_rounds); ++round) {
    limits.push_back(limit.CallsPerSecond(in_flight, time));
    services.push_back(service.CallsPerSecond(in_flight, time));
  }
  std::cout << absl::StrFormat("%s %d bytes, %d in flight, mTLS: %s %.0f/s, bare %.0f/s, ratio %.2f\n",
                               compared.method.substr(compared.method.rfind('/') + 1), size, in_flight, compared.process,
                               Median(services), Median(limits), Median(services) / Median(limits));
  kill(bare, SIGKILL);
  return 0;
}

}  // namespace
}  // namespace disclosure

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  return disclosure::Run();
}
