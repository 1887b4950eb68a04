#include "request-service/api/case_work.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "request-service/api/notification_queue.h"
#include "request-service/api/consultation_work.h"

namespace disclosure::request {
namespace {

constexpr int kMostMergers = 10;

// 条例 art. 3: the competent organ sees its division and the streets; an auditor those of his division; an operator, who
// runs the programs, all.
bool Oversees(const Backend& backend, const Caller& caller, std::string_view division) {
  const absl::CivilDay today = LocalDay(backend.clock.Now());
  return (caller.Has("supervisor") && backend.law.competent_organs.Supervises(caller.organ, division, today)) ||
         (caller.Has("auditor") && Covers(DivisionOf(caller.organ), division)) || caller.Has("operator");
}

// What the annual report counts a conclusion by.
absl::StatusOr<std::string> OutcomeOf(const Conclusion& conclusion, const ReplyTable& replies) {
  if (!conclusion.outcome.empty()) return conclusion.outcome;
  const ReplyLeaf* leaf = replies.Find(conclusion.leaf);
  if (leaf == nullptr) return absl::InternalError(absl::StrCat("replies.csv has no leaf \"", conclusion.leaf, "\""));
  return leaf->report_code;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace

absl::StatusOr<Law> LoadLaw(const std::string& directory) {
  const auto read = [&](std::string_view name) { return ReadFile(absl::StrCat(directory, "/", std::string(name))); };
  ASSIGN_OR_RETURN(const std::string periods, read("periods.csv"));
  ASSIGN_OR_RETURN(const std::string fees, read("fees.csv"));
  ASSIGN_OR_RETURN(const std::string replies, read("replies.csv"));
  ASSIGN_OR_RETURN(const std::string elements, read("document_elements.csv"));
  ASSIGN_OR_RETURN(const std::string remedies, read("remedies.csv"));
  ASSIGN_OR_RETURN(const std::string clauses, read("remedy_clauses.csv"));
  ASSIGN_OR_RETURN(const std::string withheld, read("withheld_grounds.csv"));
  ASSIGN_OR_RETURN(const std::string competent, read("competent_organs.csv"));
  ASSIGN_OR_RETURN(const std::string attention, read("attention.csv"));
  ASSIGN_OR_RETURN(const std::string report_rows, read("report_rows.csv"));
  Law law;
  ASSIGN_OR_RETURN(law.periods, PeriodTable::Parse(periods));
  ASSIGN_OR_RETURN(law.fees, FeeTable::Parse(fees));
  ASSIGN_OR_RETURN(law.replies, ReplyTable::Parse(replies));
  ASSIGN_OR_RETURN(law.elements, DocumentElements::Parse(elements));
  ASSIGN_OR_RETURN(law.remedies, RemedyTable::Parse(remedies, clauses));
  ASSIGN_OR_RETURN(law.withheld_grounds, WithheldGrounds::Parse(withheld));
  ASSIGN_OR_RETURN(law.competent_organs, CompetentOrgans::Parse(competent));
  ASSIGN_OR_RETURN(law.attention, AttentionTable::Parse(attention));
  ASSIGN_OR_RETURN(const std::string channels, read("online_channels.csv"));
  ASSIGN_OR_RETURN(law.online_channels, OnlineChannels::Parse(channels));
  ASSIGN_OR_RETURN(const std::string series, read("series.csv"));
  ASSIGN_OR_RETURN(law.series, SeriesTable::Parse(series));
  ASSIGN_OR_RETURN(const std::string types, read("attachment_types.csv"));
  ASSIGN_OR_RETURN(law.attachment_types, AttachmentTypes::Parse(types));
  ASSIGN_OR_RETURN(const std::vector<TemplateFile> templates, ReadTemplateFiles(directory + "/templates"));
  ASSIGN_OR_RETURN(law.templates, DocumentTemplates::Parse(templates, law.elements, law.replies));
  ASSIGN_OR_RETURN(law.report, ReportForm::Parse(report_rows));
  ASSIGN_OR_RETURN(law.notifications, NotificationTexts::Load(absl::StrCat(directory, "/notifications")));
  ASSIGN_OR_RETURN(const std::string retention, read("retention.csv"));
  ASSIGN_OR_RETURN(law.retention, RetentionTable::Parse(retention));
  return law;
}

absl::StatusOr<std::shared_ptr<const Reference::View>> LoadReference(Store& store, absl::Time deadline) {
  std::vector<HolidayRow> holidays;
  std::vector<OverlayRow> overlays;
  std::vector<Organ> organs;
  int64_t version = 0;
  RETURN_IF_ERROR(store.Read(deadline, [&](Reader& reader) -> absl::Status {
    // First: if a calendar comes meanwhile, what follows is newer than its version says, never older.
    ASSIGN_OR_RETURN(version, reader.CalendarVersion());
    ASSIGN_OR_RETURN(holidays, reader.Holidays());
    ASSIGN_OR_RETURN(overlays, reader.Overlays());
    ASSIGN_OR_RETURN(organs, reader.Organs());
    return absl::OkStatus();
  }));
  ASSIGN_OR_RETURN(Calendar calendar, Calendar::Make(std::move(holidays), std::move(overlays)));
  auto view = std::make_shared<Reference::View>(Reference::View{std::move(calendar), {}, version});
  for (Organ& organ : organs) view->organs.emplace(organ.code, std::move(organ));
  return view;
}

absl::StatusOr<Bench> Bench::Open(const Backend& backend, const Call& call, const std::string& organ) {
  Bench bench;
  bench.backend_ = &backend;
  bench.view_ = backend.reference.Get();
  const auto found = bench.view_->organs.find(organ);
  if (found == bench.view_->organs.end()) return error::NotFound(absl::StrCat("organs/", organ));
  bench.organ_ = bench.signing_organ_ = &found->second;
  for (int mergers = 0; mergers < kMostMergers && !bench.signing_organ_->active; ++mergers) {
    const Organ* const successor = bench.FindOrgan(bench.signing_organ_->successor);
    if (successor == nullptr) break;
    bench.signing_organ_ = successor;
  }
  bench.now_ = backend.clock.Now();
  bench.actor_ = call.caller.subject;
  ASSIGN_OR_RETURN(bench.periods_, backend.law.periods.On(bench.today()));
  return bench;
}

const Organ* Bench::FindOrgan(const std::string& code) const {
  const auto found = view_->organs.find(code);
  return found == view_->organs.end() ? nullptr : &found->second;
}

bool WorksFor(const Backend& backend, const Caller& caller, const std::string& organ) {
  if (caller.organ.empty()) return false;
  const auto view = backend.reference.Get();
  std::string code = organ;
  for (int mergers = 0; mergers <= kMostMergers && !code.empty(); ++mergers) {
    if (caller.organ == code) return true;
    const auto found = view->organs.find(code);
    code = found == view->organs.end() ? "" : found->second.successor;
  }
  return false;
}

absl::Status CheckOrgan(const Backend& backend, const Call& call, const std::string& organ, bool reading) {
  if (WorksFor(backend, call.caller, organ)) return absl::OkStatus();
  if (reading && Oversees(backend, call.caller, DivisionOf(organ))) return absl::OkStatus();
  return error::PermissionDenied(call.method, absl::StrCat("the caller does not work for organs/", organ));
}

absl::Status CheckDivision(const Backend& backend, const Call& call, const std::string& division, bool reading) {
  if (reading && Oversees(backend, call.caller, division)) return absl::OkStatus();
  const bool runs = backend.law.competent_organs.Runs(call.caller.organ, division, LocalDay(backend.clock.Now()));
  if (call.caller.Has("supervisor") && runs) return absl::OkStatus();
  return error::PermissionDenied(call.method, absl::StrCat("the caller does not work for divisions/", division));
}

absl::StatusOr<Case> LoadCase(Reader& reader, const RequestKey& key) {
  Case found;
  ASSIGN_OR_RETURN(found.row, reader.GetRequest(key));
  ASSIGN_OR_RETURN(found.events, reader.Events(key));
  for (const StoredEvent& stored : found.events) RETURN_IF_ERROR(Apply(stored.event, found.progress));
  return found;
}

absl::Status Project(const Progress& progress, const Bench& bench, RequestRow& row) {
  row.state = progress.state;
  row.received = progress.received;
  row.due.reset();
  row.due_provisional = false;
  row.due_unknown = "";
  row.calendar_version = bench.calendar_version();
  const std::string& division = bench.organ().division;
  const absl::StatusOr<std::optional<AnswerPeriod>> period = AnswerPeriodOf(progress, bench.periods(), bench.calendar(), division);
  absl::StatusOr<AnswerDue> due = absl::InternalError("nothing is owed");
  if (period.ok() && *period) due = ExplainAnswerDue(**period, bench.calendar(), division);
  if (due.ok()) {
    row.due = due->date;
    row.due_provisional = due->provisional;
  }
  // A missing notice is no reason to refuse anybody: the day is filled in when the notice comes.
  const absl::Status unknown = period.ok() ? (*period ? due.status() : absl::OkStatus()) : period.status();
  if (error::Reason(unknown) == "CALENDAR_YEAR_MISSING") {
    row.due_unknown = "CALENDAR_YEAR_MISSING";
  } else {
    RETURN_IF_ERROR(unknown);
  }
  row.handler = progress.handler;
  row.items = progress.items();
  if (progress.round) {
    row.leaf = progress.round->leaf;
    row.document_number = progress.round->replied ? progress.round->replied->document_number : row.document_number;
  }
  return ProjectConclusion(progress, bench.replies(), row);
}

absl::Status ProjectConclusion(const Progress& progress, const ReplyTable& replies, RequestRow& row) {
  row.concluded.reset();
  row.concluded_leaf.clear();
  row.outcome.clear();
  if (!progress.conclusion) return absl::OkStatus();
  row.concluded = progress.conclusion->day;
  row.concluded_leaf = progress.conclusion->leaf;
  ASSIGN_OR_RETURN(row.outcome, OutcomeOf(*progress.conclusion, replies));
  return absl::OkStatus();
}

absl::Status Record(Writer& writer, const Bench& bench, EventData data, Case& request, const BesideEvent& beside) {
  ASSIGN_OR_RETURN(Event decided, Decide(request.progress, std::move(data), bench.desk(), bench.now(), Name(request.row.key)));
  RETURN_IF_ERROR(Apply(decided, request.progress));
  RETURN_IF_ERROR(Project(request.progress, bench, request.row));
  const std::string previous = request.events.empty() ? "" : request.events.back().hash;
  request.events.push_back({std::move(decided), ""});
  if (beside) RETURN_IF_ERROR(beside(writer, bench, request));
  const Event& event = request.events.back().event;
  ++request.row.version;
  request.row.update_time = bench.now();
  const bool filed = event.seq == 1;
  RETURN_IF_ERROR(filed ? writer.InsertRequest(request.row) : writer.UpdateProjection(request.row));
  const auto* corrected = std::get_if<CorrectionSupplied>(&event.data);
  if (corrected != nullptr) RETURN_IF_ERROR(writer.CorrectWish(request.row.key, corrected->text));
  ASSIGN_OR_RETURN(request.events.back().hash, writer.AppendEvent(request.row.key, event, previous));
  RETURN_IF_ERROR(QueueNotifications(writer, bench, event, request.row));
  // The feeds' locks last, so that they are held briefly.
  RETURN_IF_ERROR(writer.AppendChange(request.row.key, KindName(event.data), bench.now()));
  return FollowConsultations(writer, request.row.key, event);
}

std::string OverdueRemedy(const RequestRow& row, const Bench& bench) {
  // A reply that was issued has a clause of its own.
  if (!row.due || bench.today() <= *row.due || row.state == State::kReplied) return "";
  const Organ& organ = bench.signing_organ();
  // What the directory lacks keeps nobody from reading the rest.
  return bench.backend()
      .law.remedies
      .Clause({.remedy_class = RemedyClass::kOverdue, .decided = *row.due},
              {.reconsideration_organ = organ.reconsideration_organ, .court = organ.court})
      .value_or("");
}

Colour ColourOf(const RequestRow& row, const Bench& bench, const WarningLevels& levels) {
  if (!row.due) return Colour::kNone;
  const absl::StatusOr<Colour> colour = ColourOf(*row.due, bench.today(), levels, bench.calendar(), bench.organ().division);
  return colour.value_or(Colour::kNone);
}

}  // namespace disclosure::request
