#include "gateway/compose/edition_in_force.h"

#include <set>
#include <utility>

namespace disclosure::gateway {

using catalog::v1::Edition;
using catalog::v1::Item;

OrganUses OrganUsesOf(const Edition& edition) {
  OrganUses uses;
  for (const Item& item : edition.items()) {
    std::set<std::string> named;
    for (const auto& body : item.responsible_bodies()) {
      if (!body.organ().empty() && named.insert(body.organ()).second) ++uses[body.organ()];
    }
  }
  return uses;
}

EditionInForce::EditionInForce(Edition edition) : organ_uses_(OrganUsesOf(edition)) {
  edition.set_item_count(edition.items_size());
  bytes_ = edition.SerializeAsString();
  // Taken out, not cleared: a cleared field keeps its messages for the next that come.
  google::protobuf::RepeatedPtrField<Item>().Swap(edition.mutable_items());
  head_ = std::move(edition);
}

std::shared_ptr<const Edition> EditionInForce::Whole() const {
  auto edition = std::make_shared<Edition>();
  edition->ParseFromString(bytes_);
  return edition;
}

}  // namespace disclosure::gateway
