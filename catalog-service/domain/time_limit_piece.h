// What one piece of a phrase says: a term, flags, an event to count from, or a scope for what follows.
#pragma once

#include <string>
#include <vector>

#include "catalog-service/domain/time_limit.h"
#include "catalog-service/domain/time_limit_segments.h"

namespace disclosure::catalog::time_limit {

struct Reading {
  std::vector<Term> terms;        // usually one; their scope is `scope`
  Term flags;                     // kind kNone: minima and place that the piece names
  std::string scope;              // what the piece is for, "" if it does not say
  bool scope_is_explicit = false; // marked by 其中, 除…外 or a colon, not only the subject of the sentence
  bool scope_is_own = false;      // said by the piece itself, not by a colon before it
  std::string anchor;             // an event without a time: belongs to a neighbour
  bool bare_scope = false;        // nothing but a scope: belongs to what follows
  bool extension = false;         // 可延长20个工作日: how much longer it may take, no time of its own
  bool understood = false;        // false if the piece has words that no rule read
  std::vector<std::string> warnings;
};

// `notice_before` says that the clause has spoken of 公示 or 公告 already.
Reading ReadPiece(const Piece& piece, bool notice_before);

}  // namespace disclosure::catalog::time_limit
