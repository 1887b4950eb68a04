// The processing fee (政府信息公开信息处理费管理办法, 国办函〔2020〕109号): data/request/fees.csv.
// All amounts are whole yuan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

inline constexpr int64_t kMaxFeeUnits = 1'000'000;  // items of a month, pages of a request

// Prices that rise on the excess, band by band (超额累进).
class Tariff {
 public:
  struct Band {
    int64_t above = 0;       // begins with unit above + 1
    int64_t price = 0;       // of its first unit
    int64_t step_every = 0;  // the price rises after so many units; 0: it does not
    int64_t step_price = 0;  // by so much
    std::string article;
  };

  Tariff() = default;
  // `bands` by `above`, the first from 0.
  explicit Tariff(std::vector<Band> bands) : bands_(std::move(bands)) {}

  // Both for 0 <= n <= kMaxFeeUnits; the 0th unit costs nothing.
  int64_t PriceOf(int64_t n) const;  // of the n-th unit alone
  int64_t Total(int64_t n) const;    // of the first n together

  const std::vector<Band>& bands() const { return bands_; }

 private:
  std::vector<Band> bands_;
};

struct FeeSchedule {
  absl::CivilDay effective_from;
  Tariff per_item;
  Tariff per_page;
};

struct FeeQuestion {
  // Items of this applicant earlier in the same calendar month (自然月). The measure names neither the
  // day that decides the month nor whether organs count apart: the caller counts by its settings.
  int64_t items_before = 0;
  int64_t items = 1;            // smallest reasonable units the request is split into (一事一申请), art. 4
  int64_t pages = 0;            // of this request alone, art. 5
  bool already_public = false;  // answered by naming the way to it (条例 art. 36(1)): no fee per page, art. 5
};

// Both fees of one request, for the officer to choose from.
struct FeeQuote {
  int64_t per_item = 0;
  std::optional<int64_t> per_page;  // nullopt: this method is not available
  bool operator==(const FeeQuote&) const = default;
};

// The one fee that is charged. BAD_REQUEST without a method, FAILED_PRECONDITION (FEE_METHOD_UNAVAILABLE)
// where the quote lacks it.
absl::StatusOr<int64_t> Chosen(const FeeQuote& quote, FeeMethod method);

// Immutable; thread safe.
class FeeTable {
 public:
  // "method,above,price,step_every,step_price,effective_from,article,note"; BAD_REQUEST with all bad
  // lines. Rows of one date are one schedule, which replaces the earlier ones whole.
  static absl::StatusOr<FeeTable> Parse(std::string_view csv);

  // What is in force on `day`; null where nothing may be charged (before 2021-01-01).
  const FeeSchedule* On(absl::CivilDay day) const;

  // Zero by both methods where no schedule is in force. BAD_REQUEST for numbers below zero or above
  // kMaxFeeUnits.
  absl::StatusOr<FeeQuote> Quote(const FeeQuestion& question, absl::CivilDay day) const;

 private:
  std::vector<FeeSchedule> schedules_;  // by date
};

}  // namespace disclosure::request
