// Searching and suggesting what is in force, and counting the requests that this avoids.
#include <filesystem>
#include <set>

#include "absl/cleanup/cleanup.h"
#include "catalog-service/api/service_fixture.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using Stub = v1::CatalogService::Stub;

class SearchTest : public ServiceTest {
 protected:
  void SetUp() override {
    LoadDirectory();
    ASSERT_OK(Import(editor_, file_).status());
    ASSERT_OK(Publish(approver_, "03").status());
    ASSERT_TRUE(BecomesInForce(education_, 1));
  }
  absl::StatusOr<v1::SearchItemsResponse> Search(Replica& replica, const v1::SearchItemsRequest& request) {
    return CallOn(replica.stub(), Caller{}, request, &Stub::SearchItems);
  }
  absl::StatusOr<v1::SearchItemsResponse> Search(const std::string& query) {
    v1::SearchItemsRequest request;
    request.set_query(query);
    return Search(*replica_, request);
  }
  // Waits (for at most 20 s) until a search of `query` answers with items of `edition`, or with none for 0.
  bool BecomesFound(Replica& replica, const std::string& query, int edition) {
    v1::SearchItemsRequest request;
    request.set_query(query);
    request.set_division("divisions/330108");
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (absl::Now() < end) {
      const auto found = Search(replica, request);
      if (found.ok() && (edition == 0 ? found->hits().empty() : !found->hits().empty() && found->hits(0).edition() == edition)) return true;
      std::this_thread::yield();
    }
    return false;
  }
  bool BecomesFound(const std::string& query, int edition) { return BecomesFound(*replica_, query, edition); }
};

TEST_F(SearchTest, WhatIsPublishedIsFoundWithWhatAListShows) {
  ASSERT_TRUE(BecomesFound("招生", 1));
  ASSERT_OK_AND_ASSIGN(const v1::SearchItemsResponse found, Search("招生"));
  ASSERT_GT(found.hits_size(), 0);
  EXPECT_EQ(found.total_estimate(), found.hits_size());
  const v1::ItemHit& hit = found.hits(0);
  v1::GetItemRequest get;
  get.set_name(hit.item());
  ASSERT_OK_AND_ASSIGN(const v1::Item item, Call(Caller{}, get, &Stub::GetItem));
  EXPECT_EQ(hit.titles(0).text(), item.level_one());
  EXPECT_EQ(hit.catalogue(), education_);
  EXPECT_EQ(hit.catalogue_title(), "滨江区义务教育领域基层政务公开标准目录");
  EXPECT_EQ(hit.domain(), "domains/03");
  ASSERT_EQ(hit.responsible_bodies_size(), item.responsible_bodies_size());
  EXPECT_EQ(hit.responsible_bodies(0).SerializeAsString(), item.responsible_bodies(0).SerializeAsString());
  int marks = hit.snippet().highlights_size();
  for (const auto& title : hit.titles()) marks += title.highlights_size();
  EXPECT_GT(marks, 0);
}

TEST_F(SearchTest, NothingIsFoundOfDraftsAndWithdrawnEditions) {
  ASSERT_TRUE(BecomesFound("招生", 1));
  ASSERT_OK(Import(editor_, "items/03-yiwu-jiaoyu.csv").status());
  ASSERT_OK_AND_ASSIGN(const v1::Edition second, Publish(approver_, "03"));
  EXPECT_TRUE(BecomesFound("招生", 2)) << "a new edition takes the place of the old one";
  v1::WithdrawEditionRequest withdraw;
  withdraw.set_name(second.name());
  withdraw.set_reason("测试");
  ASSERT_OK(Call(approver_, withdraw, &Stub::WithdrawEdition).status());
  EXPECT_TRUE(BecomesFound("招生", 1)) << "the edition before is in force again";
  withdraw.set_name(education_ + "/editions/1");
  ASSERT_OK(Call(approver_, withdraw, &Stub::WithdrawEdition).status());
  EXPECT_TRUE(BecomesFound("招生", 0));
}

