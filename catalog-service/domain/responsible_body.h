// Responsible bodies (公开主体): cutting a cell into bodies, the level they belong to, and the local
// organ that each one is.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

// Cut at 、/； when each part is a body of its own (县级主管部门、乡镇人民政府（街道办事处）); else one body.
std::vector<ResponsibleBody> ParseBodies(std::string_view text);

// Levels told from the bodies, for sources without a level column: 乡镇人民政府/街道办事处 → township;
// 县/区…局, …部门 → county; both named → both. In the order of Level; {} if nothing tells.
std::vector<Level> LevelsOfBodies(const std::vector<ResponsibleBody>& bodies);

// A local organ, as in data/organs.csv.
struct LocalOrgan {
  std::string code;        // "330108-jyj"
  std::string name;        // 杭州市滨江区教育局
  std::string short_name;  // 区教育局
  std::string kind;        // "government", "department", "branch", "vertical", "street", …
  std::string division;    // "330108"
};

struct BodyDirectory {
  std::vector<LocalOrgan> organs;
  // (domain, division) → organ in charge, as in data/catalogue/domain_organs.csv.
  std::map<std::pair<std::string, std::string>, std::string> organ_in_charge;
  std::vector<std::string> place_names;  // of this county: 滨江区, 杭州市; other place names are foreign
};

struct ResolvedBodies {
  std::vector<ResponsibleBody> bodies;  // in the item's order, organ "" where unresolved
  std::vector<std::string> warnings;    // Chinese, one per unresolved body
};

// Gives each body of the item its organ in `division`: an organ named in the text; else, for a
// department told by its field of work, the organ of that field; else, for a body that says only
// "the department in charge", the domain's organ. Never guesses: a body of another place, of another
// level or of no organ (招标人, 采购人) stays text with a warning.
ResolvedBodies ResolveBodies(const Item& item, std::string_view domain, std::string_view division,
                             const BodyDirectory& directory);

}  // namespace disclosure::catalog
