#include "catalog-service/importers/html_reduce.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kMaxLinkBytes = 2048;
constexpr size_t kMaxSpanDigits = 6;
constexpr int kLevelsOfATable = 4;  // table, tbody, tr, td

// Elements that go with everything in them.
constexpr std::array<std::string_view, 11> kDropped = {"script", "style",   "noscript", "textarea",
                                                       "iframe", "noembed", "noframes", "xmp",
                                                       "svg",    "math",    "select"};
// Elements that stand on lines of their own.
constexpr std::array<std::string_view, 36> kBlocks = {
    "address", "article", "aside", "blockquote", "body",     "br",      "center", "dd",   "details",
    "dir",     "div",     "dl",    "dt",         "fieldset", "figure",  "footer", "form", "h1",
    "h2",      "h3",      "h4",    "h5",         "h6",       "header",  "hr",     "li",   "main",
    "nav",     "ol",      "p",     "pre",        "section",  "summary", "title",  "ul",   "option"};

template <size_t N>
bool IsOneOf(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsSpace(char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }

struct Tag {
  std::string name;  // lower case
  bool end = false;
  std::string rowspan, colspan, href;
};

std::string* SlotOf(Tag* tag, std::string_view attribute) {
  if (absl::EqualsIgnoreCase({attribute.data(), attribute.size()}, "rowspan")) return &tag->rowspan;
  if (absl::EqualsIgnoreCase({attribute.data(), attribute.size()}, "colspan")) return &tag->colspan;
  if (absl::EqualsIgnoreCase({attribute.data(), attribute.size()}, "href")) return &tag->href;
  return nullptr;
}

// Where the tables that are open stand: what decides whether text belongs to a cell.
enum class Place { kBetween, kCell, kCaption };

class Reducer {
 public:
  Reducer(std::string_view html, const ReadLimits& limits) : html_(html), limits_(limits) {}

  absl::StatusOr<std::string> Run() {
    while (at_ < html_.size()) {
      const size_t next = std::min(html_.find('<', at_), html_.size());
      Text(html_.substr(at_, next - at_));
      at_ = next;
      if (at_ == html_.size()) break;
      if (absl::Status status = Markup(); !status.ok()) return status;
      if (static_cast<int64_t>(out_.size()) > limits_.text_bytes) {
        return ReadError("TOO_MUCH_TEXT",
                         absl::StrCat("the page has more than ", limits_.text_bytes, " bytes of text"),
                         {{"limit", std::to_string(limits_.text_bytes)}});
      }
    }
    if (!places_.empty() && page_opened_ && !page_closed_) return Truncated("inside a table");
    return std::move(out_);
  }

 private:
  absl::Status Truncated(std::string_view where) const {
    return ReadError("TRUNCATED_FILE",
                     absl::StrCat("the page ends ", std::string(where), "; fetch or save it again"),
                     {{"part", std::string(where)}});
  }

  absl::Status Markup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.substr(0, 4) == "<!--") {
      const size_t end = html_.find("-->", at_ + 4);
      at_ = end == html_.npos ? html_.size() : end + 3;
      return absl::OkStatus();
    }
    const char second = rest.size() > 1 ? rest[1] : ' ';
    if (second == '!' || second == '?') {
      const size_t end = html_.find('>', at_);
      at_ = end == html_.npos ? html_.size() : end + 1;
      return absl::OkStatus();
    }
    const bool end_tag =
        second == '/' && rest.size() > 2 && absl::ascii_isalpha(static_cast<unsigned char>(rest[2]));
    if (!end_tag && !absl::ascii_isalpha(static_cast<unsigned char>(second))) {
      Text("&lt;");
      ++at_;
      return absl::OkStatus();
    }
    Tag tag;
    if (!ReadTag(&tag)) return Truncated("inside a tag");
    return Handle(tag);
  }

  // Reads the tag at at_ and moves behind it; false if the page ends first.
  bool ReadTag(Tag* tag) {
    ++at_;
    if (html_[at_] == '/') {
      tag->end = true;
      ++at_;
    }
    const size_t name_end = std::min(html_.find_first_of(" \t\r\n\f/>", at_), html_.size());
    tag->name = absl::AsciiStrToLower({html_.data() + at_, std::min<size_t>(name_end - at_, 32)});
    at_ = name_end;
    while (at_ < html_.size()) {
      if (html_[at_] == '>') {
        ++at_;
        return true;
      }
      if (IsSpace(html_[at_]) || html_[at_] == '/') {
        ++at_;
      } else {
        ReadAttribute(tag);
      }
    }
    return false;
  }

  void ReadAttribute(Tag* tag) {
    const size_t name_end = std::min(html_.find_first_of(" \t\r\n\f/>=", at_ + 1), html_.size());
    std::string* slot = SlotOf(tag, html_.substr(at_, name_end - at_));
    at_ = name_end;
    while (at_ < html_.size() && IsSpace(html_[at_])) ++at_;
    if (at_ == html_.size() || html_[at_] != '=') return;
    ++at_;
    while (at_ < html_.size() && IsSpace(html_[at_])) ++at_;
    if (at_ == html_.size()) return;
    const char quote = html_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    const size_t begin = at_ + (quoted ? 1 : 0);
    const size_t end =
        std::min(quoted ? html_.find(quote, begin) : html_.find_first_of(" \t\r\n\f>", begin), html_.size());
    if (slot != nullptr && slot->empty() && end - begin <= kMaxLinkBytes)
      *slot = html_.substr(begin, end - begin);
    at_ = std::min(end + (quoted ? 1 : 0), html_.size());
  }

  absl::Status Handle(const Tag& tag) {
    if (!tag.end && IsOneOf(tag.name, kDropped)) {
      SkipContentOf(tag.name);
      return absl::OkStatus();
    }
    if (tag.name == "html" || tag.name == "body") (tag.end ? page_closed_ : page_opened_) = true;
    if (tag.name == "table") return tag.end ? CloseTable() : OpenTable();
    if (tag.name == "caption" || tag.name == "tr")
      return tag.end ? CloseWithin(tag.name) : OpenWithin(tag.name);
    if (tag.name == "td" || tag.name == "th") return tag.end ? CloseWithin("td") : OpenCell(tag);
    if (tag.name == "a" && !tag.end) KeepLink(tag.href);
    if (IsOneOf(tag.name, kBlocks)) Break();
    return absl::OkStatus();
  }

  absl::Status Emit(std::string_view tag) {
    absl::StrAppend(&out_, std::string(tag));
    cell_tag_end_ = std::string::npos;
    if (++tags_ <= limits_.html_tags) return absl::OkStatus();
    return ReadError("TOO_MANY_CELLS",
                     absl::StrCat("the page has more than ", limits_.html_tags,
                                  " rows and cells; split it into several files"),
                     {{"limit", std::to_string(limits_.html_tags)}});
  }

  absl::Status OpenTable() {
    // As a browser does: a table in a table but in no cell of it ends the outer one.
    if (!places_.empty() && places_.back() == Place::kBetween) {
      if (absl::Status status = CloseTable(); !status.ok()) return status;
    }
    places_.push_back(Place::kBetween);
    if (static_cast<int64_t>(places_.size()) * kLevelsOfATable > limits_.html_depth) {
      return ReadError(
          "NESTED_TOO_DEEPLY",
          absl::StrCat("tables are nested more than ", limits_.html_depth / kLevelsOfATable, " deep"),
          {{"limit", std::to_string(limits_.html_depth)}});
    }
    return Emit("<table>");
  }

  absl::Status CloseTable() {
    if (places_.empty()) return absl::OkStatus();
    places_.pop_back();
    return Emit("</table>");
  }

  absl::Status OpenWithin(std::string_view name) {
    if (places_.empty()) {
      Break();
      return absl::OkStatus();
    }
    places_.back() = name == "caption" ? Place::kCaption : Place::kBetween;
    return Emit(absl::StrCat("<", std::string(name), ">"));
  }

  absl::Status OpenCell(const Tag& tag) {
    if (places_.empty()) {
      Break();
      return absl::OkStatus();
    }
    places_.back() = Place::kCell;
    std::string cell = "<td";
    AppendSpan("rowspan", tag.rowspan, &cell);
    AppendSpan("colspan", tag.colspan, &cell);
    if (absl::Status status = Emit(cell + ">"); !status.ok()) return status;
    cell_tag_end_ = out_.size() - 1;
    return absl::OkStatus();
  }

  static void AppendSpan(std::string_view name, std::string_view value, std::string* cell) {
    size_t digits = 0;
    while (digits < value.size() && absl::ascii_isdigit(static_cast<unsigned char>(value[digits]))) ++digits;
    if (digits == 0) return;
    const std::string number(value.substr(0, digits));
    absl::StrAppend(cell, " ", std::string(name), "=\"", digits > kMaxSpanDigits ? "999999" : number, "\"");
  }

  absl::Status CloseWithin(std::string_view name) {
    if (places_.empty()) return absl::OkStatus();
    places_.back() = Place::kBetween;
    return Emit(absl::StrCat("</", std::string(name), ">"));
  }

  // Puts the link into the tag of the cell that is open, the first one only.
  void KeepLink(const std::string& href) {
    const std::string_view link =
        std::string_view(href).substr(std::min(href.find_first_not_of(" \t\r\n"), href.size()));
    if (cell_tag_end_ == std::string::npos) return;
    const absl::string_view scheme(link.data(), link.size());
    if (!absl::StartsWithIgnoreCase(scheme, "http://") && !absl::StartsWithIgnoreCase(scheme, "https://"))
      return;
    std::string attribute = " title=\"";
    for (const char c : link) {
      if (c == '"') {
        attribute += "&quot;";
      } else {
        attribute += c;
      }
    }
    out_.insert(cell_tag_end_, attribute + "\"");
    cell_tag_end_ = std::string::npos;
  }

  void SkipContentOf(std::string_view name) {
    while (at_ < html_.size()) {
      at_ = std::min(html_.find("</", at_), html_.size());
      const std::string_view found = html_.substr(std::min(at_ + 2, html_.size()), name.size());
      if (absl::EqualsIgnoreCase({found.data(), found.size()}, {name.data(), name.size()})) return;
      at_ = std::min(at_ + 2, html_.size());
    }
  }

  void Break() {
    if (!places_.empty() && places_.back() == Place::kBetween) return;
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  }

  // Runs of blanks become one: line ends of the source mean nothing.
  void Text(std::string_view text) {
    if (!places_.empty() && places_.back() == Place::kBetween) {
      if (std::all_of(text.begin(), text.end(), IsSpace)) return;
      out_ += "<caption>";
      ++tags_;
      places_.back() = Place::kCaption;
    }
    for (const char c : text) {
      if (!IsSpace(c)) {
        out_ += c;
      } else if (!out_.empty() && out_.back() != ' ' && out_.back() != '\n') {
        out_ += ' ';
      }
    }
  }

  const std::string_view html_;
  const ReadLimits& limits_;
  size_t at_ = 0;
  std::string out_;
  std::vector<Place> places_;
  size_t cell_tag_end_ = std::string::npos;  // of the '>' of the open cell that has no link yet
  int64_t tags_ = 0;
  bool page_opened_ = false;
  bool page_closed_ = false;
};

}  // namespace

absl::StatusOr<std::string> ReduceHtml(std::string_view html, const ReadLimits& limits) {
  return Reducer(html, limits).Run();
}

std::string MetaCharset(std::string_view bytes) {
  const std::string head = absl::AsciiStrToLower({bytes.data(), std::min<size_t>(bytes.size(), 4096)});
  const size_t meta = head.find("charset=");
  if (meta == std::string::npos) return "";
  const size_t begin = head.find_first_not_of("\"' ", meta + 8);
  if (begin == std::string::npos) return "";
  return head.substr(begin, head.find_first_of("\"' />;\r\n\t", begin) - begin);
}

}  // namespace disclosure::catalog
