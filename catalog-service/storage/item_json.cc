#include "catalog-service/storage/item_json.h"

#include "nlohmann/json.hpp"

namespace disclosure::catalog {

using Json = nlohmann::json;

// Found by nlohmann::json through argument-dependent lookup. Enums are kept by number.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ChannelUse, channel, text, stage)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(LegalBasis, title, document_number, kind)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ResponsibleBody, text, organ)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Audience, whole_society, groups)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OtherColumn, header, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Source, file, table, row)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Item, uid, serial, level_one, level_two, level_three, contents, bases,
                                                time_limit_text, time_limits, responsible_bodies, channels, audience,
                                                methods, levels, levels_derived, links, remarks, other_columns, source)

std::string ToJson(const Item& item) {
  // Text that is not UTF-8 cannot come this far (the readers refuse it); replaced rather than thrown on.
  return Json(item).dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<Item> ItemFromJson(std::string_view text) {
  try {
    return Json::parse(text).get<Item>();
  } catch (const Json::exception&) {
    return absl::DataLossError("a stored item is not the JSON of an item");
  }
}

}  // namespace disclosure::catalog
