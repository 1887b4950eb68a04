// What an organ says of its own disclosure.
#include "catalog-service/api/service_fixture.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using Stub = v1::CatalogService::Stub;

class ProfileTest : public ServiceTest {
 protected:
  void SetUp() override { LoadDirectory(); }
  absl::StatusOr<v1::OrganProfile> Profile(const std::string& name = "organs/330108-jyj/profile") {
    v1::GetOrganProfileRequest request;
    request.set_name(name);
    return Call(Caller{}, request, &Stub::GetOrganProfile);
  }
  static v1::UpdateOrganProfileRequest Written() {
    v1::UpdateOrganProfileRequest request;
    v1::OrganProfile& profile = *request.mutable_profile();
    profile.set_name("organs/330108-jyj/profile");
    profile.mutable_guide()->set_classification("本机关主动公开的政府信息按主题、体裁分类。");
    profile.mutable_guide()->set_arrangement("目录按领域、一级事项、二级事项编排。");
    profile.mutable_guide()->set_access("门户网站、公开查阅点；也可以申请获取。");
    profile.mutable_guide()->set_website("https://www.example.gov.cn/xxgk");
    profile.mutable_guide()->set_email("xxgk@example.gov.cn");
    for (const char* title : {"信息公开审查制度", "信息公开保密审查制度"}) {
      v1::DisclosureRule& rule = *profile.add_rules();
      rule.set_title(title);
      rule.set_document_number("滨教〔2026〕1号");
      rule.set_issued_on("2026-03-01");
      rule.set_text("第一条 先审查，后公开。\n第二条 谁公开，谁负责。");
    }
    return request;
  }
  absl::StatusOr<v1::OrganProfile> Update(const Caller& caller, const v1::UpdateOrganProfileRequest& request) {
    return Call(caller, request, &Stub::UpdateOrganProfile);
  }
};

TEST_F(ProfileTest, OneThatNobodyHasWrittenShowsWhatTheDirectoryKnows) {
  v1::GetOrganRequest get;
  get.set_name("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(const v1::Organ organ, Call(Caller{}, get, &Stub::GetOrgan));
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile profile, Profile());
  EXPECT_EQ(profile.name(), "organs/330108-jyj/profile");
  EXPECT_EQ(profile.display_name(), organ.display_name());
  EXPECT_EQ(profile.office().SerializeAsString(), organ.guide().SerializeAsString());
  EXPECT_EQ(profile.guide().access(), "");
  EXPECT_EQ(profile.rules_size(), 0);
  EXPECT_FALSE(profile.has_update_time());
  EXPECT_THAT(Profile("organs/330108-nobody/profile"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Profile("organs/330108-jyj"), HasReason("BAD_REQUEST"));
}

TEST_F(ProfileTest, ItsEditorWritesItAndThePublicReadsIt) {
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile updated, Update(editor_, Written()));
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile read, Profile());
  EXPECT_EQ(read.SerializeAsString(), updated.SerializeAsString());
  EXPECT_EQ(read.guide().SerializeAsString(), Written().profile().guide().SerializeAsString());
  ASSERT_EQ(read.rules_size(), 2);
  EXPECT_EQ(read.rules(1).SerializeAsString(), Written().profile().rules(1).SerializeAsString());
  EXPECT_EQ(FromProto(read.update_time()), clock_.Now());
}

TEST_F(ProfileTest, OnlyTheFieldsNamedAreChanged) {
  ASSERT_OK(Update(editor_, Written()).status());
  v1::UpdateOrganProfileRequest request;
  request.mutable_profile()->set_name("organs/330108-jyj/profile");
  request.mutable_profile()->mutable_guide()->set_access("到查阅点查阅。");
  request.mutable_update_mask()->add_paths("guide.access");
  ASSERT_OK_AND_ASSIGN(v1::OrganProfile profile, Update(editor_, request));
  EXPECT_EQ(profile.guide().access(), "到查阅点查阅。");
  EXPECT_EQ(profile.guide().email(), "xxgk@example.gov.cn");
  EXPECT_EQ(profile.rules_size(), 2);
  request.clear_update_mask();
  request.mutable_update_mask()->add_paths("rules");
  ASSERT_OK_AND_ASSIGN(profile, Update(editor_, request));
  EXPECT_EQ(profile.rules_size(), 0);
  EXPECT_EQ(profile.guide().access(), "到查阅点查阅。");
  for (const char* path : {"office", "display_name", "etag", "guide.office", "rules.title"}) {
    request.mutable_update_mask()->set_paths(0, path);
    EXPECT_THAT(Update(editor_, request), HasReason("BAD_REQUEST")) << path;
  }
}

