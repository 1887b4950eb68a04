// For tests: a browser without a window. Keeps cookies as browsers do and says what browsers say of themselves.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/auth/form_text.h"
#include "gateway/http/raw_client.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {

class TestBrowser {
 public:
  explicit TestBrowser(int port) : port_(port), origin_(absl::StrCat("http://127.0.0.1:", port)) {}

  // `target` is a path, or an address of the gateway.
  RawResponse Get(std::string target, std::string_view lines = "") {
    if (target.rfind(origin_, 0) == 0) target = target.substr(origin_.size());
    return Ask(absl::StrCat("GET ", target, " HTTP/1.1\r\n", Head(lines), "\r\n"));
  }
  // As a form of the gateway's own pages is sent, unless `lines` say otherwise of the origin.
  RawResponse Post(const std::string& path, const FormFields& fields, std::string_view lines = "") {
    const std::string body = FormText(fields);
    const bool own = lines.find("Origin:") == std::string_view::npos;
    return Ask(absl::StrCat("POST ", path, " HTTP/1.1\r\n", Head(lines), own ? absl::StrCat("Origin: ", origin_, "\r\n") : "",
                            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ", body.size(), "\r\n\r\n", body));
  }

  std::map<std::string, std::string>& cookies() { return cookies_; }
  const std::string& origin() const { return origin_; }

 private:
  std::string Head(std::string_view lines) const {
    std::string head = absl::StrCat("Host: 127.0.0.1:", port_, "\r\n", std::string(lines));
    std::string jar;
    for (const auto& [name, value] : cookies_) absl::StrAppend(&jar, jar.empty() ? "" : "; ", name, "=", value);
    return jar.empty() ? head : absl::StrCat(head, "Cookie: ", jar, "\r\n");
  }

  RawResponse Ask(const std::string& request) {
    RawClient client(port_);
    const std::optional<RawResponse> response = client.Ask(request);
    EXPECT_TRUE(response.has_value()) << request;
    if (!response) return {};
    // Several lines of one name come joined; neither our cookies nor their attributes have a comma in them.
    const auto set = response->headers.find("set-cookie");
    if (set != response->headers.end()) {
      for (const absl::string_view line : absl::StrSplit(set->second, ", ")) Keep(std::string(line));
    }
    return *response;
  }

  void Keep(const std::string& line) {
    const std::vector<std::string> parts = absl::StrSplit(line, "; ");
    const size_t equals = parts[0].find('=');
    const std::string name = parts[0].substr(0, equals);
    EXPECT_NE(line.find("; HttpOnly"), std::string::npos) << line;
    EXPECT_NE(line.find("; SameSite=Lax"), std::string::npos) << line;
    if (line.find("; Max-Age=0") != std::string::npos) {
      cookies_.erase(name);
    } else {
      cookies_[name] = parts[0].substr(equals + 1);
    }
  }

  const int port_;
  const std::string origin_;
  std::map<std::string, std::string> cookies_;
};

// The value of the hidden field `name` in a page.
inline std::string HiddenField(const std::string& html, const std::string& name) {
  const std::string begin = absl::StrCat("name=\"", name, "\" value=\"");
  const size_t at = html.find(begin);
  if (at == std::string::npos) return "";
  return html.substr(at + begin.size(), html.find('"', at + begin.size()) - at - begin.size());
}

}  // namespace disclosure::gateway
