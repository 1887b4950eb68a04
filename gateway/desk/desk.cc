#include "gateway/desk/desk.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/sign_in.h"
#include "gateway/desk/error_words.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/response.h"
#include "gateway/web/snapshot_lookup.h"
#include "google/api/httpbody.pb.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;

bool IsCode(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-';
         });
}

Response Redirect(std::string address) {
  Response response;
  response.status = 303;
  response.headers = {{"location", std::move(address)}, {"cache-control", "no-store"}};
  return response;
}

int HttpStatus(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kNotFound: return 404;
    case absl::StatusCode::kPermissionDenied: return 403;
    case absl::StatusCode::kAborted: return 409;
    case absl::StatusCode::kResourceExhausted: return 429;
    case absl::StatusCode::kUnavailable: return 503;
    case absl::StatusCode::kDeadlineExceeded: return 504;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition: return 400;
    default: return 500;
  }
}

// Of any request of an act, by the fields that all of them have.
void SetString(google::protobuf::Message& message, const char* name, const std::string& value) {
  if (const auto* field = message.GetDescriptor()->FindFieldByName(name)) message.GetReflection()->SetString(&message, field, value);
}

// What a form begins with: the draft there is, the contact as it is.
FormFields FirstValues(const DeskAct& act, const v1::Request& request) {
  FormFields values;
  const google::protobuf::Descriptor& input = *MethodOf(act)->input_type();
  if (input.FindFieldByName("reply") != nullptr) ValuesOf(request.reply(), "reply.", &values);
  if (input.FindFieldByName("draft") != nullptr) values.emplace_back("draft", absl::StrCat(request.draft()));
  if (act.verb == "correctApplicant") {
    const v1::Applicant& applicant = request.applicant();
    values.emplace_back("applicant_class", v1::ApplicantClass_Name(applicant.applicant_class()));
    for (const auto& [name, value] : FormFields{{"phone", applicant.phone()}, {"email", applicant.email()}, {"address", applicant.address()}, {"postcode", applicant.postcode()}}) {
      values.emplace_back(name, value);
      values.emplace_back("_was." + name, value);
    }
  }
  return values;
}

// "…&_add=reply.withheld": one more element.
void Lengthen(const std::string& list, FormFields& values) {
  int count = 0;
  const std::string name = CountName(list);
  (void)absl::SimpleAtoi(FieldOf(values, name), &count);
  std::erase_if(values, [&](const auto& field) { return field.first == name; });
  values.emplace_back(name, absl::StrCat(count + 1));
}

// The answer was lost, not refused.
bool IsUnknownOutcome(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsCancelled(status) || absl::IsUnknown(status) ||
         absl::IsInternal(status);
}

}  // namespace

struct Desk::Visit {
  std::shared_ptr<const Request> request;
  std::shared_ptr<Exchange> exchange;
  std::optional<Session> session;
  FormFields form;     // of a POST
  std::string name;    // organs/330108-jyj/requests/2026-12; "" for the list
  std::string part;    // what follows it: "", "preview", "confirmReceipt"
  const DeskAct* act = nullptr;
  std::string trace;

  Acting acting() const { return {session->caller, trace}; }
};

absl::StatusOr<std::unique_ptr<Desk>> Desk::Create(Rooms rooms, const std::shared_ptr<grpc::Channel>& requests, const std::string& law_dir) {
  ASSIGN_OR_RETURN(ReplyTables tables, ReplyTables::Load(law_dir));
  return std::unique_ptr<Desk>(new Desk(rooms, std::move(tables), requests));
}

void Desk::Reply(const Visit& visit, Response response) const {
  response.headers.emplace_back("x-request-id", visit.trace);
  visit.exchange->Reply(std::move(response));
}

