// A time limit (公开时限) explained in plain Chinese.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::gateway {

// Explains one clause of the normal form: "wd:20@formed|changed" → "形成或变更后20个工作日内",
// "[其他]wd:7@decision_made" → "其他：决定作出后7个工作日内". Total: "" for what carries no meaning of its own
// ("text", "same") and for anything that is not of the form, so that only the printed words are shown.
std::string TimeLimitInWords(std::string_view clause);

}  // namespace disclosure::gateway
