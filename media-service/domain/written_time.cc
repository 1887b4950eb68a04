#include "media-service/domain/written_time.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/civil_time.h"

namespace disclosure::media {
namespace {

constexpr int64_t kEarliestYear = 1970;
constexpr int64_t kLatestYear = 2200;
constexpr int kShanghaiMinutes = 8 * 60;

constexpr const char* kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct Zone {
  const char* name;
  int hours;
};
// Those of RFC 822. CST there is America's, but what a Chinese site calls so is its own.
constexpr Zone kZones[] = {{"gmt", 0},  {"ut", 0},   {"utc", 0},  {"z", 0},    {"est", -5}, {"edt", -4},
                           {"cst", 8},  {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};

class Text {
 public:
  explicit Text(std::string_view text) : rest_(text) {}

  bool Done() const { return rest_.empty(); }
  void Blanks() {
    while (!rest_.empty() && absl::ascii_isspace(static_cast<unsigned char>(rest_[0]))) rest_.remove_prefix(1);
  }
  bool Take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool Take(std::string_view word) {
    if (rest_.substr(0, word.size()) != word) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool TakeAny(std::string_view chars) {
    if (rest_.empty() || chars.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // From `least` to `most` digits; nullopt if there are fewer.
  std::optional<int> Number(size_t least, size_t most) {
    int number = 0;
    size_t digits = 0;
    while (digits < most && digits < rest_.size() && absl::ascii_isdigit(static_cast<unsigned char>(rest_[digits]))) {
      number = number * 10 + (rest_[digits++] - '0');
    }
    if (digits < least) return std::nullopt;
    rest_.remove_prefix(digits);
    digits_ = digits;
    return number;
  }
  size_t digits() const { return digits_; }  // of the last number
  std::string Word() {
    size_t end = 0;
    while (end < rest_.size() && absl::ascii_isalpha(static_cast<unsigned char>(rest_[end]))) ++end;
    const std::string word = absl::AsciiStrToLower({rest_.data(), end});
    rest_.remove_prefix(end);
    return word;
  }
  // (comments) as RFC 822 allows at the end.
  void Comment() {
    if (rest_.empty() || rest_[0] != '(') return;
    const size_t end = rest_.find(')');
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  }

 private:
  std::string_view rest_;
  size_t digits_ = 0;
};

// "+08:00", "+0800", "GMT"; Asia/Shanghai where there is none. Nullopt for what is no zone.
std::optional<int> ReadZone(Text& text) {
  text.Blanks();
  const bool behind = text.Take('-');
  if (behind || text.Take('+')) {
    const std::optional<int> hours = text.Number(2, 2);
    text.Take(':');
    const std::optional<int> minutes = text.Number(2, 2);
    if (!hours || !minutes || *hours > 18 || *minutes > 59) return std::nullopt;
    return (behind ? -1 : 1) * (*hours * 60 + *minutes);
  }
  const std::string word = text.Word();
  if (word.empty()) return kShanghaiMinutes;
  for (const Zone& zone : kZones) {
    if (word == zone.name) return zone.hours * 60;
  }
  // The letters of the military were specified the wrong way round (RFC 2822, 4.3): they say nothing.
  if (word.size() == 1) return 0;
  return std::nullopt;
}

struct TimeOfDay {
  int hour = 0, minute = 0, second = 0;
};
std::optional<TimeOfDay> ReadClock(Text& text) {
  const std::optional<int> hour = text.Number(1, 2);
  if (!hour || !text.Take(':')) return std::nullopt;
  const std::optional<int> minute = text.Number(2, 2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (text.Take(':')) {
    const std::optional<int> given = text.Number(2, 2);
    if (!given) return std::nullopt;
    second = *given;
    if (text.TakeAny(".,")) {
      if (!text.Number(1, 9)) return std::nullopt;
      while (text.Number(1, 9)) continue;
    }
  }
  if (*hour > 23 || *minute > 59 || second > 60) return std::nullopt;
  return TimeOfDay{*hour, *minute, std::min(second, 59)};
}

// Without a clock the whole day.
std::optional<WrittenTime> Compose(int64_t year, int month, int day, const std::optional<TimeOfDay>& clock, int zone_minutes) {
  if (year < kEarliestYear || year > kLatestYear) return std::nullopt;
  const absl::CivilDay date(year, month, day);
  if (date.year() != year || date.month() != month || date.day() != day) return std::nullopt;
  const TimeOfDay at = clock.value_or(TimeOfDay());
  const absl::CivilSecond civil(year, month, day, at.hour, at.minute, at.second);
  return WrittenTime{absl::FromCivil(civil, absl::FixedTimeZone(zone_minutes * 60)), !clock};
}

std::optional<WrittenTime> ParseNumeric(Text text) {
  const std::optional<int> year = text.Number(4, 4);
  if (!year || (!text.TakeAny("-/.") && !text.Take("年"))) return std::nullopt;
  const std::optional<int> month = text.Number(1, 2);
  if (!month || (!text.TakeAny("-/.") && !text.Take("月"))) return std::nullopt;
  const std::optional<int> day = text.Number(1, 2);
  if (!day) return std::nullopt;
  text.Take("日");
  text.TakeAny("Tt");
  text.Blanks();
  if (text.Done()) return Compose(*year, *month, *day, std::nullopt, kShanghaiMinutes);
  const std::optional<TimeOfDay> clock = ReadClock(text);
  if (!clock) return std::nullopt;
  const std::optional<int> zone = ReadZone(text);
  text.Blanks();
  if (!zone || !text.Done()) return std::nullopt;
  return Compose(*year, *month, *day, *clock, *zone);
}

// RFC 2822, 4.3: two digits below 50 are of this century.
int64_t FullYear(int year, size_t digits) { return digits == 2 ? year + (year < 50 ? 2000 : 1900) : digits == 3 ? year + 1900 : year; }

std::optional<WrittenTime> ParseWords(Text text) {
  if (!text.Word().empty()) {
    text.Take(',');
    text.Blanks();
  }
  const std::optional<int> day = text.Number(1, 2);
  if (!day) return std::nullopt;
  text.Blanks();
  text.Take('-');
  const std::string name = text.Word();
  const auto month = std::find_if(std::begin(kMonths), std::end(kMonths), [&](const char* m) { return absl::StartsWith(name, m); });
  if (month == std::end(kMonths)) return std::nullopt;
  text.Blanks();
  text.Take('-');
  const std::optional<int> year = text.Number(2, 4);
  if (!year) return std::nullopt;
  const int64_t full = FullYear(*year, text.digits());
  text.Blanks();
  const std::optional<TimeOfDay> clock = ReadClock(text);
  if (!clock) return std::nullopt;
  const std::optional<int> zone = ReadZone(text);
  text.Blanks();
  text.Comment();
  text.Blanks();
  if (!zone || !text.Done()) return std::nullopt;
  return Compose(full, static_cast<int>(month - std::begin(kMonths)) + 1, *day, *clock, *zone);
}

}  // namespace

std::optional<WrittenTime> ParseWrittenTime(std::string_view written) {
  const absl::string_view text = absl::StripAsciiWhitespace({written.data(), written.size()});
  const Text begin(std::string_view(text.data(), text.size()));
  const std::optional<WrittenTime> numeric = ParseNumeric(begin);
  return numeric ? numeric : ParseWords(begin);
}

}  // namespace disclosure::media