void Desk::Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  auto visit = std::make_shared<Visit>();
  visit->request = request;
  visit->trace = TraceOf(*request);
  visit->exchange = std::move(exchange);
  visit->session = rooms_.sessions->Find(*request);
  const bool posts = request->method == "POST";
  if (!posts && !IsSafeMethod(*request)) return Reply(*visit, rooms_.frame->Notice(405, "不支持这种访问方式", "请从工作台办理。", "/desk"));
  if (posts) {
    auto form = ParseForm(request->body);
    if (!form) return Reply(*visit, rooms_.frame->Notice(400, "提交的内容无法读取", "请返回上一页重新提交。", "/desk"));
    visit->form = *std::move(form);
    // Not even shown: another site must not fill in a form for the officer to send.
    if (!IsSameOrigin(*request, rooms_.origin->text())) {
      return Reply(*visit, rooms_.frame->Notice(403, "没有办理", "这张表单不是从工作台提交的。请从工作台重新填写。", "/desk"));
    }
  }
  const std::vector<std::string> parts = absl::StrSplit(request->path, '/');
  const bool is_case = parts.size() >= 5 && parts.size() <= 6 && parts[2] == "requests" && IsCode(parts[3]) && IsCode(parts[4]);
  if (is_case) {
    visit->name = absl::StrCat("organs/", parts[3], "/requests/", parts[4]);
    visit->part = parts.size() == 6 ? parts[5] : "";
    visit->act = FindAct(visit->part);
  }
  const bool known = request->path == "/desk" || (is_case && (visit->act != nullptr || (!posts && (visit->part.empty() || visit->part == "preview"))));
  if (!known) return Reply(*visit, rooms_.frame->Notice(404, "没有找到这个页面", "地址可能有误。", "/desk", visit->session ? &*visit->session : nullptr));
  if (!visit->session) return AskToSignIn(visit);
  if (!is_case) return List(visit);
  if (visit->act == nullptr) return visit->part.empty() ? ShowCase(visit) : Preview(visit);
  return posts ? DoAct(visit) : ShowAct(visit);
}

// What was typed is not lost with the session: the form comes back, to be sent again after signing in beside it.
void Desk::AskToSignIn(const VisitPtr& visit) {
  if (visit->request->method == "POST" && visit->act != nullptr) {
    const ActPage page{.act = visit->act, .name = visit->name, .values = visit->form, .fault = "登录已经超时，没有办理。", .signed_out = true};
    return SendForm(visit, 401, page);
  }
  std::string here = visit->request->path;
  if (!visit->request->query.empty()) absl::StrAppend(&here, "?", visit->request->query);
  Reply(*visit, Redirect(absl::StrCat("/signin?", FormText({{"return_to", IsOwnPath(here) ? here : "/desk"}}))));
}

void Desk::SendProblem(const Visit& visit, const absl::Status& status) const {
  const int code = HttpStatus(status);
  const char* title = code == 404 ? "没有找到" : code == 403 ? "没有权限" : "现在不能显示";
  Reply(visit, rooms_.frame->Notice(code, title, ErrorWords(status), "/desk", &*visit.session));
}

void Desk::List(const VisitPtr& visit) {
  struct Both {
    WorkList work;
    std::atomic<int> missing{2};
  };
  const bool posts = visit->request->method == "POST";
  auto both = std::make_shared<Both>();
  WorkList& work = both->work;
  work.query = ReadWorkQuery(posts ? visit->form : ParseForm(visit->request->query).value_or(FormFields()));
  work.caller = visit->session->caller;
  work.snapshot = rooms_.snapshots->Get();
  const std::string parent = ParentOf(work.query, work.caller, DivisionOfOrgan(*work.snapshot, "organs/" + work.caller.organ()));
  const auto arrived = [this, visit, both] {
    if (both->missing.fetch_sub(1) != 1) return;
    const int status = both->work.list.ok() ? 200 : HttpStatus(both->work.list.status());
    Reply(*visit, rooms_.frame->Page(status, "工作列表", "desk_list", &*visit->session,
                                     [&](Dictionary& content) { WriteWorkList(both->work, content); }));
  };
  v1::CountRequestsRequest count;
  count.set_parent(parent);
  calls_.Ask<v1::CountRequestsResponse>("CountRequests", count, visit->acting(), [both, arrived](auto answer) {
    both->work.counts = std::move(answer);
    arrived();
  });
  const v1::ListRequestsRequest list = ListCall(work.query, parent, work.caller);
  calls_.Ask<v1::ListRequestsResponse>("ListRequests", list, visit->acting(), [both, arrived](auto answer) {
    both->work.list = std::move(answer);
    arrived();
  });
}

void Desk::ShowCase(const VisitPtr& visit) {
  struct All {
    CaseFile file;
    absl::Status found;
    std::atomic<int> missing{3};
  };
  auto all = std::make_shared<All>();
  const auto arrived = [this, visit, all] {
    if (all->missing.fetch_sub(1) != 1) return;
    if (!all->found.ok()) return SendProblem(*visit, all->found);
    const std::string done = FieldOf(ParseForm(visit->request->query).value_or(FormFields()), "done");
    Reply(*visit, rooms_.frame->Page(200, all->file.request.number(), "desk_case", &*visit->session, [&](Dictionary& content) {
      WriteCase(all->file, *visit->session, tables_, done, content);
    }));
  };
    v1::GetRequestRequest get;
  get.set_name(visit->name);
  get.set_purpose("办理");
  calls_.Ask<v1::Request>("GetRequest", get, visit->acting(), [all, arrived](absl::StatusOr<v1::Request> answer) {
    if (answer.ok()) all->file.request = *std::move(answer);
    else all->found = answer.status();
    arrived();
  });
  v1::ExplainDueDateRequest explain;
  explain.set_name(visit->name);
  calls_.Ask<v1::DueDateExplanation>("ExplainDueDate", explain, visit->acting(), [all, arrived](auto answer) {
    all->file.clock = std::move(answer);
    arrived();
  });
  v1::ListDocumentsRequest documents;
  documents.set_parent(visit->name);
  calls_.Ask<v1::ListDocumentsResponse>("ListDocuments", documents, visit->acting(), [all, arrived](auto answer) {
    all->file.documents = std::move(answer);
    arrived();
  });
}

