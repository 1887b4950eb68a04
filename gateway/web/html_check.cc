#include "gateway/web/html_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace disclosure::gateway::testing {
namespace {

constexpr std::array<std::string_view, 6> kVoid = {"meta", "link", "input", "br", "path", "col"};

void Collect(const GumboNode* node, std::vector<const GumboNode*>& nodes) {
  if (node->type != GUMBO_NODE_ELEMENT) return;
  nodes.push_back(node);
  const GumboVector& children = node->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) Collect(static_cast<const GumboNode*>(children.data[i]), nodes);
}

int HeadingLevel(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

}  // namespace

HtmlPage::HtmlPage(std::string html) : html_(std::move(html)), output_(gumbo_parse_with_options(&kGumboDefaultOptions, html_.data(), html_.size())) {
  Collect(output_->root, nodes_);
}

HtmlPage::~HtmlPage() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }

std::vector<const GumboNode*> HtmlPage::All(GumboTag tag) const {
  std::vector<const GumboNode*> found;
  for (const GumboNode* node : nodes_) {
    if (node->v.element.tag == tag) found.push_back(node);
  }
  return found;
}

std::string HtmlPage::Text(const GumboNode* node) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) return node->v.text.text;
  if (node->type != GUMBO_NODE_ELEMENT) return "";
  std::string text;
  const GumboVector& children = node->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) text += Text(static_cast<const GumboNode*>(children.data[i]));
  return text;
}

std::string HtmlPage::Attribute(const GumboNode* node, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&node->v.element.attributes, name);
  return attribute == nullptr ? "" : attribute->value;
}

std::string HtmlPage::Title() const {
  const auto titles = All(GUMBO_TAG_TITLE);
  return titles.empty() ? "" : Text(titles[0]);
}

std::string HtmlPage::BodyText() const {
  const auto bodies = All(GUMBO_TAG_BODY);
  return bodies.empty() ? "" : Text(bodies[0]);
}

std::vector<std::string> HtmlPage::Skeleton() const {
  std::vector<std::string> skeleton;
  for (const GumboNode* node : nodes_) {
    std::string element = gumbo_normalized_tagname(node->v.element.tag);
    if (node->v.element.tag == GUMBO_TAG_UNKNOWN) element.assign(node->v.element.original_tag.data, node->v.element.original_tag.length);
    const GumboVector& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      element.append(" ").append(static_cast<const GumboAttribute*>(attributes.data[i])->name);
    }
    skeleton.push_back(std::move(element));
  }
  return skeleton;
}

std::vector<std::string> HtmlPage::Addresses() const {
  std::vector<std::string> addresses;
  for (const GumboNode* node : nodes_) {
    for (const char* name : {"href", "src", "action", "formaction", "data", "poster", "xlink:href"}) {
      const GumboAttribute* attribute = gumbo_get_attribute(&node->v.element.attributes, name);
      if (attribute != nullptr) addresses.emplace_back(attribute->value);
    }
  }
  return addresses;
}

std::vector<std::string> HtmlPage::Faults() const {
  std::vector<std::string> faults;
  for (unsigned i = 0; i < output_->errors.length; ++i) faults.push_back("not well formed");
  CheckTags(faults);
  CheckHeadings(faults);
  CheckLandmarks(faults);
  CheckInputs(faults);
  CheckIdsAndScripts(faults);
  return faults;
}

// Gumbo repairs in silence much that is misnested; so every tag opened is closed again, in order.
void HtmlPage::CheckTags(std::vector<std::string>& faults) const {
  std::vector<std::string> open;
  for (size_t at = html_.find('<'); at != std::string::npos; at = html_.find('<', at + 1)) {
    if (html_[at + 1] == '!') continue;
    const bool closing = html_[at + 1] == '/';
    const size_t end = html_.find('>', at);
    const size_t begin = at + (closing ? 2 : 1);
    const std::string name = html_.substr(begin, html_.find_first_of(" />", begin) - begin);
    if (std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end()) continue;
    if (!closing) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      faults.push_back("</" + name + "> closes <" + (open.empty() ? "" : open.back()) + ">");
      return;
    } else {
      open.pop_back();
    }
    if (end == std::string::npos) return faults.push_back("a tag without end");
  }
  if (!open.empty()) faults.push_back("<" + open.back() + "> is not closed");
}

