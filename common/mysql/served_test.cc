#include "common/mysql/served.h"

#include <string>
#include <thread>

#include "common/mysql/migrate.h"
#include "common/mysql/testing.h"

namespace disclosure::mysql {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;

const absl::Time kNow = absl::FromUnixSeconds(1790000000);

class ServedTest : public DatabaseTest {
 protected:
  ServedTest() {
    EXPECT_OK(Migrate(options_, SharedMigrations()));
    EXPECT_OK(Do("CREATE TABLE effects (n BIGINT) ENGINE = InnoDB"));
  }

  // One call: its effect is a row. `then` runs after the effect, within the transaction.
  absl::StatusOr<std::string> Call(
      const ServedKey& key, std::string_view content, const std::string& answer,
      const std::function<absl::Status()>& then = [] { return absl::OkStatus(); }) {
    std::string response;
    RETURN_IF_ERROR(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(response,
                       ServeOnce(transaction, key, content, kNow, [&]() -> absl::StatusOr<std::string> {
                         RETURN_IF_ERROR(transaction.Execute("INSERT INTO effects VALUES (1)", {}).status());
                         RETURN_IF_ERROR(then());
                         return answer;
                       }));
      return absl::OkStatus();
    }));
    return response;
  }
  int64_t Effects() { return Number("SELECT COUNT(*) FROM effects"); }

  const ServedKey key_{"officer/一", "CreateItem", "b0b1e2c4-7a70-4a6e-93e7-0d2a9f2c8d11"};
};

TEST_F(ServedTest, ARepeatedCallGetsTheFirstResponseAndHasNoEffect) {
  const std::string first("答复\0\xff", 8);
  EXPECT_THAT(Call(key_, "content", first), IsOkAndHolds(first));
  EXPECT_THAT(Call(key_, "content", "second"), IsOkAndHolds(first));
  EXPECT_EQ(Effects(), 1);
}

TEST_F(ServedTest, TheSameIdWithOtherContentIsRefused) {
  ASSERT_OK(Call(key_, "content", "first"));
  EXPECT_THAT(Call(key_, "other content", "second"), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Effects(), 1);
}

TEST_F(ServedTest, AnIdBelongsToItsCallerAndMethod) {
  ASSERT_OK(Call(key_, "content", "a"));
  EXPECT_THAT(Call({"officer/二", key_.method, key_.request_id}, "content", "b"),
              IsOkAndHolds(std::string("b")));
  EXPECT_THAT(Call({key_.caller, "UpdateItem", key_.request_id}, "content", "c"),
              IsOkAndHolds(std::string("c")));
  EXPECT_THAT(Call({key_.caller, key_.method, key_.request_id + " "}, "content", "d"),
              IsOkAndHolds(std::string("d")));
}

TEST_F(ServedTest, WithoutAnIdEachCallHasItsEffect) {
  ASSERT_OK(Call({key_.caller, key_.method, ""}, "content", "a"));
  EXPECT_THAT(Call({key_.caller, key_.method, ""}, "content", "b"), IsOkAndHolds(std::string("b")));
  EXPECT_EQ(Effects(), 2);
}

TEST_F(ServedTest, AFailedCallMayBeRepeated) {
  EXPECT_THAT(Call(key_, "content", "a", [] { return error::NotFound("items/1"); }), HasReason("NOT_FOUND"));
  EXPECT_EQ(Effects(), 0);
  EXPECT_THAT(Call(key_, "content", "b"), IsOkAndHolds(std::string("b")));
}

TEST_F(ServedTest, AConcurrentTwinWaitsAndGetsTheStoredResponse) {
  std::thread twin;
  EXPECT_THAT(Call(key_, "content", "first",
                   [&] {
                     twin = std::thread([&] {
                       EXPECT_THAT(Call(key_, "content", "second"), IsOkAndHolds(std::string("first")));
                     });
                     AwaitStatement("INSERT INTO served");
                     return absl::OkStatus();
                   }),
              IsOkAndHolds(std::string("first")));
  twin.join();
  EXPECT_EQ(Effects(), 1);
}

TEST_F(ServedTest, TheTwinOfACallThatFailsTakesItsPlace) {
  std::thread twin;
  EXPECT_THAT(Call(key_, "content", "first",
                   [&] {
                     twin = std::thread([&] {
                       EXPECT_THAT(Call(key_, "content", "second"), IsOkAndHolds(std::string("second")));
                     });
                     AwaitStatement("INSERT INTO served");
                     return error::NotFound("items/1");
                   }),
              HasReason("NOT_FOUND"));
  twin.join();
  EXPECT_EQ(Effects(), 1);
}

TEST_F(ServedTest, ManyTwinsHaveOneEffect) {
  std::vector<std::thread> twins;
  for (int i = 0; i < 8; ++i) {
    twins.emplace_back([&] { EXPECT_OK(Call(key_, "content", "x")); });
  }
  for (std::thread& twin : twins) twin.join();
  EXPECT_EQ(Effects(), 1);
}

TEST_F(ServedTest, AnIdThatIsTooLongIsTheCallersFault) {
  const absl::Status status =
      Call({key_.caller, key_.method, std::string(101, 'x')}, "content", "a").status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(error::GetInfo(status)->violations[0].field, "request_id");
}

TEST_F(ServedTest, OldResponsesAreForgotten) {
  ASSERT_OK(Call(key_, "content", "first"));
  EXPECT_THAT(PruneServed(database_, Soon(), kNow), IsOkAndHolds(0));
  EXPECT_THAT(PruneServed(database_, Soon(), kNow + absl::Microseconds(1)), IsOkAndHolds(1));
  EXPECT_THAT(Call(key_, "other content", "again"), IsOkAndHolds(std::string("again")));
}

}  // namespace
}  // namespace disclosure::mysql
