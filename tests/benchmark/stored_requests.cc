#include "tests/benchmark/stored_requests.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/crypto/access_code.h"
#include "common/testing/fake_clock.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {
namespace {

constexpr int kBatch = 200;     // requests in a transaction
constexpr int kOpenOfEach = 8;  // of an organ
constexpr int64_t kTold = 100'000;  // how often progress is told

struct Told {
  RequestRow row;
  std::vector<Event> events;
};

Call By(const std::string& subject) { return {.method = "Bench", .caller = {.kind = CallerKind::kOfficer, .subject = subject}}; }

// Tells requests one after the other; each teller has a clock of its own.
class Teller {
 public:
  Teller(RequestStand& stand, int organ)
      : stand_(stand), organ_(BenchOrgan(organ)), backend_{stand.store(), stand.vault(), clock_, stand.reference(), stand.law(), {}} {}

  absl::StatusOr<Told> Tell(int year, int serial, absl::CivilDay received, bool open) {
    Told told;
    told.row = {.key = {organ_, year, serial}, .channel = Channel::kInPerson, .arrived = received};
    told.row.applicant = {.applicant_class = static_cast<ApplicantClass>(1 + serial % 6),
                          .name = "测试甲",
                          .identity_kind = IdentityKind::kOther,
                          .identity_number = absl::StrCat("B", serial % 5000),
                          .identity_kind_text = "护照",
                          .phone = "0571-00000000"};
    told.row.wanted = {.subject = absl::StrCat("第", serial, "号项目的审批文件"), .form = Form::kElectronic, .route = Route::kOnline};
    told.row.access_hash = crypto::AccessHash(stand_.vault().keys, Name(told.row.key), *crypto::ParseAccessCode(kStoredAccessCode));
    const char* leaf = kLeaves[serial % std::size(kLeaves)];
    RETURN_IF_ERROR(Act("clerk", received, Filed{Channel::kInPerson, received}, told));
    told.row.create_time = clock_.Now();
    if (!open) {
      RETURN_IF_ERROR(Act("handler", received + 10, Drafted{2, leaf}, told));
      RETURN_IF_ERROR(Act("approver", received + 12, Approved{}, told));
      RETURN_IF_ERROR(Act("clerk", received + 13, Replied{absl::StrCat("某公复〔", year, "〕", serial, "号"), leaf, received + 13}, told));
      RETURN_IF_ERROR(Act("clerk", received + 14, Served{ServiceMethod::kElectronic, received + 14, "已发送至申请人指定的邮箱"}, told));
    }
    return told;
  }

 private:
  static constexpr const char* kLeaves[] = {"granted", "granted", "already_public", "partial", "not_existing", "not_this_organ",
                                            "denied_internal_affairs", "needs_creation"};

  absl::Status Act(const std::string& actor, absl::CivilDay day, EventData data, Told& told) {
    clock_.Set(absl::FromCivil(absl::CivilSecond(day) + 36000, Shanghai()));
    ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, By(actor), organ_));
    Progress progress;
    for (const Event& event : told.events) RETURN_IF_ERROR(Apply(event, progress));
    ASSIGN_OR_RETURN(const Event event, Decide(progress, std::move(data), bench.desk(), bench.now(), Name(told.row.key)));
    RETURN_IF_ERROR(Apply(event, progress));
    told.events.push_back(event);
    told.row.version = event.seq;
    told.row.update_time = bench.now();
    return Project(progress, bench, told.row);
  }

  RequestStand& stand_;
  const std::string organ_;
  FakeClock clock_;
  const Backend backend_;
};

absl::Status Keep(Store& store, const std::vector<Told>& batch) {
  return store.Write(absl::Now() + absl::Minutes(5), [&](Writer& writer) -> absl::Status {
    for (const Told& told : batch) {
      RETURN_IF_ERROR(writer.InsertRequest(told.row));
      std::string hash;
      for (const Event& event : told.events) {
        ASSIGN_OR_RETURN(hash, writer.AppendEvent(told.row.key, event, hash));
      }
    }
    return absl::OkStatus();
  });
}

// So that what is filed later gets the next number.
absl::Status PutSerial(mysql::Database& database, const std::string& organ, int year, int serial) {
  return database.Write(absl::Now() + absl::Minutes(1), [&](mysql::Transaction& transaction) {
    return transaction
        .Execute("INSERT INTO request_serials (organ, year, last_serial) VALUES (?,?,?) ON DUPLICATE KEY UPDATE last_serial=VALUES(last_serial)",
                 {organ, year, serial})
        .status();
  });
}

}  // namespace

int StoredRequests::LastSerial(int organ) const { return serials_.at({organ, kFirstStoredYear + kStoredYears - 1}); }

absl::Status StoredRequests::GrowOrgan(int organ, int per_year) {
  Teller teller(stand_, organ);
  for (int year = kFirstStoredYear; year < kFirstStoredYear + kStoredYears; ++year) {
    int serial = 0;
    {
      std::lock_guard lock(mutex_);
      serial = serials_[{organ, year}];
    }
    const bool last_year = year == kFirstStoredYear + kStoredYears - 1;
    while (serial < per_year) {
      std::vector<Told> batch;
      for (int i = 0; i < kBatch && serial < per_year; ++i) {
        ++serial;
        const absl::CivilDay received = absl::CivilDay(year, 1, 2) + int64_t{serial - 1} * 340 / per_year;
        ASSIGN_OR_RETURN(Told told, teller.Tell(year, serial, received, last_year && serial > per_year - kOpenOfEach));
        batch.push_back(std::move(told));
      }
      RETURN_IF_ERROR(Keep(stand_.store(), batch));
      std::lock_guard lock(mutex_);
      serials_[{organ, year}] = serial;
      count_ += static_cast<int64_t>(batch.size());
      if (count_ / kTold != (count_ - static_cast<int64_t>(batch.size())) / kTold) absl::FPrintF(stderr, "  已存 %d 件\n", count_);
    }
    RETURN_IF_ERROR(PutSerial(stand_.database(), BenchOrgan(organ), year, serial));
  }
  return absl::OkStatus();
}

absl::Status StoredRequests::GrowTo(int64_t count) {
  const int per_year = static_cast<int>(std::max<int64_t>((count + kBenchOrgans * kStoredYears - 1) / (kBenchOrgans * kStoredYears), 1));
  absl::Status results[2];
  std::vector<std::thread> halves;
  for (int half = 0; half < 2; ++half) {
    halves.emplace_back([&, half] {
      for (int organ = half; organ < kBenchOrgans && results[half].ok(); organ += 2) results[half] = GrowOrgan(organ, per_year);
    });
  }
  for (std::thread& thread : halves) thread.join();
  RETURN_IF_ERROR(results[0]);
  return results[1];
}

}  // namespace disclosure::request
