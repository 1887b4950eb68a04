#include "request-service/domain/report_counts.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "request-service/domain/annual_report.h"
#include "request-service/domain/law_files_testing.h"
#include "request-service/domain/report_invariants.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::IsEmpty;

constexpr int kFirstYear = 2022;
constexpr int kLastYear = 2026;

const ReportForm& Form() {
  static const ReportForm form = ReportForm::Parse(testing::LawFile("report_rows.csv")).value();
  return form;
}

// Random requests and reviews, and what a desk does with them one after the other.
class RandomDesk {
 public:
  explicit RandomDesk(unsigned seed) : random_(seed) {
    for (int year = kFirstYear; year <= kLastYear; ++year) counts_.emplace_back(year);
  }

  void Act() {
    switch (Below(7)) {
      case 0:
      case 1:
        return File();
      case 2:
      case 3:
        return ChangeRequest();
      case 4:
        return Forget();
      case 5:
        return FileReview();
      default:
        return ChangeReview();
    }
  }

  const std::vector<ReportCounts>& counts() const { return counts_; }
  const std::vector<ReportedRequest>& requests() const { return requests_; }
  const std::vector<ReportedReview>& reviews() const { return reviews_; }

 private:
  int Below(int n) { return static_cast<int>(random_() % n); }
  absl::CivilDay Day() { return absl::CivilDay(2021, 6, 1) + Below(5 * 365); }

  template <typename T>
  void AddEverywhere(const T& entry) {
    for (ReportCounts& counts : counts_) EXPECT_OK(Add(counts, entry));
  }
  template <typename T>
  void RemoveEverywhere(const T& entry) {
    for (ReportCounts& counts : counts_) EXPECT_OK(Remove(counts, entry));
  }
  static absl::Status Add(ReportCounts& counts, const ReportedRequest& request) { return counts.Add(Form(), request); }
  static absl::Status Add(ReportCounts& counts, const ReportedReview& review) { return counts.Add(review); }
  static absl::Status Remove(ReportCounts& counts, const ReportedRequest& request) {
    return counts.Remove(Form(), request);
  }
  static absl::Status Remove(ReportCounts& counts, const ReportedReview& review) { return counts.Remove(review); }

  void File() {
    requests_.push_back({.number = absl::StrCat(++serial_),
                         .organ = "330108-qfb",
                         .applicant = static_cast<ApplicantClass>(Below(kApplicantClasses) + 1),
                         .received = Day()});
    AddEverywhere(requests_.back());
  }

  // Concludes, reopens or reclassifies one.
  void ChangeRequest() {
    if (requests_.empty()) return;
    ReportedRequest& request = requests_[Below(static_cast<int>(requests_.size()))];
    RemoveEverywhere(request);
    if (Below(4) == 0) {
      request.outcome.reset();
      request.concluded.reset();
    } else {
      const int row = kFirstOutcomeRow + Below(kTotalRow - kFirstOutcomeRow);
      request.outcome = Form().rows(ReportFormat::k2021)[row].code;
      request.concluded = request.received + Below(500);
    }
    if (Below(10) == 0) request.applicant = static_cast<ApplicantClass>(Below(kApplicantClasses) + 1);
    AddEverywhere(request);
  }

  void Forget() {
    if (requests_.empty()) return;
    const int index = Below(static_cast<int>(requests_.size()));
    RemoveEverywhere(requests_[index]);
    requests_.erase(requests_.begin() + index);
  }

  void FileReview() {
    reviews_.push_back(
        {.id = absl::StrCat(++serial_), .route = static_cast<ReviewRoute>(Below(kReviewRoutes) + 1), .filed = Day()});
    AddEverywhere(reviews_.back());
  }

  void ChangeReview() {
    if (reviews_.empty()) return;
    ReportedReview& review = reviews_[Below(static_cast<int>(reviews_.size()))];
    RemoveEverywhere(review);
    review.result = static_cast<ReviewResult>(Below(kReviewResults) + 1);
    review.closed.reset();
    if (review.result != ReviewResult::kPending) review.closed = review.filed + Below(700);
    AddEverywhere(review);
  }

