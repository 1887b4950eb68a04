// One act on one request: load, judge, record, project.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "request-service/api/backend.h"
#include "request-service/api/convert.h"
#include "request-service/domain/decide.h"

namespace disclosure::request {

// A request as a transaction has it in hand.
struct Case {
  RequestRow row;
  std::vector<StoredEvent> events;
  Progress progress;
};

// Everything an act of `call` at `organ` is judged against. NOT_FOUND for an organ that is not in the directory.
class Bench {
 public:
  static absl::StatusOr<Bench> Open(const Backend& backend, const Call& call, const std::string& organ);

  const Backend& backend() const { return *backend_; }
  const Organ& organ() const { return *organ_; }  // of the request's number
  // 落款机关: of an organ that was merged, the active one that goes on with its requests answers in its own name, and is sued
  // for the answer (法释〔2025〕8号 art. 4; 行政诉讼法 art. 26(6)).
  const Organ& signing_organ() const { return *signing_organ_; }
  const Organ* FindOrgan(const std::string& code) const;  // of the directory, or null
  absl::Time now() const { return now_; }
  absl::CivilDay today() const { return LocalDay(now_); }
  const Periods& periods() const { return periods_; }
  const Calendar& calendar() const { return view_->calendar; }
  int64_t calendar_version() const { return view_->calendar_version; }
  const ReplyTable& replies() const { return backend_->law.replies; }
  Desk desk() const { return {view_->calendar, periods_, organ_->division, today(), actor_}; }

 private:
  Bench() = default;

  const Backend* backend_ = nullptr;
  std::shared_ptr<const Reference::View> view_;
  const Organ* organ_ = nullptr;
  const Organ* signing_organ_ = nullptr;
  absl::Time now_;
  Periods periods_;
  std::string actor_;
};

// Of the organ itself, or of the one that it was merged into.
bool WorksFor(const Backend& backend, const Caller& caller, const std::string& organ);
// Officers work on the requests of their own organ; with `reading` a supervisor sees those of the division, operators
// and auditors all. PERMISSION_DENIED, whether or not the request exists.
absl::Status CheckOrgan(const Backend& backend, const Call& call, const std::string& organ, bool reading);
// Likewise for a division as a whole: `reading` is for its supervisors and those above, operators and auditors; writing
// for the supervisors of the division itself.
absl::Status CheckDivision(const Backend& backend, const Call& call, const std::string& division, bool reading);

absl::StatusOr<Case> LoadCase(Reader& reader, const RequestKey& key);

// Where the row's projection follows from `progress`: state, days, due date.
absl::Status Project(const Progress& progress, const Bench& bench, RequestRow& row);

// What the annual report counts the request by; nothing while it is not concluded.
absl::Status ProjectConclusion(const Progress& progress, const ReplyTable& replies, RequestRow& row);

// What belongs to the event and is written before it, so that it can vouch for it: its papers (Issue). `request` has the
// event already.
using BesideEvent = std::function<absl::Status(Writer& writer, const Bench& bench, Case& request)>;

// Records `data` if it is lawful now, with the projection and the change.
absl::Status Record(Writer& writer, const Bench& bench, EventData data, Case& request, const BesideEvent& beside = nullptr);

// The colour of the row's due date today; unspecified where there is none.
Colour ColourOf(const RequestRow& row, const Bench& bench, const WarningLevels& levels);

// What the applicant may do against an answer that is overdue (行政复议法实施条例 art. 30); "" if it is not.
std::string OverdueRemedy(const RequestRow& row, const Bench& bench);

// 拟稿号 of the latest draft of this round; 0 if there is none.
inline int DraftNumber(const Progress& progress) { return progress.round ? progress.round->draft : 0; }

// What an act is made of, once the request is in hand; `bad` collects bad fields of the wire.
using MakeEvent = std::function<absl::StatusOr<EventData>(Writer& writer, const Bench& bench, const Case& request, error::Violations& bad)>;

// What only the answer of the act says.
using TellMore = std::function<void(v1::Request& response)>;

// The act of an officer: `request` has name, etag and request_id.
template <typename Request>
absl::StatusOr<v1::Request> PerformAct(const Backend& backend, const Call& call, const Request& request, const MakeEvent& make,
                                       const BesideEvent& beside = nullptr, const TellMore& tell = nullptr) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.name()));
  RETURN_IF_ERROR(CheckOrgan(backend, call, key.organ, /*reading=*/false));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend, call, key.organ));
  return WriteOnce<v1::Request>(backend, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Request> {
    ASSIGN_OR_RETURN(Case found, LoadCase(writer, key));
    if (!request.etag().empty() && request.etag() != Etag(found.row.version)) {
      return error::EtagMismatch(request.name(), request.etag(), Etag(found.row.version));
    }
    error::Violations bad;
    absl::StatusOr<EventData> data = make(writer, bench, found, bad);
    RETURN_IF_ERROR(bad.status());
    RETURN_IF_ERROR(data.status());
    RETURN_IF_ERROR(Record(writer, bench, *std::move(data), found, beside));
    v1::Request response = ToProto(found.row);
    response.set_draft(DraftNumber(found.progress));
    response.set_colour(static_cast<v1::Colour>(ColourOf(found.row, bench, backend.warnings)));
    if (tell) tell(response);
    return response;
  });
}

}  // namespace disclosure::request
