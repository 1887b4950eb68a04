#include "request-service/domain/section_two.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace disclosure::request {
namespace {

constexpr int64_t kYuanOfWan = 10'000;
constexpr size_t kPlaces = 4;
constexpr size_t kMaxDigits = 12;

// The number written in `digits`, or -1.
int64_t Number(std::string_view digits) {
  int64_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

void AppendItems(const std::string& label, const ItemCounts& counts, std::vector<NamedCount>& named) {
  named.push_back({label + "上一年项目数量", counts.before});
  named.push_back({label + "处理决定数量", counts.decisions});
}

}  // namespace

WanYuan WanYuan::OfYuan(int64_t yuan) {
  WanYuan amount;
  amount.yuan_ = yuan;
  return amount;
}

std::optional<WanYuan> WanYuan::Parse(std::string_view text) {
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string places = point == std::string_view::npos ? "0" : std::string(text.substr(point + 1));
  if (whole.empty() || whole.size() > kMaxDigits || places.empty() || places.size() > kPlaces) return std::nullopt;
  places.resize(kPlaces, '0');
  const int64_t wan = Number(whole);
  const int64_t yuan = Number(places);
  if (wan < 0 || yuan < 0) return std::nullopt;
  return OfYuan(wan * kYuanOfWan + yuan);
}

std::string WanYuan::ToString() const {
  const char* sign = yuan_ < 0 ? "-" : "";
  const int64_t wan = yuan_ / kYuanOfWan;
  const int64_t rest = yuan_ % kYuanOfWan;
  std::string text = absl::StrCat(sign, wan < 0 ? -wan : wan);
  if (rest == 0) return text;
  std::string places = absl::StrFormat("%04d", rest < 0 ? -rest : rest);
  places.erase(places.find_last_not_of('0') + 1);
  return absl::StrCat(text, ".", places);
}

std::vector<NamedCount> NamedCounts(const NormativeCounts& counts) {
  return {{"规章本年制发件数", counts.rules.made},
          {"规章本年废止件数", counts.rules.abolished},
          {"规章现行有效件数", counts.rules.in_force},
          {"行政规范性文件本年制发件数", counts.normative_documents.made},
          {"行政规范性文件本年废止件数", counts.normative_documents.abolished},
          {"行政规范性文件现行有效件数", counts.normative_documents.in_force},
          {"行政许可本年处理决定数量", counts.licences},
          {"行政处罚本年处理决定数量", counts.penalties},
          {"行政强制本年处理决定数量", counts.coercions},
          {"行政事业性收费本年收费金额", counts.charges.yuan()}};
}

std::vector<NamedCount> NamedCounts(const NormativeCounts2019& counts) {
  std::vector<NamedCount> named = {{"规章本年新制作数量", counts.rules.made},
                                   {"规章本年新公开数量", counts.rules.published},
                                   {"规章对外公开总数量", counts.rules.total},
                                   {"规范性文件本年新制作数量", counts.normative_documents.made},
                                   {"规范性文件本年新公开数量", counts.normative_documents.published},
                                   {"规范性文件对外公开总数量", counts.normative_documents.total}};
  AppendItems("行政许可", counts.licences, named);
  AppendItems("其他对外管理服务事项", counts.other_services, named);
  AppendItems("行政处罚", counts.penalties, named);
  AppendItems("行政强制", counts.coercions, named);
  AppendItems("行政事业性收费", counts.charges, named);
  named.push_back({"政府集中采购项目数量", counts.purchases});
  named.push_back({"政府集中采购总金额", counts.purchased.yuan()});
  return named;
}

}  // namespace disclosure::request
