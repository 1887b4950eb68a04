// Every encrypted column of the schema: what a new key has to reach. A new sealed column is one more line here.
#pragma once

#include <array>
#include <string_view>

namespace disclosure::media {

struct SealedColumn {
  std::string_view table;
  std::string_view column;
  std::array<std::string_view, 3> keys;  // the primary key, in its order; "" where it has fewer columns
  std::string_view place;                // the row of its FieldContext, by the keys: $0 …
};

inline constexpr SealedColumn kSealedColumns[] = {
    {"accounts", "contact_sealed", {"uid"}, "$0"},
    {"account_events", "data_sealed", {"uid", "seq"}, "$0#$1"},
    {"served", "response", {"caller", "method", "request_id"}, "$2"},
};

}  // namespace disclosure::media