TEST_F(SearchTest, AnotherReplicaFindsThePublicationToo) {
  Replica other(options_, clock_, "replica-2");
  EXPECT_TRUE(BecomesFound(other, "招生", 1)) << "what was there when it started";
  ASSERT_OK(Import(editor_, file_).status());
  ASSERT_OK(Publish(approver_, "03").status());
  EXPECT_TRUE(BecomesFound(other, "招生", 2));
}

TEST_F(SearchTest, NeitherUpdatesNorARebuildEverAnswerEmpty) {
  ASSERT_TRUE(BecomesFound("招生", 1));
  std::atomic<bool> stop = false;
  std::atomic<int> searches = 0;
  std::jthread searching([&] {
    while (!stop) {
      const auto found = Search("招生");
      ASSERT_OK(found.status());
      ASSERT_GT(found->hits_size(), 0);
      ++searches;
    }
  });
  const absl::Cleanup stopping = [&] { stop = true; };  // an assertion below leaves at once
  for (const std::string division : {"330108", "330108001"}) {
    for (const auto& entry : std::filesystem::directory_iterator(DISCLOSURE_SOURCE_DIR "/data/catalogue/items")) {
      ASSERT_OK_AND_ASSIGN(const auto imported, Import(office_editor_, "items/" + entry.path().filename().string(), division));
      if (imported.tables(0).items_size() == 0) continue;
      v1::PublishCatalogueRequest publish;
      publish.set_name("divisions/" + division + "/catalogues/" + imported.tables(0).domain());
      ASSERT_OK(Call(office_approver_, publish, &Stub::PublishCatalogue).status());
    }
  }
  ASSERT_TRUE(BecomesFound("招生", 2));
  EXPECT_EQ(replica_->IndexesMade(), 1) << "catalogue by catalogue in place";
  // The feed begins anew, as after a restore: everything is loaded from the database, which is more than is replaced in place.
  mysql::Database database(options_);
  ASSERT_OK(database.Write(absl::Now() + absl::Seconds(10), [](mysql::Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(transaction.Execute("DELETE FROM changes", {}).status());
    return transaction.Execute("DELETE FROM feeds", {}).status();
  }));
  ASSERT_OK(Import(editor_, file_).status());
  ASSERT_OK(Publish(approver_, "03").status());
  EXPECT_TRUE(BecomesFound("招生", 3));
  EXPECT_EQ(replica_->IndexesMade(), 2);
  stop = true;
  searching.join();
  EXPECT_GT(searches, 0);
}

TEST_F(SearchTest, PagesTogetherShowEachItemOnce) {
  ASSERT_TRUE(BecomesFound("教育", 1));
  v1::SearchItemsRequest request;
  request.set_query("教育");
  request.set_page_size(4);
  std::set<std::string> items;
  int listed = 0;
  int total = 0;
  do {
    ASSERT_OK_AND_ASSIGN(const v1::SearchItemsResponse page, Search(*replica_, request));
    EXPECT_LE(page.hits_size(), 4);
    for (const auto& hit : page.hits()) items.insert(hit.item()), ++listed;
    total = page.total_estimate();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_GT(listed, 4);
  EXPECT_EQ(listed, total);
  EXPECT_EQ(static_cast<int>(items.size()), listed);
}

TEST_F(SearchTest, APageTokenOfAnotherQueryIsRefused) {
  ASSERT_TRUE(BecomesFound("教育", 1));
  v1::SearchItemsRequest request;
  request.set_query("教育");
  request.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const v1::SearchItemsResponse page, Search(*replica_, request));
  request.set_page_token(page.next_page_token());
  request.set_domain("domains/03");
  EXPECT_THAT(Search(*replica_, request), HasReason("BAD_REQUEST"));
}

TEST_F(SearchTest, FiltersAreNames) {
  ASSERT_TRUE(BecomesFound("招生", 1));
  v1::SearchItemsRequest request;
  request.set_query("招生");
  request.set_division("divisions/330108");
  request.set_domain("domains/03");
  request.set_organ("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(v1::SearchItemsResponse found, Search(*replica_, request));
  EXPECT_GT(found.hits_size(), 0);
  request.set_organ("organs/330108-czj");
  ASSERT_OK_AND_ASSIGN(found, Search(*replica_, request));
  EXPECT_EQ(found.hits_size(), 0);
  request.set_division("330108");
  request.set_domain("domains/03/items");
  request.set_organ("organs/");
  const auto info = error::GetInfo(Search(*replica_, request).status());
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->violations.size(), 3u);
}