void Desk::Preview(const VisitPtr& visit) {
  v1::PreviewDocumentRequest preview;
  preview.set_name(visit->name);
  const bool docx = FieldOf(ParseForm(visit->request->query).value_or(FormFields()), "format") == "DOCX";
  preview.set_format(docx ? v1::DOCX : v1::HTML);
  calls_.Ask<google::api::HttpBody>("PreviewDocument", preview, visit->acting(), [this, visit, preview](auto body) {
    if (!body.ok()) return SendProblem(*visit, body.status());
    Response response = FileHead(preview, body->content_type());
    response.headers.emplace_back("cache-control", "private, no-store");
    response.body = std::make_shared<const std::string>(std::move(*body->mutable_data()));
    Reply(*visit, std::move(response));
  });
}

void Desk::ShowAct(const VisitPtr& visit) {
  v1::GetRequestRequest get;
  get.set_name(visit->name);
  get.set_purpose("办理");
  calls_.Ask<v1::Request>("GetRequest", get, visit->acting(), [this, visit](absl::StatusOr<v1::Request> answer) {
    if (!answer.ok()) return SendProblem(*visit, answer.status());
    FormFields values = FirstValues(*visit->act, *answer);
    SendForm(visit, 200, {.act = visit->act, .name = visit->name, .request = *std::move(answer), .values = std::move(values)});
  });
}

void Desk::SendForm(const VisitPtr& visit, int status, const ActPage& page) const {
  const Session* session = visit->session ? &*visit->session : nullptr;
  Reply(*visit, rooms_.frame->Page(status, page.act->label, "desk_act", session, [&](Dictionary& content) {
    WriteAct(page, session == nullptr ? "" : session->csrf, tables_, content);
  }));
}

void Desk::ShowForm(const VisitPtr& visit, int status, const absl::Status& refused) {
  ActPage page{.act = visit->act, .name = visit->name, .values = visit->form};
  if (!refused.ok()) {
    page.fault = ErrorWords(refused);
    page.seen_anew = refused.code() == absl::StatusCode::kAborted;
    page.same_key = IsUnknownOutcome(refused);
    page.faults = error::GetInfo(refused).value_or(error::Info()).violations;
  }
  v1::GetRequestRequest get;
  get.set_name(visit->name);
  get.set_purpose("办理");
  calls_.Ask<v1::Request>("GetRequest", get, visit->acting(), [this, visit, status, page](absl::StatusOr<v1::Request> answer) mutable {
    if (answer.ok()) page.request = *std::move(answer);
    SendForm(visit, status, page);
  });
}

void Desk::DoAct(const VisitPtr& visit) {
  // Nothing is done, but nothing typed is lost: a page from before the session has a token that is none any more.
  if (!SameText(FieldOf(visit->form, "csrf"), visit->session->csrf)) {
    return ShowForm(visit, 403, error::Make(absl::StatusCode::kPermissionDenied, "这个页面是在登录之前打开的，没有办理。请核对下面的内容后再次提交。", {.reason = "STALE_PAGE"}));
  }
  if (const std::string list = FieldOf(visit->form, "_add"); !list.empty()) {
    Lengthen(list, visit->form);
    return ShowForm(visit, 200, absl::OkStatus());
  }
  if (!FieldOf(visit->form, "_refresh").empty()) return ShowForm(visit, 200, absl::OkStatus());
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(MethodOf(*visit->act)->input_type());
  const std::unique_ptr<google::protobuf::Message> message(prototype->New());
  if (const absl::Status filled = FillMessage(visit->form, *message); !filled.ok()) return ShowForm(visit, 400, filled);
  SetString(*message, "name", visit->name);
  SetString(*message, "etag", FieldOf(visit->form, "_etag"));
  SetString(*message, "request_id", FieldOf(visit->form, "_request_id"));
  calls_.Call(visit->act->method, *message, visit->acting(), [this, visit](auto answer) {
    if (!answer.ok()) return ShowForm(visit, HttpStatus(answer.status()), answer.status());
    Reply(*visit, Redirect(absl::StrCat(CaseAddress(visit->name), "?done=", std::string(visit->act->verb))));
  });
}

}  // namespace disclosure::gateway
