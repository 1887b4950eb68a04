// What a document is filled from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "request-service/domain/event.h"
#include "request-service/domain/fee.h"
#include "request-service/domain/organ.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

// One thing that a partial disclosure withholds (条例 art. 37).
struct Withheld {
  std::string place;    // 第3页第2段
  std::string content;  // 联系人姓名、电话
  std::string article;  // 《条例》第十五条
  std::string reason;
};

struct DocumentFacts {
  Organ organ;
  std::string document_number;  // 文号, "" for none
  std::string request_number;
  std::string applicant_name;
  std::string applicant_address;
  ApplicantClass applicant_class = ApplicantClass::kUnspecified;
  Channel channel = Channel::kUnspecified;
  std::string party;  // the third party or organ that T05, T06 and T08 go to
  ConsultationKind consultation = ConsultationKind::kUnspecified;
  DisclosureGround disclosure_ground = DisclosureGround::kUnspecified;  // of T08
  std::string wish;
  std::optional<absl::CivilDay> date;           // of the document
  std::vector<std::string> leaves;              // of the parts of the reply; none for what is no outcome
  std::map<std::string, absl::CivilDay> dates;  // by element: received_on, due_date, explain_by …
  std::map<std::string, std::string> elements;  // what people wrote, by element, and `finding`; a list: an item a line
  std::vector<Withheld> withheld;
  std::optional<std::vector<std::string>> attachments;  // empty: 无; nullopt: nothing is said
  std::optional<FeeNoticed> fee;
  const FeeSchedule* fee_schedule = nullptr;  // in force when the fee was fixed; with `fee`
  std::string remedy_clause;                  // of RemedyTable
};

// The names a template may use beside the elements. `channel.*`, `consulted.*`, `ground.*`, `fee.*` and `manifest` are for
// conditions.
inline constexpr const char* kFactNames[] = {
    "applicant", "applicant_address", "you", "party", "finding",
    "channel.in_person", "channel.registered_post", "channel.ordinary_letter", "channel.fax", "channel.internet",
    "channel.email", "channel.oral", "consulted.third_party", "consulted.joint_organ", "consulted.other_organ",
    "ground.unreasonable", "ground.public_interest",
    "fee.item", "fee.page", "fee_count", "fee_position", "fee_tariff", "manifest", "withheld.number", "withheld.place", "withheld.content",
    "withheld.article", "withheld.reason"};

// All names with what they are filled with; those that are not filled are absent. Without `withheld.*`.
std::map<std::string, std::string> FilledIn(const DocumentFacts& facts);
// `withheld.*` of the `number`-th entry.
std::map<std::string, std::string> FilledIn(const Withheld& entry, int number);

// 2026年3月2日.
std::string ChineseDate(absl::CivilDay day);

}  // namespace disclosure::request
