// gateway: flags, construction in order, signals.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <functional>
#include <iostream>
#include <thread>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/logging.h"
#include "common/base/memory.h"
#include "common/base/metrics.h"
#include "common/base/process.h"
#include "common/base/signals.h"
#include "common/crypto/key_ring.h"
#include "common/rpc/credentials.h"
#include "common/rpc/executor.h"
#include "common/rpc/server.h"
#include "common/rpc/service_config.h"
#include "common/rpc/status.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "disclosure/portal/v1/portal_service.grpc.pb.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "gateway/compose/counting.h"
#include "gateway/compose/edition_calls.h"
#include "gateway/compose/front.h"
#include "gateway/compose/officers.h"
#include "gateway/compose/portal_server.h"
#include "gateway/compose/public_calls.h"
#include "gateway/http/server.h"
#include "gateway/http/static_files.h"
#include "gateway/limits/admission.h"
#include "gateway/limits/gate.h"
#include "gateway/limits/trusted_proxies.h"
#include "gateway/proxy/grpc_port.h"
#include "gateway/transcode/openapi.h"
#include "protos/contract_text.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:8080", "address to serve on; port 0: any");
ABSL_FLAG(std::string, port_file, "", "file that gets the port");
ABSL_FLAG(std::string, grpc_listen, "", "address for gRPC clients of departments; \"\": none");
ABSL_FLAG(std::string, grpc_port_file, "", "file that gets the port of --grpc_listen");
ABSL_FLAG(std::string, grpc_tls_name, "", "name of the certificate in --tls_dir of --grpc_listen; \"\": --tls_name");
ABSL_FLAG(std::string, admin_listen, "", "address of /metrics, \"\" for none");
ABSL_FLAG(std::string, admin_port_file, "", "file that gets the admin port");
ABSL_FLAG(std::string, catalog, "127.0.0.1:7001", "catalog-service: address, or several by comma");
ABSL_FLAG(std::string, request, "", "request-service: address, or several by comma; \"\": none");
ABSL_FLAG(std::string, media, "", "media-service: address, or several by comma; \"\": none");
ABSL_FLAG(std::string, tls_dir, "", "directory with ca.pem, <name>.pem, <name>-key.pem for the calls of services");
ABSL_FLAG(std::string, tls_name, "gateway", "name of the certificate");
ABSL_FLAG(bool, insecure_loopback, false, "call the services in plaintext; on loopback only");
ABSL_FLAG(std::string, jwks, "", "JWKS with which bearer tokens are verified: a file, or an address (https://…)");
ABSL_FLAG(std::string, token_issuer, "", "iss that tokens must have; \"\": any");
ABSL_FLAG(std::string, token_audience, "", "aud that tokens must have; \"\": any");
ABSL_FLAG(std::string, web_dir, "", "directory with templates/ and static/ of the portal; \"\": no portal");
ABSL_FLAG(int, threads, 2, "threads of the HTTP server");
ABSL_FLAG(std::string, log_file, "", "file of the JSON log; \"\": standard error");
ABSL_FLAG(std::string, tls_cert, "", "PEM certificate chain of the HTTP port; \"\": plain HTTP");
ABSL_FLAG(std::string, tls_key, "", "PEM key of --tls_cert");
ABSL_FLAG(std::vector<std::string>, trusted_proxies, {}, "addresses and networks whose X-Forwarded-For is believed");
ABSL_FLAG(std::vector<std::string>, cors_origins, {}, "origins that browsers may call from");
ABSL_FLAG(double, rate_per_second, 50, "calls a second of one caller; published answers do not count; 0: no limit, nor on calls under way");
ABSL_FLAG(double, rate_burst, 200, "calls of one caller at once after a pause");
ABSL_FLAG(absl::Duration, part_timeout, absl::Seconds(1), "time that a part of a portal's view may take; later ones are left out");
ABSL_FLAG(int, calls_per_caller, 64, "calls of one caller under way");
ABSL_FLAG(std::string, limits, "", "CSV file of the limits by class of method; \"\": none");
ABSL_FLAG(int, most_waiting_filings, 2000, "filings over their soft limit that wait for their turn");
ABSL_FLAG(int, ipv4_prefix, 32, "bits of an IPv4 address that are one customer's");
ABSL_FLAG(int, ipv6_prefix, 64, "bits of an IPv6 address that are one customer's");
ABSL_FLAG(int, connections_per_address, 1000, "HTTP connections of one address at once; those of --trusted_proxies are not counted");
ABSL_FLAG(std::string, public_url, "",
          "where browsers find the gateway, https://zwgk.example.gov.cn; \"\": at --listen, then on loopback if officers sign in");
