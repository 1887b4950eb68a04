// The facts of a reply: what the officer wrote, part by part, and what the procedure says by itself.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "request-service/documents/document.h"
#include "request-service/domain/progress.h"

namespace disclosure::request {

struct ReplyPart {
  std::string content;  // what of the request it answers, "" for all
  std::string leaf;
  std::string grounds;
  std::map<std::string, std::string> elements;
};

struct ReplyContent {
  std::vector<ReplyPart> parts;
  std::string findings;
  std::string service_note;
  std::vector<Withheld> withheld;
  std::vector<std::string> attachments;
};

// What the officer wrote, into `facts`. An element that several parts write stands once for each, with what of the
// request it is about. What the system knows itself (number, date, remedy …) is never taken from him.
// A part that has to give reasons and does not leaves the whole without: each refusal has its own (条例 art. 36).
void FillReply(const ReplyContent& reply, const DocumentTables& tables, DocumentFacts& facts);

// What the round says, where the officer has not worded it: the counts and reasons of 条例 art. 35, the period for the
// correction (art. 30).
void FillRound(const Round& round, DocumentFacts& facts);

// "您" or "贵单位".
std::string You(ApplicantClass applicant_class);

// "2026年9月，您共向本机关提出政府信息公开申请32件".
std::string Counts(const ReasonsRequired& required, ApplicantClass applicant_class);

}  // namespace disclosure::request
