#include "catalog-service/api/published_view.h"

#include "absl/strings/str_cat.h"
#include "catalog-service/api/convert.h"
#include "common/base/error.h"
#include "common/rpc/json.h"
#include "common/rpc/names.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace disclosure::catalog {

Answer Encode(const Edition& edition, const std::string& title, const std::vector<Item>& items) {
  v1::Edition message = ToProto(edition);
  message.set_display_name(title);
  if (edition.state != EditionState::kWithdrawn) {
    for (const Item& item : items) *message.add_items() = ToProto(item, message.catalogue());
  }
  return {message.SerializeAsString(), PrintPublishedJson(message)};
}

absl::StatusOr<v1::Edition> Decode(const Answer& answer) {
  v1::Edition edition;
  if (!edition.ParseFromString(answer.bytes)) return absl::DataLossError("a stored edition cannot be decoded");
  return edition;
}

absl::StatusOr<v1::Edition> Decode(const grpc::ByteBuffer& bytes) {
  v1::Edition edition;
  grpc::ByteBuffer copy(bytes);  // decoding consumes the buffer, not the bytes
  if (!grpc::GenericDeserialize<grpc::ProtoBufferReader, v1::Edition>(&copy, &edition).ok()) {
    return absl::DataLossError("a published edition cannot be decoded");
  }
  return edition;
}

absl::StatusOr<std::vector<Item>> DecodeItems(const Answer& answer) {
  ASSIGN_OR_RETURN(const v1::Edition edition, Decode(answer));
  std::vector<Item> items;
  items.reserve(edition.items_size());
  for (const v1::Item& message : edition.items()) {
    ASSIGN_OR_RETURN(Item item, FromProto(message));
    items.push_back(std::move(item));
  }
  return items;
}

std::shared_ptr<const PublishedView::Map> PublishedView::Get() const {
  std::lock_guard lock(mutex_);
  return map_;
}

std::shared_ptr<const Published> PublishedView::Find(const std::string& catalogue) const {
  const auto map = Get();
  const auto found = map->find(catalogue);
  return found == map->end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const Published>> PublishedView::OfDivision(const std::string& division) const {
  const auto map = Get();
  const std::string prefix = absl::StrCat("divisions/", division, "/");
  std::vector<std::shared_ptr<const Published>> out;
  for (auto it = map->lower_bound(prefix); it != map->end() && it->first.rfind(prefix, 0) == 0; ++it) out.push_back(it->second);
  return out;
}

void PublishedView::Apply(const std::vector<std::pair<std::string, std::shared_ptr<const Published>>>& changes) {
  std::lock_guard lock(mutex_);
  auto next = std::make_shared<Map>(*map_);
  for (const auto& [name, published] : changes) {
    if (published == nullptr) {
      next->erase(name);
    } else {
      (*next)[name] = published;
    }
  }
  map_ = std::move(next);
}

void PublishedView::Replace(Map map) {
  std::lock_guard lock(mutex_);
  map_ = std::make_shared<const Map>(std::move(map));
}

std::shared_ptr<const Successors> PublishedView::OrganSuccessors() const {
  std::lock_guard lock(mutex_);
  return successors_;
}

void PublishedView::SetOrganSuccessors(Successors successors) {
  std::lock_guard lock(mutex_);
  successors_ = std::make_shared<const Successors>(std::move(successors));
}

absl::StatusOr<v1::Item> FindItem(const PublishedView& view, const std::string& name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kItemName, name));
  const std::shared_ptr<const Published> published = view.Find(CatalogueName(ids[0], ids[1]));
  if (published != nullptr) {
    ASSIGN_OR_RETURN(const v1::Edition edition, Decode(published->bytes));
    for (const v1::Item& item : edition.items()) {
      if (item.name() == name) return item;
    }
  }
  return error::NotFound(name);
}

absl::StatusOr<std::shared_ptr<const Published>> LoadPublished(Reader& reader, const std::string& division, const std::string& domain) {
  ASSIGN_OR_RETURN(std::optional<StoredEdition> stored, reader.EditionInForce(division, domain));
  if (!stored) return std::shared_ptr<const Published>();
  auto out = std::make_shared<Published>();
  ASSIGN_OR_RETURN(const v1::Edition edition, Decode(stored->answer));
  v1::Catalogue& summary = out->summary;
  summary.set_name(edition.catalogue());
  summary.set_domain(edition.domain());
  summary.set_display_name(edition.display_name());
  summary.set_edition(edition.edition());
  summary.set_item_count(edition.item_count());
  *summary.mutable_publish_time() = edition.publish_time();
  summary.set_sample(edition.sample());
  grpc::Slice slice(stored->answer.bytes);
  out->bytes = grpc::ByteBuffer(&slice, 1);
  return std::shared_ptr<const Published>(std::move(out));
}

absl::StatusOr<AllInForce> LoadAll(Store& store, absl::Time deadline) {
  AllInForce out;
  RETURN_IF_ERROR(store.Snapshot(deadline, [&](Reader& reader) -> absl::Status {
    out.catalogues.clear();
    // The position first: what commits meanwhile is read again from the feed, which does no harm.
    ASSIGN_OR_RETURN(out.position, reader.FeedHead());
    ASSIGN_OR_RETURN(out.successors, reader.OrganSuccessors());
    ASSIGN_OR_RETURN(const std::vector<CatalogueRow> rows, reader.CataloguesInForce());
    for (const CatalogueRow& row : rows) {
      ASSIGN_OR_RETURN(std::shared_ptr<const Published> published, LoadPublished(reader, row.division, row.domain));
      if (published != nullptr) out.catalogues[published->summary.name()] = std::move(published);
    }
    return absl::OkStatus();
  }));
  return out;
}

}  // namespace disclosure::catalog
