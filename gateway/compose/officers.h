// The rooms of those who are signed in: sessions, the sign-in, the local issuer where there is one, the desk.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/rpc/executor.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/origin.h"
#include "gateway/auth/sealed_text.h"
#include "gateway/auth/sessions.h"
#include "gateway/auth/sign_in.h"
#include "gateway/compose/snapshot.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/desk_frame.h"
#include "gateway/http/message.h"
#include "gateway/issuer/local_issuer.h"
#include "grpcpp/channel.h"

namespace disclosure::gateway {

// Thread safe.
class Officers {
 public:
  struct Options {
    // "https://zwgk.example.gov.cn"; its scheme says whether cookies need TLS. "": where the server listens, which must be on
    // loopback: nobody else finds such an address, or by plain HTTP safely.
    std::string public_url;
    std::string listen_address;  // of the HTTP server, without the port
    bool tls = false;            // the HTTP server's own
    std::string key_file;      // crypto/key_ring.h; the same for all replicas
    absl::Duration idle;
    absl::Duration lifetime;
    std::string oidc_issuer;   // "": the local issuer
    std::string client_id;
    std::string client_secret_file;  // "": none
    std::string scope;
    std::string ca_file;
    const std::atomic<bool>* stopping = nullptr;  // true: the provider is not waited for any more
    ClaimNames claims;
    std::string accounts_dir;  // of the local issuer
    // What addresses count as one when passwords are tried: Gate::PrefixOf.
    std::function<std::string(std::string_view)> prefix_of;
    std::string template_dir;
    std::string law_dir;       // data/request, for the labels of replies
    std::function<std::string(std::string_view)> asset_address;
    const SnapshotHolder* snapshots = nullptr;  // the directory of organs; outlives it
  };

  // `requests` may be null: a desk that says so. `executor`, which blocks where a provider is asked or a password hashed, is
  // emptied before this goes; it and `clock` outlive it otherwise. Errors: those of the key file, the templates and the tables;
  // INVALID_ARGUMENT (BAD_PUBLIC_URL, PUBLIC_URL_NEEDED, BAD_ISSUER).
  static absl::StatusOr<std::unique_ptr<Officers>> Create(Options options, const std::shared_ptr<grpc::Channel>& requests, Executor* executor,
                                                          const Clock* clock);

  static bool Owns(std::string_view path);
  void Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);

  // An exchange that tells the browser its session goes on, where that is due. It goes before the officers do.
  std::shared_ptr<Exchange> Renewing(const Request& request, std::shared_ptr<Exchange> exchange) const;

  // The HTTP server listens on `port`: part of the address where no other is configured. Before anybody signs in.
  void Listens(int port);

  const Origin& origin() const { return *origin_; }
  const Sessions& sessions() const { return *sessions_; }
  // Cancels the desk's calls and waits for them.
  void Stop() { desk_->Stop(); }

 private:
  Officers() = default;

  bool at_own_port_ = false;  // no public_url
  std::unique_ptr<Origin> origin_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<Sessions> sessions_;
  std::unique_ptr<DeskFrame> frame_;
  std::unique_ptr<LocalIssuer> local_;  // null: another provider
  std::unique_ptr<IdentityProvider> provider_;
  std::unique_ptr<SignIn> sign_in_;
  std::unique_ptr<Desk> desk_;
};

}  // namespace disclosure::gateway
