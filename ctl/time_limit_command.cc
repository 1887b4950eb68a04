#include "ctl/time_limit_command.h"

#include <string>
#include <vector>

#include "catalog-service/domain/time_limit.h"
#include "ctl/json_text.h"

namespace disclosure::ctl {
namespace {

std::string JsonArray(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const std::string& text : texts) {
    if (json.size() > 1) json += ',';
    json += JsonString(text);
  }
  return json + "]";
}

}  // namespace

int RunTimeLimit(std::string_view phrase, bool json, std::ostream& out, std::ostream& err) {
  const catalog::TimeLimit limit = catalog::NormaliseTimeLimit(phrase);
  if (json) {
    out << "{\"normal_form\":" << JsonString(catalog::ToString(limit)) << ",\"clauses\":" << JsonArray(limit.clauses)
        << ",\"warnings\":" << JsonArray(limit.warnings) << "}\n";
  } else {
    out << catalog::ToString(limit) << '\n';
    for (const std::string& warning : limit.warnings) err << "提示：" << warning << '\n';
  }
  return limit.clauses.empty() ? 1 : 0;
}

}  // namespace disclosure::ctl
