#include "request-service/domain/fee.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/calendar/civil_date.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr char kHeader[] = "method,above,price,step_every,step_price,effective_from,article,note";
constexpr int64_t kMaxPrice = 100'000;
constexpr int64_t kMaxStepPrice = 10'000;  // a million units at the highest prices stay within int64

// Units 1 to n of `band`, the first at its price.
int64_t TotalOfBand(const Tariff::Band& band, int64_t n) {
  int64_t total = n * band.price;
  if (band.step_every == 0) return total;
  const int64_t full_steps = n / band.step_every;
  const int64_t rises = band.step_every * (full_steps * (full_steps - 1) / 2) + full_steps * (n % band.step_every);
  return total + rises * band.step_price;
}

std::optional<Tariff::Band> ReadBand(const LawRow& row, error::Violations& bad) {
  const std::optional<int64_t> above = WholeNumber(row.fields[1], kMaxFeeUnits);
  const std::optional<int64_t> price = WholeNumber(row.fields[2], kMaxPrice);
  const std::optional<int64_t> step_every = WholeNumber(row.fields[3], kMaxFeeUnits);
  const std::optional<int64_t> step_price = WholeNumber(row.fields[4], kMaxStepPrice);
  if (!above || !price || !step_every || !step_price) {
    bad.Add(row.place, "above, price, step_every and step_price must be whole numbers in their range");
    return std::nullopt;
  }
  if ((*step_every == 0) != (*step_price == 0)) {
    bad.Add(row.place, "step_every and step_price stand together or are both 0");
    return std::nullopt;
  }
  return Tariff::Band{*above, *price, *step_every, *step_price, row.fields[6]};
}

// Bands of the two methods of one date, as they come.
struct Bands {
  std::vector<Tariff::Band> item;
  std::vector<Tariff::Band> page;
};

bool Ascend(const std::vector<Tariff::Band>& bands) {
  const auto not_above = [](const Tariff::Band& a, const Tariff::Band& b) { return a.above >= b.above; };
  return !bands.empty() && bands.front().above == 0 &&
         std::adjacent_find(bands.begin(), bands.end(), not_above) == bands.end();
}

bool InRange(int64_t units) { return units >= 0 && units <= kMaxFeeUnits; }

absl::Status CheckQuestion(const FeeQuestion& question) {
  error::Violations bad;
  const std::string range = absl::StrCat("must be 0 to ", kMaxFeeUnits);
  if (!InRange(question.items_before)) bad.Add("items_before", range);
  if (!InRange(question.items)) bad.Add("items", range);
  if (!InRange(question.pages)) bad.Add("pages", range);
  RETURN_IF_ERROR(bad.status());
  if (!InRange(question.items_before + question.items)) bad.Add("items", "make too many with those before");
  return bad.status();
}

}  // namespace

int64_t Tariff::PriceOf(int64_t n) const {
  int64_t price = 0;
  for (const Band& band : bands_) {
    if (n <= band.above) break;
    price = band.price;
    if (band.step_every > 0) price += (n - band.above - 1) / band.step_every * band.step_price;
  }
  return price;
}

int64_t Tariff::Total(int64_t n) const {
  int64_t total = 0;
  for (size_t i = 0; i < bands_.size() && n > bands_[i].above; ++i) {
    const int64_t end = i + 1 < bands_.size() ? std::min(n, bands_[i + 1].above) : n;
    total += TotalOfBand(bands_[i], end - bands_[i].above);
  }
  return total;
}

absl::StatusOr<int64_t> Chosen(const FeeQuote& quote, FeeMethod method) {
  switch (method) {
    case FeeMethod::kPerItem:
      return quote.per_item;
    case FeeMethod::kPerPage:
      if (quote.per_page) return *quote.per_page;
      return error::Make(absl::StatusCode::kFailedPrecondition,
                         "the information is public already: no fee per page (办法 art. 5)",
                         {.reason = "FEE_METHOD_UNAVAILABLE"});
    case FeeMethod::kUnspecified:
      break;
  }
  return error::BadRequest({{"method", "must be per item or per page, one of the two (办法 art. 3)"}});
}

absl::StatusOr<FeeTable> FeeTable::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "fees.csv", kHeader));
  std::map<absl::CivilDay, Bands> schedules;
  error::Violations bad;
  for (const LawRow& row : rows) {
    const std::optional<absl::CivilDay> from = ParseDate(row.fields[5]);
    const bool known = row.fields[0] == "item" || row.fields[0] == "page";
    if (!known) bad.Add(row.place, "method must be item or page");
    if (!from) bad.Add(row.place, "effective_from must be a date, as in 2021-01-01");
    const std::optional<Tariff::Band> band = ReadBand(row, bad);
    if (!known || !from || !band) continue;
    Bands& bands = schedules[*from];
    (row.fields[0] == "item" ? bands.item : bands.page).push_back(*band);
  }
  FeeTable table;
  for (auto& [from, bands] : schedules) {
    if (!Ascend(bands.item) || !Ascend(bands.page)) {
      bad.Add(absl::StrCat("fees.csv:", FormatDate(from)), "both methods need bands that begin at 0 and ascend");
    }
    table.schedules_.push_back({from, Tariff(std::move(bands.item)), Tariff(std::move(bands.page))});
  }
  RETURN_IF_ERROR(bad.status());
  return table;
}

const FeeSchedule* FeeTable::On(absl::CivilDay day) const {
  const FeeSchedule* in_force = nullptr;
  for (const FeeSchedule& schedule : schedules_) {
    if (schedule.effective_from <= day) in_force = &schedule;
  }
  return in_force;
}

absl::StatusOr<FeeQuote> FeeTable::Quote(const FeeQuestion& question, absl::CivilDay day) const {
  RETURN_IF_ERROR(CheckQuestion(question));
  FeeQuote quote;
  const FeeSchedule* schedule = On(day);
  if (schedule) {
    const Tariff& item = schedule->per_item;
    quote.per_item = item.Total(question.items_before + question.items) - item.Total(question.items_before);
  }
  if (!question.already_public) quote.per_page = schedule ? schedule->per_page.Total(question.pages) : 0;
  return quote;
}

}  // namespace disclosure::request
