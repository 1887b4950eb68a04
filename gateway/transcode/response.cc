#include "gateway/transcode/response.h"

#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/json.h"
#include "gateway/http/negotiation.h"
#include "gateway/http/security_headers.h"
#include "gateway/transcode/errors.h"
#include "google/api/httpbody.pb.h"
#include "openssl/sha.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string StringFieldOf(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated() || field->type() != FieldDescriptor::TYPE_STRING) return "";
  return message.GetReflection()->GetString(message, field);
}

std::string Quoted(const std::string& etag) {
  const bool quoted = etag.size() >= 2 && etag.front() == '"' && etag.back() == '"';
  return quoted ? etag : absl::StrCat("\"", etag, "\"");
}

std::string HashEtag(const std::string& body) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data());
  const std::string first(reinterpret_cast<const char*>(digest.data()), 12);
  return absl::StrCat("\"", absl::BytesToHexString(first), "\"");
}

// HTTP headers are written as they are: a service's content type must not bring a second line.
bool IsHeaderValue(std::string_view value) {
  for (const char c : value) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) return false;
  }
  return !value.empty();
}

// What a browser may show by itself instead of saving it: what the services themselves write.
bool IsShown(std::string_view type) {
  for (const std::string_view shown : {"text/html", "text/calendar", "application/json"}) {
    if (type.substr(0, type.find(';')) == shown) return true;
  }
  return false;
}

Response RenderRaw(const Message& request, const Message& answer) {
  google::api::HttpBody body;
  // The answer was made by the generated factory, so it is of this class.
  body.CopyFrom(answer);
  Response response = FileHead(request, body.content_type());
  response.body = std::make_shared<const std::string>(std::move(*body.mutable_data()));
  return response;
}

}  // namespace

Response FileHead(const Message& request, const std::string& content_type) {
  Response response;
  const std::string type = IsHeaderValue(content_type) ? content_type : "application/octet-stream";
  response.headers = {{"content-type", type}, {"content-security-policy", FilePolicy(type)}};
  const std::string name = StringFieldOf(request, "name");
  if (const std::string file = FileNameFor(name.empty() ? StringFieldOf(request, "parent") : name, type); !file.empty()) {
    response.headers.emplace_back("content-disposition", absl::StrCat("attachment; filename=\"", file, "\""));
  } else if (!IsShown(type)) {
    response.headers.emplace_back("content-disposition", "attachment");
  }
  return response;
}

std::string FileNameFor(const std::string& name, const std::string& content_type) {
  static constexpr std::pair<std::string_view, std::string_view> kExtensions[] = {
      {"text/csv", ".csv"},
      {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
      {"application/pdf", ".pdf"},
      {"application/zip", ".zip"},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
      {"application/msword", ".doc"},
      {"application/vnd.ms-excel", ".xls"},
      {"application/ofd", ".ofd"},
      {"image/jpeg", ".jpg"},
      {"image/png", ".png"},
      {"image/tiff", ".tif"},
      {"text/plain", ".txt"},
  };
  const std::string_view type = std::string_view(content_type).substr(0, content_type.find(';'));
  for (const auto& [known, extension] : kExtensions) {
    if (type != known) continue;
    std::string file;
    for (const char c : name.substr(0, 100)) {
      const bool safe = absl::ascii_isalnum(static_cast<unsigned char>(c));
      if (safe || (!file.empty() && file.back() != '-')) file += safe ? c : '-';
    }
    while (!file.empty() && file.back() == '-') file.pop_back();
    return absl::StrCat(file.empty() ? "export" : file, std::string(extension));
  }
  return "";
}

Response RenderResponse(const Route& route, const Request& http, const Message& request,
                        const Message& answer) {
  Response response;
  std::string etag;
  if (route.raw_response) {
    response = RenderRaw(request, answer);
  } else {
    std::string json = PrintPublishedJson(answer);
    if (json.empty()) {
      return StatusResponse(error::Make(absl::StatusCode::kInternal, "The answer cannot be written as JSON.",
                                        {.reason = "ANSWER_NOT_PRINTABLE"}));
    }
    response.headers = {{"content-type", "application/json; charset=utf-8"}};
    etag = StringFieldOf(answer, "etag");
    if (!etag.empty()) etag = Quoted(etag);
    if (etag.empty() && route.published) etag = HashEtag(json);
    response.body = std::make_shared<const std::string>(std::move(json));
  }
  // Published answers may be kept by anyone but are asked for again each time; others are for the caller, as is what somebody
  // who has said who he is may have been told beyond the public.
  const bool shared = route.published && http.Header("authorization").empty() && http.Header("cookie").empty();
  response.headers.emplace_back("cache-control", shared ? "public, no-cache" : "private, no-store");
  if (IsHeaderValue(etag)) {
    response.headers.emplace_back("etag", etag);
    if (route.http_method == "GET" && NamesEtag(http.Header("if-none-match"), etag)) {
      response.status = 304;
      response.body = nullptr;
    }
  }
  return response;
}

}  // namespace disclosure::gateway
