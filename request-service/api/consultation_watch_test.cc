// The stream of consultations, on two replicas, and over mTLS what a certificate opens.
#include <cstdlib>

#include "absl/strings/str_join.h"
#include "common/rpc/credentials.h"
#include "common/testing/temp_dir.h"
#include "gmock/gmock.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::disclosure::testing::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;

// Another process of the service, as far as the database can tell.
struct Replica {
  Replica(const Backend& backend, UnaryRunner& runner, RequestFeeds& request_feeds,
          std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials(),
          absl::Duration pause = absl::Milliseconds(10))
      : feeds(backend, pause), service(NewService(runner, backend, request_feeds, feeds)) {
    auto started = RpcServer::Start({.credentials = std::move(credentials)}, service.get(), v1::RequestService::service_full_name());
    EXPECT_OK(started.status());
    server = *std::move(started);
  }
  ~Replica() {
    feeds.CloseAll();
    server->Stop(absl::Seconds(5));
  }

  ConsultationFeeds feeds;
  std::unique_ptr<grpc::Service> service;
  std::unique_ptr<RpcServer> server;
};

// One watcher.
class Watching {
 public:
  using Stub = v1::RequestService::Stub;
  Watching(Stub& stub, const Caller& caller, const std::string& token = "", const std::string& parent = "organs/330108-tjj") {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    if (caller.kind != CallerKind::kAnonymous) context_.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
    v1::WatchConsultationsRequest request;
    request.set_parent(parent);
    request.set_resume_token(token);
    reader_ = stub.WatchConsultations(&context_, request);
  }
  ~Watching() {
    if (reader_ == nullptr) return;
    context_.TryCancel();
    reader_->Finish().IgnoreError();
  }

  // "330108-jyj-2026-1-c1 OPEN" of the next message; "(none)" for one without, "(end)" after the last.
  std::string Next() {
    v1::WatchConsultationsResponse message;
    if (!reader_->Read(&message)) return "(end)";
    bytes += message.SerializeAsString();
    token = message.resume_token();
    std::vector<std::string> out;
    for (const v1::Consultation& one : message.consultations()) {
      out.push_back(absl::StrCat(one.number(), " ", v1::ConsultationState_Name(one.state())));
    }
    return out.empty() ? "(none)" : absl::StrJoin(out, ", ");
  }
  absl::Status End() {
    v1::WatchConsultationsResponse ignored;
    while (reader_->Read(&ignored)) {
    }
    const absl::Status status = FromGrpc(reader_->Finish());
    reader_.reset();
    return status;
  }

  std::string token;  // of the last message
  std::string bytes;  // all that came

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchConsultationsResponse>> reader_;
};

class ConsultationWatchTest : public ServiceTest {
 protected:
  void SetUp() override { request_ = Received(); }
  void Ask() {
    v1::ConsultRequest consult;
    consult.set_kind(v1::JOINT_ORGAN);
    consult.set_organ("organs/330108-tjj");
    ASSERT_OK(Act(handler_, request_, consult, &Stub::Consult).status());
  }
  void Answer(int id) {
    v1::AnswerOrganConsultationRequest answer;
    answer.set_name(absl::StrCat("organs/330108-tjj/consultations/330108-jyj-2026-1-c", id));
    answer.set_answer(v1::CONSENTS);
    ASSERT_OK(Call(peer_, answer, &Stub::AnswerOrganConsultation).status());
  }

  const Caller peer_{.kind = CallerKind::kPeerOrgan, .subject = "organ:330108-tjj", .organ = "330108-tjj"};
  v1::Request request_;
};

