// Names, pages, statuses, policies and callers.
#include "absl/strings/escaping.h"
#include "common/rpc/executor.h"
#include "common/rpc/identity.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "common/rpc/policy.h"
#include "common/rpc/status.h"
#include "common/testing/matchers.h"
#include "google/protobuf/descriptor.pb.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;

TEST(Names, ParseAndFormatAreInverse) {
  const std::vector<std::string> ids = {"330108", "03", "01j9zx"};
  const std::string name = FormatName("divisions/*/catalogues/*/items/*", ids);
  EXPECT_EQ(name, "divisions/330108/catalogues/03/items/01j9zx");
  EXPECT_THAT(ParseName("divisions/*/catalogues/*/items/*", name), IsOkAndHolds(ids));
}

TEST(Names, AnotherFormIsRefusedByField) {
  for (const char* name : {"", "organs", "organs/", "organs/a/b", "organ/a", "organs/a b", "organs/机关", "organs/%2e", "/organs/a"}) {
    EXPECT_THAT(ParseName("organs/*", name, "parent"), HasReason("BAD_REQUEST")) << name;
  }
  EXPECT_THAT(ParseName("organs/*", "organs/" + std::string(65, 'a')), HasReason("BAD_REQUEST"));
}

TEST(Pages, ATokenBelongsToItsListing) {
  const std::string token = MakePageToken("330108-jyj", "organs divisions/330108");
  EXPECT_THAT(ParsePageToken(token, "organs divisions/330108"), IsOkAndHolds(std::string("330108-jyj")));
  EXPECT_THAT(ParsePageToken(token, "organs "), HasReason("BAD_REQUEST"));
  EXPECT_THAT(ParsePageToken("", "x"), IsOkAndHolds(std::string()));
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_THAT(ParsePageToken(changed, "organs divisions/330108"), StatusIs(absl::StatusCode::kInvalidArgument)) << i;
  }
}

TEST(Pages, SizesAreBounded) {
  EXPECT_THAT(PageSize(0), IsOkAndHolds(50));
  EXPECT_THAT(PageSize(5000), IsOkAndHolds(1000));
  EXPECT_THAT(PageSize(-1), HasReason("BAD_REQUEST"));
}

TEST(Status, ANamedErrorCrossesTheWireWhole) {
  const absl::Status status = error::Make(absl::StatusCode::kUnavailable, "busy",
                                          {.reason = "OVERLOADED", .metadata = {{"what", "目录"}}, .violations = {{"a.b", "坏"}},
                                           .retry_after = absl::Milliseconds(1500)});
  const absl::Status back = FromGrpc(ToGrpc(status));
  EXPECT_EQ(back.code(), status.code());
  EXPECT_EQ(back.message(), status.message());
  const auto info = error::GetInfo(back);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->reason, "OVERLOADED");
  EXPECT_EQ(info->metadata.at("what"), "目录");
  EXPECT_EQ(info->violations[0].description, "坏");
  EXPECT_EQ(info->retry_after, absl::Milliseconds(1500));
}

TEST(Status, EveryErrorHasAReasonAndABoundedMessage) {
  const absl::Status status = FromGrpc(ToGrpc(absl::InternalError(std::string(100000, 'x'))));
  EXPECT_EQ(error::Reason(status), "INTERNAL");
  EXPECT_LT(status.message().size(), 4096u);
}

google::protobuf::FileDescriptorProto ServiceFile() {
  google::protobuf::FileDescriptorProto file;
  file.set_name("unguarded.proto");
  file.set_package("test");
  file.add_message_type()->set_name("Nothing");
  auto* service = file.add_service();
  service->set_name("Unguarded");
  auto* method = service->add_method();
  method->set_name("DoIt");
  method->set_input_type(".test.Nothing");
  method->set_output_type(".test.Nothing");
  return file;
}

TEST(Policy, AServiceWithAMethodWithoutPolicyDoesNotLoad) {
  google::protobuf::DescriptorPool pool;
  const auto* file = pool.BuildFile(ServiceFile());
  ASSERT_NE(file, nullptr);
  const auto policies = Policies::Load(*file->service(0));
  EXPECT_THAT(policies, HasReason("POLICY_MISSING"));
  EXPECT_NE(policies.status().message().find("test.Unguarded.DoIt"), absl::string_view::npos);
}

