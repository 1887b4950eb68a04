// The keys of personal data are rotated while nothing is lost.
#include "request-service/api/key_handlers.h"
#include "request-service/api/proof_fixture.h"
#include "request-service/storage/sealed_columns.h"

namespace disclosure::request {
namespace {

using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class KeyTest : public ProofTest {
 protected:
  // All pages, three rows each.
  static std::map<int, int64_t> Rotate(const Backend& backend, bool dry_run, int64_t* rotated = nullptr) {
    KeyHandlers handlers(backend);
    v1::RotateKeysRequest request;
    request.set_dry_run(dry_run);
    request.set_page_size(3);
    std::map<int, int64_t> by_key;
    do {
      const auto page = handlers.RotateKeys(disclosure::Call{.deadline = absl::Now() + absl::Seconds(30)}, request);
      EXPECT_OK(page.status());
      if (!page.ok()) return {};
      for (const auto& [key, rows] : page->by_key()) by_key[key] += rows;
      if (rotated != nullptr) *rotated += page->rotated();
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return by_key;
  }

  Backend With(Store& store, const Vault& vault) { return {store, vault, clock_, *reference_, law_, {}}; }
};

TEST_F(KeyTest, EverySealedColumnOfTheSchemaIsReached) {
  std::set<std::string> known, there;
  for (const mysql::SealedColumn& column : kSealedColumns) known.insert(absl::StrCat(std::string(column.table), ".", std::string(column.column)));
  ASSERT_OK(database_->Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
    return transaction.Select(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name LIKE '%\\_sealed'", {},
        [&](const mysql::Row& row) { there.insert(row.Text(0) + "." + row.Text(1)); });
  }));
  EXPECT_FALSE(there.empty());
  for (const std::string& column : there) EXPECT_TRUE(known.contains(column)) << column << " is not in sealed_columns.h";
}

TEST_F(KeyTest, EverythingIsReadAndFoundUnderANewKeyAndTheOldOneIsNeededNoMore) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0001");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, filing, &Stub::FileRequest));
  const v1::Request request = Received();
  ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
  ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  ASSERT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request before, Get(request, handler_));
  ASSERT_OK(Call(operator_, v1::SealAuditRequest(), &Stub::SealAudit).status());

  const Vault both(crypto::TestKeys({1, 2}));
  Store store(*database_, both);
  const Backend backend = With(store, both);
  const std::map<int, int64_t> old = Rotate(backend, /*dry_run=*/true);
  ASSERT_EQ(old.size(), 1u);
  EXPECT_GE(old.at(1), 9) << "2 applicants, 5 events, a draft, papers, a remembered answer";
  int64_t rotated = 0;
  EXPECT_THAT(Rotate(backend, /*dry_run=*/false, &rotated), UnorderedElementsAre(Pair(2, old.at(1))));
  EXPECT_EQ(rotated, old.at(1));
  EXPECT_THAT(Rotate(backend, /*dry_run=*/true), UnorderedElementsAre(Pair(2, old.at(1))));
  rotated = 0;
  Rotate(backend, /*dry_run=*/false, &rotated);
  EXPECT_EQ(rotated, 0) << "repeated, it finds nothing to do";

  const Vault only_new(crypto::TestKeys({2}));
  Store new_store(*database_, only_new);
  const Backend new_backend = With(new_store, only_new);
  const auto service = NewService(*runner_, new_backend, *feeds_, *consultation_feeds_);
  ASSERT_OK_AND_ASSIGN(const auto server, RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, service.get(),
                                                           v1::RequestService::service_full_name()));
  stub_ = v1::RequestService::NewStub(server->InProcessChannel());
  ASSERT_OK_AND_ASSIGN(const v1::Request after, Get(request, handler_));
  EXPECT_EQ(after.DebugString(), before.DebugString()) << "the history of the applicant too: its index is the same";
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse again, Call(Caller{}, filing, &Stub::FileRequest));
  EXPECT_EQ(again.access_code(), filed.access_code());
  v1::VerifyAuditRequest verify;
  verify.set_parent("organs/330108-jyj");
  do {
    ASSERT_OK_AND_ASSIGN(const v1::VerifyAuditResponse verified, Call(auditor_, verify, &Stub::VerifyAudit));
    EXPECT_EQ(verified.breaks_size(), 0) << verified.DebugString();
    verify.set_page_token(verified.next_page_token());
  } while (!verify.page_token().empty());
  server->Stop(absl::Seconds(5));
}

TEST_F(KeyTest, ARotationBrokenOffGoesOn) {
  for (int i = 0; i < 5; ++i) Received();
  const Vault both(crypto::TestKeys({1, 2}));
  Store store(*database_, both);
  const Backend backend = With(store, both);
  v1::RotateKeysRequest first;
  first.set_page_size(3);
  ASSERT_OK_AND_ASSIGN(const v1::RotateKeysResponse page,
                       KeyHandlers(backend).RotateKeys(disclosure::Call{.deadline = absl::Now() + absl::Seconds(30)}, first));
  EXPECT_EQ(page.rotated(), 3);
  EXPECT_THAT(Rotate(backend, /*dry_run=*/true), UnorderedElementsAre(Pair(1, 7), Pair(2, 3)));
  EXPECT_THAT(Rotate(backend, /*dry_run=*/false), UnorderedElementsAre(Pair(2, 10)));
}

}  // namespace
}  // namespace disclosure::request
