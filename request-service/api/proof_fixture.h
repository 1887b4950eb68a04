// For the tests of proof and personal data: somebody with the database in hand.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/crypto/audit_chain.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {

using ::testing::ElementsAre;

class ProofTest : public ServiceTest {
 protected:
  static v1::DraftReplyRequest Granting() {
    v1::DraftReplyRequest draft;
    auto& part = *draft.mutable_reply()->add_parts();
    part.set_leaf("granted");
    (*part.mutable_elements())["information_or_way"] = "随本答复书附送";
    (*part.mutable_elements())["delivery_form"] = "电子文件";
    (*part.mutable_elements())["attachment_list"] = "1. 学区划分方案";
    return draft;
  }

  absl::Status Execute(const std::string& sql) {
    return database_->Write(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) { return transaction.Execute(sql, {}).status(); });
  }
  // As the owner of the schema, who first takes the triggers away that hinder him.
  void Tamper(const std::string& sql) {
    std::vector<std::string> triggers;
    ASSERT_OK(database_->Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
      return transaction.Select("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()", {},
                                [&](const mysql::Row& row) { triggers.push_back(row.Text(0)); });
    }));
    for (const std::string& trigger : triggers) ASSERT_OK(Execute("DROP TRIGGER " + trigger));
    ASSERT_OK(Execute(sql));
  }
  // What the hash of the only event of request 2026-`serial` would be, as it now stands.
  std::string RecomputedHash(int serial) {
    std::string hash;
    EXPECT_OK(store_->Read(absl::Now() + absl::Seconds(30), [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(const std::vector<KeptEvent> events, reader.KeptEvents({"330108-jyj", 2026}, serial, serial));
      const KeptEvent& event = events.front();
      hash = crypto::Next("", {.aggregate = Name({"330108-jyj", 2026, serial}), .seq = event.seq, .kind = "filed", .time = event.time,
                               .actor = event.actor, .payload = *event.text});
      return absl::OkStatus();
    }));
    return hash;
  }

  const Caller auditor_ = Person("auditor-1", {"auditor"}, "330108-qfb");
  const Caller operator_ = Person("operator-1", {"operator"}, "330108-qfb");
};

}  // namespace disclosure::request