TEST_F(ConsultationWatchTest, FirstWhatIsOpenThenWhatHappens) {
  Ask();
  Ask();
  Answer(1);
  Watching watching(*stub_, peer_);
  EXPECT_EQ(watching.Next(), "330108-jyj-2026-1-c2 CONSULTATION_OPEN") << "the answered one is no task";
  Ask();
  EXPECT_EQ(watching.Next(), "330108-jyj-2026-1-c3 CONSULTATION_OPEN");
  ASSERT_OK(Act(clerk_, request_, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  EXPECT_EQ(watching.Next(), "330108-jyj-2026-1-c2 CONSULTATION_CANCELLED, 330108-jyj-2026-1-c3 CONSULTATION_CANCELLED");
  for (const char* mark : {"测试甲", "0571-00000000", "33010819000101001X"}) EXPECT_THAT(watching.bytes, Not(HasSubstr(mark)));
}

TEST_F(ConsultationWatchTest, AllThatIsOpenIsToldHoweverMuchItIs) {
  constexpr int kOpen = 10'050;
  ASSERT_OK(database_->Write(absl::Now() + absl::Seconds(60), [&](mysql::Transaction& transaction) {
    return transaction
        .Execute("INSERT INTO consultations (organ, year, serial, id, kind, addressed, seq, letter_number, information_sealed, access_hash, sent_on, "
                 "received_on, state, closed_on, answer, reasons_sealed, failed, next_us, create_us) SELECT '330108-jyj', 2025, 1 + seq, 1, 2, "
                 "'330108-tjj', 2, '', '', '', '2026-09-01', NULL, ?, NULL, 0, '', 0, 0, seq DIV 3 FROM seq_1_to_10050",
                 {ConsultationState::kOpen})
        .status();
  }));
  Watching watching(*stub_, peer_);
  int told = 0;
  while (told < kOpen) {
    const std::string next = watching.Next();
    if (next.empty() || next.front() == '(') break;
    told += static_cast<int>(std::count(next.begin(), next.end(), ',')) + 1;
  }
  EXPECT_EQ(told, kOpen);
}

TEST_F(ConsultationWatchTest, AfterABreakItGoesOnAtAnotherReplicaWithoutDoubles) {
  Ask();
  std::string token;
  {
    Watching watching(*stub_, peer_);
    EXPECT_EQ(watching.Next(), "330108-jyj-2026-1-c1 CONSULTATION_OPEN");
    token = watching.token;
  }
  Ask();
  Ask();
  // It has never watched this organ: it knows what happened from the database.
  Replica replica(*backend_, *runner_, *feeds_);
  const auto stub = v1::RequestService::NewStub(replica.server->InProcessChannel());
  Watching resumed(*stub, peer_, token);
  EXPECT_EQ(resumed.Next(), "330108-jyj-2026-1-c2 CONSULTATION_OPEN");
  EXPECT_EQ(resumed.Next(), "330108-jyj-2026-1-c3 CONSULTATION_OPEN");
  Ask();
  EXPECT_EQ(resumed.Next(), "330108-jyj-2026-1-c4 CONSULTATION_OPEN");
  Watching again(*stub_, peer_, resumed.token);
  EXPECT_EQ(again.Next(), "(none)") << "nothing outstanding";
}

TEST_F(ConsultationWatchTest, ATokenFromBeforeTheFirstConsultationIsGood) {
  std::string token;
  {
    Watching watching(*stub_, peer_);
    EXPECT_EQ(watching.Next(), "(none)");
    token = watching.token;
  }
  Ask();
  Replica replica(*backend_, *runner_, *feeds_);
  const auto stub = v1::RequestService::NewStub(replica.server->InProcessChannel());
  Watching resumed(*stub, peer_, token);
  EXPECT_EQ(resumed.Next(), "330108-jyj-2026-1-c1 CONSULTATION_OPEN");
}

TEST_F(ConsultationWatchTest, AReplicaThatFellBehindWhatIsKeptTellsWhatIsOpenAndWhatIsNoLonger) {
  Ask();
  Replica slow(*backend_, *runner_, *feeds_, grpc::InsecureServerCredentials(), absl::Hours(1));
  const auto stub = v1::RequestService::NewStub(slow.server->InProcessChannel());
  Watching behind(*stub, peer_);
  EXPECT_EQ(behind.Next(), "330108-jyj-2026-1-c1 CONSULTATION_OPEN");
  Ask();
  Answer(1);
  Watching ahead(*stub_, peer_);
  EXPECT_EQ(ahead.Next(), "330108-jyj-2026-1-c2 CONSULTATION_OPEN");
  ASSERT_OK(mysql::PruneChanges(*database_, absl::Now() + absl::Seconds(30), clock_.Now() + absl::Hours(1)).status());
  // A token of the other replica makes it look.
  Watching resumed(*stub, peer_, ahead.token);
  EXPECT_EQ(resumed.Next(), "(none)");
  EXPECT_EQ(behind.Next(), "330108-jyj-2026-1-c2 CONSULTATION_OPEN, 330108-jyj-2026-1-c1 CONSULTATION_ANSWERED");
}

TEST_F(ConsultationWatchTest, ATokenThatIsNotOfThisFeedIsRefused) {
  Ask();
  Watching watching(*stub_, peer_);
  EXPECT_EQ(watching.Next(), "330108-jyj-2026-1-c1 CONSULTATION_OPEN");
  Watching stale(*stub_, peer_, "1.1");
  EXPECT_THAT(stale.End(), HasReason("RESUME_TOKEN_EXPIRED"));
}

TEST_F(ConsultationWatchTest, TheStreamIsForTheOrganItself) {
  EXPECT_THAT(Watching(*stub_, {.kind = CallerKind::kPeerOrgan, .subject = "organ:330108-qfb", .organ = "330108-qfb"}).End(),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Watching(*stub_, clerk_).End(), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Watching(*stub_, Caller{}).End(), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(Watching(*stub_, peer_, "", "organs/").End(), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Watching(*stub_, Person("x", {"clerk"}, "330108-nobody"), "", "organs/330108-nobody").End(), StatusIs(absl::StatusCode::kNotFound));
  Ask();
  Watching officer(*stub_, stranger_);
  EXPECT_EQ(officer.Next(), "330108-jyj-2026-1-c1 CONSULTATION_OPEN") << "an organ without a system";
}

// Certificates of a private CA, as deploy/local/pki.sh makes them.
class Certificates {
 public:
  Certificates() {
    Make("ca", "-x509 -days 2 -subj '/CN=test CA' -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign");
    Sign("request-service", "URI:spiffe://disclosure/service/request-service,DNS:localhost,IP:127.0.0.1", "serverAuth,clientAuth");
  }
  TlsFiles Of(const std::string& name) const { return {directory_.path().string(), name}; }
  TlsFiles Organ(const std::string& code) {
    Sign(code, "URI:spiffe://disclosure/organ/" + code, "clientAuth");
    return Of(code);
  }

 private:
  void Sign(const std::string& name, const std::string& names, const std::string& uses) {
    const std::string ca = (directory_.path() / "ca").string();
    Make(name, absl::StrCat("-x509 -CA ", ca, ".pem -CAkey ", ca, "-key.pem -days 2 -subj /CN=", name, " -addext subjectAltName=", names,
                            " -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=", uses));
  }
  void Make(const std::string& name, const std::string& options) {
    const std::string base = (directory_.path() / name).string();
    const std::string command = absl::StrCat("openssl req -config /dev/null -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -sha256 -keyout ",
                                             base, "-key.pem -out ", base, ".pem ", options, " 2>/dev/null");
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }

  const TempDir directory_;
};

class PeerCertificateTest : public ConsultationWatchTest {
 protected:
  void SetUp() override {
    ConsultationWatchTest::SetUp();
    const auto* descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(v1::RequestService::service_full_name());
    auto runner = UnaryRunner::Create(*descriptor, executor_, strict_metrics_, {.trust_plaintext = false});
    ASSERT_OK(runner.status());
    strict_ = *std::move(runner);
    auto credentials = ServerCredentials(certificates_.Of("request-service"));
    ASSERT_OK(credentials.status());
    replica_.emplace(*backend_, *strict_, *feeds_, *std::move(credentials));
    Ask();
  }
  std::unique_ptr<Stub> Connect(const std::string& organ) {
    auto channel = Dial(absl::StrCat("127.0.0.1:", replica_->server->port()), certificates_.Organ(organ));
    EXPECT_OK(channel.status());
    return v1::RequestService::NewStub(*channel);
  }
  // `claim` rides in the metadata, as the gateway's word would.
  template <typename Request, typename Response>
  static absl::StatusOr<Response> Over(Stub& stub, const Request& request, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                       const Caller& claim = {}) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    if (claim.kind != CallerKind::kAnonymous) context.AddMetadata(kCallerMetadata, ToProto(claim).SerializeAsString());
    Response response;
    RETURN_IF_ERROR(FromGrpc((stub.*method)(&context, request, &response)));
    return response;
  }
  static v1::ListConsultationsRequest ListOf(const std::string& organ) {
    v1::ListConsultationsRequest list;
    list.set_parent("organs/" + organ);
    return list;
  }
  static v1::AnswerOrganConsultationRequest Consent() {
    v1::AnswerOrganConsultationRequest answer;
    answer.set_name("organs/330108-tjj/consultations/330108-jyj-2026-1-c1");
    answer.set_answer(v1::CONSENTS);
    return answer;
  }

  Certificates certificates_;
  Metrics strict_metrics_;
  std::unique_ptr<UnaryRunner> strict_;
  std::optional<Replica> replica_;
};

TEST_F(PeerCertificateTest, AnOrgansCertificateOpensWhatIsPutToIt) {
  const auto stub = Connect("330108-tjj");
  ASSERT_OK_AND_ASSIGN(const v1::ListConsultationsResponse all, Over(*stub, ListOf("330108-tjj"), &Stub::ListConsultations));
  EXPECT_EQ(all.consultations_size(), 1);
  Watching watching(*stub, Caller{});
  EXPECT_EQ(watching.Next(), "330108-jyj-2026-1-c1 CONSULTATION_OPEN");
  ASSERT_OK(Over(*stub, Consent(), &Stub::AnswerOrganConsultation).status());
  EXPECT_EQ(watching.Next(), "330108-jyj-2026-1-c1 CONSULTATION_ANSWERED");
}

TEST_F(PeerCertificateTest, NotWhatIsPutToAnotherWhateverItClaims) {
  const auto stub = Connect("330108-qfb");
  EXPECT_THAT(Over(*stub, ListOf("330108-tjj"), &Stub::ListConsultations), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Over(*stub, Consent(), &Stub::AnswerOrganConsultation), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Over(*stub, Consent(), &Stub::AnswerOrganConsultation, peer_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Over(*stub, Consent(), &Stub::AnswerOrganConsultation, stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Watching(*stub, peer_).End(), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(PeerCertificateTest, NorTheOfficersRpcsOfAnyOrgan) {
  const auto stub = Connect("330108-tjj");
  v1::ListRequestsRequest own;
  own.set_parent("organs/330108-tjj");
  EXPECT_THAT(Over(*stub, own, &Stub::ListRequests), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Over(*stub, own, &Stub::ListRequests, stranger_), StatusIs(absl::StatusCode::kPermissionDenied)) << "its word is not the gateway's";
  v1::GetRequestRequest get;
  get.set_name(request_.name());
  EXPECT_THAT(Over(*stub, get, &Stub::GetRequest), StatusIs(absl::StatusCode::kPermissionDenied));
  v1::RecordConsultationAnswerRequest answer;
  answer.set_name(request_.name());
  answer.set_consultation("1");
  answer.set_answer(v1::CONSENTS);
  EXPECT_THAT(Over(*stub, answer, &Stub::RecordConsultationAnswer), StatusIs(absl::StatusCode::kPermissionDenied));
}

}  // namespace
}  // namespace disclosure::request
