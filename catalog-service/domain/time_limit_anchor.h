// Which event a time limit counts from: 信息形成或者变更 is "formed|changed".
#pragma once

#include <cstddef>
#include <string>

#include "catalog-service/domain/time_limit_lexer.h"

namespace disclosure::catalog::time_limit {

struct Anchor {
  enum class State {
    kNone,     // the words name no event
    kUnknown,  // they name one that the table of anchors does not have
    kKnown,
  };
  State state = State::kNone;
  std::string name;        // "formed|changed"
  size_t begin = 0;        // where the words of the event begin: what stands before them is their subject
  size_t object_begin = 0; // 作出‹行政处罚›决定: what stands between verb and noun, else empty
  size_t object_end = 0;
};

// The event that tokens[begin, end) name. `marked` says that 之日起, 后 or 时 stands behind them: then
// they do name an event, known or not.
Anchor ResolveAnchor(const Tokens& tokens, size_t begin, size_t end, bool marked);

}  // namespace disclosure::catalog::time_limit
