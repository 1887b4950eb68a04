// Requests by address: what a citizen, a desk and a stranger get.
#include <unistd.h>

#include "absl/strings/escaping.h"
#include "openssl/sha.h"
#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

class Requests : public Conformance {
 protected:
  static Json Filing() {
    return {{"applicant",
             {{"applicantClass", "NATURAL_PERSON"},
              {"displayName", "测试甲"},
              {"identityKind", "RESIDENT_ID"},
              {"identityNumber", "33010819000101001X"},
              {"phone", "0571-00000000"}}},
            {"wanted", {{"subject", "2025年学区划分方案"}, {"form", "ELECTRONIC"}, {"route", "ONLINE"}}}};
  }
  static Reply File(const Json& filing, const std::string& headers = "") {
    return Send("POST", "/v1/organs/330108-jyj/requests", filing.dump(), headers);
  }
  static Reply Track(const std::string& number, const std::string& code) {
    return Send("POST", "/v1/requests:track", Json{{"number", number}, {"accessCode", code}}.dump());
  }
  Reply Act(const std::string& name, const std::string& verb, const Json& body, const std::string& who) {
    return Send("POST", "/v1/" + name + ":" + verb, body.dump(), who);
  }

  const std::string clerk_ = Token("330108-jyj", "clerk,handler", "conformance-clerk");
  const std::string approver_ = Token("330108-jyj", "approver", "conformance-approver");
  const std::string stranger_ = Token("330108-tjj", "clerk,handler,approver", "conformance-stranger");
};

TEST_F(Requests, ACitizenFilesTheDeskAnswersAndTheCitizenFollows) {
  const Reply filed = File(Filing());
  ASSERT_EQ(filed.status, 200) << filed.body;
  const std::string name = filed.json()["request"]["name"], number = filed.json()["request"]["number"];
  const std::string code = filed.json()["accessCode"];
  EXPECT_EQ(filed.json()["request"]["state"], "FILED");
  ASSERT_EQ(Act(name, "confirmReceipt", {{"act", "电话联系申请人确认"}}, clerk_).status, 200);
  const Reply explained = Get("/v1/" + name + ":explainDueDate", clerk_);
  ASSERT_EQ(explained.status, 200) << explained.body;
  EXPECT_EQ(explained.json()["startText"], "收到申请之日（条例第三十一条）");
  const Json reply = {{"parts", {{{"leaf", "granted"},
                                  {"elements", {{"information_or_way", "随本答复书附送"}, {"delivery_form", "电子文件"}, {"attachment_list", "无"}}}}}}};
  ASSERT_EQ(Act(name, "draftReply", {{"reply", reply}}, clerk_).status, 200);
  EXPECT_EQ(Track(number, code).json()["stateLabel"], "办理中") << "a draft is not the applicant's to know";
  ASSERT_EQ(Act(name, "approveReply", Json::object(), approver_).status, 200);
  const Reply issued = Act(name, "issueReply", Json::object(), clerk_);
  ASSERT_EQ(issued.status, 200) << issued.body;
  EXPECT_NE(std::string(issued.json()["documentNumber"]).find("公复〔"), std::string::npos);
  EXPECT_EQ(Track(number, code).json()["stateLabel"], "已答复，待送达");
  const Json documents = Track(number, code).json()["documents"];
  ASSERT_EQ(documents.size(), 1u);
  const Reply fetched = Send("POST", "/v1/requests:fetchDocument",
                             Json{{"number", number}, {"accessCode", code}, {"document", documents[0]["id"]}}.dump());
  ASSERT_EQ(fetched.status, 200) << fetched.body;
  EXPECT_EQ(fetched.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(fetched.body.find(std::string(documents[0]["number"])), std::string::npos);
  const Reply docx = Get("/v1/" + name + "/documents/" + std::string(documents[0]["id"]) + "?format=DOCX", clerk_);
  ASSERT_EQ(docx.status, 200) << docx.body;
  EXPECT_EQ(docx.body.substr(0, 2), "PK");
  EXPECT_NE(docx.headers.at("content-disposition").find(".docx"), std::string::npos);
}

// The page has its style inside; without its hash in the policy a browser prints it bare.
TEST_F(Requests, TheStyleOfADocumentIsAllowedByThePolicyOfItsPage) {
  const Reply filed = File(Filing());
  ASSERT_EQ(filed.status, 200) << filed.body;
  EXPECT_NE(std::string(filed.json()["receiptHtml"]).find("登记回执"), std::string::npos);
  const Reply receipt = Get("/v1/" + std::string(filed.json()["request"]["name"]) + "/documents/receipt", clerk_);
  ASSERT_EQ(receipt.status, 200) << receipt.body;
  const size_t begin = receipt.body.find("<style>") + 7, end = receipt.body.find("</style>");
  ASSERT_LT(begin, end);
  const std::string style = receipt.body.substr(begin, end - begin);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(style.data()), style.size(), digest);
  const std::string hash = absl::Base64Escape(std::string(reinterpret_cast<const char*>(digest), sizeof digest));
  EXPECT_NE(receipt.headers.at("content-security-policy").find("'sha256-" + hash + "'"), std::string::npos) << hash;
}

