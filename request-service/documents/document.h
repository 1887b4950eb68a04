// A document (文书) T01 to R19: what it says, block by block, before it becomes HTML or DOCX.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/base/status.h"
#include "request-service/documents/document_facts.h"
#include "request-service/documents/document_template.h"
#include "request-service/domain/document_elements.h"
#include "request-service/domain/reply_table.h"

namespace disclosure::request {

struct Paragraph {
  std::string text;
  bool operator==(const Paragraph&) const = default;
};
// Begins a page, for what is torn off and sent back.
struct Heading {
  std::string text;
  bool operator==(const Heading&) const = default;
};
struct List {
  std::vector<std::string> items;
  bool operator==(const List&) const = default;
};
// A cell may have several lines.
struct Table {
  std::vector<std::string> head;  // may be empty
  std::vector<std::vector<std::string>> rows;
  bool operator==(const Table&) const = default;
};
struct Remedy {
  std::string text;
  bool operator==(const Remedy&) const = default;
};
struct Signature {
  std::string organ;
  std::string date;  // 2026年3月20日
  bool operator==(const Signature&) const = default;
};
using Block = std::variant<Paragraph, Heading, List, Table, Remedy, Signature>;

struct Document {
  std::string code;       // R04
  std::string title;      // 杭州市滨江区教育局政府信息公开申请答复书
  std::string number;     // 滨教公复〔2026〕12号, or ""
  std::string addressee;  // without the colon, or ""
  std::vector<Block> blocks;
  // Printed before the signature; empty: 附件：无; nullopt: not at all.
  std::optional<std::vector<std::string>> attachments;
  bool operator==(const Document&) const = default;
};

struct DocumentTables {
  const DocumentTemplates& templates;
  const DocumentElements& elements;
  const ReplyTable& replies;
};

// The document `code`, filled in. What is mandatory is looked for in what is printed, so neither a fact nor a
// template can leave it out:
//   NOT_FOUND            no such document
//   BAD_REQUEST          texts that are not clean UTF-8 (field "elements.reasons"), elements no document has,
//                        leaves whose document is another one
//   DOCUMENT_INCOMPLETE  all that is missing, each by its element
//   DOCUMENT_NAMES_APPLICANT  the name of the applicant stands in what goes to a third party (条例 art. 32)
absl::StatusOr<Document> Compose(std::string_view code, const DocumentFacts& facts, const DocumentTables& tables);

// The title; one that is too long for a line breaks after the name of the organ (GB/T 9704: 词意完整).
std::vector<std::string> TitleLines(const Document& document);
// "1. 甲", "2. 乙"; a single item has no number. For lists and attachments.
std::vector<std::string> Numbered(const std::vector<std::string>& items);
// "附件：1. 甲", "2. 乙"; "附件：无"; nothing where nothing is said.
std::vector<std::string> AttachmentLines(const Document& document);

}  // namespace disclosure::request
