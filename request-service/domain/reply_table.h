// How a request can end: data/request/replies.csv, one row per leaf. Leaf, row of the annual report,
// document and remedy class are four columns of that one table (条例 art. 30, 35 to 39).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/remedy.h"

namespace disclosure::request {

// What a leaf does beside a part of the same request that is disclosed.
enum class BesideDisclosure {
  kDiscloses,  // is itself a disclosure
  kPartial,    // makes the whole 部分公开 (条例 art. 37; 区分处理的，只计这一情形)
  kYields,     // ends nothing by itself: the disclosure counts
};

struct ReplyLeaf {
  std::string leaf;
  std::string label;
  std::string report_code;  // of report_rows.csv
  std::string document;     // R01 to R19; "" only where no document is made
  RemedyClass remedy_class = RemedyClass::kNone;
  int precedence = 0;  // of several parts the lowest names the whole
  BesideDisclosure beside_disclosure = BesideDisclosure::kPartial;
  std::string article;
};

// One request, answered in parts.
struct CombinedReply {
  const ReplyLeaf* leaf = nullptr;  // the one outcome of the request
  RemedyClass remedy_class = RemedyClass::kNone;
  std::vector<const ReplyLeaf*> parts;  // each leaf once, by precedence
};

// The one of the two whose remedy is to be named where both apply.
RemedyClass Stricter(RemedyClass a, RemedyClass b);

// The leaves of the parts and their documents: what document_elements.csv asks of the reply.
std::set<std::string> ElementKeys(const CombinedReply& reply);

// Immutable; thread safe.
class ReplyTable {
 public:
  // BAD_REQUEST with all bad lines.
  static absl::StatusOr<ReplyTable> Parse(std::string_view csv);

  const std::vector<ReplyLeaf>& leaves() const { return leaves_; }
  const ReplyLeaf* Find(std::string_view leaf) const;  // or null

  // The one leaf of a request whose parts end as `leaves` say (a leaf may stand more than once). A part
  // disclosed beside one that is kPartial is 部分公开 and counts once; else the lowest precedence wins.
  // The columns precedence and beside_disclosure decide; beyond art. 37 they are a reading, not law.
  //
  // The remedy class is the strictest of the parts: something withheld makes it A, whatever the rest
  // (条例 art. 14 to 16 with 行政复议法 art. 23(2)); then B, a repeat, C, none. What a part that is `partial` withholds
  // is for its manifest to say (withheld.h).
  //
  // BAD_REQUEST for no leaf or an unknown one. Points into this table.
  absl::StatusOr<CombinedReply> CombineParts(const std::vector<std::string>& leaves) const;

 private:
  std::vector<ReplyLeaf> leaves_;  // as in the file
};

}  // namespace disclosure::request
