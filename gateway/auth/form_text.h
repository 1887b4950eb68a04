// application/x-www-form-urlencoded, both ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace disclosure::gateway {

using FormFields = std::vector<std::pair<std::string, std::string>>;

// The fields of a form or a query in their order, line ends as "\n". Nothing if there are more than 500, or a name or a value is
// not UTF-8 or badly escaped.
std::optional<FormFields> ParseForm(std::string_view text);

// The value of the first field `name`; "" if there is none.
std::string FieldOf(const FormFields& fields, std::string_view name);

// `fields` as a form sends them; only letters, digits, "-", "_", "." and "~" stand as they are.
std::string FormText(const FormFields& fields);

}  // namespace disclosure::gateway
