#include "request-service/domain/mask.h"

#include <algorithm>
#include <vector>

namespace disclosure::request {
namespace {

constexpr size_t kLongNumber = 15;  // a resident id of either generation, a credit code

std::vector<std::string_view> CodePointsOf(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    out.push_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}

// Keeps `first` and `last` characters.
std::string Masked(std::string_view text, size_t first, size_t last) {
  const std::vector<std::string_view> characters = CodePointsOf(text);
  std::string out;
  for (size_t i = 0; i < characters.size(); ++i) {
    const bool kept = i < first || i + last >= characters.size();
    out += kept ? characters[i] : std::string_view("*");
  }
  return out;
}

}  // namespace

std::string MaskedName(const Applicant& applicant) {
  if (applicant.applicant_class != ApplicantClass::kNaturalPerson) return applicant.name;
  const size_t length = CodePointsOf(applicant.name).size();
  return Masked(applicant.name, length == 1 ? 0 : (length + 1) / 2, 0);
}

std::string MaskedIdentity(std::string_view number) {
  const size_t length = CodePointsOf(number).size();
  if (length >= kLongNumber) return Masked(number, 6, 4);
  return Masked(number, length / 4, length / 4);
}

}  // namespace disclosure::request
