// The 26 pilot domains (试点领域) and how a catalogue's title names them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

struct Domain {
  std::string code;  // "03"
  std::string name;  // 义务教育
  std::vector<std::string> aliases;
  std::string lead_ministry;              // 牵头部委
  std::string guideline_title;            // 标准指引
  std::string guideline_document_number;  // its 文号
  std::vector<Level> levels;              // where the domain has items
};

struct DomainMatch {
  std::string code;                     // "" if none, or if several are named and the ordinal decides nothing
  std::vector<std::string> candidates;  // codes of all domains named, in the order of the title
};

class DomainDirectory {
 public:
  explicit DomainDirectory(std::vector<Domain> domains);

  // The domain that a title, sheet or file name names, by name or alias, blanks and width folded. Towns
  // renumber the domains, so the ordinal （十五） only decides between several names. A name inside a longer
  // one (就业 in 就业创业) does not count.
  DomainMatch FindInTitle(std::string_view title) const;

  // The domain whose name or alias `text` is, as in a 领域 column; nullptr if none.
  const Domain* FindByName(std::string_view text) const;
  const Domain* FindByCode(std::string_view code) const;

  const std::vector<Domain>& domains() const { return domains_; }

 private:
  std::vector<Domain> domains_;
};

// The ordinal in front of a title: （十五） → 15, "3." → 3; 0 if there is none.
int OrdinalOfTitle(std::string_view title);

}  // namespace disclosure::catalog
