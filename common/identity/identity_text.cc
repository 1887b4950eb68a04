// The Chinese texts of identity.h.
#include <array>

#include "absl/strings/str_cat.h"
#include "common/identity/identity.h"

namespace disclosure {
namespace {

// GB 32100-2015 table 1 with its later additions. An organ of a code not listed is as valid.
struct Category {
  char authority;
  char category;
  std::string_view text;
};
constexpr std::array kCategories = {
    Category{'1', '1', "机关"},
    Category{'1', '2', "事业单位"},
    Category{'1', '3', "编办直接管理机构编制的群众团体"},
    Category{'3', '1', "律师执业机构"},
    Category{'3', '2', "公证处"},
    Category{'3', '3', "基层法律服务所"},
    Category{'3', '4', "司法鉴定机构"},
    Category{'3', '5', "仲裁委员会"},
    Category{'5', '1', "社会团体"},
    Category{'5', '2', "民办非企业单位"},
    Category{'5', '3', "基金会"},
    Category{'7', '1', "宗教活动场所"},
    Category{'7', '2', "宗教院校"},
    Category{'8', '1', "基层工会"},
    Category{'9', '1', "企业"},
    Category{'9', '2', "个体工商户"},
    Category{'9', '3', "农民专业合作社"},
    Category{'N', '1', "组级集体经济组织"},
    Category{'N', '2', "村级集体经济组织"},
    Category{'N', '3', "乡镇级集体经济组织"},
};

std::string LengthText(const IdCheck& check) {
  const std::string is = absl::StrCat("长度为", check.length, "位，");
  switch (check.kind) {
    case IdKind::kOrganisationCode: return is + "组织机构代码应为9位";
    case IdKind::kUniformSocialCreditCode: return is + "统一社会信用代码应为18位";
    case IdKind::kResidentId:
    case IdKind::kResidencePermit: return is + "居民身份证号应为18位";
    case IdKind::kUnknown: return is + "身份证号和统一社会信用代码应为18位，组织机构代码应为9位";
  }
  return is;
}

std::string ForbiddenText(const IdCheck& check) {
  if (check.found == '\0') return absl::StrCat("第", check.position, "位不是数字或英文字母");
  return absl::StrCat("第", check.position, "位不允许使用“", std::string(1, check.found), "”");
}

}  // namespace

std::string_view IdKindText(IdKind kind) {
  switch (kind) {
    case IdKind::kUniformSocialCreditCode: return "统一社会信用代码";
    case IdKind::kResidentId: return "居民身份证";
    case IdKind::kResidencePermit: return "港澳台居民居住证";
    case IdKind::kOrganisationCode: return "组织机构代码";
    case IdKind::kUnknown: break;
  }
  return "未知证件";
}

std::string ProblemText(const IdCheck& check) {
  switch (check.problem) {
    case IdProblem::kNone: return "";
    case IdProblem::kEmpty: return "号码为空";
    case IdProblem::kWrongLength: return LengthText(check);
    case IdProblem::kFirstGeneration: return "15位的第一代居民身份证已停止使用，请提供18位号码";
    case IdProblem::kForbiddenCharacter: return ForbiddenText(check);
    case IdProblem::kUnknownProvince: return "第1至2位不是省级行政区划代码";
    case IdProblem::kImpossibleBirthDate: return "第7至14位不是真实存在的出生日期";
    case IdProblem::kCheckCharacter:
      return absl::StrCat("第", check.position, "位校验码为“", std::string(1, check.found), "”，应为“",
                          std::string(1, check.expected), "”");
  }
  return "";
}

std::string Masked(const IdCheck& check) {
  const bool person = check.kind == IdKind::kResidentId || check.kind == IdKind::kResidencePermit;
  if (!check.valid() || !person) return check.normal;
  return absl::StrCat(check.area_code, std::string(check.normal.size() - 7, '*'), check.normal.substr(17));
}

std::string_view RegistrationAuthorityText(char code) {
  switch (code) {
    case '1': return "机构编制";
    case '2': return "外交";
    case '3': return "司法行政";
    case '4': return "文化";
    case '5': return "民政";
    case '6': return "旅游";
    case '7': return "宗教";
    case '8': return "工会";
    case '9': return "市场监督管理";
    case 'A': return "中央军委改革和编制办公室";
    case 'N': return "农业农村";
    case 'Y': return "其他";
    default: return "";
  }
}

std::string_view OrganCategoryText(char authority, char category) {
  for (const Category& known : kCategories) {
    if (known.authority == authority && known.category == category) return known.text;
  }
  return "";
}

}  // namespace disclosure
