// Observations, activity and feeds on the wire: total functions, no rules.
#pragma once

#include <string>

#include "media-service/api/convert.h"
#include "media-service/domain/activity.h"
#include "media-service/domain/feed_source.h"
#include "media-service/domain/observation.h"

namespace disclosure::media {

v1::Observation ToProto(const Observation& look);
v1::FeedSource ToProto(const FeedSource& source);
v1::Activity ToProto(const std::string& uid, const Seen& seen, const JudgedActivity& judged);

// Times to the microsecond, which is what is kept. Adds violations below `field` ("observations[3]").
Observation FromProto(const v1::Observation& message, const std::string& field, error::Violations& bad);

}  // namespace disclosure::media
