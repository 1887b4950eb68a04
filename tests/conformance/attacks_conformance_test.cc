// Attacks from outside on the suite as it runs: guessing, forged tokens, headers, addresses, JSON, names of files, formulas.
#include <unistd.h>

#include <chrono>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"
#include "common/tables/xlsx_reader.h"
#include "tests/conformance/every_route.h"

namespace disclosure {
namespace {

class Attacks : public Conformance {
 protected:
  static Json Filing(const std::string& subject = "2025年学区划分方案") {
    return {{"applicant",
             {{"applicantClass", "NATURAL_PERSON"},
              {"displayName", "测试甲"},
              {"identityKind", "RESIDENT_ID"},
              {"identityNumber", "33010819000101001X"},
              {"phone", "0571-00000000"}}},
            {"wanted", {{"subject", subject}, {"form", "ELECTRONIC"}, {"route", "ONLINE"}}}};
  }
  static Reply Post(const std::string& path, const Json& body, const std::string& headers = "", const char* source = nullptr) {
    return Send("POST", path, body.dump(), headers, source);
  }
  static Reply File(const Json& filing, const char* source = nullptr) {
    return Post("/v1/organs/330108-jyj/requests", filing, "", source);
  }
  static std::string Url(const std::string& text) {
    std::string encoded;
    for (const unsigned char c : text) absl::StrAppend(&encoded, "%", absl::Hex(c, absl::kZeroPad2));
    return encoded;
  }
};

// By whichever of the methods that take a code, and although each guess is at another number.
TEST_F(Attacks, GuessingCodesIsSlowedForWhoGuessesAndForNobodyElse) {
  const Reply filed = File(Filing());
  ASSERT_EQ(filed.status, 200) << filed.body;
  const std::string number = filed.json()["request"]["number"], code = filed.json()["accessCode"];
  const std::string place = absl::StrCat("127.9.", getpid() % 250, "."), guesser = place + "1", applicant = place + "2";  // of this run
  const std::vector<std::pair<std::string, Json>> ways = {{"/v1/requests:track", Json::object()},
                                                          {"/v1/requests:fetchDocument", {{"document", "receipt"}}},
                                                          {"/v1/requests:withdraw", Json::object()},
                                                          {"/v1/consultations:view", Json::object()}};
  int wrong = 0;
  Reply refused;
  for (int guess = 0; guess < 20 && refused.status != 429; ++guess) {
    auto [path, body] = ways[static_cast<size_t>(guess) % ways.size()];
    body["number"] = guess % 2 == 0 ? number : absl::StrCat("330108-jyj-2026-", 100000 + 20 * (getpid() % 40000) + guess);
    body["accessCode"] = absl::StrCat("ABCD-EFGH-JKMN-PQ", 10 + guess);
    refused = Post(path, body, "", guesser.c_str());
    if (refused.status != 429) ++wrong;
  }
  ASSERT_EQ(refused.status, 429) << wrong << " guesses were answered";
  EXPECT_LE(wrong, 6);
  EXPECT_EQ(refused.reason(), "TOO_MANY_ATTEMPTS");
  EXPECT_GE(std::stoi(refused.headers.at("retry-after")), 1);
  const Json right = {{"number", number}, {"accessCode", code}};
  EXPECT_EQ(Post("/v1/requests:track", right, "", guesser.c_str()).status, 429) << "a lucky one is of no use while he waits";
  EXPECT_EQ(Post("/v1/requests:track", right, "X-Forwarded-For: 127.9.0.9\r\n", guesser.c_str()).status, 429)
      << "his address is not what he says it is";
  EXPECT_EQ(Post("/v1/requests:track", right, "", applicant.c_str()).status, 200)
      << "the applicant is not slowed by who guesses at his number";
}

TEST_F(Attacks, TokensThatAnybodyCouldHaveMadeAreNone) {
  const std::string token = Token("330108-jyj", "clerk,handler", "attacks");
  const std::vector<std::string> parts =
      absl::StrSplit(std::string(absl::StripAsciiWhitespace(token.substr(token.find("Bearer ") + 7))), '.');
  ASSERT_EQ(parts.size(), 3u);
  const std::string path = "/v1/organs/330108-jyj/requests";
  ASSERT_EQ(Get(path, token).status, 200);
  const auto with = [&](const std::string& header, const std::string& claims, const std::string& signature) {
    return Get(path, "Authorization: Bearer " + header + "." + claims + "." + signature + "\r\n").status;
  };
  const auto head = [](const std::string& json) { return absl::WebSafeBase64Escape(json); };
  std::string real_head, real_claims;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[0], &real_head) && absl::WebSafeBase64Unescape(parts[1], &real_claims));
  const std::string kid = Json::parse(real_head).value("kid", ""), jwks = ReadFile(Suite() + "/issuer/jwks.json");
  for (const std::string& header :
       {head(R"({"alg":"none"})"), head(R"({"alg":"NONE","typ":"JWT"})"), head(R"({"alg":"nOnE","kid":")" + kid + "\"}"),
        head(R"({"alg":"","kid":")" + kid + "\"}"), head(R"({"alg":"HS256","kid":")" + kid + "\"}"),
        head(R"({"alg":"RS512","kid":")" + kid + "\"}"), head(R"({"kid":")" + kid + "\"}"),
        head(R"({"alg":"EdDSA","kid":"../../../../dev/null"})"), head(R"({"alg":"ES256","kid":"x' OR '1'='1"})"),
        head(R"({"alg":"ES256","kid":["a"]})"), head(R"({"alg":"ES256","jku":"http://evil.example/jwks.json","kid":"evil"})"),
        head(R"({"alg":"ES256","jwk":)" + jwks + "}"), head("[]"), head("")}) {
    EXPECT_EQ(with(header, parts[1], parts[2]), 401) << header;
    EXPECT_EQ(with(header, parts[1], ""), 401) << header;
  }
  Json claims = Json::parse(real_claims);
  for (const auto& [name, value] : std::vector<std::pair<std::string, Json>>{
           {"roles", Json::array({"operator", "approver"})}, {"organ", "330108-qzf"}, {"exp", 9999999999}, {"sub", "other"}}) {
    Json changed = claims;
    changed[name] = value;
    EXPECT_EQ(with(parts[0], absl::WebSafeBase64Escape(changed.dump()), parts[2]), 401) << name;
  }
  for (const std::string& twice : {token + token, "Authorization: Bearer x\r\n" + token, token + "Authorization: Basic eDp4\r\n"}) {
    EXPECT_NE(Get(path, twice).status, 200) << "two tokens could be understood as either";
  }
  EXPECT_EQ(Get(path + "?access_token=" + parts[0] + "." + parts[1] + "." + parts[2]).status, 400)
      << "an address is no place for a token";
}