ABSL_FLAG(std::string, session_keys, "", "key file of the officers' sessions, the same for all replicas; \"\": no sign-in and no desk");
ABSL_FLAG(bool, make_keys, false, "make the file --session_keys and end");
ABSL_FLAG(absl::Duration, session_idle, absl::Minutes(30), "a session ends when it is not used for so long");
ABSL_FLAG(absl::Duration, session_lifetime, absl::Hours(10), "and after so long in any case");
ABSL_FLAG(std::string, oidc_issuer, "", "identity provider that officers sign in with; \"\": the local issuer in --issuer_dir");
ABSL_FLAG(std::string, oidc_client_id, "disclosure", "what --oidc_issuer calls the gateway");
ABSL_FLAG(std::string, oidc_client_secret_file, "", "file with the client's secret; \"\": a public client");
ABSL_FLAG(std::string, oidc_scope, "openid profile", "scopes to ask for");
ABSL_FLAG(std::string, oidc_ca_file, "", "PEM of the authorities of --oidc_issuer and of --jwks; \"\": those of the system");
ABSL_FLAG(std::string, claim_name, "name", "claim with the officer's name; a dot leads into an object");
ABSL_FLAG(std::string, claim_organ, "organ", "claim with the code of his organ");
ABSL_FLAG(std::string, claim_roles, "roles", "claim with the list of his roles");
ABSL_FLAG(std::string, issuer_dir, "", "directory of the local issuer: its key and its officers");
ABSL_FLAG(std::string, law_dir, "", "data/request, for the labels on the desk's forms");

