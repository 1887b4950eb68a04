// Every method of every service as HTTP has it, out of the contract itself: a new one is covered without a line of test.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "disclosure/media/v1/media_service.pb.h"
#include "disclosure/portal/v1/portal_service.pb.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "disclosure/type/v1/policy.pb.h"
#include "gateway/transcode/routes.h"
#include "tests/conformance/portal.h"

namespace disclosure {

using gateway::Route;
using type::v1::Policy;

class EveryRoute : public Conformance {
 protected:
  static const std::vector<std::unique_ptr<Route>>& Routes() {
    static const gateway::RouteTable* const kTable = [] {
      std::vector<const google::protobuf::ServiceDescriptor*> services;
      for (const auto* message : {catalog::v1::GetCatalogueRequest::descriptor(), media::v1::AccountActRequest::descriptor(),
                                  portal::v1::GetHomeRequest::descriptor(), request::v1::TrackRequestRequest::descriptor()}) {
        for (int i = 0; i < message->file()->service_count(); ++i) services.push_back(message->file()->service(i));
      }
      return new gateway::RouteTable(*gateway::RouteTable::Create(services));
    }();
    return kTable->routes();
  }

  static const Policy& PolicyOf(const Route& route) { return route.method->options().GetExtension(type::v1::policy); }
  static bool IsFor(const Route& route, Policy::Who who) {
    return std::count(PolicyOf(route).who().begin(), PolicyOf(route).who().end(), who) > 0;
  }
  // The officers', and nobody else's that comes over HTTP.
  static bool IsPrivate(const Route& route) { return !IsFor(route, Policy::PUBLIC) && !IsFor(route, Policy::APPLICANT); }
  static std::string Name(const Route& route) { return absl::StrCat(route.http_method, " ", route.pattern); }

  // The path with `ids` in the place of each collection's star; "1" where there is none.
  static std::string PathOf(const Route& route, const std::map<std::string, std::string>& ids) {
    std::string path, collection;
    for (const gateway::TemplateSegment& segment : route.path.segments) {
      const bool literal = segment.kind == gateway::TemplateSegment::Kind::kLiteral;
      const auto id = ids.find(collection);
      absl::StrAppend(&path, "/", literal ? segment.literal : id == ids.end() ? "1" : id->second);
      collection = literal ? segment.literal : "";
    }
    return route.path.verb.empty() ? path : absl::StrCat(path, ":", route.path.verb);
  }

  // One token per organ and roles.
  static const std::string& As(const std::string& organ, const std::vector<std::string>& roles) {
    static auto* const kTokens = new std::map<std::string, std::string>();
    std::string& token = (*kTokens)[absl::StrCat(organ, " ", absl::StrJoin(roles, ","))];
    if (token.empty()) token = Token(organ, absl::StrJoin(roles, ","), absl::StrCat("every-route-", kTokens->size()));
    return token;
  }

  // What holds of each answer, whoever asks. `headers` may hold a token; each call has an address of its own, so that it
  // meets no limit but its caller's.
  static Reply Call(const Route& route, const std::string& path, const std::string& body = "", const std::string& headers = "") {
    static int calls = 0;
    const int number = ++calls;
    const std::string source = absl::StrCat("127.", 10 + getpid() % 240, ".", number / 250, ".", number % 250 + 1);  // of this run
    const bool endless = route.traits.method_class == gateway::MethodClass::kWatching;
    const Reply reply = Send(route.http_method, path, body, headers, source.c_str(), endless);
    const auto header = [&](const char* name) {
      const auto found = reply.headers.find(name);
      return found == reply.headers.end() ? std::string() : found->second;
    };
    EXPECT_NE(reply.status, 0) << Name(route);
    EXPECT_NE(reply.status, 429) << Name(route) << " met a limit, and says nothing of what it is tested for";
    EXPECT_LT(reply.status, 500) << Name(route) << reply.body;
    const bool published = route.published && reply.status == 200;
    if (published && (headers.empty() || header("cache-control") == "public, no-cache")) {
      EXPECT_EQ(header("cache-control"), "public, no-cache") << Name(route);
      EXPECT_NE(header("etag"), "") << Name(route);
      if (!headers.empty()) {
        EXPECT_EQ(reply.body, Call(route, path, body).body) << Name(route) << " may be kept, and is not what anybody gets";
      }
    } else {
      EXPECT_NE(header("cache-control").find("no-store"), std::string::npos) << Name(route) << " " << reply.status;
    }
    EXPECT_EQ(header("set-cookie"), "") << Name(route);
    EXPECT_EQ(header("x-content-type-options"), "nosniff") << Name(route);
    EXPECT_NE(header("content-security-policy").find("default-src 'none'"), std::string::npos) << Name(route);
    EXPECT_EQ(header("content-security-policy").find("unsafe"), std::string::npos) << Name(route);
    return reply;
  }
};

}  // namespace disclosure
