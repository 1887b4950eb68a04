#include "common/objects/s3_store.h"

#include <sys/stat.h>

#include <fstream>

#include "common/objects/object_id.h"
#include "common/objects/s3_server_testing.h"
#include "common/base/error.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gtest/gtest.h"

namespace disclosure::objects {
namespace {

const absl::Time kNever = absl::InfiniteFuture();

using ::disclosure::testing::HasReason;

class S3StoreTest : public ::testing::Test {
 protected:
  S3Options Options() const {
    return {.endpoint = server_.endpoint(), .bucket = "disclosure", .region = "cn-east-1", .access_key = "TESTKEY", .secret_key = "test/secret+key"};
  }
  std::unique_ptr<S3Store> Open(S3Options options) {
    auto store = S3Store::Open(std::move(options));
    EXPECT_OK(store.status());
    return store.ok() ? *std::move(store) : nullptr;
  }

  testing::S3Server server_{"TESTKEY", "test/secret+key", "cn-east-1"};
};

TEST_F(S3StoreTest, WhatWasPutIsReadUnderItsHash) {
  const auto store = Open(Options());
  for (const std::string& bytes : {std::string("a\0b\n\xff", 5), std::string(), std::string(3 << 20, 'x')}) {
    ASSERT_OK_AND_ASSIGN(const std::string id, store->Put(bytes, kNever));
    EXPECT_EQ(id, IdOf(bytes));
    EXPECT_EQ(server_.objects().at("/disclosure/" + id), bytes);
    ASSERT_OK_AND_ASSIGN(const std::string read, store->Get(id, kNever));
    EXPECT_EQ(read, bytes);
    EXPECT_OK(store->Delete(id, kNever));
    EXPECT_THAT(store->Get(id, kNever), HasReason("OBJECT_NOT_FOUND"));
    EXPECT_OK(store->Delete(id, kNever)) << "there is none";
  }
}

TEST_F(S3StoreTest, AWrongSecretOrRegionIsRefusedByTheServer) {
  S3Options wrong = Options();
  wrong.secret_key = "another";
  EXPECT_THAT(Open(wrong)->Put("甲", kNever), HasReason("OBJECT_STORE_UNAVAILABLE"));
  wrong = Options();
  wrong.region = "cn-north-1";
  EXPECT_THAT(Open(wrong)->Put("甲", kNever), HasReason("OBJECT_STORE_UNAVAILABLE"));
  EXPECT_TRUE(server_.objects().empty());
}

TEST_F(S3StoreTest, DamageAndTooMuchAreTold) {
  const auto store = Open(Options());
  ASSERT_OK_AND_ASSIGN(const std::string id, store->Put("甲", kNever));
  server_.SetObject("/disclosure/" + id, "乙");
  EXPECT_THAT(store->Get(id, kNever), HasReason("OBJECT_DAMAGED"));
  S3Options small = Options();
  small.most_bytes = 10;
  server_.SetObject("/disclosure/" + id, std::string(11, 'x'));
  EXPECT_THAT(Open(small)->Get(id, kNever), HasReason("OBJECT_STORE_UNAVAILABLE"));
  EXPECT_THAT(Open(small)->Put(std::string(11, 'x'), kNever), HasReason("BAD_REQUEST"));
}

TEST_F(S3StoreTest, AServerThatFailsOrIsSilentIsUnavailable) {
  server_.AnswerWith(500);
  EXPECT_THAT(Open(Options())->Put("甲", kNever), HasReason("OBJECT_STORE_UNAVAILABLE"));
  server_.AnswerWith(301);
  EXPECT_THAT(Open(Options())->Get(IdOf("甲"), kNever), HasReason("OBJECT_STORE_UNAVAILABLE")) << "no redirect is followed";
  server_.Hang();
  S3Options hasty = Options();
  hasty.timeout = absl::Milliseconds(200);
  EXPECT_THAT(Open(hasty)->Get(IdOf("甲"), kNever), HasReason("OBJECT_STORE_UNAVAILABLE"));
  EXPECT_THAT(Open(Options())->Put("甲", absl::Now() + absl::Milliseconds(200)), HasReason("OBJECT_STORE_UNAVAILABLE"))
      << "who calls has no more time than this, whatever the store would grant";
  EXPECT_THAT(Open(Options())->Get(IdOf("甲"), absl::Now() - absl::Seconds(1)), HasReason("OBJECT_STORE_UNAVAILABLE"));
  hasty.endpoint = "http://127.0.0.1:1";
  EXPECT_THAT(Open(hasty)->Delete(IdOf("甲"), kNever), HasReason("OBJECT_STORE_UNAVAILABLE"));
}

TEST_F(S3StoreTest, BadOptionsAreNamedAtOnce) {
  const auto bad = S3Store::Open({.endpoint = "http://s3.example.cn", .bucket = "A"});
  EXPECT_THAT(bad, HasReason("BAD_S3_OPTIONS"));
  EXPECT_EQ(error::GetInfo(bad.status())->violations.size(), 4u);
  S3Options options = Options();
  options.endpoint = "http://127.0.0.1.example.cn";
  EXPECT_THAT(S3Store::Open(options), HasReason("BAD_S3_OPTIONS")) << "not loopback";
  EXPECT_THAT(Open(Options())->Get("../x", kNever), HasReason("BAD_OBJECT_ID"));
}

TEST_F(S3StoreTest, TheKeysAreInAFileForItsOwnerAlone) {
  const ::disclosure::testing::TempDir directory;
  const std::string file = (directory.path() / "s3.keys").string();
  std::ofstream(file) << "KEY\nSECRET\n";
  ASSERT_EQ(chmod(file.c_str(), 0644), 0);
  S3Options options;
  EXPECT_THAT(ReadS3Keys(file, options), HasReason("S3_KEY_FILE"));
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  ASSERT_OK(ReadS3Keys(file, options));
  EXPECT_EQ(options.access_key, "KEY");
  EXPECT_EQ(options.secret_key, "SECRET");
  EXPECT_THAT(ReadS3Keys(file + ".not", options), HasReason("S3_KEY_FILE"));
}

}  // namespace
}  // namespace disclosure::objects