void HtmlPage::CheckHeadings(std::vector<std::string>& faults) const {
  if (Title().empty()) faults.push_back("no title");
  if (All(GUMBO_TAG_H1).size() != 1) faults.push_back("not exactly one h1");
  int last = 0;
  for (const GumboNode* node : nodes_) {
    const int level = HeadingLevel(node->v.element.tag);
    if (level == 0) continue;
    if (level > last + 1) faults.push_back("heading h" + std::to_string(level) + " after h" + std::to_string(last));
    if (Text(node).empty()) faults.push_back("an empty heading");
    last = level;
  }
}

void HtmlPage::CheckLandmarks(std::vector<std::string>& faults) const {
  const auto html = All(GUMBO_TAG_HTML);
  const std::string lang = html.empty() ? "" : Attribute(html[0], "lang");
  if (lang != "zh-CN" && lang != "en") faults.push_back("lang is neither zh-CN nor en");
  for (const auto& [tag, name] : {std::pair(GUMBO_TAG_HEADER, "header"), std::pair(GUMBO_TAG_MAIN, "main"),
                                  std::pair(GUMBO_TAG_FOOTER, "footer")}) {
    if (All(tag).size() != 1) faults.push_back(std::string("not exactly one ") + name);
  }
  std::set<std::string> names;
  for (const GumboNode* nav : All(GUMBO_TAG_NAV)) {
    if (!names.insert(Attribute(nav, "aria-label")).second) faults.push_back("two nav of one name");
  }
  if (names.empty() || names.count("") > 0) faults.push_back("a nav without name, or none");
  const auto links = All(GUMBO_TAG_A);
  if (links.empty() || Attribute(links[0], "href") != "#main") faults.push_back("the first link does not skip to main");
  for (const GumboNode* table : All(GUMBO_TAG_TABLE)) {
    if (Text(table).empty() || html_.find("<caption") == std::string::npos) faults.push_back("a table without caption");
  }
  for (const GumboNode* th : All(GUMBO_TAG_TH)) {
    if (Attribute(th, "scope").empty()) faults.push_back("th without scope: " + Text(th));
  }
}

void HtmlPage::CheckInputs(std::vector<std::string>& faults) const {
  std::set<std::string> labelled;
  for (const GumboNode* label : All(GUMBO_TAG_LABEL)) labelled.insert(Attribute(label, "for"));
  for (const GumboTag tag : {GUMBO_TAG_INPUT, GUMBO_TAG_SELECT}) {
    for (const GumboNode* input : All(tag)) {
      if (labelled.count(Attribute(input, "id")) == 0) faults.push_back("an input without label");
    }
  }
  for (const GumboNode* link : All(GUMBO_TAG_A)) {
    if (Text(link).empty()) faults.push_back("a link without text to " + Attribute(link, "href"));
  }
}

void HtmlPage::CheckIdsAndScripts(std::vector<std::string>& faults) const {
  std::set<std::string> ids;
  for (const GumboNode* node : nodes_) {
    const std::string id = Attribute(node, "id");
    if (!id.empty() && !ids.insert(id).second) faults.push_back("id twice: " + id);
    // The gateway's Content-Security-Policy lets none of these work.
    const GumboVector& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const std::string name = static_cast<const GumboAttribute*>(attributes.data[i])->name;
      if (name == "style" || name.rfind("on", 0) == 0) faults.push_back("attribute " + name);
    }
  }
  if (!All(GUMBO_TAG_STYLE).empty()) faults.push_back("a style element");
  for (const GumboNode* script : All(GUMBO_TAG_SCRIPT)) {
    const bool own = Attribute(script, "src").rfind("/static/", 0) == 0 && Attribute(script, "type") == "module";
    if (!own || !Text(script).empty()) faults.push_back("a script that is no file of the portal");
  }
}

}  // namespace disclosure::gateway::testing
