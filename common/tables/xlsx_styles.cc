#include "common/tables/xlsx_styles.h"

#include <cmath>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "common/base/status.h"
#include "common/tables/xml_scan.h"

namespace disclosure {
namespace {

constexpr size_t kLongestPadding = 15;

}  // namespace

absl::StatusOr<std::vector<int>> PaddingOfStyles(std::string_view styles_xml) {
  std::map<std::string, int, std::less<>> padding_of_format;
  std::vector<int> padding;
  RETURN_IF_ERROR(
      ForEachElement("xl/styles.xml", styles_xml, {"numFmts", "cellXfs"}, [&](pugi::xml_node list) {
        for (const pugi::xml_node entry : list.children()) {
          const std::string id(AttributeNamed(entry, "numFmtId"));
          if (LocalName(list.name()) == "cellXfs") {
            const auto format = padding_of_format.find(id);
            padding.push_back(format == padding_of_format.end() ? 0 : format->second);
            continue;
          }
          const std::string_view code = AttributeNamed(entry, "formatCode");
          const bool zeros =
              code.size() > 1 && code.size() <= kLongestPadding && code.find_first_not_of('0') == code.npos;
          if (zeros) padding_of_format[id] = static_cast<int>(code.size());
        }
        return absl::OkStatus();
      }));
  return padding;
}

std::string PrintNumber(const std::string& value, int padding) {
  double number = 0;
  if (!absl::SimpleAtod(value, &number) || !std::isfinite(number)) return value;
  if (number == std::floor(number) && std::abs(number) < 1e15) {
    return absl::StrFormat("%0*d", padding, static_cast<int64_t>(number));
  }
  return absl::StrFormat("%.15g", number);
}

}  // namespace disclosure
