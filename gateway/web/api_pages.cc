#include "gateway/web/api_pages.h"

#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace disclosure::gateway {
namespace {

std::string ServiceTitle(const std::string& tag) {
  static const std::map<std::string, std::string> kTitles = {{"CatalogService", "目录"},
                                                             {"RequestService", "依申请公开"},
                                                             {"MediaService", "政务新媒体"},
                                                             {"PortalService", "门户"}};
  const auto found = kTitles.find(tag);
  return found == kTitles.end() ? tag : found->second;
}

std::string WhoTitle(const std::string& who) {
  static const std::map<std::string, std::string> kTitles = {{"PUBLIC", "任何人，不用令牌"},
                                                             {"APPLICANT", "申请人，凭查询码"},
                                                             {"PEER_ORGAN", "其他机关的系统，凭证书"},
                                                             {"SERVICE", "本系统的服务"}};
  const auto found = kTitles.find(who);
  if (found != kTitles.end()) return found->second;
  return absl::StartsWith(who, "OFFICER:") ? who.substr(8) : who;
}

std::string TypeTitle(const ApiParameter& parameter) {
  static const std::map<std::string, std::string> kTitles = {
      {"string", "文字"}, {"integer", "整数"}, {"number", "数"}, {"boolean", "是或否（true、false）"}};
  return absl::StrCat(kTitles.at(parameter.type), parameter.repeated ? "，可重复" : "");
}

std::string PlaceTitle(const std::string& in) { return in == "path" ? "路径" : in == "query" ? "查询" : "请求头"; }

void AddParameter(const ApiParameter& parameter, int number, Dictionary& content) {
  Dictionary& row = *content.AddSectionDictionary("PARAMETER");
  SetText(row, "NAME", parameter.name);
  SetText(row, "IN", parameter.in);
  SetText(row, "PLACE", PlaceTitle(parameter.in));
  SetText(row, "TYPE", TypeTitle(parameter));
  SetText(row, "TEXT", parameter.description);
  SetText(row, "FIELD_ID", absl::StrCat("p", number));
  if (parameter.required) row.ShowSection("REQUIRED");
  Dictionary& input = *row.AddSectionDictionary(parameter.choices.empty() || parameter.repeated ? "TEXT_INPUT" : "CHOICE_INPUT");
  SetText(input, "EXAMPLE", parameter.in == "path" ? parameter.example : "");
  if (parameter.required) input.ShowSection("MUST");
  for (const std::string& choice : parameter.choices) {
    SetText(*input.AddSectionDictionary("CHOICE"), "VALUE", choice);
    SetText(*row.AddSectionDictionary("VALUE_ROW"), "VALUE", choice);
  }
}

// Line breaks and indents, for people; the text is JSON of ours.
std::string Indented(const std::string& json) {
  std::string out;
  int depth = 0;
  bool quoted = false;
  const auto new_line = [&] { out.append("\n").append(static_cast<size_t>(depth) * 2, ' '); };
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"' && (i == 0 || json[i - 1] != '\\')) quoted = !quoted;
    const bool empty = i + 1 < json.size() && ((c == '{' && json[i + 1] == '}') || (c == '[' && json[i + 1] == ']'));
    if (!quoted && empty) {
      out += json.substr(i++, 2);
    } else if (!quoted && (c == '{' || c == '[')) {
      out += c;
      ++depth;
      new_line();
    } else if (!quoted && (c == '}' || c == ']')) {
      --depth;
      new_line();
      out += c;
    } else {
      out += c;
      if (!quoted && c == ',') new_line();
      if (!quoted && c == ':') out += ' ';
    }
  }
  return out;
}

// The address with the examples put in.
std::string ExampleAddress(const ApiOperation& operation) {
  std::string address = operation.path;
  for (const ApiParameter& parameter : operation.parameters) {
    if (parameter.in != "path" || parameter.example.empty()) continue;
    const std::string hole = absl::StrCat("{", parameter.name, "}");
    if (const size_t at = address.find(hole); at != std::string::npos) address.replace(at, hole.size(), parameter.example);
  }
  return address;
}

