#include "gateway/http/lane.h"

#include <boost/asio/post.hpp>
#include <ctime>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace disclosure::gateway {

Lane::Lane(const PublishedAnswers* published, std::chrono::milliseconds tick)
    : timer_(context_), tick_(tick), published_(published) {
  ReadClocks();
}

void Lane::Run() {
  Tick();
  context_.run();
}

void Lane::Add(std::shared_ptr<Session> session) {
  Session* const key = session.get();
  sessions_.emplace(key, std::move(session));
  if (closing_) return key->Close();
  key->Start();
}

std::vector<std::shared_ptr<Session>> Lane::Sessions() const {
  std::vector<std::shared_ptr<Session>> sessions;
  sessions.reserve(sessions_.size());
  for (const auto& [key, session] : sessions_) sessions.push_back(session);
  return sessions;
}

void Lane::DrainAll() {
  asio::post(context_, [this] {
    draining_ = true;
    for (const auto& session : Sessions()) session->Drain();
  });
}

void Lane::CloseAll() {
  asio::post(context_, [this] {
    draining_ = closing_ = true;
    for (const auto& session : Sessions()) session->Close();
    timer_.cancel();
  });
}

void Lane::ReadClocks() {
  now_ = std::chrono::steady_clock::now();
  const absl::Time wall = absl::Now();
  if (absl::ToUnixSeconds(wall) == second_) return;
  second_ = absl::ToUnixSeconds(wall);
  date_line_ = absl::StrCat(
      "\r\nDate: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", wall, absl::UTCTimeZone()), "\r\n");
}

void Lane::Tick() {
  ReadClocks();
  published_.Refresh();
  for (const auto& session : Sessions()) session->CheckDeadline(now_);
  timer_.expires_after(tick_);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error && !closing_) Tick();
  });
}

}  // namespace disclosure::gateway
