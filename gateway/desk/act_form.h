// A form for any act, made from the descriptor of its request: what request-service takes can be filled in without code for it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/base/error.h"
#include "gateway/auth/form_text.h"
#include "gateway/desk/reply_tables.h"
#include "google/protobuf/message.h"

namespace disclosure::gateway {

enum class ControlKind { kText, kLong, kLines, kDate, kNumber, kChoice, kCheck, kHidden };

struct Control {
  std::string name;  // path of the field, as in errors: "reply.parts[0].grounds"
  ControlKind kind = ControlKind::kText;
  std::string label;
  std::string hint;
  std::string value;
  std::vector<std::pair<std::string, std::string>> choices;  // value and label
  std::string fault;                                         // why it was refused; "" if it was not
};
// Fields that belong together: those of the request, or of one element of a list in it.
struct Block {
  std::string title;  // "" of the request itself
  std::vector<Control> controls;
};
struct ActForm {
  std::vector<Block> blocks;
  std::vector<std::pair<std::string, std::string>> lists;  // that may be longer: path and label
  std::vector<error::Violation> others;                    // of fields that are not on the form
};

// Values to choose from for fields by their name, where the request tells which there are ("consultation").
using FieldChoices = std::map<std::string, std::vector<std::pair<std::string, std::string>>>;

// How many elements a list has on the form.
std::string CountName(std::string_view list);

// The form of `message` with `values`, by path, and with what was refused beside its field. Left out are name, etag and request_id,
// which are not the officer's.
ActForm MakeForm(const google::protobuf::Descriptor& message, const FormFields& values, const ReplyTables& tables,
                 const std::vector<error::Violation>& faults, const FieldChoices& choices = {});

// `values` into `message`. Fields left empty stay unset; elements of lists with nothing in them are left out. INVALID_ARGUMENT with
// every value that is not of its field's type.
absl::Status FillMessage(const FormFields& values, google::protobuf::Message& message);

// The values of what is set in `message`, for a form that begins with them; `prefix` "reply.".
void ValuesOf(const google::protobuf::Message& message, const std::string& prefix, FormFields* values);

}  // namespace disclosure::gateway