class GuardedTest : public ::testing::Test {
 protected:
  // A service whose one method has `policy`.
  Policies With(std::vector<type::v1::Policy::Who> who, std::vector<std::string> roles) {
    google::protobuf::FileDescriptorProto file = ServiceFile();
    type::v1::Policy policy;
    for (const auto one : who) policy.add_who(one);
    for (const std::string& role : roles) policy.add_roles(role);
    *file.mutable_service(0)->mutable_method(0)->mutable_options()->MutableExtension(type::v1::policy) = policy;
    pools_.push_back(std::make_unique<google::protobuf::DescriptorPool>(google::protobuf::DescriptorPool::generated_pool()));
    return *Policies::Load(*pools_.back()->BuildFile(file)->service(0));
  }
  std::vector<std::unique_ptr<google::protobuf::DescriptorPool>> pools_;
};

TEST_F(GuardedTest, OfficersNeedOneOfTheRoles) {
  const Policies policies = With({type::v1::Policy::OFFICER}, {"editor", "supervisor"});
  EXPECT_THAT(policies.Check("DoIt", {}), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(policies.Check("DoIt", {.kind = CallerKind::kOfficer, .roles = {"reader"}}), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(policies.Check("DoIt", {.kind = CallerKind::kOfficer, .roles = {"reader", "supervisor"}}));
  EXPECT_OK(policies.Check("DoIt", {.kind = CallerKind::kJob, .roles = {"editor"}}));
  EXPECT_THAT(policies.Check("DoIt", {.kind = CallerKind::kService, .roles = {"editor"}}), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(policies.Check("Other", {.kind = CallerKind::kOfficer, .roles = {"editor"}}), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(GuardedTest, PublicIsForEverybodyAndServiceForServicesOnly) {
  EXPECT_OK(With({type::v1::Policy::PUBLIC}, {}).Check("DoIt", {}));
  const Policies services = With({type::v1::Policy::SERVICE}, {});
  EXPECT_OK(services.Check("DoIt", {.kind = CallerKind::kService}));
  EXPECT_THAT(services.Check("DoIt", {.kind = CallerKind::kOfficer, .roles = {"operator"}}), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST(Callers, ACertificateNamesAServiceAnOrganOrAJob) {
  EXPECT_EQ(CallerOfCertificate("spiffe://disclosure/service/gateway")->subject, "service:gateway");
  EXPECT_EQ(CallerOfCertificate("spiffe://disclosure/organ/330108-jyj")->organ, "330108-jyj");
  ASSERT_OK_AND_ASSIGN(const Caller job, CallerOfCertificate("spiffe://disclosure/job/editor.supervisor/330108-qfb/ctl-editor"));
  EXPECT_EQ(job.kind, CallerKind::kJob);
  EXPECT_TRUE(job.Has("editor") && job.Has("supervisor"));
  EXPECT_EQ(job.organ, "330108-qfb");
}

TEST(Callers, AnyOtherCertificateIsRefused) {
  for (const char* uri : {"", "spiffe://other/service/gateway", "spiffe://disclosure/", "spiffe://disclosure/service", "spiffe://disclosure/job/x",
                          "https://disclosure/service/gateway", "spiffe://disclosure/service/gateway/x"}) {
    EXPECT_THAT(CallerOfCertificate(uri), StatusIs(absl::StatusCode::kUnauthenticated)) << uri;
  }
}

TEST(Callers, TheWireFormIsInverse) {
  const Caller caller{.kind = CallerKind::kOfficer, .subject = "s", .display_name = "n", .organ = "330108-jyj", .roles = {"editor"}};
  EXPECT_EQ(FromProto(ToProto(caller)), caller);
}

TEST(Executor, RefusesWhenItsQueueIsFullAndRunsWhatItTook) {
  std::mutex gate;
  gate.lock();
  std::atomic<int> ran = 0;
  {
    Executor executor(1, 2);
    std::atomic<bool> started = false;
    ASSERT_TRUE(executor.TryPost([&] {
      started = true;
      std::lock_guard wait(gate);
      ++ran;
    }));
    while (!started) std::this_thread::yield();
    EXPECT_TRUE(executor.TryPost([&] { ++ran; }));
    EXPECT_TRUE(executor.TryPost([&] { ++ran; }));
    EXPECT_FALSE(executor.TryPost([&] { ++ran; }));
    gate.unlock();
  }
  EXPECT_EQ(ran, 3);
}

}  // namespace
}  // namespace disclosure
