// disclosurectl publish, publish-due, jobs, withdraw, cancel.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "catalog-service/api/convert.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"
#include "ctl/catalogue_commands.h"

namespace disclosure::ctl {
namespace {

namespace v1 = catalog::v1;

std::string Local(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", catalog::FromProto(time), Shanghai());
}

std::string_view StateText(v1::PublicationJob::State state) {
  switch (state) {
    case v1::PublicationJob::WAITING: return "待发布";
    case v1::PublicationJob::RUNNING: return "发布中";
    case v1::PublicationJob::DONE: return "已发布";
    case v1::PublicationJob::CANCELLED: return "已取消";
    case v1::PublicationJob::FAILED: return "失败，将重试";
    default: return "不明";
  }
}

absl::StatusOr<v1::ListDraftsResponse> Drafts(v1::CatalogService::Stub& stub, const std::string& division) {
  v1::ListDraftsResponse all;
  v1::ListDraftsRequest request;
  request.set_parent(absl::StrCat("divisions/", division));
  request.set_page_size(1000);
  v1::ListDraftsResponse response;
  do {
    grpc::ClientContext context;
    SetDeadline(context);
    RETURN_IF_ERROR(FromGrpc(stub.ListDrafts(&context, request, &response)));
    all.mutable_drafts()->MergeFrom(response.drafts());
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  return all;
}

absl::StatusOr<v1::Edition> Publish(v1::CatalogService::Stub& stub, const PublishOptions& options, const std::string& domain,
                                    std::optional<absl::Time> effective) {
  v1::PublishCatalogueRequest request;
  request.set_name(catalog::CatalogueName(options.division, domain));
  if (effective) *request.mutable_effective_time() = catalog::ToProto(*effective);
  request.set_review_note(options.note);
  // One id for this intent: a repeated call is harmless.
  request.set_request_id(NewUid(absl::Now()));
  v1::Edition edition;
  grpc::ClientContext context;
  SetDeadline(context);
  RETURN_IF_ERROR(FromGrpc(stub.PublishCatalogue(&context, request, &edition)));
  return edition;
}

}  // namespace

int RunPublish(const Suite& suite, const PublishOptions& options, std::ostream& out, std::ostream& err) {
  std::optional<absl::Time> effective;
  if (!options.effective.empty()) {
    absl::Time time;
    std::string problem;
    if (!absl::ParseTime(absl::RFC3339_full, options.effective, &time, &problem)) {
      err << "--effective 应写作 2027-01-01T00:00:00+08:00：" << problem << "\n";
      return 1;
    }
    effective = time;
  }
  const auto stub = suite.Catalog(Job::kApprover);
  if (!stub.ok()) return Fail(err, stub.status());
  std::vector<std::string> domains = {options.domain};
  if (options.all) {
    const auto drafts = Drafts(**stub, options.division);
    if (!drafts.ok()) return Fail(err, drafts.status());
    domains.clear();
    for (const v1::Draft& draft : drafts->drafts()) domains.push_back(draft.domain());
    if (domains.empty()) err << options.division << " 没有待发布的草稿\n";
  }
  v1::ListEditionsResponse published;
  for (const std::string& domain : domains) {
    const absl::StatusOr<v1::Edition> edition = Publish(**stub, options, domain, effective);
    if (!edition.ok()) return Fail(err, edition.status());
    *published.add_editions() = *edition;
    if (options.json) continue;
    out << edition->display_name() << " 第" << edition->edition() << "版，" << edition->item_count() << " 项，"
        << (effective ? "定于 " + Local(edition->effective_time()) + " 发布" : "已发布") << "\n";
  }
  if (options.json) out << PrintPublishedJson(published) << "\n";
  return 0;
}

int RunDrafts(const Suite& suite, const std::string& division, bool json, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Catalog(Job::kApprover);
  if (!stub.ok()) return Fail(err, stub.status());
  const absl::StatusOr<v1::ListDraftsResponse> drafts = Drafts(**stub, division);
  if (!drafts.ok()) return Fail(err, drafts.status());
  if (json) return out << PrintPublishedJson(*drafts) << "\n", 0;
  for (const v1::Draft& draft : drafts->drafts()) {
    out << draft.domain() << "  改于 " << Local(draft.update_time()) << "  基于第" << draft.base_edition() << "版  编辑 "
        << absl::StrJoin(draft.editors(), "、") << "\n";
  }
  return 0;
}

int RunDiscard(const Suite& suite, const EditionOptions& options, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Catalog(Job::kEditor);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::DiscardDraftRequest request;
  request.set_name(catalog::DraftName(options.division, options.domain));
  request.set_request_id(NewUid(absl::Now()));
  google::protobuf::Empty nothing;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->DiscardDraft(&context, request, &nothing));
  if (!status.ok()) return Fail(err, status);
  out << "已丢弃 " << options.division << " 的领域 " << options.domain << " 草稿\n";
  return 0;
}

int RunPublishDue(const Suite& suite, bool json, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Catalog(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::PublishDueResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->PublishDue(&context, {}, &response));
  if (!status.ok()) return Fail(err, status);
  if (json) {
    out << PrintPublishedJson(response) << "\n";
  } else {
    for (const std::string& edition : response.editions()) out << edition << "\n";
  }
  for (const std::string& edition : response.failed()) err << "未能发布，稍后再试：" << edition << "（原因见 ctl jobs）\n";
  return response.failed().empty() ? 0 : 1;
}

int RunJobs(const Suite& suite, bool json, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Catalog(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::ListPublicationJobsRequest request;
  request.set_page_size(1000);
  v1::ListPublicationJobsResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->ListPublicationJobs(&context, request, &response));
  if (!status.ok()) return Fail(err, status);
  if (json) return out << PrintPublishedJson(response) << "\n", 0;
  for (const auto& job : response.publication_jobs()) {
    out << Local(job.effective_time()) << "  " << StateText(job.state()) << "  " << job.edition()
        << (job.last_error().empty() ? "" : "  " + job.last_error()) << "\n";
  }
  return 0;
}

int RunWithdraw(const Suite& suite, const EditionOptions& options, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Catalog(Job::kApprover);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::WithdrawEditionRequest request;
  request.set_name(absl::StrCat(catalog::CatalogueName(options.division, options.domain), "/editions/", options.edition));
  request.set_reason(options.reason);
  request.set_request_id(NewUid(absl::Now()));
  v1::Edition edition;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->WithdrawEdition(&context, request, &edition));
  if (!status.ok()) return Fail(err, status);
  out << edition.display_name() << " 第" << edition.edition() << "版已撤回：" << edition.withdraw_reason() << "\n";
  return 0;
}

int RunCancel(const Suite& suite, const EditionOptions& options, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Catalog(Job::kApprover);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::CancelEditionRequest request;
  request.set_name(absl::StrCat(catalog::CatalogueName(options.division, options.domain), "/editions/", options.edition));
  request.set_request_id(NewUid(absl::Now()));
  v1::Edition edition;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->CancelEdition(&context, request, &edition));
  if (!status.ok()) return Fail(err, status);
  out << edition.display_name() << " 第" << edition.edition() << "版的定时发布已取消\n";
  return 0;
}

}  // namespace disclosure::ctl
