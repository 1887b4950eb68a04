#include "common/net/curl_handle.h"

#include <sys/socket.h>

#include <mutex>

#include "common/net/public_address.h"

namespace disclosure {
namespace {

curl_socket_t OpenPublic(void* refused, curlsocktype, curl_sockaddr* address) {
  if (!IsPublicAddress(address->addr)) {
    *static_cast<bool*>(refused) = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

Curl NewCurl(const CurlTimes& times) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Curl curl(curl_easy_init());
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(times.connect)));
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(times.total)));
  curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 2L);
  return curl;
}

void Append(CurlList& list, const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); }

void StayOutside(CURL* curl, bool& refused) {
  refused = false;
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &OpenPublic);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &refused);
}

}  // namespace disclosure