std::string CurlOf(const ApiOperation& operation) {
  const Route& route = *operation.route;
  std::string command = "curl";
  if (route.method->server_streaming() && !route.raw_response) command += " -N";
  if (route.raw_response) command += " -OJ";
  if (route.http_method != "GET") absl::StrAppend(&command, " -X ", route.http_method);
  if (!operation.is_public) command += " -H 'Authorization: Bearer 令牌'";
  if (!operation.body_example.empty()) absl::StrAppend(&command, " -H 'Content-Type: application/json' -d '", operation.body_example, "'");
  if (route.body == BodyKind::kRawField) command += " --data-binary @文件";
  return absl::StrCat(command, " 'http://本站地址", ExampleAddress(operation), "'");
}

std::string AnswerTitle(const Route& route) {
  if (route.raw_response) return "文件";
  if (route.method->server_streaming()) return "事件流（SSE 或逐行 JSON）";
  return absl::StrCat("JSON：", route.method->output_type()->name());
}

void AddBody(const ApiOperation& operation, Dictionary& form) {
  if (operation.route->body == BodyKind::kRawField) {
    form.ShowSection("FILE_INPUT");
  } else if (!operation.body_example.empty()) {
    SetText(*form.AddSectionDictionary("BODY_INPUT"), "BODY", Indented(operation.body_example));
  }
}

}  // namespace

const ApiOperation* FindOperation(const std::vector<ApiOperation>& operations, std::string_view id) {
  const auto found = std::find_if(operations.begin(), operations.end(), [&](const ApiOperation& one) { return one.id == id; });
  return found == operations.end() ? nullptr : &*found;
}

void WriteApi(const std::vector<ApiOperation>& operations, PageBuilder& page) {
  page.SetTitle("开放接口");
  page.SetDescription("政务公开系统的全部 HTTP 接口：地址、参数、回答，可以直接试用。");
  page.SetRoom(Room::kHelp);
  page.AddCrumb("首页", "/");
  page.AddCrumb("使用帮助", "/help");
  page.AddCrumb("开放接口", "");
  SetText(page.content(), "API_STYLE", page.AssetAddress("api.css"));
  Dictionary* service = nullptr;
  std::string tag;
  for (const ApiOperation& operation : operations) {
    if (service == nullptr || operation.tag != tag) {
      tag = operation.tag;
      service = page.content().AddSectionDictionary("SERVICE");
      SetText(*service, "SERVICE_ID", tag);
      SetText(*service, "SERVICE_TITLE", ServiceTitle(tag));
      Dictionary& link = *page.content().AddSectionDictionary("SERVICE_LINK");
      SetText(link, "SERVICE_ID", tag);
      SetText(link, "SERVICE_TITLE", ServiceTitle(tag));
    }
    Dictionary& row = *service->AddSectionDictionary("OPERATION");
    SetText(row, "HREF", "/api/" + operation.id);
    SetText(row, "METHOD", operation.route->http_method);
    SetText(row, "PATH", operation.path);
    SetText(row, "SUMMARY", operation.summary);
    if (operation.is_public) row.ShowSection("OPEN");
  }
}

void WriteApiOperation(const ApiOperation& operation, PageBuilder& page) {
  const Route& route = *operation.route;
  page.SetTitle(absl::StrCat(route.method->name(), " 接口"));
  page.SetDescription(absl::StrCat(route.http_method, " ", operation.path, "：参数、回答和试用。"));
  page.SetRoom(Room::kHelp);
  page.AddCrumb("首页", "/");
  page.AddCrumb("使用帮助", "/help");
  page.AddCrumb("开放接口", "/api");
  page.AddCrumb(route.method->name(), "");
  Dictionary& content = page.content();
  SetText(content, "API_STYLE", page.AssetAddress("api.css"));
  page.AddScript("api.js");
  SetText(content, "OPERATION_NAME", route.method->name());
  SetText(content, "METHOD", route.http_method);
  SetText(content, "PATH", operation.path);
  for (const absl::string_view paragraph : absl::StrSplit(operation.description, "\n\n")) {
    SetText(*content.AddSectionDictionary("PARAGRAPH"), "TEXT", std::string(paragraph));
  }
  for (const std::string& who : operation.who) SetText(*content.AddSectionDictionary("WHO"), "WHO_TITLE", WhoTitle(who));
  SetText(content, "ANSWER", AnswerTitle(route));
  SetText(content, "CURL", CurlOf(operation));
  if (!operation.parameters.empty()) content.ShowSection("PARAMETERS");
  int number = 0;
  for (const ApiParameter& parameter : operation.parameters) AddParameter(parameter, ++number, content);
  AddBody(operation, content);
  if (!operation.is_public) content.ShowSection("TOKEN_NEEDED");
}

}  // namespace disclosure::gateway
