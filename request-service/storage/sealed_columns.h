// Every encrypted column of the schema: what a new key has to reach. A new sealed column is one more line here.
#pragma once

#include "common/mysql/sealed_column.h"

namespace disclosure::request {

inline constexpr mysql::SealedColumn kSealedColumns[] = {
    {"requests", "applicant_sealed", {"organ", "year", "serial"}, "$0-$1-$2"},
    {"request_events", "data_sealed", {"organ", "year", "serial", "seq"}, "$0-$1-$2#$3"},
    {"reply_drafts", "reply_sealed", {"organ", "year", "serial", "draft"}, "$0-$1-$2/$3", /*goes=*/true},
    {"documents", "content_sealed", {"organ", "year", "serial", "seq", "item"}, "$0-$1-$2#$3-$4", /*goes=*/true},
    {"attachments", "file_name_sealed", {"organ", "year", "serial", "id"}, "$0-$1-$2#$3"},
    {"attachments", "sha256_sealed", {"organ", "year", "serial", "id"}, "$0-$1-$2#$3"},
    {"attachments", "content_key_sealed", {"organ", "year", "serial", "id"}, "$0-$1-$2#$3"},
    {"consultations", "information_sealed", {"organ", "year", "serial", "id"}, "$0-$1-$2-c$3", /*goes=*/true},
    {"consultations", "reasons_sealed", {"organ", "year", "serial", "id"}, "$0-$1-$2-c$3", /*goes=*/true},
    {"notification_settings", "secret_sealed", {"organ"}, "$0"},
    {"notifications", "recipient_sealed", {"id"}, "$0"},
    {"notifications", "payload_sealed", {"id"}, "$0"},
    {"served", "response", {"caller", "method", "request_id"}, "$2"},
};

}  // namespace disclosure::request
