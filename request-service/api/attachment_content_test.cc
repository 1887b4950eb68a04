// The contents of attachments under a new key, and when their time is over, in either store, wherever it breaks off.
#include <filesystem>
#include <functional>
#include <utility>

#include "common/objects/s3_server_testing.h"
#include "common/objects/s3_store.h"
#include "gmock/gmock.h"
#include "request-service/api/attachment_handlers.h"
#include "request-service/api/key_handlers.h"
#include "request-service/api/proof_fixture.h"
#include "request-service/api/retention_handlers.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::StatusIs;
using ::google::api::HttpBody;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kLater[] = "2036-09-19";  // ten years and a day after the closing

// Breaks down before or after what it is asked for, or lets others go first, when told to.
class FrailStore final : public objects::ObjectStore {
 public:
  explicit FrailStore(objects::ObjectStore& store) : store_(store) {}

  absl::StatusOr<std::string> Put(std::string_view bytes, absl::Time deadline) override {
    RETURN_IF_ERROR(Breaks(before_put));
    ASSIGN_OR_RETURN(const std::string id, store_.Put(bytes, deadline));
    RETURN_IF_ERROR(Breaks(after_put));
    return id;
  }
  absl::StatusOr<std::string> Get(std::string_view id, absl::Time deadline) override {
    if (before_get) std::exchange(before_get, nullptr)();
    return store_.Get(id, deadline);
  }
  absl::Status Delete(std::string_view id, absl::Time deadline) override {
    RETURN_IF_ERROR(Breaks(before_delete));
    RETURN_IF_ERROR(store_.Delete(id, deadline));
    return Breaks(after_delete);
  }

  bool before_put = false, after_put = false, before_delete = false, after_delete = false;
  std::function<void()> before_get;  // once

 private:
  static absl::Status Breaks(bool here) { return here ? absl::UnavailableError("broken off") : absl::OkStatus(); }

  objects::ObjectStore& store_;
};

enum class Kept { kInDirectory, kInS3 };

class AttachmentContentTest : public ProofTest, public ::testing::WithParamInterface<Kept> {
 protected:
  AttachmentContentTest() {
    auto s3 = objects::S3Store::Open({.endpoint = server_.endpoint(), .bucket = "disclosure", .region = "cn-east-1",
                                      .access_key = "TESTKEY", .secret_key = "test/secret+key"});
    EXPECT_OK(s3.status());
    s3_ = *std::move(s3);
    if (GetParam() == Kept::kInS3) {
      frail_.emplace(*s3_);
    } else {
      frail_.emplace(*objects_);
    }
    backend_->objects = &*frail_;
  }

  // By the clerk, today, with these contents.
  v1::Request Filed(const std::vector<std::string>& contents) {
    v1::FileRequestRequest filing = NewFiling();
    filing.set_channel(v1::IN_PERSON);
    for (const std::string& content : contents) {
      v1::NewAttachment& file = *filing.add_attachments();
      file.set_file_name("测试甲的说明.txt");
      file.set_content(content);
    }
    const auto filed = Call(clerk_, filing, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    return filed.ok() ? filed->request() : v1::Request();
  }
  v1::Request Closed(const std::vector<std::string>& contents) {
    const v1::Request request = Filed(contents);
    EXPECT_OK(Act(clerk_, request, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
    EXPECT_OK(Act(clerk_, request, v1::CloseRequestRequest(), &Stub::CloseRequest).status());
    return request;
  }

  // As every content was kept before it had a key of its own.
  void MakeOld(const v1::Request& request, int which = 0) {
    const std::string id = request.attachments(which).id();
    const std::string content = *Read(*backend_, request, which);
    const auto object = frail_->Put(vault_.cipher.Encrypt(content, {.table = "attachments", .column = "content", .row = id}), Soon());
    ASSERT_OK(object.status());
    ASSERT_OK(frail_->Delete(Object(id), Soon()));
    ASSERT_OK(Execute("UPDATE attachments SET content_key_sealed='', object='" + *object + "' WHERE id='" + id + "'"));
  }
  std::string Object(const std::string& id) {
    std::string object;
    EXPECT_OK(database_->Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
      return transaction.Select("SELECT object FROM attachments WHERE id='" + id + "'", {}, [&](const mysql::Row& row) { object = row.Text(0); });
    }));
    return object;
  }
  std::set<std::string> Objects() {
    std::set<std::string> found;
    for (const auto& [path, bytes] : server_.objects()) found.insert(path.substr(path.rfind('/') + 1));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(object_directory_.path())) {
      if (entry.is_regular_file()) found.insert(entry.path().filename());
    }
    return found;
  }

