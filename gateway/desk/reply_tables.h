// What a reply may be and must say (data/request/replies.csv, document_elements.csv), for the labels of its form. request-service
// judges by the same files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace disclosure::gateway {

struct ReplyLeaf {
  std::string leaf;      // denied_process
  std::string label;     // 不予公开：属于四类过程性信息
  std::string document;  // R04; "" if it ends without a document
};
struct ReplyElement {
  std::string code;   // search_record
  std::string label;  // 检索的方式、范围和关键词
};

class ReplyTables {
 public:
  // NOT_FOUND or INVALID_ARGUMENT (LAW_TABLE) naming the file.
  static absl::StatusOr<ReplyTables> Load(const std::string& law_dir);

  const std::vector<ReplyLeaf>& leaves() const { return leaves_; }
  // What a reply of this leaf says that an officer may have to write: without what the system writes in any case.
  std::vector<ReplyElement> ElementsOf(std::string_view leaf) const;

 private:
  struct Element {
    std::string applies_to;
    ReplyElement element;
  };
  std::vector<ReplyLeaf> leaves_;
  std::vector<Element> elements_;
};

}  // namespace disclosure::gateway
