// The quarterly bulletin (季度通报): from the records of closed rounds alone, so that it comes out the same again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "media-service/domain/inspection.h"

namespace disclosure::media {

// An account as a round kept it: its platform and host are those of the monitoring day.
struct Inspection {
  std::string account;  // uid
  std::string name;
  std::string platform;  // code
  std::string host;      // as printed
  std::string level;
  Judgement judgement;
};

// An account in force on the monitoring day, drawn or not.
struct RegisteredAt {
  std::string uid;
  std::string platform;
  std::string level;
};

struct ClosedRound {
  InspectionRound round;
  std::vector<RegisteredAt> registered;
  std::vector<Inspection> inspections;
};

struct BulletinLine {
  std::string key;
  int64_t registered = 0;
  int64_t checked = 0;
  int64_t passed = 0;
  int64_t failed = 0;
};
struct BulletinProblem {
  std::string rule;
  std::vector<const Inspection*> inspections;
  bool restricted = false;
};
// 附件 不合格名单: a line for each account that failed.
struct BulletinAnnex {
  const Inspection* inspection = nullptr;
  std::vector<std::string> rules;  // codes, the vetoes first
};

struct Bulletin {
  BulletinLine total;
  int64_t unjudged = 0;  // in no rate
  std::vector<BulletinLine> platforms;  // by code
  std::vector<BulletinLine> levels;     // 省, 市, 县, 乡
  std::vector<BulletinProblem> problems;
  std::vector<BulletinAnnex> annex;  // by platform, then uid
};

// An account that several rounds drew is counted once, by its worst result; so is one that was registered on several
// monitoring days, where the last has it. What is restricted (泄密) counts and names nobody.
// `rounds` outlives the bulletin.
Bulletin BulletinOf(const std::vector<ClosedRound>& rounds, const std::vector<InspectionRule>& rules);

// "95.57": per cent with two places, half up; "" without a denominator.
std::string Rate(int64_t part, int64_t whole);

}  // namespace disclosure::media
