// An account (账号) of the register: what is kept of it, and which changes need a filing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "media-service/domain/lifecycle.h"

namespace disclosure::media {

// 功能类别.
enum class Purpose { kUnspecified = 0, kPublishing = 1, kService = 2, kInteraction = 3 };
// 互动功能.
enum class Interaction { kUnspecified = 0, kComments, kPrivateMessages, kMenu, kCustomerService, kAutoReply, kMailbox };
inline constexpr int kInteractions = 6;
enum class Certification { kUnspecified = 0, kCertified = 1, kNotCertified = 2, kLapsed = 3 };
enum class OperationMode { kUnspecified = 0, kOwn = 1, kEntrusted = 2 };

// A unit in one of the three roles: an organ of the directory, or what was written.
struct Unit {
  std::string organ;  // "330108-jyj"; "" if the directory does not have it
  std::string text;
  bool inferred = false;  // from the account's name: no fact
  bool operator==(const Unit&) const = default;
};

// 联系人: personal data.
struct Contact {
  std::string responsible_person;
  std::string phone;
  std::string operators;
  bool operator==(const Contact&) const = default;
  bool empty() const { return *this == Contact(); }
};

struct FormerName {
  std::string name;
  absl::CivilDay until;
  bool operator==(const FormerName&) const = default;
};

struct Account {
  std::string uid;
  std::string division;  // whose register it is in
  State state = State::kNone;
  std::string platform;  // code
  std::string platform_id;
  std::vector<std::string> other_ids;
  std::string name;
  std::string url;
  Unit host;       // 主办
  Unit competent;  // 主管
  Unit operation;  // 承办
  OperationMode operation_mode = OperationMode::kUnspecified;
  std::string certified_subject;
  Certification certification = Certification::kUnspecified;
  Purpose purpose = Purpose::kUnspecified;
  std::vector<Interaction> interactions;
  std::string introduction;
  std::optional<absl::CivilDay> opened_on;
  std::optional<absl::CivilDay> filed_on;
  std::string filing_number;
  std::string exception_reason;
  Contact contact;
  std::string successor;  // uid
  bool unfiled = false;   // side findings: they stand beside the state
  bool reopened = false;
  std::string status_text;
  std::string source;
  std::string import_digest;  // of the row that brought it; "" if no list did
  int64_t version = 0;
  absl::Time create_time;
  absl::Time update_time;
  bool operator==(const Account&) const = default;
};

// All ids of the account, its own one first.
std::vector<std::string> IdsOf(const Account& account);

// Adds the bad fields of what an officer writes, below `prefix` ("account").
void CheckAccount(const Account& account, std::string_view prefix, error::Violations& bad);

// The fields in which the two differ that only a filing may change (变更备案): "display_name", "host" …
std::vector<std::string> MaterialChanges(const Account& before, const Account& after);

// What the public may see of a phone or a name is nothing; officers of other organs see this much: 张**, 138****1234.
Contact Masked(const Contact& contact);

}  // namespace disclosure::media
