#include "gateway/http/negotiation.h"

#include <algorithm>
#include <optional>

namespace disclosure::gateway {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Cuts the part before `separator` from the front of `rest`.
std::string_view Cut(std::string_view& rest, char separator) {
  const size_t at = rest.find(separator);
  const std::string_view part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return Trimmed(part);
}

// "0.25" → 250; at most three decimals count. A malformed weight is 0: the coding is not used.
int Thousandths(std::string_view weight) {
  if (weight.empty() || (weight[0] != '0' && weight[0] != '1')) return 0;
  int value = (weight[0] - '0') * 1000;
  if (weight.size() > 1 && weight[1] != '.') return 0;
  int scale = 100;
  for (size_t i = 2; i < weight.size(); ++i) {
    if (weight[i] < '0' || weight[i] > '9') return 0;
    value += (weight[i] - '0') * scale;
    scale /= 10;
  }
  return std::min(value, 1000);
}

int Weight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view parameter = Cut(parameters, ';');
    const std::string_view name = Cut(parameter, '=');
    if (EqualsIgnoringCase(name, "q")) return Thousandths(Trimmed(parameter));
  }
  return 1000;
}

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string_view Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Encoding ChooseEncoding(std::string_view accept_encoding, bool offers_gzip, bool offers_brotli) {
  if (accept_encoding.empty() || (!offers_gzip && !offers_brotli)) return Encoding::kIdentity;
  std::optional<int> gzip, brotli, identity, any;
  while (!accept_encoding.empty()) {
    std::string_view parameters = Cut(accept_encoding, ',');
    const std::string_view coding = Cut(parameters, ';');
    const int weight = Weight(parameters);
    if (EqualsIgnoringCase(coding, "gzip") || EqualsIgnoringCase(coding, "x-gzip")) gzip = weight;
    if (EqualsIgnoringCase(coding, "br")) brotli = weight;
    if (EqualsIgnoringCase(coding, "identity")) identity = weight;
    if (coding == "*") any = weight;
  }
  const int gzip_weight = offers_gzip ? gzip.value_or(any.value_or(0)) : 0;
  const int brotli_weight = offers_brotli ? brotli.value_or(any.value_or(0)) : 0;
  // Identity is acceptable unless it is excluded, but a coding asked for by name is preferred to it.
  const int identity_weight = identity.value_or(0);
  const int best = std::max(gzip_weight, brotli_weight);
  if (best == 0 || identity_weight > best) return Encoding::kIdentity;
  return brotli_weight == best ? Encoding::kBrotli : Encoding::kGzip;
}

bool NamesEtag(std::string_view if_none_match, std::string_view etag) {
  // Quoted tags may hold commas, so the list is walked by its quotes.
  std::string_view rest = Trimmed(if_none_match);
  if (rest == "*") return true;
  while (!rest.empty()) {
    const size_t open = rest.find('"');
    if (open == std::string_view::npos) return false;
    const size_t close = rest.find('"', open + 1);
    if (close == std::string_view::npos) return false;
    if (rest.substr(open, close - open + 1) == etag) return true;
    rest.remove_prefix(close + 1);
  }
  return false;
}

}  // namespace disclosure::gateway
