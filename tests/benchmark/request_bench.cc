// request-service measured: filing through the gateway against a raw loop of its statements, and what a call costs with a
// million requests stored against a thousand.
//
//   request_bench [--stored 1000000] [--seconds 4] [--rounds 3]
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/base/process.h"
#include "common/rpc/identity.h"
#include "common/rpc/status.h"
#include "gateway/http/raw_client.h"
#include "tests/benchmark/raw_filing.h"
#include "tests/benchmark/request_stand.h"
#include "tests/benchmark/stored_requests.h"

ABSL_FLAG(int64_t, stored, 1'000'000, "requests stored for the comparison with 1,000");
ABSL_FLAG(int, seconds, 4, "per run of the filing comparison");
ABSL_FLAG(int, rounds, 3, "interleaved runs of each");
ABSL_FLAG(int, calls, 1000, "calls of each kind for the cost of one");

namespace disclosure::request {
namespace {

constexpr int kClients = 32;

[[noreturn]] void Fail(const std::string& text) {
  std::cerr << text << "\n";
  std::exit(1);
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// ---------------------------------------------------------------- filing

std::string FilingOverHttp(int client, int64_t n) {
  const std::string body = absl::StrCat(
      R"({"applicant":{"applicantClass":"NATURAL_PERSON","displayName":"测试甲","identityKind":"OTHER_IDENTITY","identityKindText":"护照","identityNumber":"H)",
      client, "-", n, R"(","phone":"0571-00000000"},"wanted":{"subject":"2025年义务教育招生学区划分方案","form":"ELECTRONIC","route":"ONLINE"}})");
  return absl::StrCat("POST /v1/organs/", BenchOrgan(client), "/requests HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n",
                      "Idempotency-Key: bench-", client, "-", absl::ToUnixMicros(absl::Now()), "\r\nContent-Length: ", body.size(),
                      "\r\n\r\n", body);
}

