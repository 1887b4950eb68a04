// The Chinese words of the contract's values, as the official form prints them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "disclosure/media/v1/account.pb.h"

namespace disclosure::gateway {

// The 13 channels (公开渠道和载体) of the national form, in its order.
inline constexpr std::array kChannels = {
    catalog::v1::GOVERNMENT_WEBSITE,     catalog::v1::GOVERNMENT_GAZETTE,  catalog::v1::NEW_MEDIA,
    catalog::v1::PRESS_CONFERENCE,       catalog::v1::BROADCAST,           catalog::v1::PRINT_MEDIA,
    catalog::v1::READING_PLACE,          catalog::v1::SERVICE_CENTRE,      catalog::v1::CONVENIENCE_STATION,
    catalog::v1::ON_SITE,                catalog::v1::COMMUNITY_NOTICE_BOARD, catalog::v1::TARGETED_PUSH,
    catalog::v1::OTHER_CHANNEL};

// "" for a value that is not known.
std::string_view ChannelWord(catalog::v1::Channel channel);
std::string_view MethodWord(catalog::v1::Method method);
std::string_view LevelWord(catalog::v1::Level level);
std::string_view BasisKindWord(catalog::v1::LegalBasis::Kind kind);
std::string_view EditionStateWord(catalog::v1::Edition::State state);
std::string_view AccountStateWord(media::v1::State state);
std::string_view OrganKindWord(std::string_view kind);

// The Chinese name of a field of an item ("time_limit_text" → 公开时限); the field itself if unknown.
std::string FieldWord(std::string_view field);

// The channel as printed: its own text where the source gives one, else the standard name.
std::string ChannelText(const catalog::v1::ChannelUse& use);

// 《title》（document number）; a phrase that names no text stays without 《》.
std::string BasisText(const catalog::v1::LegalBasis& basis);

// The names of an item's levels joined with " › ".
std::string ItemPath(const catalog::v1::Item& item);

// The name of the deepest level that has one.
std::string ItemTitle(const catalog::v1::Item& item);

// Beijing time: "2026年11月23日", "2026年11月23日 10:05" and "2026-11-23T10:05:00+08:00". "" if not set.
std::string DateText(const google::protobuf::Timestamp& time);
std::string DateTimeText(const google::protobuf::Timestamp& time);
std::string DateTimeStamp(const google::protobuf::Timestamp& time);

}  // namespace disclosure::gateway