TEST_F(SearchTest, AnOrganIsFoundWithWhatThoseMergedIntoItHavePublished) {
  ASSERT_TRUE(BecomesFound("招生", 1));
  const auto hits = [&](const std::string& organ, Replica& replica) {
    v1::SearchItemsRequest request;
    request.set_query("招生");
    request.set_organ(organ);
    const auto found = Search(replica, request);
    return found.ok() ? found->hits_size() : -1;
  };
  const int published = hits("organs/330108-jyj", *replica_);
  ASSERT_GT(published, 0);
  Replica other(options_, clock_, "replica-2");
  ASSERT_TRUE(BecomesFound(other, "招生", 1));
  const auto merge = [&](const std::string& name, const std::string& into) {
    v1::MergeOrganRequest request;
    request.set_name(name);
    request.set_successor(into);
    ASSERT_OK(Call(office_editor_, request, &Stub::MergeOrgan).status());
  };
  EXPECT_EQ(hits("organs/330108-tjj", *replica_), 0);
  merge("organs/330108-jyj", "organs/330108-tjj");
  merge("organs/330108-tjj", "organs/330108-czj");
  Replica later(options_, clock_, "replica-3");
  ASSERT_TRUE(BecomesFound(later, "招生", 1));
  for (Replica* replica : {&*replica_, &other, &later}) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (hits("organs/330108-czj", *replica) < published && absl::Now() < end) std::this_thread::yield();
    EXPECT_GE(hits("organs/330108-czj", *replica), published);
    EXPECT_EQ(hits("organs/330108-tjj", *replica), published);
    EXPECT_EQ(hits("organs/330108-jyj", *replica), published) << "and under its own code";
  }
  v1::SuggestItemsRequest suggest;
  suggest.set_text("我想了解今年义务教育阶段学校的招生计划");
  suggest.set_organ("organs/330108-czj");
  ASSERT_OK_AND_ASSIGN(const v1::SuggestItemsResponse suggested, Call(Caller{}, suggest, &Stub::SuggestItems));
  EXPECT_GT(suggested.suggestions_size(), 0);
}

TEST_F(SearchTest, BadQueriesAreRefusedByField) {
  std::string long_query;
  for (int i = 0; i < 100; ++i) long_query += "教";
  EXPECT_OK(Search(long_query).status());
  for (const std::string& query : {std::string(), std::string("…"), long_query + "育", std::string("教\0育", 7)}) {
    EXPECT_THAT(Search(query), HasReason("BAD_REQUEST")) << query.size();
  }
  v1::SearchItemsRequest request;
  request.set_query("教育");
  request.set_page_size(-1);
  EXPECT_THAT(Search(*replica_, request), HasReason("BAD_REQUEST"));
}

