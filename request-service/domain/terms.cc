#include "request-service/domain/terms.h"

namespace disclosure::request {
namespace {

struct Term {
  std::string_view code;
  std::string_view label;
};

constexpr std::array<Term, 7> kClasses = {{{"", ""},
                                           {"natural_person", "自然人"},
                                           {"business", "商业企业"},
                                           {"research", "科研机构"},
                                           {"social_welfare", "社会公益组织"},
                                           {"legal_service", "法律服务机构"},
                                           {"other_organisation", "其他"}}};
constexpr std::array<Term, 8> kChannels = {{{"", ""},
                                            {"in_person", "当面提交"},
                                            {"registered_post", "邮寄（签收）"},
                                            {"ordinary_letter", "平常信函"},
                                            {"fax", "传真"},
                                            {"internet", "互联网渠道"},
                                            {"email", "电子邮件"},
                                            {"oral", "口头"}}};
constexpr std::array<Term, 4> kServices = {{{"", ""}, {"direct", "直接送达"}, {"post", "邮寄送达"}, {"electronic", "电子送达"}}};

template <typename T, size_t N>
std::optional<T> Parse(const std::array<Term, N>& terms, std::string_view code) {
  for (size_t i = 1; i < N; ++i) {
    if (terms[i].code == code) return static_cast<T>(i);
  }
  return std::nullopt;
}

template <typename T, size_t N>
const Term& At(const std::array<Term, N>& terms, T value) {
  const auto index = static_cast<size_t>(value);
  return terms[index < N ? index : 0];
}

}  // namespace

std::optional<ApplicantClass> ParseApplicantClass(std::string_view code) { return Parse<ApplicantClass>(kClasses, code); }
std::string_view Code(ApplicantClass value) { return At(kClasses, value).code; }
std::optional<Channel> ParseChannel(std::string_view code) { return Parse<Channel>(kChannels, code); }
std::string_view Code(Channel value) { return At(kChannels, value).code; }
std::string_view Label(ApplicantClass value) { return At(kClasses, value).label; }
std::string_view Label(Channel value) { return At(kChannels, value).label; }
std::string_view Label(ServiceMethod value) { return At(kServices, value).label; }

}  // namespace disclosure::request
