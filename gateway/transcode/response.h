// The HTTP response of a successful call.
#pragma once

#include <string>

#include "gateway/http/message.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/message.h"

namespace disclosure::gateway {

// The message as JSON with its empty fields, or, of google.api.HttpBody, its bytes with their content type. ETag from the field
// `etag`, of published answers without one from the bytes; 304 if a GET's If-None-Match names it.
// `request` gives exported files their name.
Response RenderResponse(const Route& route, const Request& http, const google::protobuf::Message& request,
                        const google::protobuf::Message& answer);

// Status and headers of the answer that begins with this google.api.HttpBody; without its bytes.
Response FileHead(const google::protobuf::Message& request, const std::string& content_type);

// "divisions-330108-catalogues-03.csv" for the resource `name` and a content type: letters, digits and
// hyphens only, so that nothing in a name reaches the header. "" for types that a browser shows itself.
std::string FileNameFor(const std::string& name, const std::string& content_type);

}  // namespace disclosure::gateway
