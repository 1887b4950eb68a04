// The API by its address: all a conformance case knows.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "gateway/http/raw_client.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace disclosure {

using Json = nlohmann::json;

class Conformance : public ::testing::Test {
 protected:
  struct Reply {
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;
    Json json() const { return Json::parse(body, nullptr, false); }
    // The reason of the error envelope, or "".
    std::string reason() const {
      const Json error = json();
      if (!error.is_object() || !error.contains("error")) return "";
      for (const Json& detail : error["error"].value("details", Json::array())) {
        if (detail.contains("reason")) return detail["reason"];
      }
      return "";
    }
  };

  static std::string Suite() {
    const char* suite = std::getenv("DISCLOSURE_SUITE");
    return suite == nullptr ? "var" : suite;
  }
  static int Port() {
    int port = 0;
    std::ifstream(Suite() + "/run/gateway.port") >> port;
    return port;
  }

  // Each test calls from an address of its own, so that it meets no limit but its own calls'.
  static std::string OwnAddress() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    const uint32_t name = static_cast<uint32_t>(std::hash<std::string>()(test == nullptr ? "" : test->name()));
    return "127.8." + std::to_string(name % 256) + "." + std::to_string(name / 256 % 254 + 1);
  }

  // From `source`, an address of this machine, or the test's own. `head_only`: of a stream.
  static Reply Send(const std::string& method, const std::string& path, const std::string& body = "", const std::string& headers = "",
                    const char* source = nullptr, bool head_only = false) {
    gateway::RawClient client(Port(), 0, source == nullptr ? OwnAddress().c_str() : source);
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers;
    if (!body.empty() || method == "POST" || method == "PATCH") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    client.Send(request + "\r\n" + body);
    const auto response = client.Read(head_only);
    if (!response) return {};
    return {response->status, response->headers, response->body};
  }
  static Reply Get(const std::string& path, const std::string& headers = "") { return Send("GET", path, "", headers); }

  // A token of the embedded issuer, as an officer gets it.
  static std::string Token(const std::string& organ, const std::string& roles, const std::string& subject) {
    std::string command = std::string(std::getenv("DISCLOSURE_BIN")) + "/disclosurectl --data " + Suite() + " token --organ " + organ +
                          " --subject " + subject;
    for (size_t at = 0; at < roles.size();) {
      const size_t end = std::min(roles.find(',', at), roles.size());
      command += " --role " + roles.substr(at, end - at);
      at = end + 1;
    }
    std::string token;
    if (FILE* pipe = popen(command.c_str(), "r"); pipe != nullptr) {
      char buffer[4096];
      while (fgets(buffer, sizeof buffer, pipe) != nullptr) token += buffer;
      pclose(pipe);
    }
    while (!token.empty() && token.back() == '\n') token.pop_back();
    return "Authorization: Bearer " + token + "\r\n";
  }

  static std::string ReadFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

}  // namespace disclosure
