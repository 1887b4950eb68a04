// The register is provably what was written, and its keys are rotated while nothing is lost.
#include <functional>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "media-service/api/key_handlers.h"
#include "media-service/api/service_fixture.h"
#include "media-service/storage/sealed_columns.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class ProofTest : public ServiceTest {
 protected:
  // All pages, two accounts each: "EVENT_ALTERED accounts/… 2".
  std::vector<std::string> Breaks(const Caller& caller, const std::string& parent = "divisions/-") {
    v1::VerifyAccountAuditRequest request;
    request.set_parent(parent);
    request.set_page_size(2);
    std::vector<std::string> breaks;
    accounts_ = events_ = 0;
    do {
      const auto page = Call(caller, request, &Stub::VerifyAccountAudit);
      EXPECT_OK(page.status());
      if (!page.ok()) return {"error"};
      for (const v1::AccountAuditBreak& found : page->breaks()) {
        breaks.push_back(absl::StrCat(v1::AccountAuditBreak::Problem_Name(found.problem()), " ", found.account(), " ", found.seq()));
      }
      accounts_ += page->accounts();
      events_ += page->events();
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return breaks;
  }
  std::vector<std::string> Breaks() { return Breaks(operator_); }

  // Filed and approved: three events.
  std::string Approved(const std::string& name, const std::string& id) {
    const auto draft = Create(registrar_, NewAccount(name, id));
    EXPECT_OK(draft.status());
    if (!draft.ok()) return "";
    v1::AccountActRequest act;
    act.set_name(draft->name());
    EXPECT_OK(Call(registrar_, act, &Stub::FileAccount).status());
    EXPECT_OK(Call(supervisor_, act, &Stub::ApproveFiling).status());
    return draft->name();
  }
  static std::string Uid(const std::string& name) { return name.substr(9); }
  // Behind the service's back.
  void Alter(const std::string& sql, const std::vector<mysql::Value>& values) {
    ASSERT_OK(replica_->database().Write(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
      return transaction.Execute(sql, values).status();
    }));
  }

  // All pages, three rows each.
  static std::map<int, int64_t> Rotate(const Backend& backend, bool dry_run, int64_t* rotated = nullptr) {
    KeyHandlers handlers(backend);
    v1::RotateMediaKeysRequest request;
    request.set_dry_run(dry_run);
    request.set_page_size(3);
    std::map<int, int64_t> by_key;
    do {
      const auto page = handlers.RotateMediaKeys(disclosure::Call{.deadline = absl::Now() + absl::Seconds(30)}, request);
      EXPECT_OK(page.status());
      if (!page.ok()) return {};
      for (const auto& [key, rows] : page->by_key()) by_key[key] += rows;
      if (rotated != nullptr) *rotated += page->rotated();
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return by_key;
  }

  int64_t accounts_ = 0;
  int64_t events_ = 0;
};

TEST_F(ProofTest, AnUntouchedRegisterIsWhole) {
  Approved("滨江教育", "1749127163");
  Approved("滨江统计", "1749127164");
  Approved("滨江学区", "1749127165");
  EXPECT_THAT(Breaks(), IsEmpty());
  EXPECT_EQ(accounts_, 3);
  EXPECT_EQ(events_, 9);
}

TEST_F(ProofTest, ImportedAccountsAreVouchedForToo) {
  ASSERT_OK(Import("平台,账号名称,账号ID,主办单位,状态,负责人\n新浪微博,滨江教育,1749127163,杭州市滨江区教育局,正常,测试甲\n").status());
  EXPECT_THAT(Breaks(), IsEmpty());
  EXPECT_EQ(events_, 1);
  Alter("UPDATE accounts SET host_text='别的单位'", {});
  EXPECT_EQ(Breaks().size(), 1u);
}

TEST_F(ProofTest, WhatWasAlteredIsNamedByItsAccountAndEvent) {
  const std::string whole = Approved("滨江教育", "1749127163");
  const std::string altered = Approved("滨江统计", "1749127164");
  Alter("UPDATE account_events SET actor='别人' WHERE uid=? AND seq=2", {Uid(altered)});
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_ALTERED " + altered + " 2"));
}

TEST_F(ProofTest, AnEventThatWasTakenOutIsMissed) {
  const std::string account = Approved("滨江教育", "1749127163");
  Alter("DELETE FROM account_events WHERE uid=? AND seq=2", {Uid(account)});
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_MISSING " + account + " 2"));
}

TEST_F(ProofTest, AnAccountThatIsNotWhatItsLastEventLeftIsFound) {
  const std::string account = Approved("滨江教育", "1749127163");
  Alter("UPDATE accounts SET state=4 WHERE uid=?", {Uid(account)});
  EXPECT_THAT(Breaks(), ElementsAre("ACCOUNT_ALTERED " + account + " 3"));
}

