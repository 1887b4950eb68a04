// What every use of libcurl in the suite shares: it asks no proxy of the environment, checks certificates, and takes its time
// from limits.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "absl/time/time.h"

namespace disclosure {

struct CurlDeleter {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlDeleter>;
using CurlList = std::unique_ptr<curl_slist, CurlDeleter>;

struct CurlTimes {
  absl::Duration connect = absl::Seconds(5);
  absl::Duration total = absl::Seconds(15);
};
Curl NewCurl(const CurlTimes& times = {});

void Append(CurlList& list, const std::string& line);

// Connects to public addresses only, whatever a name is resolved to: a name of the internet may point into the house. `refused`
// tells whether another one was met, and outlives the call.
void StayOutside(CURL* curl, bool& refused);

}  // namespace disclosure