TEST_F(SearchTest, WhatIsWantedIsSuggestedAndTextsOfNoWordsSuggestNothing) {
  ASSERT_TRUE(BecomesFound("招生", 1));
  v1::SuggestItemsRequest request;
  request.set_text("您好，我想了解今年義務教育階段學校的招生計劃，谢谢！");
  request.set_division("divisions/330108");
  request.set_organ("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(v1::SuggestItemsResponse suggested, Call(Caller{}, request, &Stub::SuggestItems));
  ASSERT_GT(suggested.suggestions_size(), 0);
  EXPECT_LE(suggested.suggestions_size(), 5);
  EXPECT_EQ(suggested.suggestions(0).hit().catalogue(), education_);
  request.set_division("divisions/330108001");
  ASSERT_OK_AND_ASSIGN(suggested, Call(Caller{}, request, &Stub::SuggestItems));
  EXPECT_EQ(suggested.suggestions_size(), 0);
  request.set_text("谢谢！？");
  ASSERT_OK_AND_ASSIGN(suggested, Call(Caller{}, request, &Stub::SuggestItems));
  EXPECT_EQ(suggested.suggestions_size(), 0);
  request.set_text("");
  EXPECT_THAT(Call(Caller{}, request, &Stub::SuggestItems), HasReason("BAD_REQUEST"));
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "招";
  request.set_text(text);
  EXPECT_OK(Call(Caller{}, request, &Stub::SuggestItems).status());
  request.set_text(text + "生");
  EXPECT_THAT(Call(Caller{}, request, &Stub::SuggestItems), HasReason("BAD_REQUEST"));
}

class AvoidedTest : public SearchTest {
 protected:
  absl::Status Avoid(const std::string& item, const std::string& request_id) {
    v1::RecordAvoidedRequestRequest request;
    request.set_name(item);
    request.set_request_id(request_id);
    return Call(Caller{}, request, &Stub::RecordAvoidedRequest).status();
  }
  absl::StatusOr<v1::AvoidedRequests> Avoided(int year, const std::string& division = "divisions/330108") {
    v1::GetAvoidedRequestsRequest request;
    request.set_parent(division);
    request.set_year(year);
    return Call(Caller{}, request, &Stub::GetAvoidedRequests);
  }
};

TEST_F(AvoidedTest, EachIsCountedOnceForItsYearAndItsOrgan) {
  ASSERT_OK_AND_ASSIGN(const v1::Edition edition, Get(education_));
  const std::string first = edition.items(0).name();
  EXPECT_OK(Avoid(first, "a"));
  EXPECT_OK(Avoid(first, "a")) << "a retry";
  EXPECT_OK(Avoid(first, "b"));
  EXPECT_OK(Avoid(edition.items(1).name(), "c"));
  EXPECT_THAT(Avoid(edition.items(1).name(), "a"), HasReason("REQUEST_ID_REUSED"));
  ASSERT_OK_AND_ASSIGN(v1::AvoidedRequests avoided, Avoided(2026));
  EXPECT_EQ(avoided.division(), "divisions/330108");
  EXPECT_EQ(avoided.count(), 3);
  int64_t sum = 0;
  int64_t of_education = 0;
  for (const auto& organ : avoided.organs()) {
    sum += organ.count();
    if (organ.organ() == "organs/330108-jyj") of_education = organ.count();
  }
  EXPECT_EQ(sum, 3);
  EXPECT_GE(of_education, 2);
  ASSERT_OK_AND_ASSIGN(avoided, Avoided(2025));
  EXPECT_EQ(avoided.count(), 0);
  ASSERT_OK_AND_ASSIGN(avoided, Avoided(2026, "divisions/330108001"));
  EXPECT_EQ(avoided.count(), 0);
}

TEST_F(AvoidedTest, TheYearIsThatOfShanghai) {
  ASSERT_OK_AND_ASSIGN(const v1::Edition edition, Get(education_));
  clock_.Set(absl::FromCivil(absl::CivilSecond(2026, 12, 31, 16, 0, 1), absl::UTCTimeZone()));  // 2027-01-01 in Shanghai
  ASSERT_OK(Avoid(edition.items(0).name(), "a"));
  ASSERT_OK_AND_ASSIGN(const v1::AvoidedRequests avoided, Avoided(2027));
  EXPECT_EQ(avoided.count(), 1);
}

TEST_F(AvoidedTest, OnlyItemsInForceAreCountedAndOnlyWithARequestId) {
  ASSERT_OK_AND_ASSIGN(const v1::Edition edition, Get(education_));
  EXPECT_THAT(Avoid(edition.items(0).name(), ""), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Avoid(education_ + "/items/nothing", "a"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Avoid("divisions/330108/catalogues/09/items/nothing", "a"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Avoid(education_, "a"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Avoided(1999), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Avoided(10000), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Avoided(2026, "divisions/999999"), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const v1::AvoidedRequests avoided, Avoided(2026));
  EXPECT_EQ(avoided.count(), 0);
}

}  // namespace
}  // namespace disclosure::catalog