  // A process with the keys `ids`.
  struct Process {
    Process(AttachmentContentTest& test, std::initializer_list<int> ids)
        : vault(crypto::TestKeys(ids)), store(*test.database_, vault), backend{store, vault, test.clock_, *test.reference_, test.law_, {}, {}, &*test.frail_} {}
    const Vault vault;
    Store store;
    const Backend backend;
  };
  static absl::StatusOr<std::string> ReadNamed(const Backend& backend, const Caller& caller, const std::string& name) {
    v1::GetAttachmentRequest get;
    get.set_name(name);
    ASSIGN_OR_RETURN(const HttpBody body, AttachmentHandlers(backend).GetAttachment({.method = "GetAttachment", .caller = caller, .deadline = Soon()}, get));
    return body.data();
  }
  absl::StatusOr<std::string> Read(const Backend& backend, const v1::Request& request, int which = 0) {
    return ReadNamed(backend, handler_, request.name() + "/attachments/" + request.attachments(which).id());
  }
  static absl::Time Soon() { return absl::Now() + absl::Seconds(30); }

  // All pages, in the order they come; up to the first error.
  template <typename Response, typename Request, typename Page>
  static absl::StatusOr<Response> All(Request request, Page page) {
    Response all;
    do {
      ASSIGN_OR_RETURN(const Response one, page(request));
      Sum(all, one);
      request.set_page_token(one.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  static void Sum(v1::RotateKeysResponse& all, const v1::RotateKeysResponse& page) {
    for (const auto& [key, rows] : page.by_key()) (*all.mutable_by_key())[key] += rows;
    all.set_rotated(all.rotated() + page.rotated());
    all.set_contents(all.contents() + page.contents());
  }
  static void Sum(v1::ApplyRetentionResponse& all, const v1::ApplyRetentionResponse& page) {
    all.mutable_anonymised()->MergeFrom(page.anonymised());
    all.set_contents_deleted(all.contents_deleted() + page.contents_deleted());
    all.set_contents_left(all.contents_left() + page.contents_left());
  }
  static absl::StatusOr<v1::RotateKeysResponse> Rotate(const Backend& backend, bool dry_run = false) {
    v1::RotateKeysRequest request;
    request.set_dry_run(dry_run);
    request.set_page_size(1);
    return All<v1::RotateKeysResponse>(request, [&](const auto& page) { return KeyHandlers(backend).RotateKeys({.deadline = Soon()}, page); });
  }
  absl::StatusOr<v1::ApplyRetentionResponse> Apply(bool dry_run = false) {
    v1::ApplyRetentionRequest request;
    request.set_dry_run(dry_run);
    request.set_page_size(1);
    return All<v1::ApplyRetentionResponse>(request, [&](const auto& page) { return Call(operator_, page, &Stub::ApplyRetention); });
  }

  objects::testing::S3Server server_{"TESTKEY", "test/secret+key", "cn-east-1"};
  std::unique_ptr<objects::S3Store> s3_;
  std::optional<FrailStore> frail_;
};

INSTANTIATE_TEST_SUITE_P(Stores, AttachmentContentTest, ::testing::Values(Kept::kInDirectory, Kept::kInS3),
                         [](const auto& info) { return info.param == Kept::kInS3 ? "S3" : "Directory"; });

TEST_P(AttachmentContentTest, ANewKeyIsForTheKeysOfContentsAndTheContentsStayAsTheyAre) {
  const v1::Request request = Filed({"甲的说明", "乙的说明"});
  const std::set<std::string> before = Objects();
  ASSERT_OK(Rotate(Process(*this, {1, 2}).backend).status());
  EXPECT_EQ(Objects(), before);
  const Process only_new(*this, {2});
  EXPECT_EQ(*Read(only_new.backend, request, 0), "甲的说明");
  EXPECT_EQ(*Read(only_new.backend, request, 1), "乙的说明");
  ASSERT_OK_AND_ASSIGN(const v1::RotateKeysResponse left, Rotate(only_new.backend, /*dry_run=*/true));
  EXPECT_EQ(left.by_key().size(), 1u);
  EXPECT_EQ(left.contents(), 0);
}

TEST_P(AttachmentContentTest, ContentsFromBeforeAreReadAndGetAKeyOfTheirOwn) {
  const v1::Request request = Filed({"甲的说明", "乙的说明"});
  MakeOld(request, 0);
  const std::string old = Object(request.attachments(0).id()), young = Object(request.attachments(1).id());
  EXPECT_EQ(*Read(*backend_, request), "甲的说明");
  const Process both(*this, {1, 2});
  ASSERT_OK_AND_ASSIGN(const v1::RotateKeysResponse before, Rotate(both.backend, /*dry_run=*/true));
  EXPECT_EQ(before.contents(), 1);
  ASSERT_OK_AND_ASSIGN(const v1::RotateKeysResponse rotated, Rotate(both.backend));
  EXPECT_EQ(rotated.contents(), 0);
  EXPECT_EQ(Rotate(both.backend, /*dry_run=*/true)->contents(), 0);
  EXPECT_EQ(*Read(Process(*this, {2}).backend, request), "甲的说明");
  EXPECT_THAT(Objects(), SizeIs(2));
  EXPECT_FALSE(Objects().contains(old));
  EXPECT_TRUE(Objects().contains(young));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM discarded_objects"), 0);
}

TEST_P(AttachmentContentTest, ARotationBrokenOffAnywhereLosesNothingAndGoesOn) {
  const Process both(*this, {1, 2}), only_new(*this, {2});
  for (bool FrailStore::* const here : {&FrailStore::before_put, &FrailStore::after_put, &FrailStore::before_delete, &FrailStore::after_delete}) {
    const v1::Request request = Filed({"甲的说明"});
    MakeOld(request);
    const std::string old = Object(request.attachments(0).id());
    (*frail_).*here = true;
    Rotate(both.backend).IgnoreError();
    (*frail_).*here = false;
    EXPECT_EQ(*Read(both.backend, request), "甲的说明");
    ASSERT_OK(Rotate(both.backend).status());
    EXPECT_EQ(*Read(only_new.backend, request), "甲的说明");
    EXPECT_FALSE(Objects().contains(old));
    EXPECT_EQ(Count("SELECT COUNT(*) FROM discarded_objects"), 0);
  }
}

TEST_P(AttachmentContentTest, AReaderInTheMiddleOfARotationIsServed) {
  const v1::Request request = Filed({"甲的说明"});
  MakeOld(request);
  const Process both(*this, {1, 2});
  const std::string old = Object(request.attachments(0).id());
  frail_->before_get = [&] { EXPECT_OK(Rotate(both.backend).status()); };
  EXPECT_EQ(*Read(both.backend, request), "甲的说明");
  EXPECT_FALSE(Objects().contains(old)) << "it was gone when it was read";
}

TEST_P(AttachmentContentTest, TwoRotationsAtOnceKeepOneContent) {
  const v1::Request request = Filed({"甲的说明"});
  MakeOld(request);
  const Process both(*this, {1, 2});
  frail_->before_get = [&] { EXPECT_OK(Rotate(both.backend).status()); };
  ASSERT_OK(Rotate(both.backend).status());
  EXPECT_EQ(*Read(Process(*this, {2}).backend, request), "甲的说明");
  EXPECT_THAT(Objects(), ElementsAre(Object(request.attachments(0).id())));
}

TEST_P(AttachmentContentTest, AContentThatIsLostIsToldAndTheOthersGoOn) {
  const v1::Request request = Filed({"甲的说明", "乙的说明"});
  MakeOld(request, 0);
  MakeOld(request, 1);
  ASSERT_OK(frail_->Delete(Object(request.attachments(0).id()), Soon()));
  const Process both(*this, {1, 2});
  ASSERT_OK_AND_ASSIGN(const v1::RotateKeysResponse rotated, Rotate(both.backend));
  EXPECT_EQ(rotated.contents(), 1);
  EXPECT_EQ(Rotate(both.backend, /*dry_run=*/true)->contents(), 1) << "its key may not be retired";
  EXPECT_EQ(*Read(Process(*this, {2}).backend, request, 1), "乙的说明");
}

TEST_P(AttachmentContentTest, AttachmentsOfAnAnonymousRequestLeaveTheStore) {
  const v1::Request closed = Closed({"甲的说明", "乙的说明"}), open = Filed({"丙的说明"});
  const std::string name = closed.name() + "/attachments/" + closed.attachments(0).id();
  At(kLater);
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse dry, Apply(/*dry_run=*/true));
  EXPECT_EQ(dry.contents_deleted(), 2);
  EXPECT_THAT(Objects(), SizeIs(3));
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse applied, Apply());
  EXPECT_THAT(applied.anonymised(), ElementsAre(closed.name()));
  EXPECT_EQ(applied.contents_deleted(), 2);
  EXPECT_EQ(applied.contents_left(), 0);
  EXPECT_THAT(Objects(), ElementsAre(Object(open.attachments(0).id())));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM attachments"), 1) << "names go with them";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM discarded_objects"), 0);
  EXPECT_THAT(ReadNamed(*backend_, handler_, name), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(*Read(*backend_, open), "丙的说明");
}

