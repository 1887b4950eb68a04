// Divisions, organs and domains.
#include "catalog-service/api/service_fixture.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using Stub = v1::CatalogService::Stub;

class DirectoryTest : public ServiceTest {
 protected:
  void SetUp() override { LoadDirectory(); }
  v1::CreateOrganRequest NewOrgan(const std::string& id) {
    v1::CreateOrganRequest request;
    request.set_organ_id(id);
    request.mutable_organ()->set_display_name("杭州市滨江区数据局");
    request.mutable_organ()->set_kind("department");
    request.mutable_organ()->set_division("divisions/330108");
    return request;
  }
  absl::StatusOr<v1::Organ> Organ(const std::string& name) {
    v1::GetOrganRequest request;
    request.set_name(name);
    return Call(Caller{}, request, &Stub::GetOrgan);
  }
};

TEST_F(DirectoryTest, TheReferenceDataIsThereOnceHoweverOftenItIsLoaded) {
  LoadDirectory();
  ASSERT_OK_AND_ASSIGN(const v1::ListDivisionsResponse divisions, Call(Caller{}, v1::ListDivisionsRequest(), &Stub::ListDivisions));
  EXPECT_EQ(divisions.divisions_size(), 4);
  EXPECT_EQ(divisions.divisions(1).parent(), "divisions/330108");
  ASSERT_OK_AND_ASSIGN(const v1::ListDomainsResponse domains, Call(Caller{}, v1::ListDomainsRequest(), &Stub::ListDomains));
  EXPECT_EQ(domains.domains_size(), 26);
  EXPECT_EQ(domains.domains(8).aliases(0), "就业创业");
}

