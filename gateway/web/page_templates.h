// The page templates (gateway/web/templates), parsed once. All are auto-escaping: a value becomes text of the
// place it stands in, whatever it contains.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ctemplate/template_cache.h"
#include "ctemplate/template_dictionary.h"

namespace disclosure::gateway {

using Dictionary = ctemplate::TemplateDictionary;

// The value of a variable, and of one that also shows the section of its name where it is not empty.
void SetText(Dictionary& dictionary, const char* name, std::string_view value);
void SetSection(Dictionary& dictionary, const char* name, std::string_view value);
void SetNumber(Dictionary& dictionary, const char* name, long value);

// Thread safe once loaded.
class PageTemplates {
 public:
  // Reads `names` ("portal" → portal.tpl) from `directory`. Errors, naming the file: NOT_FOUND
  // (TEMPLATE_MISSING), INVALID_ARGUMENT (TEMPLATE_BROKEN: syntax, or no auto-escape line).
  static absl::StatusOr<PageTemplates> Load(const std::string& directory, const std::vector<std::string>& names);

  // "" if the template was not loaded or includes one that was not.
  std::string Expand(const std::string& name, const Dictionary& dictionary) const;

 private:
  std::unique_ptr<ctemplate::TemplateCache> cache_;
};

}  // namespace disclosure::gateway