TEST_P(AttachmentContentTest, ADeletionBrokenOffIsMadeUpForByTheNextRun) {
  for (bool FrailStore::* const here : {&FrailStore::before_delete, &FrailStore::after_delete}) {
    At("2026-09-18");
    Closed({"甲的说明", "乙的说明"});
    At(kLater);
    (*frail_).*here = true;
    ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse broken, Apply());
    (*frail_).*here = false;
    EXPECT_THAT(broken.anonymised(), SizeIs(1));
    EXPECT_EQ(broken.contents_deleted(), 0);
    EXPECT_EQ(broken.contents_left(), 2);
    EXPECT_EQ(Count("SELECT COUNT(*) FROM attachments"), 0);
    EXPECT_EQ(Apply(/*dry_run=*/true)->contents_deleted(), 2);
    ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse next, Apply());
    EXPECT_THAT(next.anonymised(), IsEmpty());
    EXPECT_EQ(next.contents_deleted(), 2);
    EXPECT_EQ(next.contents_left(), 0);
    EXPECT_THAT(Objects(), IsEmpty());
  }
}

TEST_P(AttachmentContentTest, WithoutAStoreTheQueueWaits) {
  Closed({"甲的说明"});
  At(kLater);
  backend_->objects = nullptr;
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse applied, Apply());
  EXPECT_EQ(applied.contents_left(), 1);
  backend_->objects = &*frail_;
  EXPECT_EQ(Apply()->contents_deleted(), 1);
  EXPECT_THAT(Objects(), IsEmpty());
}

