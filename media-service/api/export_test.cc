// Accounts as a file, and as they change.
#include "common/tables/table_file.h"
#include "media-service/api/service_fixture.h"
#include "nlohmann/json.hpp"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class ExportTest : public ServiceTest {
 protected:
  absl::StatusOr<std::string> Export(const Caller& caller, const v1::ExportAccountsRequest& request, int* pieces = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    if (caller.kind != CallerKind::kAnonymous) context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
    const auto reader = stub().ExportAccounts(&context, request);
    google::api::HttpBody piece;
    std::string bytes;
    int count = 0;
    while (reader->Read(&piece)) {
      bytes += piece.data();
      ++count;
    }
    if (pieces != nullptr) *pieces = count;
    RETURN_IF_ERROR(FromGrpc(reader->Finish()));
    return bytes;
  }
  static v1::ExportAccountsRequest As(v1::ExportAccountsRequest::Format format) {
    v1::ExportAccountsRequest request;
    request.set_format(format);
    return request;
  }
};

TEST_F(ExportTest, AllAccountsAreExportedWithoutCap) {
  std::string csv = "平台,账号名称,账号ID,主办单位\n";
  for (int i = 0; i < 2500; ++i) absl::StrAppend(&csv, "新浪微博,滨江账号", i, ",", 1000000 + i, ",区教育局\n");
  ASSERT_OK(Import(csv).status());
  int pieces = 0;
  ASSERT_OK_AND_ASSIGN(const std::string text, Export(public_, As(v1::ExportAccountsRequest::CSV), &pieces));
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables, ReadTableFile(text));
  EXPECT_EQ(tables[0].rows.size(), 2501u);
  EXPECT_GE(pieces, 3) << "made while it is sent";
  ASSERT_OK_AND_ASSIGN(const std::string json, Export(public_, As(v1::ExportAccountsRequest::JSON)));
  EXPECT_EQ(nlohmann::json::parse(json).size(), 2500u);
  ASSERT_OK_AND_ASSIGN(const std::string xlsx, Export(public_, As(v1::ExportAccountsRequest::XLSX)));
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> sheets, ReadTableFile(xlsx));
  EXPECT_EQ(sheets[0].rows.size(), 2501u);
}

TEST_F(ExportTest, AnExportIsAListThatChangesNothing) {
  ASSERT_OK(Import("平台,账号名称,账号ID,主办单位,状态,网址,互动功能,开设日期\n新浪微博,滨江教育,1749127163,区教育局,整改中,https://weibo.com/u/1749127163,留言、私信,2019-04-01\n"
                   "抖音,滨江统计,,区统计局,停更,,,\n").status());
  v1::ExportAccountsRequest request = As(v1::ExportAccountsRequest::XLSX);
  request.set_history(true);
  ASSERT_OK_AND_ASSIGN(const std::string file, Export(public_, request));
  ASSERT_OK_AND_ASSIGN(const auto again, Import(file));
  EXPECT_EQ(again.rows_read(), 2);
  EXPECT_EQ(again.unchanged(), 2) << again.DebugString();
}

TEST_F(ExportTest, NothingPersonalAndNoFormulaIsExported) {
  ASSERT_OK(Import("平台,账号名称,账号ID,主办单位,联系电话,负责人,简介\n新浪微博,滨江教育,1749127163,区教育局,0571-00000000,测试甲,\"'=HYPERLINK(1)\"\n").status());
  ASSERT_OK_AND_ASSIGN(const std::string csv, Export(public_, As(v1::ExportAccountsRequest::CSV)));
  EXPECT_THAT(csv, HasSubstr(",'=HYPERLINK(1),"));
  EXPECT_THAT(csv, Not(HasSubstr("0571")));
  ASSERT_OK_AND_ASSIGN(const std::string json, Export(supervisor_, As(v1::ExportAccountsRequest::JSON)));
  EXPECT_THAT(json, Not(HasSubstr("测试甲")));
}

