#include "gateway/web/page_templates.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMostTemplateBytes = 256 << 10;
constexpr std::string_view kEscapeLine = "{{%AUTOESCAPE context=\"HTML\"}}";

absl::StatusOr<std::string> ReadTemplate(const std::string& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  std::ifstream file(path, std::ios::binary);
  if (failed || !file) {
    return error::Make(absl::StatusCode::kNotFound, absl::StrCat("page template ", path, " cannot be read"),
                       {.reason = "TEMPLATE_MISSING", .metadata = {{"file", path}}});
  }
  std::ostringstream text;
  text << file.rdbuf();
  if (size > kMostTemplateBytes || text.str().compare(0, kEscapeLine.size(), kEscapeLine) != 0) {
    return error::Make(absl::StatusCode::kInvalidArgument,
                       absl::StrCat("page template ", path, " must begin with ", std::string(kEscapeLine), " and have at most ",
                                    kMostTemplateBytes, " bytes"),
                       {.reason = "TEMPLATE_BROKEN", .metadata = {{"file", path}}});
  }
  return text.str();
}

}  // namespace

void SetText(Dictionary& dictionary, const char* name, std::string_view value) {
  dictionary.SetValue(name, ctemplate::TemplateString(value.data(), value.size()));
}

void SetSection(Dictionary& dictionary, const char* name, std::string_view value) {
  if (value.empty()) return;
  // Set in the section itself, so that an inner dictionary's own value cannot be taken for it.
  SetText(*dictionary.AddSectionDictionary(name), name, value);
}

void SetNumber(Dictionary& dictionary, const char* name, long value) { dictionary.SetIntValue(name, value); }

absl::StatusOr<PageTemplates> PageTemplates::Load(const std::string& directory, const std::vector<std::string>& names) {
  PageTemplates templates;
  templates.cache_ = std::make_unique<ctemplate::TemplateCache>();
  for (const std::string& name : names) {
    const std::string path = directory + "/" + name + ".tpl";
    auto text = ReadTemplate(path);
    if (!text.ok()) return std::move(text).status();
    if (!templates.cache_->StringToTemplateCache(name, *text, ctemplate::STRIP_WHITESPACE)) {
      return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat("page template ", path, " is not well formed"),
                         {.reason = "TEMPLATE_BROKEN", .metadata = {{"file", path}}});
    }
  }
  templates.cache_->Freeze();
  return templates;
}

std::string PageTemplates::Expand(const std::string& name, const Dictionary& dictionary) const {
  std::string page;
  page.reserve(64 << 10);
  if (!cache_->ExpandNoLoad(name, ctemplate::STRIP_WHITESPACE, &dictionary, nullptr, &page)) return "";
  return page;
}

}  // namespace disclosure::gateway
