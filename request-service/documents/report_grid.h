// The official tables of an annual report (国办公开办函〔2021〕30号, and the form of 2019) as cells with their merges: what the
// HTML, DOCX and XLSX of a report are drawn from.
#pragma once

#include "common/papers/paper.h"
#include "request-service/domain/report_form.h"
#include "request-service/domain/report_paper.h"

namespace disclosure::request {

Paper PrintOf(const ReportPaper& paper, const ReportForm& form);

}  // namespace disclosure::request