  std::mt19937 random_;
  int serial_ = 0;
  std::vector<ReportCounts> counts_;
  std::vector<ReportedRequest> requests_;
  std::vector<ReportedReview> reviews_;
};

TEST(ReportCounts, KeptStepByStepEqualsARebuildAndBreaksNoInvariant) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    RandomDesk desk(seed);
    for (int step = 0; step < 300; ++step) desk.Act();
    Section3 year_before;
    for (const ReportCounts& counts : desk.counts()) {
      const ReportFormat format = FormatOf(counts.year());
      const auto rebuilt = AnnualReport::Project(Form(), counts.year(), format, desk.requests(), desk.reviews());
      ASSERT_OK(rebuilt);
      ASSERT_EQ(rebuilt->counts(), counts) << "seed " << seed << " year " << counts.year();
      EXPECT_THAT(CheckInvariants({format, rebuilt->section3(), rebuilt->section4()}), IsEmpty());
      if (!year_before.empty()) {
        EXPECT_THAT(CheckCarriedOver(year_before, rebuilt->section3()), IsEmpty());
      }
      year_before = rebuilt->section3();
    }
  }
}

TEST(ReportCounts, RemoveTakesBackExactlyWhatAddCounted) {
  ReportCounts counts(2024);
  const ReportedRequest request{.number = "1",
                                .applicant = ApplicantClass::kResearch,
                                .received = absl::CivilDay(2024, 5, 1),
                                .outcome = "granted",
                                .concluded = absl::CivilDay(2024, 5, 20)};
  ASSERT_OK(counts.Add(Form(), request));
  ReportedRequest open = request;
  open.outcome.reset();
  open.concluded.reset();
  EXPECT_THAT(counts.Remove(Form(), open), HasReason("NOT_COUNTED"));
  EXPECT_EQ(counts.requests()[kReceivedRow][2], 1);  // nothing was changed
  ASSERT_OK(counts.Remove(Form(), request));
  EXPECT_EQ(counts, ReportCounts(2024));
  EXPECT_THAT(counts.Remove({.id = "a", .route = ReviewRoute::kSuitDirect, .filed = absl::CivilDay(2024, 1, 1)}),
              HasReason("NOT_COUNTED"));
}

TEST(ReportCounts, ADivisionIsTheSumOfItsOrgans) {
  RandomDesk desk(7);
  for (int step = 0; step < 400; ++step) desk.Act();
  ReportCounts odd(2024);
  ReportCounts even(2024);
  for (size_t i = 0; i < desk.requests().size(); ++i) ASSERT_OK((i % 2 ? odd : even).Add(Form(), desk.requests()[i]));
  for (size_t i = 0; i < desk.reviews().size(); ++i) ASSERT_OK((i % 2 ? odd : even).Add(desk.reviews()[i]));
  odd.Merge(even);
  EXPECT_EQ(odd, desk.counts()[2024 - kFirstYear]);
}

TEST(ReportCounts, ComeBackFromStorageAsTheyWere) {
  RandomDesk desk(8);
  for (int step = 0; step < 100; ++step) desk.Act();
  const ReportCounts& counts = desk.counts()[1];
  EXPECT_EQ(ReportCounts(counts.year(), counts.requests(), counts.reviews()), counts);
}

TEST(ReportCounts, ABadEntryChangesNothing) {
  ReportCounts counts(2024);
  EXPECT_THAT(counts.Add(Form(), {.number = "1", .received = absl::CivilDay(2024, 5, 1)}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(counts.Add(ReportedReview{.id = "1", .filed = absl::CivilDay(2024, 5, 1)}), HasReason("BAD_REQUEST"));
  EXPECT_EQ(counts, ReportCounts(2024));
}

}  // namespace
}  // namespace disclosure::request
