// From a real file to what the public reads, and what may go wrong on the way.
#include "catalog-service/api/service_fixture.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using Stub = v1::CatalogService::Stub;

class PublicationTest : public ServiceTest {
 protected:
  void SetUp() override { LoadDirectory(); }
  void ImportAndPublish() {
    ASSERT_OK(Import(editor_, file_).status());
    ASSERT_OK(Publish(approver_, "03").status());
  }
};

TEST_F(PublicationTest, ARealFileBecomesAnEditionThatThePublicReads) {
  ASSERT_OK_AND_ASSIGN(const v1::ImportCataloguesResponse imported, Import(editor_, file_));
  ASSERT_EQ(imported.tables_size(), 1);
  const auto& table = imported.tables(0);
  EXPECT_EQ(table.domain(), "03");
  EXPECT_EQ(table.rows_read(), 31);
  EXPECT_EQ(table.imported() + table.warned() + table.quarantined_rows() + table.out_of_scope(), 31);
  EXPECT_THAT(Get(education_), StatusIs(absl::StatusCode::kNotFound)) << "a draft is not public";

  ASSERT_OK_AND_ASSIGN(const v1::Edition published, Publish(approver_, "03"));
  EXPECT_EQ(published.edition(), 1);
  ASSERT_TRUE(BecomesInForce(education_, 1));
  ASSERT_OK_AND_ASSIGN(const v1::Edition edition, Get(education_));
  EXPECT_EQ(edition.display_name(), "滨江区义务教育领域基层政务公开标准目录");
  EXPECT_EQ(edition.item_count(), edition.items_size());
  EXPECT_EQ(edition.items(0).level_one(), "政策文件");
  EXPECT_EQ(edition.items(0).responsible_bodies(0).organ(), "organs/330108-jyj");
}

TEST_F(PublicationTest, AnEditorCannotApproveTheirOwnDraft_Article17) {
  const Caller both = Person("one-person", "330108-jyj", {"editor", "approver"});
  ASSERT_OK(Import(both, file_).status());
  EXPECT_THAT(Publish(both, "03"), HasReason("SAME_PERSON"));
  EXPECT_OK(Publish(approver_, "03").status());
}

