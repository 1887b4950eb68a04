// The tables of an annual report in the official form (国办公开办函〔2021〕30号; of 2019: 〔2019〕60号).
#pragma once

#include "disclosure/request/v1/report.pb.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

void AddSectionTwo(const request::v1::AnnualReport& report, Dictionary& content);    // 二、主动公开政府信息情况
void AddSectionThree(const request::v1::AnnualReport& report, Dictionary& content);  // 三、收到和处理政府信息公开申请情况
void AddSectionFour(const request::v1::AnnualReport& report, Dictionary& content);   // 四、行政复议、行政诉讼情况

}  // namespace disclosure::gateway
