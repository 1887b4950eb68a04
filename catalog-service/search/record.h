// What the index keeps of an item to show it, beside the terms to find it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

// An edition in force with its items.
struct IndexedCatalogue {
  std::string name;   // divisions/330108/catalogues/03
  std::string title;  // 滨江区义务教育领域基层政务公开标准目录
  std::string division;
  std::string domain;
  int edition = 0;
  bool sample = false;
  std::vector<Item> items;
};

struct ItemRecord {
  std::string uid;
  std::string catalogue;
  std::string catalogue_title;
  std::string domain;
  int edition = 0;
  bool sample = false;
  std::vector<std::string> titles;  // the levels that are not empty
  std::vector<ResponsibleBody> bodies;
  std::vector<std::string> passages;  // contents, bases, bodies: each as one text
  bool operator==(const ItemRecord&) const = default;
};

ItemRecord RecordOf(const IndexedCatalogue& catalogue, const Item& item);

// Our own bytes, read only by the program that wrote them: an index is made anew at each start.
std::string Pack(const ItemRecord& record);
ItemRecord Unpack(std::string_view bytes);

}  // namespace disclosure::catalog
