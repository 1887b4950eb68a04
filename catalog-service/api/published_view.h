// What is in force, in memory: every replica keeps it, fed by the change feed, and answers the public
// from it with bytes that were encoded once at publication.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "catalog-service/storage/store.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "grpcpp/support/byte_buffer.h"

namespace disclosure::catalog {

// The answer of an edition: protobuf and JSON. `items` are ignored for a withdrawn one.
Answer Encode(const Edition& edition, const std::string& title, const std::vector<Item>& items);
// The items of an answer. DATA_LOSS if it is none.
absl::StatusOr<v1::Edition> Decode(const Answer& answer);
absl::StatusOr<std::vector<Item>> DecodeItems(const Answer& answer);
absl::StatusOr<v1::Edition> Decode(const grpc::ByteBuffer& bytes);

// One copy of the answer, as it goes out; whoever needs its parts decodes it.
struct Published {
  v1::Catalogue summary;
  grpc::ByteBuffer bytes;
};

// Thread safe. Readers share immutable maps; a change makes new ones.
class PublishedView {
 public:
  // By catalogue name: "divisions/330108/catalogues/03".
  using Map = std::map<std::string, std::shared_ptr<const Published>>;

  std::shared_ptr<const Map> Get() const;
  // nullptr if nothing is in force.
  std::shared_ptr<const Published> Find(const std::string& catalogue) const;
  // The catalogues of a division, by domain.
  std::vector<std::shared_ptr<const Published>> OfDivision(const std::string& division) const;
  // What is published names organs as they were; this leads to those of today.
  std::shared_ptr<const Successors> OrganSuccessors() const;

  // Sets (or, for nullptr, removes) catalogues, all at once.
  void Apply(const std::vector<std::pair<std::string, std::shared_ptr<const Published>>>& changes);
  void Replace(Map map);
  void SetOrganSuccessors(Successors successors);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Map> map_ = std::make_shared<const Map>();
  std::shared_ptr<const Successors> successors_ = std::make_shared<const Successors>();
};

// An item in force, by its name. NOT_FOUND.
absl::StatusOr<v1::Item> FindItem(const PublishedView& view, const std::string& name);

// What is in force of one catalogue, from the store; nullptr if nothing is.
absl::StatusOr<std::shared_ptr<const Published>> LoadPublished(Reader& reader, const std::string& division, const std::string& domain);
// Everything in force, and the feed's position in the same view of the database.
struct AllInForce {
  PublishedView::Map catalogues;
  Successors successors;
  mysql::FeedPosition position;
};
absl::StatusOr<AllInForce> LoadAll(Store& store, absl::Time deadline);

}  // namespace disclosure::catalog