double FilingsPerSecond(const RequestStand& stand, absl::Duration time) {
  std::atomic<int64_t> filed = 0;
  const absl::Time end = absl::Now() + time;
  std::vector<std::thread> threads;
  for (int client = 0; client < kClients; ++client) {
    threads.emplace_back([&, client] {
      gateway::RawClient http(stand.gateway_port());
      for (int64_t n = 0; absl::Now() < end; ++n, ++filed) {
        const auto answer = http.Ask(FilingOverHttp(client, n));
        if (!answer || answer->status != 200) Fail(absl::StrCat("filing: ", answer ? answer->body : "no answer"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return static_cast<double>(filed) / absl::ToDoubleSeconds(time);
}

struct Used {
  double service, gateway, database;
  static Used Now(const RequestStand& stand) {
    return {CpuSeconds(stand.service_pid()), CpuSeconds(stand.gateway_pid()), CpuSeconds(stand.database_pid())};
  }
};

void CompareFiling(const RequestStand& stand) {
  const absl::Duration time = absl::Seconds(absl::GetFlag(FLAGS_seconds));
  std::vector<double> ours, raw;
  double filings = 0;
  Used spent{};
  FilingsPerSecond(stand, absl::Seconds(1));
  for (int round = 0; round < absl::GetFlag(FLAGS_rounds); ++round) {
    raw.push_back(RawFilingsPerSecond(stand.options(), kClients, time));
    const Used before = Used::Now(stand);
    ours.push_back(FilingsPerSecond(stand, time));
    const Used after = Used::Now(stand);
    filings += ours.back() * absl::ToDoubleSeconds(time);
    spent = {spent.service + after.service - before.service, spent.gateway + after.gateway - before.gateway,
             spent.database + after.database - before.database};
  }
  absl::PrintF("提交申请，经网关，32 个客户端、32 个机关，逐件落盘：%.0f 件／秒；裸驱动循环同样的语句 %.0f；比值 %.2f\n", Median(ours), Median(raw),
               Median(ours) / Median(raw));
  absl::PrintF("每件处理器时间（微秒）：request-service %.0f，gateway %.0f，mariadbd %.0f\n", 1e6 * spent.service / filings,
               1e6 * spent.gateway / filings, 1e6 * spent.database / filings);
}

// ---------------------------------------------------------------- the cost of a call

struct Cost {
  std::string name;
  double micros;
};

// Mean of the calls, the slowest twentieth left out: a checkpoint of the database is nobody's call.
double MeanMicros(const std::function<void(int)>& call) {
  const int calls = absl::GetFlag(FLAGS_calls);
  for (int i = 0; i < calls / 10; ++i) call(i);
  std::vector<double> took;
  for (int i = 0; i < calls; ++i) {
    const absl::Time began = absl::Now();
    call(i);
    took.push_back(absl::ToDoubleMicroseconds(absl::Now() - began));
  }
  std::sort(took.begin(), took.end());
  took.resize(took.size() - took.size() / 20);
  double sum = 0;
  for (const double one : took) sum += one;
  return sum / static_cast<double>(took.size());
}

using Stub = v1::RequestService::Stub;

template <typename Request, typename Response>
Response Ask(Stub& stub, const Caller& caller, const Request& request,
             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  grpc::ClientContext context;
  if (caller.kind != CallerKind::kAnonymous) context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
  Response response;
  if (const absl::Status status = FromGrpc((stub.*method)(&context, request, &response)); !status.ok()) Fail(std::string(status.message()));
  return response;
}

Caller OfficerOf(int organ) {
  return {.kind = CallerKind::kOfficer, .subject = "bench", .organ = BenchOrgan(organ), .roles = {"handler"}};
}

v1::FileRequestRequest Filing(int i) {
  v1::FileRequestRequest request;
  request.set_parent("organs/" + BenchOrgan(i % kBenchOrgans));
  request.set_request_id(absl::StrCat("cost-", i, "-", absl::ToUnixMicros(absl::Now())));
  auto& applicant = *request.mutable_applicant();
  applicant.set_applicant_class(v1::NATURAL_PERSON);
  applicant.set_display_name("测试甲");
  applicant.set_identity_kind(v1::OTHER_IDENTITY);
  applicant.set_identity_kind_text("护照");
  applicant.set_identity_number(absl::StrCat("C", i));
  applicant.set_phone("0571-00000000");
  request.mutable_wanted()->set_subject("某项信息");
  request.mutable_wanted()->set_form(v1::ELECTRONIC);
  request.mutable_wanted()->set_route(v1::ONLINE);
  return request;
}

// Of one of the organ's open requests: the latest that were stored.
std::string OpenId(const StoredRequests& stored, int i) {
  return absl::StrCat(kFirstStoredYear + kStoredYears - 1, "-", stored.LastSerial(i % kBenchOrgans));
}

std::vector<Cost> Costs(RequestStand& stand, const StoredRequests& stored) {
  const auto stub = stand.Stub();
  std::vector<Cost> costs;
  costs.push_back({"列表第一页", MeanMicros([&](int i) {
                     v1::ListRequestsRequest request;
                     request.set_parent("organs/" + BenchOrgan(i % kBenchOrgans));
                     Ask(*stub, OfficerOf(i % kBenchOrgans), request, &Stub::ListRequests);
                   })});
  costs.push_back({"查询进度", MeanMicros([&](int i) {
                     v1::TrackRequestRequest request;
                     request.set_number(absl::StrCat(BenchOrgan(i % kBenchOrgans), "-", OpenId(stored, i)));
                     request.set_access_code(kStoredAccessCode);
                     Ask(*stub, Caller{}, request, &Stub::TrackRequest);
                   })});
  costs.push_back({"期限说明", MeanMicros([&](int i) {
                     v1::ExplainDueDateRequest request;
                     request.set_name(absl::StrCat("organs/", BenchOrgan(i % kBenchOrgans), "/requests/", OpenId(stored, i)));
                     Ask(*stub, OfficerOf(i % kBenchOrgans), request, &Stub::ExplainDueDate);
                   })});
  costs.push_back({"提交申请", MeanMicros([&](int i) { Ask(*stub, Caller{}, Filing(i), &Stub::FileRequest); })});
  return costs;
}

// Of the whole division in the last stored year, counted from the projection: the first time, and the median of ten.
void TimeAnnualReport(RequestStand& stand) {
  const auto stub = stand.Stub();
  const int year = kFirstStoredYear + kStoredYears - 1;
  const Caller supervisor{.kind = CallerKind::kOfficer, .subject = "bench", .organ = "330108-qfb", .roles = {"supervisor"}};
  v1::GetAnnualReportRequest request;
  request.set_name(absl::StrCat("divisions/330108/annualReports/", year));
  std::vector<double> millis;
  int32_t received = 0;
  for (int i = 0; i < 10; ++i) {
    const absl::Time began = absl::Now();
    const v1::AnnualReport report = Ask(*stub, supervisor, request, &Stub::GetAnnualReport);
    millis.push_back(absl::ToDoubleMilliseconds(absl::Now() - began));
    received = report.section3(0).cells(6);
  }
  const double first = millis.front();
  absl::PrintF("年度报告，一个区划，%d 年新收 %d 件：第一次 %.0f 毫秒，中位 %.0f 毫秒\n", year, received, first, Median(millis));
}

int Main() {
  RequestStand stand;
  StoredRequests stored(stand);
  if (const absl::Status status = stored.GrowTo(1'000); !status.ok()) Fail(std::string(status.message()));
  stand.StartPrograms();
  CompareFiling(stand);
  const std::vector<Cost> few = Costs(stand, stored);
  const int64_t few_count = stored.count();
  const absl::Time began = absl::Now();
  if (const absl::Status status = stored.GrowTo(absl::GetFlag(FLAGS_stored)); !status.ok()) Fail(std::string(status.message()));
  absl::PrintF("经领域规则生成 %d 件：%.0f 秒（缓冲池 %d MiB）\n", stored.count(), absl::ToDoubleSeconds(absl::Now() - began), kBufferPoolMib);
  stand.StartPrograms();
  const std::vector<Cost> many = Costs(stand, stored);
  for (size_t i = 0; i < few.size(); ++i) {
    absl::PrintF("%s：存 %d 件时 %.0f 微秒，%d 件时 %.0f 微秒，比值 %.2f\n", few[i].name, few_count, few[i].micros, stored.count(), many[i].micros,
                 many[i].micros / few[i].micros);
  }
  TimeAnnualReport(stand);
  absl::PrintF("request-service 常驻内存：%.0f MiB（存 %d 件）\n", ResidentMib(stand.service_pid()), stored.count());
  return 0;
}

}  // namespace
}  // namespace disclosure::request

int main(int argc, char** argv) {
  disclosure::TuneProcess();
  absl::ParseCommandLine(argc, argv);
  return disclosure::request::Main();
}
