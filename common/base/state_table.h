// One table of legal moves for each aggregate, and one way to ask it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

namespace disclosure {

template <typename State, typename Act>
struct Move {
  State from;
  Act act;
  State to;
};

// constexpr StateTable kTable(std::to_array<Move<State, Act>>({{kDraft, kPublish, kPublished}, …}));
template <typename State, typename Act, std::size_t N>
class StateTable {
 public:
  constexpr explicit StateTable(const std::array<Move<State, Act>, N>& moves) : moves_(moves) {}

  // The state after `act`, or nullopt if the table does not allow it in `from`.
  constexpr std::optional<State> Next(State from, Act act) const {
    for (const auto& move : moves_) {
      if (move.from == from && move.act == act) return move.to;
    }
    return std::nullopt;
  }
  constexpr const std::array<Move<State, Act>, N>& moves() const { return moves_; }

 private:
  std::array<Move<State, Act>, N> moves_;
};

}  // namespace disclosure