TEST_F(ExportTest, FiltersAndRightsAreThoseOfTheList) {
  ASSERT_OK(Create(registrar_, NewAccount()).status());
  v1::ExportAccountsRequest drafts = As(v1::ExportAccountsRequest::CSV);
  drafts.add_states(v1::DRAFT);
  EXPECT_THAT(Export(public_, drafts), StatusIs(absl::StatusCode::kPermissionDenied));
  drafts.set_organ("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(const std::string own, Export(registrar_, drafts));
  EXPECT_THAT(own, HasSubstr("滨江教育"));
  ASSERT_OK_AND_ASSIGN(const std::string all, Export(public_, As(v1::ExportAccountsRequest::CSV)));
  EXPECT_THAT(all, Not(HasSubstr("滨江教育")));
  v1::ExportAccountsRequest odd;
  odd.set_format(static_cast<v1::ExportAccountsRequest::Format>(77));
  EXPECT_THAT(Export(public_, odd), HasReason("BAD_REQUEST"));
}

class WatchTest : public ServiceTest {
 protected:
  struct Watch {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReader<v1::WatchAccountsResponse>> reader;
    ~Watch() {
      context.TryCancel();
      if (reader != nullptr) reader->Finish();
    }
    // The next message with changes.
    v1::WatchAccountsResponse Next() {
      v1::WatchAccountsResponse message;
      while (reader->Read(&message) && message.changes().empty()) {
      }
      return message;
    }
  };
  std::unique_ptr<Watch> Start(Stub& stub, const std::string& token = "") {
    auto watch = std::make_unique<Watch>();
    watch->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    v1::WatchAccountsRequest request;
    request.set_resume_token(token);
    watch->reader = stub.WatchAccounts(&watch->context, request);
    return watch;
  }
};

TEST_F(WatchTest, ChangesArriveAtEveryReplicaAndAreResumedFrom) {
  ASSERT_OK(Import("平台,账号名称,主办单位\n抖音,滨江统计,区统计局\n").status()) << "a feed begins with its first change";
  const std::unique_ptr<Replica> other = NewReplica();
  const auto watch = Start(other->stub());
  v1::WatchAccountsResponse first;
  ASSERT_TRUE(watch->reader->Read(&first));
  EXPECT_TRUE(first.current());
  EXPECT_EQ(first.changes_size(), 0) << "from now on; the accounts are listed";
  ASSERT_OK(Import("平台,账号名称,主办单位\n新浪微博,滨江教育,区教育局\n").status());
  const v1::WatchAccountsResponse changed = watch->Next();
  ASSERT_EQ(changed.changes_size(), 1);
  EXPECT_EQ(changed.changes(0).changed().display_name(), "滨江教育");
  EXPECT_EQ(changed.changes(0).changed().status_text(), "");
  const auto resumed = Start(other->stub(), first.resume_token());
  const v1::WatchAccountsResponse again = resumed->Next();
  ASSERT_EQ(again.changes_size(), 1);
  EXPECT_EQ(again.changes(0).changed().display_name(), "滨江教育");
  const auto expired = Start(other->stub(), "1.1");
  v1::WatchAccountsResponse none;
  EXPECT_FALSE(expired->reader->Read(&none));
  EXPECT_THAT(FromGrpc(expired->reader->Finish()), HasReason("RESUME_TOKEN_EXPIRED"));
  expired->reader.reset();
}

TEST_F(WatchTest, DraftsAreNotToldOf) {
  const auto watch = Start(stub());
  v1::WatchAccountsResponse first;
  ASSERT_TRUE(watch->reader->Read(&first));
  ASSERT_OK(Create(registrar_, NewAccount()).status());
  ASSERT_OK(Import("平台,账号名称,主办单位\n抖音,滨江统计,区统计局\n").status());
  const v1::WatchAccountsResponse next = watch->Next();
  ASSERT_EQ(next.changes_size(), 1);
  EXPECT_EQ(next.changes(0).changed().display_name(), "滨江统计");
}

TEST_F(WatchTest, AFeedThatWasForgottenIsLoadedAnewAndItsWatchersStartAgain) {
  ASSERT_OK(Import("平台,账号名称,主办单位\n新浪微博,滨江教育,区教育局\n抖音,滨江统计,区统计局\n").status());
  AwaitView();
  const auto watch = Start(stub());
  v1::WatchAccountsResponse first;
  ASSERT_TRUE(watch->reader->Read(&first));
  // Made anew, as by a restored backup that lacks an account.
  ASSERT_OK(replica_->database().Write(absl::Now() + absl::Seconds(30), [](mysql::Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(transaction.Execute("DELETE FROM changes", {}).status());
    RETURN_IF_ERROR(transaction.Execute("UPDATE feeds SET epoch = epoch + 1, seq = 1", {}).status());
    return transaction.Execute("DELETE FROM accounts WHERE platform = 'douyin'", {}).status();
  }));
  v1::WatchAccountsResponse message;
  while (watch->reader->Read(&message)) {
  }
  EXPECT_THAT(FromGrpc(watch->reader->Finish()), HasReason("RESUME_TOKEN_EXPIRED"));
  watch->reader.reset();
  EXPECT_EQ(replica_->view().size(), 1u);
}

}  // namespace
}  // namespace disclosure::media
