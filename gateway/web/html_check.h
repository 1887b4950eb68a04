// Reads a page as a browser would and tells what is wrong with it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gumbo.h"

namespace disclosure::gateway::testing {

class HtmlPage {
 public:
  explicit HtmlPage(std::string html);
  ~HtmlPage();
  HtmlPage(const HtmlPage&) = delete;
  HtmlPage& operator=(const HtmlPage&) = delete;

  // Unclosed and misnested tags, unknown entities; and what the accessibility rules of the portal miss: lang,
  // title, one h1, headings in order, landmarks, labels of inputs, names of links, unique ids.
  std::vector<std::string> Faults() const;

  std::vector<const GumboNode*> All(GumboTag tag) const;
  static std::string Text(const GumboNode* node);
  // "" if absent.
  static std::string Attribute(const GumboNode* node, const char* name);
  std::string Title() const;
  std::string BodyText() const;
  // Every element with the names of its attributes, in order: what no text may change.
  std::vector<std::string> Skeleton() const;
  // Addresses of links, forms, styles and the like.
  std::vector<std::string> Addresses() const;
  const std::string& html() const { return html_; }

 private:
  void CheckHeadings(std::vector<std::string>& faults) const;
  void CheckLandmarks(std::vector<std::string>& faults) const;
  void CheckInputs(std::vector<std::string>& faults) const;
  void CheckIdsAndScripts(std::vector<std::string>& faults) const;
  void CheckTags(std::vector<std::string>& faults) const;

  const std::string html_;
  GumboOutput* output_;
  std::vector<const GumboNode*> nodes_;
};

}  // namespace disclosure::gateway::testing