TEST_F(ProofTest, EventsCutOffTheEndDoNotMatchTheAccount) {
  const std::string account = Approved("滨江教育", "1749127163");
  Alter("DELETE FROM account_events WHERE uid=? AND seq=3", {Uid(account)});
  EXPECT_THAT(Breaks(), ElementsAre("ACCOUNT_ALTERED " + account + " 2"));
}

TEST_F(ProofTest, AnAccountThatIsGoneIsFoundByItsEvents) {
  Approved("滨江教育", "1749127163");
  const std::string gone = Approved("滨江统计", "1749127164");
  Alter("DELETE FROM accounts WHERE uid=?", {Uid(gone)});
  EXPECT_THAT(Breaks(), ElementsAre("ACCOUNT_ALTERED " + gone + " 0"));
}

TEST_F(ProofTest, AContactFromAnotherAccountDoesNotPass) {
  const std::string one = Approved("滨江教育", "1749127163");
  const std::string other = Approved("滨江统计", "1749127164");
  Alter("UPDATE accounts a JOIN accounts b ON b.uid=? SET a.contact_sealed=b.contact_sealed WHERE a.uid=?", {Uid(one), Uid(other)});
  EXPECT_THAT(Breaks(), ElementsAre("ACCOUNT_ALTERED " + other + " 0"));
}

TEST_F(ProofTest, AuditorsReachTheirDivisionAndOperatorsAll) {
  const std::string account = Approved("滨江教育", "1749127163");
  const Caller auditor = Person("auditor", {"auditor"}, "330108-qfb");
  EXPECT_THAT(Breaks(auditor, "divisions/330108"), IsEmpty());
  EXPECT_EQ(accounts_, 1);
  v1::VerifyAccountAuditRequest request;
  request.set_parent("divisions/-");
  EXPECT_THAT(Call(auditor, request, &Stub::VerifyAccountAudit).status(), StatusIs(absl::StatusCode::kPermissionDenied));
  request.set_parent("divisions/330106");
  EXPECT_THAT(Call(auditor, request, &Stub::VerifyAccountAudit).status(), StatusIs(absl::StatusCode::kPermissionDenied));
  request.set_parent("divisions/330108");
  EXPECT_THAT(Call(registrar_, request, &Stub::VerifyAccountAudit).status(), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(auditor, v1::RotateMediaKeysRequest(), &Stub::RotateMediaKeys).status(), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(ProofTest, EverySealedColumnOfTheSchemaIsReached) {
  std::set<std::string> known, there;
  for (const mysql::SealedColumn& column : kSealedColumns) known.insert(absl::StrCat(std::string(column.table), ".", std::string(column.column)));
  ASSERT_OK(replica_->database().Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
    return transaction.Select(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name LIKE '%\\_sealed'", {},
        [&](const mysql::Row& row) { there.insert(row.Text(0) + "." + row.Text(1)); });
  }));
  EXPECT_FALSE(there.empty());
  for (const std::string& column : there) EXPECT_TRUE(known.contains(column)) << column << " is not in sealed_columns.h";
}

TEST_F(ProofTest, EverythingIsReadUnderANewKeyAndTheOldOneIsNeededNoMore) {
  const std::string name = Approved("滨江教育", "1749127163");
  const Vault both(crypto::TestKeys({1, 2}));
  Store store(replica_->database(), both);
  const Backend& own = replica_->backend();
  const Backend backend{store, both, own.clock, own.reference, own.rules, own.view, own.nudge, {}};
  const std::map<int, int64_t> old = Rotate(backend, /*dry_run=*/true);
  ASSERT_EQ(old.size(), 1u);
  EXPECT_GE(old.at(1), 4) << "a contact and three events";
  int64_t rotated = 0;
  EXPECT_THAT(Rotate(backend, /*dry_run=*/false, &rotated), UnorderedElementsAre(Pair(2, old.at(1))));
  EXPECT_EQ(rotated, old.at(1));
  rotated = 0;
  Rotate(backend, /*dry_run=*/false, &rotated);
  EXPECT_EQ(rotated, 0) << "repeated, it finds nothing to do";

  const Vault only_new(crypto::TestKeys({2}));
  Replica replica(options_, only_new, clock_, *rules_);
  v1::GetAccountRequest get;
  get.set_name(name);
  ASSERT_OK_AND_ASSIGN(const v1::Account account, CallOn(replica.stub(), registrar_, get, &Stub::GetAccount));
  EXPECT_EQ(account.contact().responsible_person(), "测试甲");
  v1::VerifyAccountAuditRequest verify;
  verify.set_parent("divisions/-");
  ASSERT_OK_AND_ASSIGN(const v1::VerifyAccountAuditResponse audit, CallOn(replica.stub(), operator_, verify, &Stub::VerifyAccountAudit));
  EXPECT_EQ(audit.breaks_size(), 0);
  EXPECT_EQ(audit.events(), 3);
}

}  // namespace
}  // namespace disclosure::media
