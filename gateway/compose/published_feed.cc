#include "gateway/compose/published_feed.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/logging.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"
#include "google/protobuf/util/json_util.h"

namespace disclosure::gateway {
namespace {

namespace v1 = ::disclosure::catalog::v1;

constexpr absl::Duration kCallTime = absl::Seconds(10);
constexpr absl::Duration kFirstPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestPause = absl::Seconds(5);
constexpr int kMaxPages = 1000;

// Reads all pages of a list. The first is asked for as a reader without parameters asks, so that its JSON is
// what that reader would get.
template <typename Request, typename Response, typename Call, typename Take>
absl::Status ReadList(const std::string& path, Call call, Take take, Directory& directory) {
  Request request;
  for (int page = 0; page < kMaxPages; ++page) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTime));
    Response response;
    RETURN_IF_ERROR(FromGrpc(call(&context, request, &response)));
    if (page == 0) directory.answers[path] = PrintPublishedJson(response);
    take(response);
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
    request.set_page_size(1000);
  }
  return absl::OkStatus();
}

template <typename Resource>
void AddAnswer(const Resource& resource, Directory& directory) {
  directory.answers["/v1/" + resource.name()] = PrintPublishedJson(resource);
}

}  // namespace

PublishedFeed::PublishedFeed(std::shared_ptr<grpc::Channel> catalog, PublishedState* state)
    : stub_(v1::CatalogService::NewStub(catalog)), state_(state), thread_([this] { Run(); }) {}

PublishedFeed::~PublishedFeed() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    if (watching_ != nullptr) watching_->TryCancel();
  }
  stop_.notify_all();
  thread_.join();
}

bool PublishedFeed::filled() const {
  std::lock_guard lock(mutex_);
  return filled_;
}

void PublishedFeed::Run() {
  absl::Duration pause = kFirstPause;
  while (true) {
    heard_ = false;
    const absl::Status status = Watch();
    if (error::Reason(status) == "RESUME_TOKEN_EXPIRED") token_.clear();
    if (heard_) pause = kFirstPause;
    if (!status.ok() && pause == kFirstPause) {
      Log(LogLevel::kWarning, "the watch of catalog-service ended", {{"detail", std::string(status.message())}});
    }
    if (!PauseUnlessStopping(pause)) return;
    pause = std::min(2 * pause, kLongestPause);
  }
}

bool PublishedFeed::PauseUnlessStopping(absl::Duration pause) {
  std::unique_lock lock(mutex_);
  return !stop_.wait_for(lock, absl::ToChronoMilliseconds(pause), [this] { return stopping_; });
}

absl::Status PublishedFeed::Watch() {
  RETURN_IF_ERROR(LoadDirectory());
  grpc::ClientContext context;
  {
    std::lock_guard lock(mutex_);
    if (stopping_) return absl::CancelledError("stopping");
    watching_ = &context;
  }
  v1::WatchCataloguesRequest request;
  request.set_resume_token(token_);
  gathered_.clear();
  const auto reader = stub_->WatchCatalogues(&context, request);
  v1::WatchCataloguesResponse message;
  absl::Status failure;
  while (failure.ok() && reader->Read(&message)) failure = Apply(message);
  if (!failure.ok()) context.TryCancel();
  const absl::Status end = FromGrpc(reader->Finish());
  std::lock_guard lock(mutex_);
  watching_ = nullptr;
  return failure.ok() ? end : failure;
}

absl::Status PublishedFeed::Apply(const v1::WatchCataloguesResponse& message) {
  std::vector<CatalogueState> states;
  for (const auto& change : message.changes()) {
    if (change.has_changed()) {
      RETURN_IF_ERROR(Load(change.changed(), states));
    } else {
      states.push_back({.name = change.removed()});
    }
  }
  // Heartbeats bring the directory up to date too, should a change of it have been missed.
  if (message.directory_changed() || message.changes().empty()) RETURN_IF_ERROR(LoadDirectory());
  if (token_.empty()) {
    // Without a token everything in force comes first, maybe in several messages; it is shown as one.
    std::move(states.begin(), states.end(), std::back_inserter(gathered_));
    if (!message.current()) return absl::OkStatus();
    state_->ApplyCatalogues(std::exchange(gathered_, {}), /*whole=*/true);
    std::lock_guard lock(mutex_);
    filled_ = true;
  } else if (!states.empty()) {
    state_->ApplyCatalogues(std::move(states), /*whole=*/false);
  }
  token_ = message.resume_token();
  heard_ = true;
  return absl::OkStatus();
}

absl::Status PublishedFeed::Load(const v1::Catalogue& catalogue, std::vector<CatalogueState>& states) {
  // By the edition's name, which is read from the store: another replica's memory may be behind.
  v1::GetPublishedAnswerRequest request;
  request.set_name(absl::StrCat(catalogue.name(), "/editions/", catalogue.edition()));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTime));
  v1::PublishedAnswer answer;
  const absl::Status status = FromGrpc(stub_->GetPublishedAnswer(&context, request, &answer));
  if (absl::IsNotFound(status)) return absl::OkStatus();
  RETURN_IF_ERROR(status);
  v1::Edition edition;
  google::protobuf::util::JsonParseOptions newer_fields_too;
  newer_fields_too.ignore_unknown_fields = true;
  if (!google::protobuf::util::JsonStringToMessage(answer.json(), &edition, newer_fields_too).ok()) {
    return error::Make(absl::StatusCode::kDataLoss, absl::StrCat("the published answer of ", request.name(), " is not JSON"),
                       {.reason = "BAD_PUBLISHED_ANSWER"});
  }
  if (edition.state() != v1::Edition::PUBLISHED) return absl::OkStatus();
  states.push_back({.name = catalogue.name(), .summary = catalogue,
                    .edition = std::make_shared<const EditionInForce>(std::move(edition)),
                    .json = std::move(*answer.mutable_json())});
  return absl::OkStatus();
}

absl::Status PublishedFeed::LoadDirectory() {
  Directory directory;
  RETURN_IF_ERROR((ReadList<v1::ListDivisionsRequest, v1::ListDivisionsResponse>(
      "/v1/divisions", [this](auto&&... args) { return stub_->ListDivisions(args...); },
      [&](const v1::ListDivisionsResponse& page) {
        directory.divisions.insert(directory.divisions.end(), page.divisions().begin(), page.divisions().end());
      },
      directory)));
  RETURN_IF_ERROR((ReadList<v1::ListDomainsRequest, v1::ListDomainsResponse>(
      "/v1/domains", [this](auto&&... args) { return stub_->ListDomains(args...); },
      [&](const v1::ListDomainsResponse& page) {
        directory.domains.insert(directory.domains.end(), page.domains().begin(), page.domains().end());
      },
      directory)));
  RETURN_IF_ERROR((ReadList<v1::ListOrgansRequest, v1::ListOrgansResponse>(
      "/v1/organs", [this](auto&&... args) { return stub_->ListOrgans(args...); },
      [&](const v1::ListOrgansResponse& page) {
        for (const v1::Organ& organ : page.organs()) directory.organs[organ.name()] = organ;
      },
      directory)));
  for (const v1::Division& division : directory.divisions) AddAnswer(division, directory);
  for (const v1::Domain& domain : directory.domains) AddAnswer(domain, directory);
  for (const auto& [name, organ] : directory.organs) AddAnswer(organ, directory);
  state_->ApplyDirectory(std::move(directory));
  return absl::OkStatus();
}

}  // namespace disclosure::gateway
