#include "request-service/api/notification_queue.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/ids.h"
#include "common/base/logging.h"
#include "common/calendar/civil_date.h"
#include "nlohmann/json.hpp"
#include "request-service/api/convert.h"
#include "request-service/domain/warnings.h"

namespace disclosure::request {
namespace {

using Json = nlohmann::json;
using Values = std::map<std::string, std::string, std::less<>>;

constexpr int kPage = 500;
constexpr int kWarnFromHour = 8;  // nobody is woken
constexpr std::string_view kWarnings = "warnings";

std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// The day that an event sets for the applicant.
std::string DeadlineOf(const Event& event, const RequestRow& row) {
  if (const auto* correction = std::get_if<CorrectionRequired>(&event.data)) return FormatDate(correction->deadline);
  if (const auto* reasons = std::get_if<ReasonsRequired>(&event.data)) return FormatDate(reasons->deadline);
  return row.due ? FormatDate(*row.due) : "另行告知之日";
}

// To the addresses of the desk.
struct DeskPost {
  const Backend& backend;
  const NotificationSettings& settings;
  absl::Time now;

  absl::Status Put(Writer& writer, Notification notification) const {
    notification.id = NewUid(now);
    notification.organ = settings.organ;
    notification.create_time = now;
    return writer.InsertNotification(notification, now);
  }
  absl::Status Mail(Writer& writer, const std::string& request, std::string_view kind, const std::string& recipient, std::string_view text_kind,
                    const Values& values) const {
    if (!backend.mail || !IsMailAddress(recipient)) return absl::OkStatus();
    ASSIGN_OR_RETURN(const NotificationText text, backend.law.notifications.Fill(text_kind, values));
    return Put(writer, {.request = request, .kind = std::string(kind), .channel = NotificationChannel::kEmail, .recipient = recipient,
                        .payload = MailPayload(text)});
  }
  absl::Status Webhook(Writer& writer, const std::string& request, std::string_view kind, const Json& body) const {
    if (settings.webhook_url.empty()) return absl::OkStatus();
    return Put(writer, {.request = request, .kind = std::string(kind), .channel = NotificationChannel::kWebhook, .recipient = settings.webhook_url,
                        .payload = Dump(body)});
  }
};

struct Changed {
  const RequestRow row;
  Colour colour;
};

// Those whose colour today is a warning that they did not have on `last`.
absl::StatusOr<std::vector<Changed>> ChangedSince(Reader& reader, const Backend& backend, const Organ& organ, absl::CivilDay last, absl::CivilDay today) {
  const auto view = backend.reference.Get();
  const auto colour_on = [&](const RequestRow& row, absl::CivilDay day) {
    return ColourOf(*row.due, day, backend.warnings, view->calendar, organ.division).value_or(Colour::kNone);
  };
  const RequestQuery query{.organs = {{organ.code, {}}}, .order = RequestOrder::kDue};
  std::vector<Changed> out;
  std::optional<ListPlace> after;
  for (bool more = true; more;) {
    ASSIGN_OR_RETURN(const std::vector<RequestRow> rows, reader.ListRequests(query, after, kPage));
    for (const RequestRow& row : rows) {
      const Colour colour = colour_on(row, today);
      if (colour > Colour::kGreen && colour != colour_on(row, last)) out.push_back({row, colour});
    }
    more = static_cast<int>(rows.size()) == kPage;
    if (more) after = ListPlace{rows.back().key, rows.back().create_time, *rows.back().due};
  }
  return out;
}

absl::Status PutDigest(Writer& writer, const DeskPost& post, const Organ& organ, absl::CivilDay today, const std::vector<Changed>& changed) {
  std::string list;
  Json requests = Json::array();
  for (const Changed& one : changed) {
    const std::string due = FormatDate(*one.row.due), colour(Label(one.colour));
    absl::StrAppend(&list, Number(one.row.key), "　", colour, "　", due, "届满\n");
    requests.push_back({{"request", Name(one.row.key)}, {"colour", v1::Colour_Name(static_cast<v1::Colour>(one.colour))}, {"dueOn", due}});
  }
  RETURN_IF_ERROR(post.Mail(writer, "", kWarnings, post.settings.desk_email, kWarnings,
                            {{"organ", organ.name}, {"count", absl::StrCat(changed.size())}, {"today", FormatDate(today)}, {"list", list}}));
  return post.Webhook(writer, "", kWarnings,
                      {{"kind", kWarnings}, {"organ", absl::StrCat("organs/", organ.code)}, {"day", FormatDate(today)}, {"requests", requests}});
}

absl::Status QueueDigest(Writer& writer, const Backend& backend, const Writer::Unwarned& unwarned, absl::Time now) {
  const absl::CivilDay today = LocalDay(now);
  const auto view = backend.reference.Get();
  const auto organ = view->organs.find(unwarned.organ);
  if (organ == view->organs.end()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<Changed> changed, ChangedSince(writer, backend, organ->second, unwarned.last.value_or(today - 1), today));
  if (changed.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const NotificationSettings settings, writer.SettingsOf(unwarned.organ));
  return PutDigest(writer, {backend, settings, now}, organ->second, today, changed);
}

}  // namespace

std::string MailPayload(const NotificationText& text) { return Dump({{"subject", text.subject}, {"body", text.body}}); }

absl::StatusOr<NotificationText> ParseMailPayload(const std::string& payload) {
  const Json json = Json::parse(payload, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("subject") || !json.contains("body")) return absl::DataLossError("a stored mail is not JSON");
  return NotificationText{json["subject"].get<std::string>(), json["body"].get<std::string>()};
}

absl::Status QueueNotifications(Writer& writer, const Bench& bench, const Event& event, const RequestRow& row) {
  const Audience audience = AudienceOf(event.data);
  if (audience == Audience()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const NotificationSettings settings, writer.SettingsOf(row.key.organ));
  if (!settings.enabled) return absl::OkStatus();
  const DeskPost post{bench.backend(), settings, bench.now()};
  const std::string name = Name(row.key), kind(KindName(event.data)), label(KindLabel(event.data));
  Values values = {{"number", Number(row.key)}, {"organ", bench.signing_organ().name}, {"label", label}, {"deadline", DeadlineOf(event, row)},
                   {"due", row.due ? absl::StrCat("答复期限：", FormatDate(*row.due), "。") : ""}};
  if (audience.desk) {
    RETURN_IF_ERROR(post.Mail(writer, name, kind, settings.desk_email, "desk", values));
    RETURN_IF_ERROR(post.Webhook(writer, name, kind,
                                 {{"kind", kind}, {"label", label}, {"organ", absl::StrCat("organs/", row.key.organ)}, {"request", name},
                                  {"dueOn", DayText(row.due)}, {"time", absl::FormatTime(absl::RFC3339_sec, bench.now(), absl::UTCTimeZone())}}));
  }
  if (!audience.applicant) return absl::OkStatus();
  values.emplace("name", row.applicant.name);
  return post.Mail(writer, name, kind, row.applicant.email, kind, values);
}

absl::Status QueueWarnings(const Backend& backend, absl::Time deadline) {
  const absl::Time now = backend.clock.Now();
  if (absl::ToCivilHour(now, Shanghai()).hour() < kWarnFromHour) return absl::OkStatus();
  std::string organ;
  do {
    // The claim and its digest in one transaction: an organ that fails is asked again at the next look, and does not keep
    // those behind it.
    const std::string after = std::exchange(organ, "");
    const absl::Status queued = backend.store.Write(deadline, [&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(const std::optional<Writer::Unwarned> unwarned, writer.ClaimWarnings(LocalDay(now), after));
      organ = unwarned ? unwarned->organ : "";
      return unwarned ? QueueDigest(writer, backend, *unwarned, now) : absl::OkStatus();
    });
    if (queued.ok()) continue;
    if (organ.empty() || absl::Now() >= deadline) return queued;
    Log(LogLevel::kWarning, "the warnings of an organ were not told", {{"organ", organ}, {"detail", std::string(queued.message())}});
    // What cannot be read now cannot be read in a second either: given up for the day.
    if (absl::IsDataLoss(queued)) {
      RETURN_IF_ERROR(backend.store.Write(deadline, [&](Writer& writer) { return writer.SettleWarnings(organ, LocalDay(now)); }));
    }
  } while (!organ.empty());
  return absl::OkStatus();
}

}  // namespace disclosure::request
