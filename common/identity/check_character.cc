#include "common/identity/check_character.h"

#include <array>
#include <cstddef>

namespace disclosure {
namespace {

constexpr std::array<int, 17> kCreditCodeWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                    29, 25, 13, 8,  24, 10, 30, 28};  // 3^i mod 31
constexpr std::array<int, 17> kResidentIdWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::array<int, 8> kOrganisationCodeWeights = {3, 7, 9, 10, 5, 8, 4, 2};

}  // namespace

char CreditCodeCheckCharacter(std::string_view first17) {
  int sum = 0;
  for (size_t i = 0; i < kCreditCodeWeights.size(); ++i) {
    sum += static_cast<int>(kCreditCodeAlphabet.find(first17[i])) * kCreditCodeWeights[i];
  }
  return kCreditCodeAlphabet[(31 - sum % 31) % 31];  // remainder 0 gives 0, not a character 31
}

char ResidentIdCheckCharacter(std::string_view first17) {
  int sum = 0;
  for (size_t i = 0; i < kResidentIdWeights.size(); ++i) sum += (first17[i] - '0') * kResidentIdWeights[i];
  return "10X98765432"[sum % 11];
}

char OrganisationCodeCheckCharacter(std::string_view first8) {
  int sum = 0;
  for (size_t i = 0; i < kOrganisationCodeWeights.size(); ++i) {
    const int value = first8[i] <= '9' ? first8[i] - '0' : first8[i] - 'A' + 10;
    sum += value * kOrganisationCodeWeights[i];
  }
  return "0X987654321"[sum % 11];  // 11 - remainder; 10 is X, 11 is 0
}

}  // namespace disclosure
