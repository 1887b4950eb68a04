#include "request-service/domain/notification.h"

#include <algorithm>

namespace disclosure::request {
namespace {

constexpr int kMostAttempts = 12;  // over about two days
constexpr absl::Duration kFirstPause = absl::Seconds(30);
constexpr absl::Duration kLongestPause = absl::Hours(6);

bool IsOf(char c, std::string_view others) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
}

struct Rule {
  template <typename T>
  Audience operator()(const T&) const {
    return {};
  }
  Audience operator()(const Filed&) const { return {.desk = true}; }
  Audience operator()(const ReceiptConfirmed&) const { return {.applicant = true}; }
  Audience operator()(const CorrectionRequired&) const { return {.applicant = true}; }
  Audience operator()(const CorrectionSupplied&) const { return {.desk = true}; }
  Audience operator()(const ReasonsRequired&) const { return {.applicant = true}; }
  Audience operator()(const ReasonsGiven&) const { return {.desk = true}; }
  Audience operator()(const ConsultationAnswered&) const { return {.desk = true}; }
  Audience operator()(const Extended&) const { return {.applicant = true}; }
  Audience operator()(const FeeNoticed&) const { return {.applicant = true}; }
  Audience operator()(const FeePaid&) const { return {.desk = true}; }
  Audience operator()(const Replied&) const { return {.applicant = true}; }
  Audience operator()(const Served& served) const { return {.applicant = served.method == ServiceMethod::kElectronic}; }
  Audience operator()(const Withdrawn&) const { return {.applicant = true, .desk = true}; }
};

}  // namespace

Audience AudienceOf(const EventData& data) { return std::visit(Rule(), data); }

std::optional<absl::Duration> RetryAfter(int attempts) {
  if (attempts >= kMostAttempts) return std::nullopt;
  return std::min(kLongestPause, kFirstPause * (1 << std::max(0, attempts - 1)));
}

bool IsMailAddress(std::string_view address) {
  const size_t at = address.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size() || address.size() > 100 || address.front() == '-') return false;
  const std::string_view local = address.substr(0, at), host = address.substr(at + 1);
  return std::all_of(local.begin(), local.end(), [](char c) { return IsOf(c, ".!#$%&'*+/=?^_`{|}~-"); }) &&
         std::all_of(host.begin(), host.end(), [](char c) { return IsOf(c, ".-"); });
}

}  // namespace disclosure::request
