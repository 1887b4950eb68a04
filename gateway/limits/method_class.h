// What kind of call a method is, as far as limits are concerned. Who knows the descriptors says which
// (transcode/method_traits.h).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace disclosure::gateway {

enum class MethodClass {
  kReading,   // what is there, published or not
  kSearch,    // costs the service more than its answer shows
  kTracking,  // an applicant with his access code
  kFiling,    // anybody hands something in
  kUpload,    // brings a file
  kDownload,  // makes a file
  kWatching,  // stays
  kActing,    // an officer or an organ changes something
};

inline constexpr std::array<std::pair<MethodClass, std::string_view>, 8> kMethodClasses = {{
    {MethodClass::kReading, "reading"},
    {MethodClass::kSearch, "search"},
    {MethodClass::kTracking, "tracking"},
    {MethodClass::kFiling, "filing"},
    {MethodClass::kUpload, "upload"},
    {MethodClass::kDownload, "download"},
    {MethodClass::kWatching, "watching"},
    {MethodClass::kActing, "acting"},
}};

constexpr std::string_view NameOf(MethodClass which) {
  return kMethodClasses[static_cast<size_t>(which)].second;
}

constexpr std::optional<MethodClass> MethodClassNamed(std::string_view name) {
  for (const auto& [which, text] : kMethodClasses) {
    if (text == name) return which;
  }
  return std::nullopt;
}

}  // namespace disclosure::gateway
