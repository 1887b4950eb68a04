// The portal's pages: HTML made from the snapshot in memory, readable without JavaScript. Only the search and the
// pages about old editions, new-media accounts and annual reports ask the services.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/compose/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/web/api_pages.h"
#include "gateway/web/page_builder.h"
#include "gateway/web/page_templates.h"
#include "gateway/web/service_calls.h"

namespace disclosure::gateway {

struct Problem;

// Thread safe. Handle does not block.
class Pages {
 public:
  // Calls `go` once, from any thread: OK when the search may be asked for this request, RESOURCE_EXHAUSTED above its limit.
  using AdmitSearch = std::function<void(const Request&, std::function<void(const absl::Status&)> go)>;
  struct Options {
    std::string template_directory;  // with *.tpl
    EditionCalls calls;              // all set
    PublicCalls public_calls;        // all set
    // The address of a static file, "portal.css" → "/static/portal.5f2c….css" (StaticFiles::Url).
    std::function<std::string(std::string_view name)> asset_address;
    std::vector<ApiOperation> operations;  // of the pages under /api
    AdmitSearch admit_search;              // set
    bool desk = false;                     // leads to /desk
  };

  // `snapshots` must outlive the pages and the calls under way. Errors: those of PageTemplates::Load.
  static absl::StatusOr<std::unique_ptr<Pages>> Create(Options options, const SnapshotHolder* snapshots);

  // Whether the pages answer for `path` (as sent, without the query).
  static bool Owns(std::string_view path);

  // Answers a page, or an error as a page, with its status. Any path may be given: one that Owns refuses is a
  // 404 page, for browsers that lost their way. GET and HEAD; else 405.
  void Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) const;

 private:
  struct Visit;  // visit.h
  using VisitPtr = std::shared_ptr<const Visit>;
  using Write = std::function<void(PageBuilder&)>;

  Pages(Options options, PageTemplates templates, const SnapshotHolder* snapshots);

  void Answer(const VisitPtr& visit) const;
  bool AnswerFromMemory(const VisitPtr& visit) const;
  bool AnswerCatalogue(const VisitPtr& visit) const;
  bool AnswerApi(const VisitPtr& visit) const;
  bool AskService(const VisitPtr& visit) const;
  bool AskPortal(const VisitPtr& visit) const;
  bool ShowOrgan(const VisitPtr& visit) const;
  bool AskMedia(const VisitPtr& visit) const;
  void ListAccounts(const VisitPtr& visit, const media::v1::ListPlatformsResponse& platforms) const;
  void VerifyAccount(const VisitPtr& visit, const media::v1::ListPlatformsResponse& platforms) const;
  bool AskReport(const VisitPtr& visit) const;
  void ListReports(const VisitPtr& visit) const;
  void SendPage(const Visit& visit, const char* content, const Write& write, int status = 200) const;
  void SendProblem(const Visit& visit, const Problem& problem) const;
  // Starts `call`; its answer becomes page `content` by `write(snapshot, response, page)`.
  template <typename Request, typename Response, typename Writer>
  void Ask(const VisitPtr& visit, const std::function<void(Request, Done<Response>)>& call, Request request,
           const char* content, Writer write) const;

  const EditionCalls calls_;
  const PublicCalls public_calls_;
  const AdmitSearch admit_search_;
  const PageFrame frame_;
  const std::vector<ApiOperation> operations_;
  const PageTemplates templates_;
  const SnapshotHolder* const snapshots_;
};

}  // namespace disclosure::gateway
