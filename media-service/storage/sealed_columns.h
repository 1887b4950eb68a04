// Every encrypted column of the schema: what a new key has to reach. A new sealed column is one more line here.
#pragma once

#include "common/mysql/sealed_column.h"

namespace disclosure::media {

inline constexpr mysql::SealedColumn kSealedColumns[] = {
    {"accounts", "contact_sealed", {"uid"}, "$0"},
    {"account_events", "data_sealed", {"uid", "seq"}, "$0#$1"},
    {"change_filings", "proposed_sealed", {"uid"}, "$0"},
    {"inspection_findings", "text_sealed", {"division", "round", "uid", "seq"}, "$0/$1/$2#$3"},
    {"inspection_findings", "evidence_sealed", {"division", "round", "uid", "seq"}, "$0/$1/$2#$3"},
    {"served", "response", {"caller", "method", "request_id"}, "$2"},
};

}  // namespace disclosure::media