TEST_F(Requests, AttachmentsComeWithTheFilingOrLaterAndGoBackAsFiles) {
  Json filing = Filing();
  const std::string text(3 << 20, 'a');  // more than a body may otherwise have
  filing["attachments"] = {{{"fileName", "说明.txt"}, {"content", absl::Base64Escape(text)}}};
  const Reply filed = File(filing);
  ASSERT_EQ(filed.status, 200) << filed.body;
  const std::string name = filed.json()["request"]["name"], id = filed.json()["request"]["attachments"][0]["id"];
  const Reply read = Get("/v1/" + name + "/attachments/" + id, clerk_);
  ASSERT_EQ(read.status, 200);
  EXPECT_TRUE(read.body == text);
  EXPECT_NE(read.headers.at("content-disposition").find("attachment"), std::string::npos);
  EXPECT_EQ(read.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(Get("/v1/" + name + "/attachments/" + id).status, 401);
  const Json page = {{"fileName", "a.txt"}, {"content", absl::Base64Escape("<!DOCTYPE html><html><script>1</script></html>")}};
  const Reply refused = Send("POST", "/v1/requests:uploadAttachment",
                             Json{{"number", filed.json()["request"]["number"]}, {"accessCode", filed.json()["accessCode"]}, {"attachment", page}}.dump());
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.reason(), "ATTACHMENT_TYPE_NOT_ALLOWED");
}

TEST_F(Requests, MissingElementsWrongCodesAndOtherOrgansAreRefusedByName) {
  const Reply empty = File(Json::object());
  EXPECT_EQ(empty.status, 400);
  EXPECT_EQ(empty.reason(), "BAD_REQUEST");
  EXPECT_NE(empty.body.find("applicant.identity_kind"), std::string::npos) << empty.body;
  const Reply filed = File(Filing());
  ASSERT_EQ(filed.status, 200) << filed.body;
  const std::string name = filed.json()["request"]["name"];
  EXPECT_EQ(Track(filed.json()["request"]["number"], "0000-0000-0000-0000").reason(), "NO_SUCH_REQUEST");
  EXPECT_EQ(Get("/v1/" + name).status, 401);
  EXPECT_EQ(Get("/v1/" + name, stranger_).status, 403);
  EXPECT_EQ(Act(name, "recordWithdrawal", Json::object(), stranger_).status, 403);
  EXPECT_EQ(Act(name, "approveReply", Json::object(), approver_).reason(), "WRONG_STATE");
}