// Pages are everybody's: a proxy may keep them, one for each language and size of type, and none brings a cookie that was not asked for.
TEST_F(Attacks, PagesMayBeKeptAndNoReaderGetsAnothers) {
  for (const std::string path :
       {"/", "/help", "/search?q=x", "/divisions/330108", "/divisions/330108/catalogues/03", "/organs/330108-jyj", "/requests/new",
        "/requests/track", "/accounts", "/accounts/verify", "/organs/330108-jyj/annualReports", "/api", "/nowhere"}) {
    const Reply page = Get(path, "Cookie: officer=AQABforged\r\n");
    EXPECT_EQ(page.headers.at("cache-control"), "no-cache") << path;
    EXPECT_EQ(page.headers.at("vary"), "Accept-Encoding, Cookie") << path;
    EXPECT_EQ(page.headers.count("set-cookie"), 0u) << path;
    const std::string policy = page.headers.at("content-security-policy");
    for (const char* part : {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"}) {
      EXPECT_NE(policy.find(part), std::string::npos) << path << " " << part;
    }
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << path;
    const bool scripted = page.body.find("<script") != std::string::npos;
    EXPECT_EQ(policy.find("script-src 'self'") != std::string::npos, scripted) << path;
    EXPECT_EQ(Get(path).body, page.body) << path << " is another for who says he is somebody";
  }
}

// What is asked comes back in no header, however it is written.
TEST_F(Attacks, NoHeaderIsMadeByWhatIsAsked) {
  const std::vector<std::string> lines = {"a\r\nSet-Cookie: evil=1", "a\nSet-Cookie: evil=1", "a\rSet-Cookie: evil=1", "\r\n\r\n<script>",
                                          "a\xe5\x98\x8a\xe5\x98\x8dSet-Cookie: evil=1"};
  for (const std::string& line : lines) {
    for (const std::string& address :
         {"/signin?return_to=" + Url("/desk" + line), "/search?lang=" + Url("en" + line), "/?type=" + Url("large" + line),
          "/desk?colour=" + Url(line), "/" + Url(line), "/v1/organs/" + Url(line),
          "/v1/divisions/330108/catalogues/03:export?format=" + Url("CSV" + line), "/requests/new?organ=" + Url(line)}) {
      const Reply reply = Get(address);
      EXPECT_NE(reply.status, 0) << address;
      const auto cookie = reply.headers.find("set-cookie");
      if (cookie != reply.headers.end()) {
        EXPECT_EQ(cookie->second.find("evil"), std::string::npos) << address;
      }
      for (const auto& [name, value] : reply.headers) EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name;
      EXPECT_NE(reply.body.rfind("<script>", 0), 0u) << address;
    }
  }
  for (const std::string& id : std::vector<std::string>{"a b", "<script>", "a;b", std::string(300, 'a'), "\xff"}) {
    const Reply reply = Get("/v1/divisions", "X-Request-Id: " + id + "\r\ntraceparent: " + id + "\r\n");
    for (const auto& [name, value] : reply.headers) EXPECT_NE(value, id) << name;
  }
}

TEST_F(Attacks, NoAddressLeadsToAnotherHost) {
  for (const std::string target :
       {"https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/%09/evil.example", "http:evil.example",
        "javascript:alert(1)", "/desk/../../evil", "/%2f%2fevil.example", "///evil.example", "https:evil.example", "/desk@evil.example",
        ".evil.example", "/\t/evil.example", "/\r\n/evil.example"}) {
    for (const std::string& path :
         {"/signin?return_to=" + Url(target), "/desk?return_to=" + Url(target), "/search?return_to=" + Url(target) + "&lang=en"}) {
      const Reply reply = Get(path, "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Original-URL: //evil.example\r\n");
      const auto location = reply.headers.find("location");
      if (location == reply.headers.end()) continue;
      const std::string own = absl::StrCat("http://127.0.0.1:", Port(), "/");
      EXPECT_TRUE(location->second.substr(0, own.size()) == own || (location->second[0] == '/' && location->second[1] != '/'))
          << location->second;
      EXPECT_TRUE(location->second.find("evil") == std::string::npos || location->second.find("return_to=") != std::string::npos)
          << location->second;
    }
  }
  for (const std::string path : {"//evil.example/", "//evil.example/%2e%2e", "/.//evil.example", "//evil.example/divisions/330108/"}) {
    const Reply reply = Get(path);
    EXPECT_EQ(reply.headers.count("location"), 0u) << path;
  }
}

TEST_F(Attacks, JsonThatIsMadeToHurtIsRefusedAtOnce) {
  const std::string path = "/v1/organs/330108-jyj/requests";
  std::string deep = R"({"applicant":)", wide = R"({"attachments":[{})", members = "{\"a\":1", escapes = R"({"wanted":{"subject":")";
  for (int i = 0; i < 200'000; ++i) deep += i % 2 == 0 ? "[" : "{\"a\":";
  for (int i = 0; i < 300'000; ++i) wide += ",{}";
  for (int i = 0; i < 300'000; ++i) absl::StrAppend(&members, ",\"a", i, "\":1");
  for (int i = 0; i < 600'000; ++i) escapes += "\\u0000";
  const auto number = [](const std::string& text) { return R"({"applicant":{"applicantClass":)" + text + "}}"; };
  const auto subject = [](const std::string& text) { return R"({"wanted":{"subject":)" + text + "}}"; };
  const auto began = std::chrono::steady_clock::now();
  for (const std::string& body : {deep,
                                  wide + "]}",
                                  members + "}",
                                  escapes + "\"}}",
                                  number("1e999999999"),
                                  number("-1e999999999"),
                                  number(std::string(100'000, '9')),
                                  number("1e-99999"),
                                  number("0." + std::string(100'000, '1')),
                                  number("99999999999"),
                                  number("NaN"),
                                  number("Infinity"),
                                  number("1.5"),
                                  number("0x1"),
                                  subject("\"\\ud800\""),
                                  subject("\"\\udc00\\ud800\""),
                                  subject("\"\xff\""),
                                  subject("\"\xed\xa0\x80\""),
                                  subject("\"\xc0\x80\""),
                                  subject("\"\xf4\x90\x80\x80\""),
                                  subject("\"a\nb\""),
                                  subject("\"\\x\""),
                                  subject("'a'"),
                                  subject(R"("a","subject":"b")"),
                                  subject("{}"),
                                  subject("[\"a\"]"),
                                  std::string(R"({"wanted":{"subject":"a"},"wanted":{"subject":"b"}})"),
                                  std::string("{}{}"),
                                  std::string("\xef\xbb\xbf{}"),
                                  std::string("[]"),
                                  std::string("nul"),
                                  std::string(R"({"__proto__":{"a":1}})"),
                                  std::string(R"({"@type":"type.googleapis.com/x"})")}) {
    const Reply reply = Send("POST", path, body, "Content-Type: application/json\r\n", "127.8.1.1");
    EXPECT_EQ(reply.status, 400) << body.substr(0, 80) << reply.body.substr(0, 300);
    EXPECT_EQ(reply.reason(), "BAD_REQUEST") << body.substr(0, 80) << reply.body.substr(0, 300);
    EXPECT_LT(reply.body.size(), 64u << 10) << "an answer does not grow with what it answers";
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
  const Reply compressed = Send("POST", path, "\x1f\x8b\x08", "Content-Encoding: gzip\r\n", "127.8.1.1");
  EXPECT_EQ(compressed.status, 415);
  EXPECT_EQ(compressed.reason(), "BAD_CONTENT_ENCODING");
}

TEST_F(Attacks, UploadsAreWhatTheirContentIsUnderANameThatHarmsNobody) {
  const std::string text = "申请的补充说明";
  const auto upload = [](const std::string& name, const std::string& content) {
    Json filing = Filing();
    filing["attachments"] = {{{"fileName", name}, {"content", absl::Base64Escape(content)}}};
    return File(filing, "127.8.2.1");
  };
  const std::string svg = R"svg(<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>)svg";
  const std::string html = "<!DOCTYPE html><html><script>alert(1)</script></html>";
  for (const auto& [name, content] : std::vector<std::pair<std::string, std::string>>{{"a.svg", svg},
                                                                                      {"a.txt", svg},
                                                                                      {"a.png", svg},
                                                                                      {"a.html", html},
                                                                                      {"a.txt", html},
                                                                                      {"a.pdf", html},
                                                                                      {"a.pdf.html", "%PDF-1.7\n"},
                                                                                      {"a.html", text},
                                                                                      {"a.txt.exe", text},
                                                                                      {"a.exe", "MZ" + std::string(200, '\0')},
                                                                                      {"a.txt", "MZ" + std::string(200, '\0')},
                                                                                      {"a.pdf", text},
                                                                                      {"a", text},
                                                                                      {"a.", text},
                                                                                      {".txt/", text},
                                                                                      {"a.txt\n.html", text},
                                                                                      {"\xe2\x80\xaetxt.exe", text},
                                                                                      {"a\xe2\x80\xae"
                                                                                       "fdp.txt",
                                                                                       text},
                                                                                      {"..", text},
                                                                                      {"", text},
                                                                                      {"a.txt", ""},
                                                                                      {std::string(300, 'a') + ".txt", text},
                                                                                      {"a.docx", "PK\x03\x04" + std::string(100, 'x')},
                                                                                      {"a.sh", "#!/bin/sh\necho\n"},
                                                                                      {"a.xml", "<?xml version=\"1.0\"?><a/>"},
                                                                                      {"a.txt", "<?php system($_GET[0]); ?>"}}) {
    const Reply reply = upload(name, content);
    EXPECT_EQ(reply.status, 400) << name << " " << content.substr(0, 20) << reply.body.substr(0, 200);
  }
  const std::string clerk = Token("330108-jyj", "clerk,handler", "attacks-uploads");
  for (const auto& [name, kept] :
       std::vector<std::pair<std::string, std::string>>{{"../../etc/说明.txt", "说明.txt"},
                                                        {"C:\\temp\\说明.txt", "说明.txt"},
                                                        {"a.html.txt", "a.html.txt"},
                                                        {std::string("a\0b.txt", 7), "ab.txt"},
                                                        {"a\"b;c.txt", "a\"b;c.txt"},
                                                        {"<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"}}) {
    const Reply filed = upload(name, text);
    ASSERT_EQ(filed.status, 200) << name << filed.body;
    const Json attachment = filed.json()["request"]["attachments"][0];
    EXPECT_EQ(attachment["fileName"], kept);
    const Reply read =
        Get("/v1/" + std::string(filed.json()["request"]["name"]) + "/attachments/" + std::string(attachment["id"]), clerk);
    ASSERT_EQ(read.status, 200) << read.body;
    EXPECT_EQ(read.body, text);
    EXPECT_EQ(read.headers.at("content-disposition").substr(0, 10), "attachment");
    EXPECT_EQ(read.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(read.headers.at("content-security-policy").substr(0, 8), "sandbox;");
    EXPECT_EQ(read.headers.at("cache-control"), "private, no-store");
    EXPECT_EQ(read.headers.at("content-type").substr(0, 10), "text/plain");
  }
  Json many = Filing();
  for (int i = 0; i < 100; ++i)
    many["attachments"].push_back({{"fileName", absl::StrCat(i, ".txt")}, {"content", absl::Base64Escape(text)}});
  EXPECT_EQ(File(many, "127.8.2.1").reason(), "TOO_MANY_ATTACHMENTS");
}

// What a table program would take for a formula is a text in every export, and the same text when it is read again.
class Formulas : public Attacks {
 protected:
  static const std::vector<std::string>& Texts() {
    static const auto* const kTexts = new std::vector<std::string>{
        "=1+1",   "+1+1",  "-1+1", "@SUM(A1:A9)",      "=HYPERLINK(\"http://evil.example\",\"点此\")", "=cmd|' /C calc'!A0",
        "＝1＋1", "'=1+1", "''",   "普通,文字\"引号\""};
    return *kTexts;
  }
  static std::string Id(int number) { return absl::StrCat(4000000000LL + 100LL * (getpid() % 900000) + number); }

  // No cell is a formula; all of Texts() that were put in come out.
  static void ExpectPlain(const std::string& path, const std::string& token, size_t most = 100) {
    const char separator = path.find('?') == std::string::npos ? '?' : '&';
    const Reply csv = Get(absl::StrCat(path, std::string(1, separator), "format=CSV"), token),
                xlsx = Get(absl::StrCat(path, std::string(1, separator), "format=XLSX"), token);
    ASSERT_EQ(csv.status, 200) << path << csv.body;
    ASSERT_EQ(xlsx.status, 200) << path << xlsx.body.substr(0, 300);
    // As a table program cuts it: quotes off, then the first character counts.
    ReadBudget budget{ReadLimits{}};
    const auto raw = DecodeText(absl::StrReplaceAll(csv.body, {{"'", "ʼ"}}));
    ASSERT_TRUE(raw.ok());
    const auto cut = ReadCsv(*raw, &budget);
    ASSERT_TRUE(cut.ok()) << cut.status();
    size_t cells = 0;
    for (const Row& row : cut->rows) {
      for (const Cell& cell : row.cells) {
        ++cells;
        for (const char* sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"})
          EXPECT_NE(cell.text.rfind(sign, 0), 0u) << path << " " << cell.text;
      }
    }
    EXPECT_GT(cells, most);
    const auto sheets = ReadXlsx(xlsx.body, &budget);
    ASSERT_TRUE(sheets.ok()) << sheets.status();
    std::string all;
    for (const Table& sheet : *sheets) {
      for (const Row& row : sheet.rows) {
        for (const Cell& cell : row.cells) absl::StrAppend(&all, "\n", cell.text);
      }
    }
    const auto back = DecodeText(csv.body);
    ASSERT_TRUE(back.ok());
    const auto read = ReadCsv(*back, &budget);
    ASSERT_TRUE(read.ok());
    std::string read_back;
    for (const Row& row : read->rows) {
      for (const Cell& cell : row.cells) absl::StrAppend(&read_back, "\n", cell.text);
    }
    for (const std::string& text : Texts()) {
      EXPECT_NE(all.find(text), std::string::npos) << path << " as XLSX has not " << text << ": as a formula it would have no value";
      EXPECT_NE(read_back.find(text), std::string::npos) << path << " as CSV has not " << text;
    }
  }
};

TEST_F(Formulas, OfRequestsStayText) {
  for (const std::string& text : Texts()) {
    Json filing = Filing(text + "（关于学区）");
    filing["wanted"]["purpose"] = text;
    ASSERT_EQ(File(filing, "127.8.3.1").status, 200);
  }
  const std::string clerk = Token("330108-jyj", "clerk,handler", "attacks-formulas");
  ExpectPlain("/v1/organs/330108-jyj/requests:export", clerk);
}

TEST_F(Formulas, OfAccountsStayText) {
  const std::string supervisor = Token("330108-qfb", "supervisor", "attacks-accounts");
  std::string list = "平台,账号名称,账号ID,主办单位,简介\n";
  int number = 0;
  for (const std::string& text : Texts()) {
    const std::string quoted = "\"" + absl::StrReplaceAll(text == "'=1+1" ? "'" + text : text, {{"\"", "\"\""}}) + "\"";
    absl::StrAppend(&list, "新浪微博,测试公式", number, ",", Id(number), ",杭州市滨江区教育局,", quoted, "\n");
    ++number;
  }
  const Reply imported = Send("POST", "/v1/divisions/330108/accounts:import", list, supervisor + "Content-Type: text/csv\r\n");
  ASSERT_EQ(imported.status, 200) << imported.body;
  EXPECT_TRUE(imported.json()["quarantinedRows"].empty()) << imported.body;
  for (int i = 0; i < 500 && Get("/v1/accounts:verify?platform=weibo&id=" + Id(number - 1)).json()["verdict"] == "UNKNOWN"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ExpectPlain("/v1/accounts:export", supervisor);
}

TEST_F(Formulas, OfACatalogueStayTextAndComeBackTheSame) {
  const std::string editor = Token("330108-qfb", "editor,supervisor", "attacks-editor"),
                    approver = Token("330108-qfb", "approver,supervisor", "attacks-approver");
  const std::string catalogue = "/v1/divisions/330108/catalogues/24";
  const auto publish = [&] {
    const Reply published = Send("POST", catalogue + ":publish", "{}", approver);
    EXPECT_EQ(published.status, 200) << published.body;
    return absl::StrCat(catalogue, "/editions/", published.json().value("edition", 0));
  };
  const auto remarks = [](const std::string& edition) {
    std::multiset<std::string> texts;
    const Json answer = Get(edition).json();
    for (const Json& item : answer["items"]) texts.insert(item.value("remarks", ""));
    return texts;
  };
  Send("DELETE", catalogue + "/draft", "", editor);  // of another run
  ASSERT_EQ(Send("POST", catalogue + "/draft", "{}", editor).status, 200);
  for (size_t i = 0; i < Texts().size(); ++i) {
    const Json item = {{"levelOne", "公式"},
                       {"levelTwo", absl::StrCat("事项", i)},
                       {"contents", Json::array({Texts()[i]})},
                       {"remarks", Texts()[i]},
                       {"timeLimitText", "及时公开"},
                       {"levels", Json::array({"COUNTY"})},
                       {"responsibleBodies", Json::array({{{"text", "区教育局"}}})}};
    const Reply created = Send("POST", catalogue + "/draft/items", item.dump(), editor);
    ASSERT_EQ(created.status, 200) << created.body;
  }
  const std::string edition = publish();
  ExpectPlain(edition + ":export", "");
  const std::multiset<std::string> before = remarks(edition);
  for (const std::string& text : Texts()) EXPECT_GE(before.count(text), 1u) << text;
  for (const std::string format : {"CSV", "XLSX"}) {
    const Reply exported = Get(edition + ":export?format=" + format);
    ASSERT_EQ(exported.status, 200);
    const Reply imported =
        Send("POST", catalogue.substr(0, catalogue.rfind('/')) + ":import?domain=24&fileName=" + (format == "CSV" ? "a.csv" : "a.xlsx"),
             exported.body, editor);
    ASSERT_EQ(imported.status, 200) << imported.body;
    EXPECT_EQ(remarks(publish()), before) << format;
  }
}

}  // namespace
}  // namespace disclosure
