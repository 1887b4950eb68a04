// Codes of divisions (行政区划, GB/T 2260) and of their organs.
#pragma once

#include <string_view>

namespace disclosure {

// "330108-jyj" → "330108".
inline std::string_view DivisionOf(std::string_view organ) { return organ.substr(0, organ.find('-')); }

// What the codes of a division and of all below it begin with: six digits end in 00 for a city, in 0000 for a province.
inline std::string_view BeginningOf(std::string_view division) {
  while (division.size() > 2 && division.size() <= 6 && division.size() % 2 == 0 && division.substr(division.size() - 2) == "00") division.remove_suffix(2);
  return division;
}

// A district covers its streets, a city its districts, a province its cities: 330108 and 330108001, 330100 and 330108.
inline bool Covers(std::string_view upper, std::string_view lower) {
  const std::string_view beginning = BeginningOf(upper);
  return !beginning.empty() && lower.substr(0, beginning.size()) == beginning;
}

}  // namespace disclosure
