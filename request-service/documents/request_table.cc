#include "request-service/documents/request_table.h"

namespace disclosure::request {

TextRow TableColumns() {
  return {"number",     "organ", "applicant_class", "applicant_name", "id_type", "id_number", "channel",        "received_on", "subject", "outcome",
          "replied_on", "state",   "due_on",          "handler",        "document_number"};
}

}  // namespace disclosure::request
