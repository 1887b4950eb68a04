#include "request-service/domain/event.h"

#include <array>

namespace disclosure::request {
namespace {

struct Kind {
  std::string_view name;
  std::string_view label;
};
constexpr std::array<Kind, kEventKinds> kKinds = {{{"", ""},
                                                   {"filed", "提交申请"},
                                                   {"receipt_confirmed", "确认收到"},
                                                   {"correction_required", "补正告知"},
                                                   {"correction_supplied", "补正"},
                                                   {"correction_lapsed", "逾期未补正"},
                                                   {"reasons_required", "说明理由告知"},
                                                   {"reasons_given", "说明理由"},
                                                   {"reasons_weighed", "理由审核"},
                                                   {"consulted", "征求意见"},
                                                   {"consultation_received", "征求意见函送达"},
                                                   {"consultation_answered", "征求意见答复"},
                                                   {"consultation_expired", "征求意见逾期未答复"},
                                                   {"extended", "延长答复期限"},
                                                   {"information_transferred", "告知主管机关"},
                                                   {"fee_noticed", "收费通知"},
                                                   {"fee_notice_received", "收费通知送达"},
                                                   {"fee_paid", "缴费"},
                                                   {"fee_lapsed", "逾期未缴费"},
                                                   {"drafted", "拟办"},
                                                   {"sent_back", "退回修改"},
                                                   {"approved", "审批"},
                                                   {"replied", "答复"},
                                                   {"served", "送达"},
                                                   {"withdrawn", "撤回申请"},
                                                   {"closed", "归档"},
                                                   {"reopened", "重新办理"},
                                                   {"outcome_recorded", "台账办结"},
                                                   {"anonymised", "匿名化"},
                                                   {"assigned", "分办"},
                                                   {"record_correction_answered", "更正答复"},
                                                   {"items_counted", "拆分计件"},
                                                   {"applicant_corrected", "更正申请人信息"},
                                                   {"applicant_received", "申请人收到答复"},
                                                   {"reviewed", "审核"}}};

}  // namespace

std::string_view KindName(const EventData& data) { return kKinds[data.index()].name; }
std::string_view KindLabel(const EventData& data) { return kKinds[data.index()].label; }
std::string_view LabelOfKind(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return kind.label;
  }
  return "";
}

}  // namespace disclosure::request
