#include "common/objects/directory_store.h"

#include <sys/stat.h>

#include <fstream>
#include <thread>
#include <vector>

#include "common/objects/object_id.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gtest/gtest.h"

namespace disclosure::objects {
namespace {

const absl::Time kNever = absl::InfiniteFuture();

using ::disclosure::testing::HasReason;

class DirectoryStoreTest : public ::testing::Test {
 protected:
  DirectoryStoreTest() : path_(directory_.path() / "objects") {
    auto store = DirectoryStore::Open(path_);
    EXPECT_OK(store.status());
    store_ = *std::move(store);
  }
  int Files() const {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) files += entry.is_regular_file();
    return files;
  }

  const ::disclosure::testing::TempDir directory_;
  const std::filesystem::path path_;
  std::unique_ptr<DirectoryStore> store_;
};

TEST_F(DirectoryStoreTest, WhatWasPutIsReadUnderItsHash) {
  const std::string bytes("a\0b\n\xff", 5);
  ASSERT_OK_AND_ASSIGN(const std::string id, store_->Put(bytes, kNever));
  EXPECT_EQ(id, IdOf(bytes));
  ASSERT_OK_AND_ASSIGN(const std::string read, store_->Get(id, kNever));
  EXPECT_EQ(read, bytes);
  EXPECT_TRUE(std::filesystem::exists(path_ / id.substr(0, 2) / id.substr(2, 2) / id));
  ASSERT_OK_AND_ASSIGN(const std::string nothing, store_->Put("", kNever));
  EXPECT_EQ(store_->Get(nothing, kNever).value(), "");
}

TEST_F(DirectoryStoreTest, TheSameBytesAreKeptOnceAndNothingElseIsLeft) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) EXPECT_OK(store_->Put(std::string(100'000, static_cast<char>('a' + k % 5)), kNever).status());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Files(), 5);
}

TEST_F(DirectoryStoreTest, AnotherProcessOfTheSameDirectorySeesIt) {
  ASSERT_OK_AND_ASSIGN(const std::string id, store_->Put("甲", kNever));
  ASSERT_OK_AND_ASSIGN(const auto replica, DirectoryStore::Open(path_));
  EXPECT_EQ(replica->Get(id, kNever).value(), "甲");
  EXPECT_OK(replica->Delete(id, kNever));
  EXPECT_THAT(store_->Get(id, kNever), HasReason("OBJECT_NOT_FOUND"));
  EXPECT_OK(store_->Delete(id, kNever)) << "there is none";
}

TEST_F(DirectoryStoreTest, DamageIsTold) {
  ASSERT_OK_AND_ASSIGN(const std::string id, store_->Put("甲", kNever));
  std::ofstream(path_ / id.substr(0, 2) / id.substr(2, 2) / id) << "乙";
  EXPECT_THAT(store_->Get(id, kNever), HasReason("OBJECT_DAMAGED"));
}

TEST_F(DirectoryStoreTest, AnIdIsNeverAPath) {
  for (const std::string& id : {std::string("../../etc/passwd"), std::string(), std::string(64, 'G'), std::string(63, 'a'), std::string(64, 'A')}) {
    EXPECT_THAT(store_->Get(id, kNever), HasReason("BAD_OBJECT_ID")) << id;
    EXPECT_THAT(store_->Delete(id, kNever), HasReason("BAD_OBJECT_ID")) << id;
  }
}

TEST_F(DirectoryStoreTest, ForItsOwnerAlone) {
  ASSERT_OK_AND_ASSIGN(const std::string id, store_->Put("甲", kNever));
  struct stat found;
  for (const auto& path : {path_, path_ / id.substr(0, 2), path_ / id.substr(0, 2) / id.substr(2, 2) / id}) {
    ASSERT_EQ(stat(path.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0077, 0u) << path;
  }
  ASSERT_EQ(chmod(path_.c_str(), 0755), 0);
  EXPECT_THAT(DirectoryStore::Open(path_), HasReason("OBJECT_DIRECTORY_OPEN"));
}

TEST_F(DirectoryStoreTest, AFullOrMissingDiskIsAnErrorAndLeavesNothing) {
  std::filesystem::remove_all(path_);
  EXPECT_THAT(store_->Put("甲", kNever), HasReason("OBJECT_STORE_UNAVAILABLE"));
}

}  // namespace
}  // namespace disclosure::objects
