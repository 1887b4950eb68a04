// Check characters of the three standards. The input must be of the stated length and alphabet.
#pragma once

#include <string_view>

namespace disclosure {

// GB 32100-2015: 31 characters, without I, O, S, V, Z. A character's value is its position.
inline constexpr std::string_view kCreditCodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// The 18th character for 17 of kCreditCodeAlphabet.
char CreditCodeCheckCharacter(std::string_view first17);

// The 18th character, 0-9 or X, for 17 digits (GB 11643-1999).
char ResidentIdCheckCharacter(std::string_view first17);

// The ninth character, 0-9 or X, for 8 of 0-9A-Z (GB 11714).
char OrganisationCodeCheckCharacter(std::string_view first8);

}  // namespace disclosure