namespace disclosure::gateway {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(5);
// What waits for an identity provider or hashes a password, so that the threads of HTTP never do.
constexpr int kSlowThreads = 2;
constexpr size_t kSlowQueue = 64;

// "127.0.0.1:8080", "[::1]:8080".
absl::Status SetAddress(const std::string& listen, HttpServer::Options& options) {
  const size_t colon = listen.rfind(':');
  const char* end = listen.data() + listen.size();
  if (colon == std::string::npos ||
      std::from_chars(listen.data() + colon + 1, end, options.port).ptr != end || colon + 1 == listen.size()) {
    return error::BadRequest({{"listen", "must be an address and a port, as in 127.0.0.1:8080"}});
  }
  options.address = listen.substr(0, colon);
  if (options.address.size() > 2 && options.address.front() == '[' && options.address.back() == ']') {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  return absl::OkStatus();
}

ClaimNames Claims() {
  return {absl::GetFlag(FLAGS_claim_name), absl::GetFlag(FLAGS_claim_organ), absl::GetFlag(FLAGS_claim_roles)};
}

AuthenticatorOptions BearerTokens(Executor* executor, const Clock* clock, const std::atomic<bool>* stopping) {
  AuthenticatorOptions options{.issuer = absl::GetFlag(FLAGS_token_issuer), .audience = absl::GetFlag(FLAGS_token_audience), .claims = Claims()};
  const std::string jwks = absl::GetFlag(FLAGS_jwks);
  if (jwks.rfind("https://", 0) != 0 && jwks.rfind("http://", 0) != 0) {
    options.jwks_file = jwks;
    return options;
  }
  const auto fetch = [get = HttpFetch(absl::GetFlag(FLAGS_oidc_ca_file), stopping), jwks]() -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(Fetched fetched, get({.url = jwks}));
    if (fetched.status != 200) return absl::UnavailableError(absl::StrCat(jwks, " answers ", fetched.status));
    return std::move(fetched.body);
  };
  options.keys = KeyUrl::Create(fetch, executor, clock);
  return options;
}

// `request` is a message of the file that declares `service`.
absl::StatusOr<std::shared_ptr<grpc::Channel>> DialService(const std::string& address, const google::protobuf::Descriptor& request,
                                                           const std::string& service) {
  if (absl::GetFlag(FLAGS_tls_dir).empty() && !absl::GetFlag(FLAGS_insecure_loopback)) {
    return absl::InvalidArgumentError("--tls_dir is needed; plaintext is for loopback, with --insecure_loopback");
  }
  return Dial(address, {absl::GetFlag(FLAGS_tls_dir), absl::GetFlag(FLAGS_tls_name)},
              ServiceConfigOf(*request.file()->FindServiceByName(service)));
}

absl::StatusOr<HttpServer::Options> ServerOptions(const Transcoder& transcoder, AddressPrefixes prefixes, ConcurrencyLimiter* connections) {
  HttpServer::Options options;
  RETURN_IF_ERROR(SetAddress(absl::GetFlag(FLAGS_listen), options));
  options.threads = absl::GetFlag(FLAGS_threads);
  options.cors_origins = absl::GetFlag(FLAGS_cors_origins);
  options.tls_cert = absl::GetFlag(FLAGS_tls_cert);
  options.tls_key = absl::GetFlag(FLAGS_tls_key);
  options.allows_large_body = [&transcoder](std::string_view method, std::string_view path) {
    const auto match = transcoder.routes().Match(method, path);
    return match.ok() && match->route != nullptr && match->route->large_body;
  };
  ASSIGN_OR_RETURN(TrustedProxies proxies, TrustedProxies::Parse(absl::GetFlag(FLAGS_trusted_proxies)));
  options.place_of = LimitConnections([proxies, prefixes](std::string_view peer) {
    return proxies.IsProxy(peer) ? "" : CallerOfAddress(peer, prefixes);
  }, connections);
  options.client_address = [proxies = std::move(proxies)](std::string_view peer, std::string_view forwarded) {
    return proxies.ClientAddress(peer, forwarded);
  };
  return options;
}

absl::StatusOr<Gate::Options> GateOptions() {
  Gate::Options options;
  options.prefixes = {absl::GetFlag(FLAGS_ipv4_prefix), absl::GetFlag(FLAGS_ipv6_prefix)};
  error::Violations violations;
  if (options.prefixes.ipv4 < 8 || options.prefixes.ipv4 > 32) violations.Add("ipv4_prefix", "must be from 8 to 32");
  if (options.prefixes.ipv6 < 16 || options.prefixes.ipv6 > 128) violations.Add("ipv6_prefix", "must be from 16 to 128");
  if (absl::GetFlag(FLAGS_most_waiting_filings) < 0) violations.Add("most_waiting_filings", "must not be negative");
  RETURN_IF_ERROR(violations.status());
  options.most_waiting = static_cast<size_t>(absl::GetFlag(FLAGS_most_waiting_filings));
  if (const std::string file = absl::GetFlag(FLAGS_limits); !file.empty()) {
    ASSIGN_OR_RETURN(options.limits, LimitTable::Read(file));
  }
  return options;
}

// The interface in words, and its OpenAPI document into the memory of answers.
std::vector<ApiOperation> Describe(const RouteTable& routes, PublishedAnswers& answers) {
  const ProtoComments comments{ContractText()};
  std::vector<ApiOperation> operations = DescribeOperations(routes, comments);
  const auto document = Answer::Make({.content_type = "application/json; charset=utf-8",
                                      .body = OpenApiDocument(operations, comments)});
  answers.Replace({{"/openapi.json", document}, {"/v1/openapi.json", document}});
  return operations;
}

using AssetAddress = std::function<std::string(std::string_view)>;

// The static files of the portal and the desk into the memory of answers.
absl::StatusOr<AssetAddress> LoadAssets(PublishedAnswers& answers) {
  const std::string directory = absl::GetFlag(FLAGS_web_dir);
  if (directory.empty()) return AssetAddress([](std::string_view name) { return std::string(name); });
  ASSIGN_OR_RETURN(StaticFiles loaded, StaticFiles::Load(directory + "/static", "/static/"));
  const auto files = std::make_shared<const StaticFiles>(std::move(loaded));
  answers.Replace(files->answers());
  return AssetAddress([files](std::string_view name) { return files->Url(name); });
}

// The search of the pages is held to the limit of the search of the interface.
void AdmitSearch(Gate& gate, const Request& request, Gate::Go go) {
  gate.Pass({.method_class = MethodClass::kSearch, .prefix = gate.PrefixOf(request.remote_address)}, std::move(go));
}

absl::StatusOr<std::unique_ptr<Pages>> Portal(EditionClient& editions, PublicClient& open, Gate& gate, const SnapshotHolder& snapshots,
                                              std::vector<ApiOperation> operations, const AssetAddress& assets) {
  const std::string directory = absl::GetFlag(FLAGS_web_dir);
  if (directory.empty()) return std::unique_ptr<Pages>();
  return Pages::Create({.template_directory = directory + "/templates",
                        .calls = editions.Calls(),
                        .public_calls = open.Calls(),
                        .asset_address = assets,
                        .operations = std::move(operations),
                        .admit_search = [&gate](const Request& request, Gate::Go go) { AdmitSearch(gate, request, std::move(go)); },
                        .desk = !absl::GetFlag(FLAGS_session_keys).empty()},
                       &snapshots);
}

absl::StatusOr<std::unique_ptr<Officers>> OfficersRoom(const std::shared_ptr<grpc::Channel>& requests, const AssetAddress& assets,
                                                       const Gate& gate, const SnapshotHolder& snapshots, Executor* executor,
                                                       const Clock* clock, const std::atomic<bool>* stopping) {
  if (absl::GetFlag(FLAGS_session_keys).empty()) return std::unique_ptr<Officers>();
  HttpServer::Options listen;
  RETURN_IF_ERROR(SetAddress(absl::GetFlag(FLAGS_listen), listen));
  Officers::Options options{.public_url = absl::GetFlag(FLAGS_public_url),
                            .listen_address = listen.address,
                            .tls = !absl::GetFlag(FLAGS_tls_cert).empty(),
                            .key_file = absl::GetFlag(FLAGS_session_keys),
                            .idle = absl::GetFlag(FLAGS_session_idle),
                            .lifetime = absl::GetFlag(FLAGS_session_lifetime),
                            .oidc_issuer = absl::GetFlag(FLAGS_oidc_issuer),
                            .client_id = absl::GetFlag(FLAGS_oidc_client_id),
                            .client_secret_file = absl::GetFlag(FLAGS_oidc_client_secret_file),
                            .scope = absl::GetFlag(FLAGS_oidc_scope),
                            .ca_file = absl::GetFlag(FLAGS_oidc_ca_file),
                            .stopping = stopping,
                            .claims = Claims(),
                            .accounts_dir = absl::GetFlag(FLAGS_issuer_dir),
                            .prefix_of = [&gate](std::string_view address) { return gate.PrefixOf(address); },
                            .template_dir = absl::GetFlag(FLAGS_web_dir) + "/templates",
                            .law_dir = absl::GetFlag(FLAGS_law_dir),
                            .asset_address = assets,
                            .snapshots = &snapshots};
  return Officers::Create(std::move(options), requests, executor, clock);
}

// The port of --grpc_listen; null if there is none. A client may come without a certificate: it then has a token, or is
// anybody.
absl::StatusOr<std::unique_ptr<GrpcPort>> StartGrpcPort(ByteProxy& proxy, const std::vector<Backend>& backends) {
  const std::string listen = absl::GetFlag(FLAGS_grpc_listen);
  if (listen.empty()) return std::unique_ptr<GrpcPort>();
  GrpcPort::Options options{.listen = listen, .credentials = grpc::InsecureServerCredentials()};
  if (const std::string directory = absl::GetFlag(FLAGS_tls_dir); !directory.empty()) {
    const std::string name = absl::GetFlag(FLAGS_grpc_tls_name);
    ASSIGN_OR_RETURN(options.credentials,
                     ServerCredentials({directory, name.empty() ? absl::GetFlag(FLAGS_tls_name) : name}, ClientCertificates::kOptional));
  }
  std::vector<std::string> services;
  for (const Backend& backend : backends) services.push_back(backend.service);
  ASSIGN_OR_RETURN(std::unique_ptr<GrpcPort> port, GrpcPort::Start(options, &proxy, services));
  RETURN_IF_ERROR(WritePortFile(absl::GetFlag(FLAGS_grpc_port_file), port->port()));
  return port;
}

// The channels of the services; null for those that the gateway does not have. Naming a message of each service's file also
// makes the linker take its description along.
absl::StatusOr<PortalViews::Channels> DialServices() {
  PortalViews::Channels channels;
  ASSIGN_OR_RETURN(channels.catalog,
                   DialService(absl::GetFlag(FLAGS_catalog), *catalog::v1::GetCatalogueRequest::descriptor(), "CatalogService"));
  if (const std::string address = absl::GetFlag(FLAGS_request); !address.empty()) {
    ASSIGN_OR_RETURN(channels.request, DialService(address, *request::v1::ImportCalendarRequest::descriptor(), "RequestService"));
  }
  if (const std::string address = absl::GetFlag(FLAGS_media); !address.empty()) {
    ASSIGN_OR_RETURN(channels.media, DialService(address, *media::v1::AccountActRequest::descriptor(), "MediaService"));
  }
  return channels;
}

std::vector<Backend> BackendsOf(const PortalViews::Channels& channels, std::shared_ptr<grpc::Channel> portal) {
  std::vector<Backend> backends = {{catalog::v1::CatalogService::service_full_name(), channels.catalog},
                                   {portal::v1::PortalService::service_full_name(), std::move(portal)}};
  if (channels.request != nullptr) backends.push_back({request::v1::RequestService::service_full_name(), channels.request});
  if (channels.media != nullptr) backends.push_back({media::v1::MediaService::service_full_name(), channels.media});
  return backends;
}

absl::Status Serve(const sigset_t& stop) {
  const SystemClock clock;
  Metrics metrics;
  if (const std::string admin = absl::GetFlag(FLAGS_admin_listen); !admin.empty()) {
    ASSIGN_OR_RETURN(const int port, metrics.Serve(admin));
    RETURN_IF_ERROR(WritePortFile(absl::GetFlag(FLAGS_admin_port_file), port));
  }
  // The channels are first, so that they go last: see transcode/active_calls.h.
  ASSIGN_OR_RETURN(const PortalViews::Channels channels, DialServices());
  std::atomic<bool> stopping{false};
  auto executor = std::make_unique<Executor>(kSlowThreads, kSlowQueue);
  Authenticator authenticator(BearerTokens(executor.get(), &clock, &stopping), clock);
  // Exchanges under way give their places back: these outlive the rooms that hold exchanges.
  RateLimiter rate({.per_second = absl::GetFlag(FLAGS_rate_per_second), .burst = absl::GetFlag(FLAGS_rate_burst)},
                   &clock);
  ConcurrencyLimiter concurrency(static_cast<size_t>(absl::GetFlag(FLAGS_calls_per_caller)));
  ConcurrencyLimiter connections(static_cast<size_t>(std::max(1, absl::GetFlag(FLAGS_connections_per_address))));
  ASSIGN_OR_RETURN(Gate::Options gate_options, GateOptions());
  const AddressPrefixes prefixes = gate_options.prefixes;
  Gate gate(std::move(gate_options), &clock);
  gate.StartThread();
  PublishedAnswers answers;
  SnapshotHolder snapshots;
  PublishedState state(&answers, &snapshots, &clock);
  PublishedFeed feed(channels.catalog, &state);
  EditionClient editions(channels.catalog);
  PortalViews views(channels, &snapshots, &clock, absl::GetFlag(FLAGS_part_timeout));
  ASSIGN_OR_RETURN(const std::unique_ptr<PortalServer> portal, PortalServer::Start(views, metrics));
  PublicClient open(portal->Channel(), channels.media, channels.request);
  const std::vector<Backend> backends = BackendsOf(channels, portal->Channel());
  ASSIGN_OR_RETURN(const AssetAddress assets, LoadAssets(answers));
  ASSIGN_OR_RETURN(const std::unique_ptr<Officers> officers,
                   OfficersRoom(channels.request, assets, gate, snapshots, executor.get(), &clock, &stopping));
  const Callers callers(&authenticator, officers ? &officers->sessions() : nullptr, officers ? &officers->origin() : nullptr);
  ASSIGN_OR_RETURN(const std::unique_ptr<Transcoder> transcoder,
                   Transcoder::Create(backends, [&](const Request& request) { return callers.Authenticate(request); }, &gate));
  ASSIGN_OR_RETURN(const std::unique_ptr<Pages> pages,
                   Portal(editions, open, gate, snapshots, Describe(transcoder->routes(), answers), assets));
  ReturnFreedMemory();  // of the descriptions' making
  const bool limited = absl::GetFlag(FLAGS_rate_per_second) > 0;
  Handler front = FrontHandler({&callers, transcoder.get(), pages.get(), officers.get(), &state, &feed});
  if (limited) {
    front = LimitCallers(std::move(front),
                         [&](const Request& request) { return LimitedCaller(callers, gate, request); }, &rate, &concurrency);
  }
  const Handler handler = CountCalls(std::move(front), metrics);
  ASSIGN_OR_RETURN(const HttpServer::Options options, ServerOptions(*transcoder, prefixes, &connections));
  ASSIGN_OR_RETURN(const std::unique_ptr<ByteProxy> proxy,
                   ByteProxy::Create({.backends = backends,
                                      .authenticator = &authenticator,
                                      .gate = &gate,
                                      .rate = limited ? &rate : nullptr,
                                      .concurrency = limited ? &concurrency : nullptr,
                                      .client_address = options.client_address,
                                      .ended = [&metrics](grpc::StatusCode code, absl::Duration took) {
                                        metrics.Calls("grpc", absl::StatusCodeToString(static_cast<absl::StatusCode>(code))).Increment();
                                        metrics.Latency("grpc").Observe(absl::ToDoubleSeconds(took));
                                      }}));
  HttpServer server(options, handler, &answers);
  std::unique_ptr<GrpcPort> grpc_port;
  ASSIGN_OR_RETURN(const int port, server.Start());
  const absl::Cleanup end = [&] {
    stopping = true;  // nobody is waited for who asks an identity provider
    gate.Close();     // who waits is told, while his connection is there
    // Both ports together, so that neither goes on serving while the other is emptied.
    std::thread departments([&] {
      if (grpc_port != nullptr) grpc_port->Stop(kGrace);
    });
    server.Stop(kGrace);
    departments.join();
    executor.reset();  // with what it was still to do, before the rooms that it was for
    if (officers) officers->Stop();
    editions.Stop();  // before the pages, to which their calls return
    open.Stop();
  };
  ASSIGN_OR_RETURN(grpc_port, StartGrpcPort(*proxy, backends));
  if (officers) officers->Listens(port);
  RETURN_IF_ERROR(WritePortFile(absl::GetFlag(FLAGS_port_file), port));
  Log(LogLevel::kInfo, "serving", {{"port", std::to_string(port)}});
  WaitForStop(stop);
  Log(LogLevel::kInfo, "stopping");
  return absl::OkStatus();
}

absl::Status Main(const sigset_t& stop) {
  RETURN_IF_ERROR(StartLogging("gateway", absl::GetFlag(FLAGS_log_file)));
  SetErrorDomain("gateway.disclosure");
  if (absl::GetFlag(FLAGS_make_keys)) return crypto::GenerateKeyFile(absl::GetFlag(FLAGS_session_keys));
  return Serve(stop);
}

}  // namespace
}  // namespace disclosure::gateway

int main(int argc, char** argv) {
  disclosure::TuneProcess();
  absl::SetProgramUsageMessage("gateway: HTTP/JSON and the portal. `disclosure up` starts it.");
  absl::ParseCommandLine(argc, argv);
  const sigset_t stop = disclosure::BlockStopSignals();
  if (const absl::Status status = disclosure::gateway::Main(stop); !status.ok()) {
    disclosure::Log(disclosure::LogLevel::kError, "cannot run", {{"detail", std::string(status.message())}});
    std::cerr << "gateway: " << status.message() << "\n";
    return 1;
  }
  return 0;
}