TEST_F(Requests, WhoIsConsultedAnswersByItselfAndTheApplicantWithdrawsByHimself) {
  const Reply filed = File(Filing());
  ASSERT_EQ(filed.status, 200) << filed.body;
  const std::string name = filed.json()["request"]["name"];
  ASSERT_EQ(Act(name, "confirmReceipt", {{"act", "电话联系申请人确认"}}, clerk_).status, 200);
  const Reply asked = Act(name, "consult", {{"kind", "THIRD_PARTY"}, {"party", "测试有限公司"}, {"information", "合同中的报价"}}, clerk_);
  ASSERT_EQ(asked.status, 200) << asked.body;
  Json answer = asked.json()["consultation"];
  EXPECT_EQ(Send("POST", "/v1/consultations:view", answer.dump()).json()["consultation"]["state"], "CONSULTATION_OPEN");
  answer["answer"] = "CONSENTS";
  EXPECT_EQ(Send("POST", "/v1/consultations:answer", answer.dump()).json()["outcome"], "同意公开");
  const Reply joint = Act(name, "consult", {{"kind", "JOINT_ORGAN"}, {"organ", "organs/330108-tjj"}}, clerk_);
  ASSERT_EQ(joint.status, 200) << joint.body;
  const std::string task = "organs/330108-tjj/consultations/" + std::string(joint.json()["consultation"]["number"]);
  EXPECT_EQ(Get("/v1/" + task, clerk_).status, 403) << "of another organ";
  const Reply read = Get("/v1/" + task, stranger_);
  EXPECT_EQ(read.status, 200) << read.body;
  EXPECT_EQ(read.body.find("测试甲"), std::string::npos);
  EXPECT_NE(Get("/v1/" + task + ":letter", stranger_).body.find("征求意见书"), std::string::npos);
  const Json own = {{"number", filed.json()["request"]["number"]}, {"accessCode", filed.json()["accessCode"]}};
  EXPECT_EQ(Send("POST", "/v1/requests:withdraw", own.dump()).json()["stateLabel"], "已撤回");
  EXPECT_EQ(Act(task, "answer", {{"answer", "REFUSES"}}, stranger_).reason(), "CONSULTATION_CANCELLED");
}

TEST_F(Requests, OneIdempotencyKeyIsOneFiling) {
  const std::string key = "Idempotency-Key: 5b2f6d0b-7b2c-4f36-9d2e-4e53" + std::to_string(10000000 + getpid()) + "\r\n";
  const Reply first = File(Filing(), key), again = File(Filing(), key);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(again.json()["accessCode"], first.json()["accessCode"]);
  Json other = Filing();
  other["wanted"]["subject"] = "另一件事";
  EXPECT_EQ(File(other, key).reason(), "REQUEST_ID_REUSED");
}

TEST_F(Requests, AnIdentityNumberIsSearchedForByBodyOnly) {
  const std::string requests = "/v1/organs/330108-jyj/requests";
  const std::string filter = Json{{"filter", {{"identityNumber", "33010819000101001X"}}}}.dump();
  EXPECT_EQ(Send("GET", requests + "?filter.identityNumber=33010819000101001X", "", clerk_).reason(), "BAD_REQUEST");
  EXPECT_EQ(Send("GET", requests + ":export?filter.identityNumber=33010819000101001X", "", clerk_).reason(), "BAD_REQUEST");
  EXPECT_EQ(Send("POST", requests + ":search", filter, clerk_).status, 200);
  EXPECT_EQ(Send("POST", requests + ":export", filter, clerk_).status, 200);
}

TEST_F(Requests, FeesAndDueDatesAreForAnybody) {
  const Json fee = Get("/v1/fees:quote?itemsBefore=11&pages=72").json();
  EXPECT_EQ(fee["perItemYuan"], "100");
  EXPECT_EQ(fee["perPageYuan"], "420");
  EXPECT_EQ(Get("/v1/calendar:dueDate?startOn=2026-09-18&workingDays=20").json()["dueOn"], "2026-10-22");
  EXPECT_EQ(Get("/v1/calendar:dueDate?startOn=2026-12-20&workingDays=20").reason(), "CALENDAR_YEAR_MISSING");
}

}  // namespace
}  // namespace disclosure
