#include "request-service/documents/document_html.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace disclosure::request {
namespace {

// 天头37mm，订口28mm，版心156mm×225mm；标题二号，正文三号，行距28磅。
constexpr char kStyle[] = R"(
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
* { box-sizing: border-box; }
body { font-family: "FangSong", "仿宋", "FangSong_GB2312", "STFangsong", "SimSun", "宋体", "Noto Serif CJK SC", serif;
  font-size: 16pt; line-height: 28pt; color: #000; background: #fff; margin: 0; overflow-wrap: anywhere; }
h1 { font-family: "FZXiaoBiaoSong-B05S", "方正小标宋简体", "SimSun", "宋体", "Noto Serif CJK SC", serif;
  font-size: 22pt; line-height: 34pt; font-weight: bold; text-align: center; margin: 0 0 14pt; }
h2 { font-family: "SimHei", "黑体", "Noto Sans CJK SC", sans-serif;
  font-size: 16pt; font-weight: normal; text-align: center; margin: 42pt 0 14pt;
  break-before: page; break-after: avoid; }
p { margin: 0; text-indent: 2em; text-align: justify; }
p.number { text-align: center; text-indent: 0; margin-bottom: 28pt; }
p.addressee { text-indent: 0; }
p.attachments { margin-top: 28pt; padding-left: 5em; text-indent: -3em; }
p.attachments + p.attachments { margin-top: 0; text-indent: 0; }
table { border-collapse: collapse; width: 100%; margin: 8pt 0; font-size: 14pt; line-height: 22pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #000; padding: 4pt 6pt; text-align: left; vertical-align: middle; white-space: pre-line; }
th { font-weight: bold; text-align: center; }
table.form td:first-child { width: 9em; }
table.manifest td:first-child { width: 3.2em; text-align: center; }
table.manifest th { white-space: nowrap; }
h1 + p.addressee { margin-top: 28pt; }
h2 + table tr { height: 60pt; }
div.sign { margin-top: 56pt; text-align: right; padding-right: 2em; break-inside: avoid; break-before: avoid; }
div.sign p { text-indent: 0; text-align: center; }
div.sign div { display: inline-block; }
@media screen { body { width: 210mm; min-height: 297mm; margin: 0 auto; padding: 37mm 26mm 35mm 28mm; } }
)";

std::string Escaped(const std::string& text) {
  return absl::StrReplaceAll(text,
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

void AppendEscaped(std::string* out, const std::string& text) { *out += Escaped(text); }

std::string Element(absl::string_view tag, absl::string_view classes, const std::string& text) {
  const std::string attribute = classes.empty() ? "" : absl::StrCat(" class=\"", classes, "\"");
  return absl::StrCat("<", tag, attribute, ">", Escaped(text), "</", tag, ">\n");
}

std::string Row(absl::string_view tag, const std::vector<std::string>& cells) {
  std::string html = "<tr>";
  for (const std::string& cell : cells) absl::StrAppend(&html, "<", tag, ">", Escaped(cell), "</", tag, ">");
  return html + "</tr>\n";
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const Document& document) : document_(document) {}

  std::string Body() {
    html_ = absl::StrCat("<h1>", absl::StrJoin(TitleLines(document_), "<br>", AppendEscaped), "</h1>\n");
    if (!document_.number.empty()) html_ += Element("p", "number", document_.number);
    if (!document_.addressee.empty()) html_ += Element("p", "addressee", document_.addressee + "：");
    for (const Block& block : document_.blocks) std::visit([this](const auto& value) { Write(value); }, block);
    return html_;
  }

 private:
  void Write(const Paragraph& paragraph) { html_ += Element("p", "", paragraph.text); }
  void Write(const Heading& heading) { html_ += Element("h2", "", heading.text); }
  void Write(const Remedy& remedy) { html_ += Element("p", "remedy", remedy.text); }

  void Write(const List& list) {
    for (const std::string& item : Numbered(list.items)) html_ += Element("p", "item", item);
  }

  void Write(const Table& table) {
    absl::StrAppend(&html_, "<table class=\"", table.head.empty() ? "form" : "manifest", "\">\n");
    if (!table.head.empty()) absl::StrAppend(&html_, "<thead>\n", Row("th", table.head), "</thead>\n");
    html_ += "<tbody>\n";
    for (const std::vector<std::string>& row : table.rows) html_ += Row("td", row);
    html_ += "</tbody>\n</table>\n";
  }

  void Write(const Signature& signature) {
    for (const std::string& line : AttachmentLines(document_)) html_ += Element("p", "attachments", line);
    absl::StrAppend(&html_, "<div class=\"sign\"><div>\n", Element("p", "", signature.organ),
                    Element("p", "", signature.date), "</div></div>\n");
  }

  const Document& document_;
  std::string html_;
};

}  // namespace

std::string DocumentHtml(const Document& document) {
  return absl::StrCat("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
                      Escaped(document.title), "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n",
                      HtmlWriter(document).Body(), "</body>\n</html>\n");
}

}  // namespace disclosure::request
