// An organ's page: the four directories of first level that Zhejiang fixed in 2020 (政府信息公开指南, 政府信息公开制度,
// 法定主动公开内容, 政府信息公开工作年度报告), how to apply, its accounts.
#pragma once

#include "disclosure/portal/v1/portal_service.pb.h"
#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// `view` null: nothing could be asked, and the page has what is in memory and says what is missing.
void WriteOrgan(const Snapshot& snapshot, const catalog::v1::Organ& organ, const portal::v1::OrganPage* view, PageBuilder& page);

}  // namespace disclosure::gateway