TEST_F(PublicationTest, AnotherOrgansEditorMayNotTouchTheDomain) {
  const Caller finance = Person("finance-1", "330108-czj", {"editor"});
  EXPECT_THAT(Import(finance, file_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Import(Caller{}, file_), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(Import(approver_, file_), StatusIs(absl::StatusCode::kPermissionDenied)) << "an approver is no editor";
  EXPECT_OK(Import(office_editor_, file_).status()) << "the disclosure office supervises every domain";
}

TEST_F(PublicationTest, AnotherDistrictsApproverReadsNeitherDraftsNorSchedules) {
  ASSERT_OK(Import(editor_, file_).status());
  const Caller foreign = Person("foreign", "110101-zzz", {"approver", "editor", "supervisor"});
  v1::GetDraftRequest get;
  get.set_name(education_ + "/draft");
  EXPECT_THAT(Call(foreign, get, &Stub::GetDraft), StatusIs(absl::StatusCode::kPermissionDenied));
  v1::ListDraftsRequest list;
  list.set_parent("divisions/330108");
  ASSERT_OK_AND_ASSIGN(v1::ListDraftsResponse drafts, Call(foreign, list, &Stub::ListDrafts));
  EXPECT_EQ(drafts.drafts_size(), 0);
  ASSERT_OK_AND_ASSIGN(drafts, Call(approver_, list, &Stub::ListDrafts));
  EXPECT_EQ(drafts.drafts_size(), 1);
  EXPECT_THAT(Publish(foreign, "03"), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK(Publish(approver_, "03", clock_.Now() + absl::Hours(1)).status());
  ASSERT_OK_AND_ASSIGN(v1::ListPublicationJobsResponse jobs, Call(foreign, v1::ListPublicationJobsRequest(), &Stub::ListPublicationJobs));
  EXPECT_EQ(jobs.publication_jobs_size(), 0);
  ASSERT_OK_AND_ASSIGN(jobs, Call(approver_, v1::ListPublicationJobsRequest(), &Stub::ListPublicationJobs));
  EXPECT_EQ(jobs.publication_jobs_size(), 1);
}

TEST_F(PublicationTest, AWrongFileInBetweenDoesNotMakeUidsForgotten) {
  ImportAndPublish();
  ASSERT_TRUE(BecomesInForce(education_, 1));
  ASSERT_OK_AND_ASSIGN(const v1::Edition edition, Get(education_));
  ASSERT_OK(Import(editor_, "items/04-huji-guanli.csv", "330108", "03").status());
  ASSERT_OK_AND_ASSIGN(const v1::ImportCataloguesResponse again, Import(editor_, file_));
  ASSERT_EQ(again.tables(0).items_size(), edition.items_size());
  for (int i = 0; i < edition.items_size(); ++i) {
    const std::string& name = edition.items(i).name();
    EXPECT_EQ(again.tables(0).items(i).name(), education_ + "/draft" + name.substr(education_.size()));
  }
}

TEST_F(PublicationTest, AnItemWithAnUnknownOrganOrAnEndlessTextIsRefusedByField) {
  ASSERT_OK(Import(editor_, file_).status());
  v1::CreateDraftItemRequest request;
  request.set_parent(education_ + "/draft");
  request.mutable_item()->set_level_one("新事项");
  request.mutable_item()->add_levels(v1::COUNTY);
  auto* body = request.mutable_item()->add_responsible_bodies();
  body->set_text(std::string(900000, 'x'));
  EXPECT_THAT(Call(editor_, request, &Stub::CreateDraftItem), HasReason("BAD_REQUEST"));
  body->set_text("某机关");
  body->set_organ("organs/nosuch-x");
  EXPECT_THAT(Call(editor_, request, &Stub::CreateDraftItem), HasReason("BAD_REQUEST"));
  body->set_organ("organs/330108-jyj");
  EXPECT_OK(Call(editor_, request, &Stub::CreateDraftItem).status());
}

TEST_F(PublicationTest, TheSameRequestIdPublishesOnce) {
  ASSERT_OK(Import(editor_, file_).status());
  ASSERT_OK_AND_ASSIGN(const v1::Edition first, Publish(approver_, "03", {}, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"));
  ASSERT_OK_AND_ASSIGN(const v1::Edition again, Publish(approver_, "03", {}, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"));
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_THAT(Publish(approver_, "03", clock_.Now() + absl::Hours(1), "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
              HasReason("REQUEST_ID_REUSED"));
}

TEST_F(PublicationTest, ItemsKeepTheirUidsFromEditionToEditionAndTheDiffNamesTheFields) {
  ImportAndPublish();
  ASSERT_TRUE(BecomesInForce(education_, 1));
  ASSERT_OK_AND_ASSIGN(const v1::Edition first, Get(education_));
  std::string text = ReadData("catalogue/" + file_);
  const std::string before = "教育法律、规章制度";
  text.replace(text.find(before), before.size(), "教育法律、法规、规章制度");
  ASSERT_OK(ImportBytes(editor_, file_, text).status());
  ASSERT_OK(Publish(approver_, "03").status());
  ASSERT_TRUE(BecomesInForce(education_, 2));
  ASSERT_OK_AND_ASSIGN(const v1::Edition second, Get(education_));
  ASSERT_EQ(first.items_size(), second.items_size());
  for (int i = 0; i < first.items_size(); ++i) EXPECT_EQ(first.items(i).name(), second.items(i).name()) << i;

  v1::DiffEditionsRequest request;
  request.set_name(education_ + "/editions/2");
  request.set_base(1);
  ASSERT_OK_AND_ASSIGN(const v1::EditionDiff diff, Call(Caller{}, request, &Stub::DiffEditions));
  EXPECT_EQ(diff.added_size() + diff.removed_size(), 0);
  ASSERT_EQ(diff.changed_size(), 1);
  EXPECT_EQ(diff.changed(0).fields(0).field(), "contents");
  EXPECT_EQ(diff.unchanged(), second.items_size() - 1);
}

TEST_F(PublicationTest, AWithdrawnEditionGivesWayToTheOneBeforeAndShowsItsReasonButNotItsItems) {
  ImportAndPublish();
  ASSERT_OK(Import(editor_, file_).status());
  ASSERT_OK(Publish(approver_, "03").status());
  ASSERT_TRUE(BecomesInForce(education_, 2));
  v1::WithdrawEditionRequest request;
  request.set_name(education_ + "/editions/2");
  EXPECT_THAT(Call(approver_, request, &Stub::WithdrawEdition), HasReason("BAD_REQUEST")) << "a reason is needed";
  request.set_reason("误发");
  ASSERT_OK(Call(approver_, request, &Stub::WithdrawEdition).status());
  EXPECT_TRUE(BecomesInForce(education_, 1));
  EXPECT_THAT(Call(approver_, request, &Stub::WithdrawEdition), HasReason("WRONG_STATE"));
  v1::GetEditionRequest get;
  get.set_name(education_ + "/editions/2");
  ASSERT_OK_AND_ASSIGN(const v1::Edition withdrawn, Call(Caller{}, get, &Stub::GetEdition));
  EXPECT_EQ(withdrawn.withdraw_reason(), "误发");
  EXPECT_EQ(withdrawn.items_size(), 0);

  // The next edition is compared with the one before that can be read, the first with none.
  ASSERT_OK(Import(editor_, file_).status());
  ASSERT_OK(Publish(approver_, "03").status());
  v1::DiffEditionsRequest diff;
  diff.set_name(education_ + "/editions/3");
  ASSERT_OK_AND_ASSIGN(const v1::EditionDiff with_first, Call(Caller{}, diff, &Stub::DiffEditions));
  EXPECT_EQ(with_first.base(), education_ + "/editions/1");
  diff.set_name(education_ + "/editions/1");
  EXPECT_THAT(Call(Caller{}, diff, &Stub::DiffEditions), HasReason("BAD_REQUEST"));
}

TEST_F(PublicationTest, AStaleEtagOfTheDraftIsRefused) {
  ASSERT_OK(Import(editor_, file_).status());
  v1::GetDraftRequest get;
  get.set_name(education_ + "/draft");
  ASSERT_OK_AND_ASSIGN(const v1::Draft draft, Call(editor_, get, &Stub::GetDraft));
  v1::UpdateDraftItemRequest update;
  *update.mutable_item() = draft.items(0);
  update.mutable_item()->set_time_limit_text("每年1月31日前");
  update.mutable_update_mask()->add_paths("time_limit_text");
  update.set_etag(draft.etag());
  ASSERT_OK_AND_ASSIGN(const v1::Item item, Call(editor_, update, &Stub::UpdateDraftItem));
  EXPECT_EQ(item.time_limits(0), "yearly:01-31");
  update.mutable_item()->set_time_limit_text("长期");
  EXPECT_THAT(Call(editor_, update, &Stub::UpdateDraftItem), HasReason("ETAG_MISMATCH"));
  v1::PublishCatalogueRequest publish;
  publish.set_name(education_);
  publish.set_etag(draft.etag());
  EXPECT_THAT(Call(approver_, publish, &Stub::PublishCatalogue), HasReason("ETAG_MISMATCH"));
}

TEST_F(PublicationTest, AFileThatIsNoCatalogueLeavesNothingBehind) {
  EXPECT_THAT(ImportBytes(editor_, "letter.csv", "姓名,电话\n某人,0000\n"), HasReason("NOT_A_CATALOGUE"));
  EXPECT_THAT(ImportBytes(editor_, "x.csv", "a,b\n", "330199"), StatusIs(absl::StatusCode::kNotFound));
  v1::GetDraftRequest get;
  get.set_name(education_ + "/draft");
  EXPECT_THAT(Call(editor_, get, &Stub::GetDraft), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(PublicationTest, AScheduledEditionTakesEffectWhenDueAndNotBefore) {
  ASSERT_OK(Import(editor_, file_).status());
  const absl::Time due = clock_.Now() + absl::Hours(24);
  ASSERT_OK_AND_ASSIGN(const v1::Edition scheduled, Publish(approver_, "03", due));
  EXPECT_EQ(scheduled.state(), v1::Edition::SCHEDULED);
  ASSERT_OK_AND_ASSIGN(v1::PublishDueResponse published, Call(operator_, v1::PublishDueRequest(), &Stub::PublishDue));
  EXPECT_EQ(published.editions_size(), 0);
  v1::GetEditionRequest get;
  get.set_name(scheduled.name());
  EXPECT_THAT(Call(Caller{}, get, &Stub::GetEdition), StatusIs(absl::StatusCode::kNotFound)) << "not public before its time";

  ASSERT_OK(Import(editor_, file_).status());
  EXPECT_THAT(Publish(approver_, "03"), HasReason("EDITION_SCHEDULED"));

  clock_.Set(due);
  ASSERT_OK_AND_ASSIGN(published, Call(operator_, v1::PublishDueRequest(), &Stub::PublishDue));
  EXPECT_EQ(published.editions_size(), 1);
  EXPECT_TRUE(BecomesInForce(education_, 1));
  ASSERT_OK_AND_ASSIGN(const v1::ListPublicationJobsResponse jobs, Call(operator_, v1::ListPublicationJobsRequest(), &Stub::ListPublicationJobs));
  EXPECT_EQ(jobs.publication_jobs(0).state(), v1::PublicationJob::DONE);
}

TEST_F(PublicationTest, ACancelledEditionNeverTakesEffect) {
  ASSERT_OK(Import(editor_, file_).status());
  ASSERT_OK_AND_ASSIGN(const v1::Edition scheduled, Publish(approver_, "03", clock_.Now() + absl::Hours(1)));
  v1::CancelEditionRequest cancel;
  cancel.set_name(scheduled.name());
  ASSERT_OK(Call(approver_, cancel, &Stub::CancelEdition).status());
  clock_.Advance(absl::Hours(2));
  ASSERT_OK_AND_ASSIGN(const v1::PublishDueResponse published, Call(operator_, v1::PublishDueRequest(), &Stub::PublishDue));
  EXPECT_EQ(published.editions_size(), 0);
  EXPECT_THAT(Get(education_), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(PublicationTest, EveryReplicaShowsTheNewEditionAndAWatcherHearsOfIt) {
  Replica other(options_, clock_, "replica-2");
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  auto reader = other.stub().WatchCatalogues(&context, v1::WatchCataloguesRequest());
  v1::WatchCataloguesResponse message;
  ASSERT_TRUE(reader->Read(&message));
  EXPECT_TRUE(message.current());
  EXPECT_EQ(message.changes_size(), 0);
  const std::string token = message.resume_token();
  ImportAndPublish();
  EXPECT_TRUE(BecomesInForce(other, education_, 1));
  ASSERT_TRUE(reader->Read(&message));
  ASSERT_EQ(message.changes_size(), 1);
  EXPECT_EQ(message.changes(0).changed().name(), education_);
  context.TryCancel();
  reader->Finish();

  grpc::ClientContext again;
  v1::WatchCataloguesRequest resume;
  resume.set_resume_token(token);
  auto resumed = other.stub().WatchCatalogues(&again, resume);
  ASSERT_TRUE(resumed->Read(&message));
  EXPECT_EQ(message.changes(0).changed().edition(), 1) << "what was missed comes again";
  again.TryCancel();
  resumed->Finish();

  grpc::ClientContext stale;
  resume.set_resume_token("1.999999");
  auto refused = other.stub().WatchCatalogues(&stale, resume);
  EXPECT_FALSE(refused->Read(&message));
  EXPECT_THAT(FromGrpc(refused->Finish()), HasReason("RESUME_TOKEN_EXPIRED"));
}

TEST_F(PublicationTest, AStreetGetsTheRowsOfItsLevel) {
  ASSERT_OK_AND_ASSIGN(const v1::ImportCataloguesResponse district, Import(office_editor_, file_, "330108"));
  ASSERT_OK_AND_ASSIGN(const v1::ImportCataloguesResponse street, Import(office_editor_, file_, "330108001"));
  for (const auto& item : district.tables(0).items()) {
    EXPECT_NE(std::find(item.levels().begin(), item.levels().end(), v1::COUNTY), item.levels().end());
  }
  for (const auto& item : street.tables(0).items()) {
    EXPECT_NE(std::find(item.levels().begin(), item.levels().end(), v1::TOWNSHIP), item.levels().end());
  }
  EXPECT_EQ(district.tables(0).rows_read(), street.tables(0).rows_read());
}

TEST_F(PublicationTest, TheExportOfAnEditionIsTheSameCatalogueAgain) {
  ImportAndPublish();
  for (const auto format : {v1::ExportCatalogueRequest::CSV, v1::ExportCatalogueRequest::XLSX, v1::ExportCatalogueRequest::PRINT_HTML}) {
    ASSERT_TRUE(BecomesInForce(education_, 1));
    v1::ExportCatalogueRequest request;
    request.set_name(education_);
    request.set_format(format);
    ASSERT_OK_AND_ASSIGN(const google::api::HttpBody file, Call(Caller{}, request, &Stub::ExportCatalogue));
    ASSERT_OK_AND_ASSIGN(const v1::ImportCataloguesResponse again, ImportBytes(editor_, "again", file.data()));
    ASSERT_OK_AND_ASSIGN(const v1::Edition edition, Get(education_));
    ASSERT_EQ(again.tables_size(), 1);
    ASSERT_EQ(again.tables(0).items_size(), edition.items_size());
    for (int i = 0; i < edition.items_size(); ++i) {
      v1::Item one = edition.items(i), two = again.tables(0).items(i);
      EXPECT_EQ(one.name().substr(one.name().rfind('/')), two.name().substr(two.name().rfind('/')));
      for (v1::Item* item : {&one, &two}) {
        item->clear_name();
        item->clear_source();
      }
      EXPECT_EQ(one.DebugString(), two.DebugString()) << v1::ExportCatalogueRequest::Format_Name(format);
    }
  }
}

}  // namespace
}  // namespace disclosure::catalog
