#include "gateway/web/item_text.h"

#include "absl/strings/match.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/time_limit_words.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {

using catalog::v1::Item;

void AddContents(const Item& item, Dictionary& parent) {
  for (const std::string& element : item.contents()) {
    SetText(*parent.AddSectionDictionary("CONTENT_ELEMENT"), "TEXT", element);
  }
}

void AddBases(const Item& item, Dictionary& parent) {
  for (const auto& basis : item.bases()) {
    Dictionary& row = *parent.AddSectionDictionary("BASIS");
    SetText(row, "TEXT", BasisText(basis));
    if (basis.kind() != catalog::v1::LegalBasis::OTHER) SetSection(row, "KIND", BasisKindWord(basis.kind()));
  }
}

void AddTimeLimit(const Item& item, Dictionary& parent) {
  SetSection(parent, "LIMIT_TEXT", item.time_limit_text());
  for (const std::string& clause : item.time_limits()) {
    const std::string words = TimeLimitInWords(clause);
    if (words.empty() || words == item.time_limit_text()) continue;
    SetText(*parent.AddSectionDictionary("LIMIT"), "TEXT", words);
  }
}

void AddBodies(const Snapshot& snapshot, const Item& item, Dictionary& parent) {
  for (const auto& body : item.responsible_bodies()) {
    Dictionary& row = *parent.AddSectionDictionary("BODY");
    const bool known = !body.organ().empty() && FindOrgan(snapshot, body.organ()) != nullptr;
    Dictionary& kind = *row.AddSectionDictionary(known ? "BODY_LINK" : "BODY_PLAIN");
    SetText(kind, "TEXT", body.text());
    if (known) SetText(kind, "HREF", "/" + body.organ());
  }
}

void AddChannels(const Item& item, Dictionary& parent) {
  for (const auto& use : item.channels()) {
    Dictionary& row = *parent.AddSectionDictionary("CHANNEL");
    SetText(row, "MARK", use.stage() > 0 ? "▲" : "■");
    SetText(row, "TEXT", ChannelText(use));
  }
}

void AddLinks(const Item& item, Dictionary& parent) {
  for (const std::string& link : item.links()) {
    const bool open = absl::StartsWithIgnoreCase(link, "http://") || absl::StartsWithIgnoreCase(link, "https://");
    Dictionary& row = *parent.AddSectionDictionary("LINK");
    SetText(*row.AddSectionDictionary(open ? "LINK_OPEN" : "LINK_PLAIN"), "HREF", link);
  }
}

}  // namespace disclosure::gateway
