// Whether the record of requests is what was written.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"
#include "request-service/domain/progress.h"

namespace disclosure::request {

// "12:9f…": a checkpoint as an office writes it down.
std::string HeadText(const Checkpoint& checkpoint);

// Over events as they stand after their texts were replaced, in hex: what the event Anonymised proves them by.
std::string RedactionDigest(const std::string& name, std::span<const KeptEvent> events);

// What a walk over the record has found; one for each page.
class AuditCheck {
 public:
  AuditCheck(const Backend& backend, const Call& call, v1::VerifyAuditResponse& found) : backend_(backend), call_(call), found_(found) {}

  // The requests of a shelf behind `serial`, at most `limit`. Returns the last one, or nullopt at the end of the shelf.
  absl::StatusOr<std::optional<int>> CheckShelf(Reader& reader, const Shelf& shelf, int serial, int limit);

  // The checkpoints behind `number`, at most `limit`; of their heads, those of `organ` ("": all) by their events too. With
  // `head`, one that was written down. Returns the last one, or nullopt at the end.
  absl::StatusOr<std::optional<int64_t>> CheckCheckpoints(Reader& reader, int64_t number, int limit, const std::string& organ,
                                                          const std::string& head);

 private:
  void Add(v1::AuditBreak::Problem problem, const std::string& request, int seq, int64_t checkpoint, std::string text);
  void CheckGap(const Shelf& shelf, int from, int to);
  void CheckRequest(const KeptRequest& kept, std::span<const KeptEvent> events, std::span<const KeptPaper> papers);
  // Whether the chain is whole; `progress` gets what it folds to.
  bool CheckChain(const std::string& name, std::span<const KeptEvent> events, Progress& progress);
  // The sequences of events whose texts were replaced, by the events that say so.
  std::set<int> CheckRedactions(const std::string& name, std::span<const KeptEvent> events);
  void CheckProjection(const RequestRow& row, const Progress& progress);
  // Who asks for what, against the event that vouches for it.
  void CheckFiling(const KeptRequest& kept, std::span<const KeptEvent> events);
  // The papers that events say they issued; after the request was made anonymous, that they are there.
  void CheckPapers(const std::string& name, std::span<const KeptEvent> events, std::span<const KeptPaper> papers);
  void CheckSeal(const Checkpoint& checkpoint, const std::string& previous, const std::vector<SealedHead>& heads);
  void CheckNoted(const std::vector<Checkpoint>& checkpoints, const std::string& head);

  const Backend& backend_;
  const Call& call_;
  v1::VerifyAuditResponse& found_;
};

}  // namespace disclosure::request
