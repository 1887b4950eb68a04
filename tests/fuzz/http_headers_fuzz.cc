// What the gateway parses itself before anybody is authenticated: requests, their targets, Accept-Encoding,
// If-None-Match, X-Forwarded-For.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "gateway/http/negotiation.h"
#include "gateway/http/request_reader.h"
#include "gateway/http/target.h"
#include "gateway/limits/trusted_proxies.h"

namespace disclosure::gateway {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

// Reads `text` in pieces of `piece` bytes and returns what was understood.
std::string ReadAll(std::string_view text, size_t piece) {
  const ReadLimits limits{.header_bytes = 2048,
                          .target_bytes = 512,
                          .header_fields = 20,
                          .body_bytes = 4096,
                          .all_bodies_bytes = 8192};
  std::atomic<size_t> bodies{0};
  std::string understood;
  {
    RequestReader reader(limits, bodies);
    for (;;) {
      const RequestReader::Step step = reader.Advance();
      if (step == RequestReader::Step::kError) {
        Check(reader.error().status >= 400 && !reader.error().reason.empty());
        understood += "error";
        break;
      }
      if (step == RequestReader::Step::kDone) {
        (void)CheckTarget(reader.head().target);
        const auto request = reader.TakeRequest();
        Check(request->body.size() <= limits.body_bytes && request->path.size() <= limits.target_bytes);
        understood +=
            request->method + " " + request->path + "?" + request->query + "\n" + request->body + "\n";
        reader.Next();
        continue;
      }
      if (text.empty()) break;
      const auto [room, size] = reader.Prepare();
      Check(size > 0);
      const size_t taken = std::min({size, piece, text.size()});
      std::memcpy(room, text.data(), taken);
      reader.Commit(taken);
      text.remove_prefix(taken);
    }
  }
  Check(bodies == 0);
  return understood;
}

}  // namespace
}  // namespace disclosure::gateway

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace disclosure::gateway;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string whole = ReadAll(text, size + 1);
  // How the bytes are cut must not change what they mean. (An error may be found earlier or later.)
  const std::string bytewise = ReadAll(text, 1);
  Check(whole.substr(0, whole.find("error")) == bytewise.substr(0, bytewise.find("error")));
  (void)ChooseEncoding(text, true, true);
  (void)NamesEtag(text, "\"tag\"");
  static const TrustedProxies proxies = *TrustedProxies::Parse({"127.0.0.0/8", "::/0"});
  (void)proxies.ClientAddress("127.0.0.1", text);
  if (const auto target = SplitTarget(text)) (void)CheckTarget(*target);
  return 0;
}
