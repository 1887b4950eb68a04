#include "request-service/documents/document_json.h"

#include <utility>

#include "nlohmann/json.hpp"

namespace disclosure::request {

using Json = nlohmann::json;

// Found by nlohmann::json through argument-dependent lookup.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Paragraph, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Heading, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(List, items)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Table, head, rows)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Remedy, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Signature, organ, date)

namespace {

// By the place in Block.
constexpr const char* kKinds[] = {"paragraph", "heading", "list", "table", "remedy", "signature"};
static_assert(std::size(kKinds) == std::variant_size_v<Block>);

Json JsonOf(const Block& block) {
  Json json = std::visit([](const auto& value) { return Json(value); }, block);
  json["kind"] = kKinds[block.index()];
  return json;
}

template <size_t kind = 0>
Block BlockOf(const Json& json) {
  if constexpr (kind == std::variant_size_v<Block>) {
    throw Json::other_error::create(501, "no kind of block", &json);
  } else {
    if (json.at("kind") == kKinds[kind]) return json.get<std::variant_alternative_t<kind, Block>>();
    return BlockOf<kind + 1>(json);
  }
}

}  // namespace

std::string ToJson(const Document& document) {
  Json json = {{"code", document.code}, {"title", document.title}, {"number", document.number}, {"addressee", document.addressee}};
  json["blocks"] = Json::array();
  for (const Block& block : document.blocks) json["blocks"].push_back(JsonOf(block));
  json["attachments"] = document.attachments ? Json(*document.attachments) : Json(nullptr);
  // Compose has checked that all texts are UTF-8; replaced rather than thrown on.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<Document> DocumentFromJson(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Document document{.code = json.at("code"), .title = json.at("title"), .number = json.at("number"), .addressee = json.at("addressee")};
    for (const Json& block : json.at("blocks")) document.blocks.push_back(BlockOf(block));
    if (!json.at("attachments").is_null()) document.attachments = json.at("attachments").get<std::vector<std::string>>();
    return document;
  } catch (const Json::exception&) {
    return absl::DataLossError("a stored document cannot be read");
  }
}

}  // namespace disclosure::request
