#include "media-service/domain/account.h"

#include "common/testing/matchers.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Account Good() {
  return {.platform = "weibo", .platform_id = "1749127163", .name = "滨江教育", .url = "https://weibo.com/u/1749127163",
          .host = {.organ = "330108-jyj", .text = "杭州市滨江区教育局"}};
}

TEST(Accounts, AllBadFieldsAreNamedAtOnce) {
  Account account = Good();
  account.name = std::string(101, 'x');
  account.platform = "";
  account.platform_id = "a b";
  account.other_ids = {"1", "2", "3", "4", "5", ""};
  account.url = "javascript:alert(1)";
  account.host = {};
  account.introduction = "\x01";
  error::Violations bad;
  CheckAccount(account, "account", bad);
  std::vector<std::string> fields;
  const auto info = error::GetInfo(bad.status());
  ASSERT_TRUE(info.has_value());
  for (const error::Violation& violation : info->violations) fields.push_back(violation.field);
  EXPECT_THAT(fields, UnorderedElementsAre("account.display_name", "account.platform", "account.platform_id", "account.other_ids", "account.other_ids[5]",
                                           "account.url", "account.host", "account.introduction"));
  error::Violations none;
  CheckAccount(Good(), "account", none);
  EXPECT_OK(none.status());
}

TEST(Accounts, NameIdsHostSubjectAndResponsiblePersonAreMaterial) {
  Account after = Good();
  after.introduction = "简介";
  after.contact.phone = "0571-00000000";
  after.interactions = {Interaction::kComments};
  EXPECT_THAT(MaterialChanges(Good(), after), IsEmpty());
  after.name = "滨江区教育";
  after.contact.responsible_person = "测试甲";
  EXPECT_THAT(MaterialChanges(Good(), after), ElementsAre("display_name", "contact.responsible_person"));
}

TEST(Accounts, AContactIsMasked) {
  EXPECT_EQ(Masked({.responsible_person = "测试甲", .phone = "13800001234", .operators = ""}),
            (Contact{.responsible_person = "测**", .phone = "138****1234", .operators = ""}));
  EXPECT_EQ(Masked({.responsible_person = "", .phone = "12345", .operators = ""}).phone, "*****");
}

}  // namespace
}  // namespace disclosure::media