TEST_F(ProfileTest, AStaleEtagIsRefusedEvenForTheFirstWriter) {
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile empty, Profile());
  v1::UpdateOrganProfileRequest request = Written();
  request.mutable_profile()->set_etag(empty.etag());
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile first, Update(editor_, request));
  EXPECT_NE(first.etag(), empty.etag());
  request.mutable_profile()->mutable_guide()->set_access("另一个人的修改");
  EXPECT_THAT(Update(editor_, request), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Update(editor_, request), StatusIs(absl::StatusCode::kAborted));
  request.mutable_profile()->set_etag(first.etag());
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile second, Update(editor_, request));
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile again, Update(editor_, [&] {
    request.mutable_profile()->set_etag(second.etag());
    return request;
  }()));
  EXPECT_EQ(again.etag(), second.etag()) << "an update that changes nothing keeps the etag";
}

TEST_F(ProfileTest, ARepeatedCallHasItsEffectOnce) {
  v1::UpdateOrganProfileRequest request = Written();
  request.set_request_id("11111111-1111-4111-8111-111111111111");
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile first, Update(editor_, request));
  v1::UpdateOrganProfileRequest later = Written();
  later.mutable_profile()->mutable_guide()->set_access("后来的修改");
  ASSERT_OK(Update(editor_, later).status());
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile repeated, Update(editor_, request));
  EXPECT_EQ(repeated.SerializeAsString(), first.SerializeAsString());
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile read, Profile());
  EXPECT_EQ(read.guide().access(), "后来的修改");
  later.set_request_id(request.request_id());
  EXPECT_THAT(Update(editor_, later), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(ProfileTest, OthersMayNotWriteIt) {
  EXPECT_OK(Update(office_editor_, Written()).status()) << "the disclosure office of the district";
  EXPECT_THAT(Update(Person("finance", "330108-czj", {"editor"}), Written()), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Update(approver_, Written()), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Update(Person("elsewhere", "110101-zzz", {"editor", "supervisor"}), Written()), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Update(Caller{}, Written()), StatusIs(absl::StatusCode::kUnauthenticated));
}

TEST_F(ProfileTest, BadFieldsAreToldAtOnceAndNothingIsKept) {
  v1::UpdateOrganProfileRequest request = Written();
  request.mutable_profile()->mutable_guide()->set_access("<a href=x>");
  request.mutable_profile()->mutable_rules(0)->set_link("javascript:alert(1)");
  request.mutable_profile()->mutable_rules(1)->set_issued_on("去年");
  const auto info = error::GetInfo(Update(editor_, request).status());
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->violations.size(), 3u);
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile profile, Profile());
  EXPECT_EQ(profile.guide().classification(), "");
}

TEST_F(ProfileTest, AnAbolishedOrgansProfileStaysReadableButIsNotChanged) {
  v1::UpdateOrganProfileRequest request = Written();
  request.mutable_profile()->set_name("organs/330108-tjj/profile");
  ASSERT_OK(Update(office_editor_, request).status());
  v1::AbolishOrganRequest abolish;
  abolish.set_name("organs/330108-tjj");
  ASSERT_OK(Call(office_editor_, abolish, &Stub::AbolishOrgan).status());
  request.mutable_profile()->mutable_guide()->set_access("改");
  EXPECT_THAT(Update(office_editor_, request), HasReason("WRONG_STATE"));
  ASSERT_OK_AND_ASSIGN(const v1::OrganProfile profile, Profile("organs/330108-tjj/profile"));
  EXPECT_EQ(profile.rules_size(), 2);
}

}  // namespace
}  // namespace disclosure::catalog
