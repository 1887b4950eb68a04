#include "tests/faults/visitors.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "nlohmann/json.hpp"

namespace disclosure {
namespace {

using Json = nlohmann::json;

// Between two visits: ten visitors are a modest load.
constexpr std::chrono::milliseconds kPause(15);

std::string HeaderOf(const gateway::RawResponse& response, const std::string& name) {
  const auto found = response.headers.find(name);
  return found == response.headers.end() ? "" : found->second;
}

void Read(const gateway::RawResponse& response, Answer& answer) {
  answer.status = response.status;
  answer.retry_after = HeaderOf(response, "retry-after");
  if (HeaderOf(response, "content-type").find("json") == std::string::npos) return;
  const Json json = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    answer.status = 0;
    return;
  }
  std::vector<std::string> missing;
  for (const Json& part : json.value("unavailable", Json::array())) missing.push_back(part.value("part", "?"));
  answer.missing = absl::StrJoin(missing, ",");
  for (const Json& detail : json.value("error", Json::object()).value("details", Json::array())) {
    if (detail.contains("reason")) answer.reason = detail["reason"];
  }
}

}  // namespace

Visitors::Visitors(int port, std::vector<Page> pages) : port_(port), pages_(std::move(pages)) {
  for (const Page& page : pages_) threads_.emplace_back([this, &page] { Visit(page); });
}

void Visitors::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Visitors::Visit(const Page& page) {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    waiting_.insert(page.name);
    changed_.notify_all();
    lock.unlock();
    Answer answer{.page = page.name, .began = absl::Now()};
    const auto response = gateway::RawClient(port_).Ask(page.request());
    answer.ended = absl::Now();
    if (response) {
      Read(*response, answer);
      page.heard(*response);
    }
    lock.lock();
    waiting_.erase(page.name);
    if (answer.whole()) last_whole_[page.name] = answer.began;
    answers_.push_back(std::move(answer));
    changed_.notify_all();
    changed_.wait_for(lock, kPause, [this] { return stopping_; });
  }
}

bool Visitors::AwaitWaiting(const std::string& page, absl::Duration limit) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoNanoseconds(limit), [&] { return waiting_.count(page) > 0; });
}

void Visitors::AskFor(absl::Duration time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, absl::ToChronoNanoseconds(time), [this] { return stopping_; });
}

bool Visitors::AllWhole(absl::Time since) const {
  return std::all_of(pages_.begin(), pages_.end(), [&](const Page& page) {
    const auto last = last_whole_.find(page.name);
    return last != last_whole_.end() && last->second > since;
  });
}

absl::Time Visitors::AwaitWhole(absl::Time since, absl::Duration limit) {
  std::unique_lock lock(mutex_);
  const bool whole = changed_.wait_for(lock, absl::ToChronoNanoseconds(limit), [&] { return AllWhole(since); });
  return whole ? absl::Now() : absl::InfiniteFuture();
}

std::vector<Answer> Visitors::answers() const {
  std::lock_guard lock(mutex_);
  return answers_;
}

}  // namespace disclosure