TEST_F(DirectoryTest, PagesTogetherListEachOrganOnce) {
  v1::ListOrgansRequest request;
  request.set_page_size(7);
  std::vector<std::string> names;
  do {
    ASSERT_OK_AND_ASSIGN(const v1::ListOrgansResponse page, Call(Caller{}, request, &Stub::ListOrgans));
    for (const auto& organ : page.organs()) names.push_back(organ.name());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(names.size(), 32u);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  request.set_page_token("AAAA");
  EXPECT_THAT(Call(Caller{}, request, &Stub::ListOrgans), HasReason("BAD_REQUEST"));
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_THAT(Call(Caller{}, request, &Stub::ListOrgans), HasReason("BAD_REQUEST"));
}

TEST_F(DirectoryTest, AnOrganIsCreatedUpdatedAndMergedByTheDisclosureOffice) {
  EXPECT_THAT(Call(editor_, NewOrgan("330108-sjuj"), &Stub::CreateOrgan), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(v1::Organ organ, Call(office_editor_, NewOrgan("330108-sjuj"), &Stub::CreateOrgan));
  EXPECT_THAT(Call(office_editor_, NewOrgan("330108-sjuj"), &Stub::CreateOrgan), StatusIs(absl::StatusCode::kAlreadyExists));

  v1::UpdateOrganRequest update;
  *update.mutable_organ() = organ;
  update.mutable_organ()->mutable_guide()->set_phone("0571-00000000");
  update.mutable_update_mask()->add_paths("guide.phone");
  ASSERT_OK_AND_ASSIGN(const v1::Organ updated, Call(office_editor_, update, &Stub::UpdateOrgan));
  EXPECT_EQ(updated.guide().phone(), "0571-00000000");
  EXPECT_THAT(Call(office_editor_, update, &Stub::UpdateOrgan), HasReason("ETAG_MISMATCH")) << "the etag moved";
  update.clear_organ();
  *update.mutable_organ() = updated;
  ASSERT_OK_AND_ASSIGN(const v1::Organ same, Call(office_editor_, update, &Stub::UpdateOrgan));
  EXPECT_EQ(same.etag(), updated.etag()) << "an update that changes nothing keeps the etag";
  update.mutable_update_mask()->add_paths("state");
  EXPECT_THAT(Call(office_editor_, update, &Stub::UpdateOrgan), HasReason("BAD_REQUEST"));

  v1::MergeOrganRequest merge;
  merge.set_name("organs/330108-jyj");
  merge.set_successor("organs/330108-sjuj");
  ASSERT_OK_AND_ASSIGN(const v1::Organ merged, Call(office_editor_, merge, &Stub::MergeOrgan));
  EXPECT_EQ(merged.state(), v1::Organ::MERGED);
  EXPECT_EQ(merged.successor(), "organs/330108-sjuj");
  EXPECT_THAT(Import(editor_, file_), StatusIs(absl::StatusCode::kPermissionDenied)) << "the domain went to the successor";
  EXPECT_OK(Import(Person("new", "330108-sjuj", {"editor"}), file_).status());
}

TEST_F(DirectoryTest, AnOrgansParentIsAnotherOrganThatExists) {
  v1::CreateOrganRequest request = NewOrgan("330108-sjuj");
  for (const char* parent : {"organs/330108-sjuj", "organs/330108-nobody", "nobody"}) {
    request.mutable_organ()->set_parent(parent);
    EXPECT_THAT(Call(office_editor_, request, &Stub::CreateOrgan), HasReason("BAD_REQUEST")) << parent;
  }
  request.mutable_organ()->set_parent("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(const v1::Organ organ, Call(office_editor_, request, &Stub::CreateOrgan));
  v1::UpdateOrganRequest update;
  *update.mutable_organ() = organ;
  update.mutable_organ()->set_parent("organs/330108-nobody");
  EXPECT_THAT(Call(office_editor_, update, &Stub::UpdateOrgan), HasReason("BAD_REQUEST"));
}

TEST_F(DirectoryTest, DomainsMoveOnlyBetweenDivisionsThatTheCallerSupervises) {
  const Caller street = Person("street", "330108001-jdb", {"editor", "supervisor"});
  v1::CreateOrganRequest request = NewOrgan("330108001-cgzd");
  request.mutable_organ()->set_division("divisions/330108001");
  ASSERT_OK(Call(street, request, &Stub::CreateOrgan).status());
  v1::MergeOrganRequest merge;
  merge.set_name("organs/330108001-cgzd");
  merge.set_successor("organs/330108-jyj");
  EXPECT_THAT(Call(street, merge, &Stub::MergeOrgan), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(Call(office_editor_, merge, &Stub::MergeOrgan).status()) << "the district supervises both";
}

TEST_F(DirectoryTest, AnOrganThatAnswersForADomainIsNotAbolished) {
  v1::AbolishOrganRequest abolish;
  abolish.set_name("organs/330108-jyj");
  EXPECT_THAT(Call(office_editor_, abolish, &Stub::AbolishOrgan), HasReason("ORGAN_IN_USE"));
  abolish.set_name("organs/330108-tjj");
  ASSERT_OK(Call(office_editor_, abolish, &Stub::AbolishOrgan).status());
  EXPECT_THAT(Call(office_editor_, abolish, &Stub::AbolishOrgan), HasReason("WRONG_STATE"));
  ASSERT_OK_AND_ASSIGN(const v1::Organ organ, Organ("organs/330108-tjj"));
  EXPECT_EQ(organ.state(), v1::Organ::ABOLISHED);
}

TEST_F(DirectoryTest, ADomainBeyondThe26IsAddedUnlessItsNameIsTaken) {
  v1::CreateDomainRequest request;
  request.set_domain_id("27");
  request.mutable_domain()->set_display_name("旅游");
  ASSERT_OK(Call(office_editor_, request, &Stub::CreateDomain).status());
  request.set_domain_id("28");
  request.mutable_domain()->set_display_name("就业创业");
  EXPECT_THAT(Call(office_editor_, request, &Stub::CreateDomain), StatusIs(absl::StatusCode::kAlreadyExists));
  request.set_domain_id("x");
  EXPECT_THAT(Call(office_editor_, request, &Stub::CreateDomain), HasReason("BAD_REQUEST"));
  request.set_domain_id("28");
  request.mutable_domain()->set_display_name("街道自设");
  EXPECT_THAT(Call(Person("street", "330108001-xixing", {"supervisor"}), request, &Stub::CreateDomain),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(DirectoryTest, NamesOfAnotherFormAreRefusedByField) {
  EXPECT_THAT(Organ("organs/../etc"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Organ("330108-jyj"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Organ("organs/330108-nobody"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace disclosure::catalog
