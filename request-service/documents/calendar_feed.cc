#include "request-service/documents/calendar_feed.h"

#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostOctets = 75;

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// RFC 5545, 3.1: a line goes on after CRLF and a blank, which counts too.
void AppendLine(std::string_view line, std::string& out) {
  size_t room = kMostOctets;
  while (line.size() > room) {
    size_t end = room;
    while (end > 0 && ContinuesCharacter(line[end])) --end;
    if (end == 0) end = room;  // no UTF-8
    absl::StrAppend(&out, std::string(line.substr(0, end)), "\r\n ");
    line.remove_prefix(end);
    room = kMostOctets - 1;
  }
  absl::StrAppend(&out, std::string(line), "\r\n");
}

// RFC 5545, 3.3.11. Other control characters have no place in a text.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      out += c;
    }
  }
  return out;
}

std::string DateText(absl::CivilDay day) {
  const std::string text = absl::FormatCivilTime(day);
  return absl::StrCat(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

void AppendEntry(const CalendarEntry& entry, std::string_view stamp, std::string& out) {
  AppendLine("BEGIN:VEVENT", out);
  AppendLine(absl::StrCat("UID:", Escaped(entry.uid)), out);
  AppendLine(absl::StrCat("DTSTAMP:", std::string(stamp)), out);
  AppendLine(absl::StrCat("DTSTART;VALUE=DATE:", DateText(entry.day)), out);
  AppendLine(absl::StrCat("DTEND;VALUE=DATE:", DateText(entry.day + 1)), out);  // not included
  AppendLine(absl::StrCat("SUMMARY:", Escaped(entry.summary)), out);
  if (!entry.description.empty()) AppendLine(absl::StrCat("DESCRIPTION:", Escaped(entry.description)), out);
  AppendLine(entry.tentative ? "STATUS:TENTATIVE" : "STATUS:CONFIRMED", out);
  AppendLine("TRANSP:TRANSPARENT", out);  // nobody is busy all day
  AppendLine("END:VEVENT", out);
}

}  // namespace

std::string RenderCalendar(std::string_view title, const std::vector<CalendarEntry>& entries, absl::Time now) {
  const std::string stamp = absl::FormatTime("%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone());
  std::string out;
  AppendLine("BEGIN:VCALENDAR", out);
  AppendLine("VERSION:2.0", out);
  AppendLine("PRODID:-//disclosure//request-service//ZH", out);
  AppendLine("CALSCALE:GREGORIAN", out);
  AppendLine("METHOD:PUBLISH", out);
  AppendLine(absl::StrCat("X-WR-CALNAME:", Escaped(title)), out);
  AppendLine("REFRESH-INTERVAL;VALUE=DURATION:PT1H", out);
  for (const CalendarEntry& entry : entries) AppendEntry(entry, stamp, out);
  AppendLine("END:VCALENDAR", out);
  return out;
}

}  // namespace disclosure::request
