#include "request-service/storage/digests.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/primitives.h"

namespace disclosure::request {
namespace {

std::string Keyed(const Vault& vault, std::string_view framed) {
  const crypto::Digest digest = crypto::HmacSha256(vault.keys.index_key().view(), framed);
  return absl::BytesToHexString(std::string(crypto::View(digest)));
}

template <typename Enum>
std::string Code(Enum value) {
  return absl::StrCat(static_cast<int>(value));
}

}  // namespace

// A field that is added to these later goes into a frame of its own, and only if it is not blank: old digests stay right.
std::string FilingDigest(const Vault& vault, const RequestRow& row) {
  const Applicant& who = row.applicant;
  const Wanted& what = row.wanted;
  return Keyed(vault, crypto::Frame({"filing", Name(row.key), Code(who.applicant_class), who.name, Code(who.identity_kind), who.identity_number,
                                     who.identity_kind_text, who.phone, who.email, who.address, who.postcode, who.agent_name, what.subject,
                                     what.purpose, Code(what.form), Code(what.route)}));
}

std::string PaperDigest(const Vault& vault, const RequestKey& key, const DocumentRow& row) {
  return Keyed(vault, crypto::Frame({"paper", Name(key), absl::StrCat(row.seq), absl::StrCat(row.item), row.code, row.number, row.title,
                                     absl::FormatCivilTime(row.issued), row.to_applicant ? "1" : "0", row.content}));
}

}  // namespace disclosure::request
