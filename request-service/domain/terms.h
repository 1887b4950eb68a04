// The words that requests are made of. Numbers are stored and on the wire: they never change.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace disclosure::request {

// How a request comes in (条例 art. 29, 31).
enum class Channel {
  kUnspecified = 0,
  kInPerson = 1,        // 当面
  kRegisteredPost = 2,  // 挂号、快递等签收的邮寄
  kOrdinaryLetter = 3,  // 平常信函
  kFax = 4,             // 传真
  kInternet = 5,        // 互联网渠道
  kEmail = 6,           // 电子邮件
  kOral = 7,            // 口头，由工作机构代为填写
};

// The six columns of the annual report (国办公开办函〔2021〕30号), chosen at registration.
enum class ApplicantClass {
  kUnspecified = 0,
  kNaturalPerson = 1,      // 自然人
  kBusiness = 2,           // 商业企业
  kResearch = 3,           // 科研机构
  kSocialWelfare = 4,      // 社会公益组织
  kLegalService = 5,       // 法律服务机构
  kOtherOrganisation = 6,  // 其他
};
inline constexpr int kApplicantClasses = 6;

// How a reply reaches the applicant (国办公开办函〔2016〕235号).
enum class ServiceMethod {
  kUnspecified = 0,
  kDirect = 1,      // 直接送达
  kPost = 2,        // 邮寄
  kElectronic = 3,  // 电子送达
};

// 办法 art. 3: for each request the organ chooses one of the two, never both.
enum class FeeMethod {
  kUnspecified = 0,
  kPerItem = 1,  // 按件计收, art. 4
  kPerPage = 2,  // 按量计收, art. 5
};

// 条例 art. 32: on which ground an information is disclosed though the third party did not consent.
enum class DisclosureGround {
  kUnspecified = 0,
  kUnreasonable = 1,    // 没有不公开的合理理由
  kPublicInterest = 2,  // 不公开可能对公共利益造成重大影响
};

// Codes of data/request/applicant_classes.csv and of the ledger import; nullopt for none of them.
std::optional<ApplicantClass> ParseApplicantClass(std::string_view code);
std::string_view Code(ApplicantClass value);
std::optional<Channel> ParseChannel(std::string_view code);
std::string_view Code(Channel value);

// Chinese, for documents and messages.
std::string_view Label(ApplicantClass value);
std::string_view Label(Channel value);
std::string_view Label(ServiceMethod value);

}  // namespace disclosure::request
