// What media-service and request-service answer to the pages in tests.
#pragma once

#include <string>

#include "disclosure/media/v1/media_service.pb.h"
#include "disclosure/request/v1/report.pb.h"

namespace disclosure::gateway::testing {

media::v1::ListPlatformsResponse Platforms();  // 新浪微博, 微信公众号
media::v1::Account SampleAccount();
// A published one in the form of its year, whose numbers are all different.
request::v1::AnnualReport SampleReport(const std::string& owner, int year);

}  // namespace disclosure::gateway::testing