TEST_P(AttachmentContentTest, AnObjectThatAnotherAttachmentNamesStaysUntilTheLastNameGoes) {
  const v1::Request closed = Closed({"甲的说明"}), open = Filed({"乙的说明"});
  const std::string shared = Object(closed.attachments(0).id());
  ASSERT_OK(Execute("UPDATE attachments SET object='" + shared + "' WHERE id='" + open.attachments(0).id() + "'"));
  At(kLater);
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse first, Apply());
  EXPECT_EQ(first.contents_deleted(), 0);
  EXPECT_EQ(first.contents_left(), 0) << "there is nothing to be made up for";
  EXPECT_TRUE(Objects().contains(shared));
  ASSERT_OK(Act(clerk_, open, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  ASSERT_OK(Act(clerk_, open, v1::CloseRequestRequest(), &Stub::CloseRequest).status());
  At("2046-09-20");
  EXPECT_EQ(Apply()->contents_deleted(), 1);
  EXPECT_FALSE(Objects().contains(shared));
}

TEST_P(AttachmentContentTest, AReaderWhoseAttachmentGoesIsToldThatThereIsNone) {
  const v1::Request closed = Closed({"甲的说明"});
  At(kLater);
  frail_->before_get = [&] { EXPECT_OK(Apply().status()); };
  EXPECT_THAT(Read(*backend_, closed), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace disclosure::request
