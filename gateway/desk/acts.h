// The acts on a request as the desk offers them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/request/v1/request.pb.h"
#include "disclosure/type/v1/caller.pb.h"
#include "google/protobuf/descriptor.h"

namespace disclosure::gateway {

struct DeskAct {
  std::string_view verb;    // of its address: "confirmReceipt"
  std::string_view method;  // of RequestService: "ConfirmReceipt"
  std::string_view label;   // 确认收到
  std::string_view hint;    // what it means, for who does it; may be ""
  std::span<const request::v1::State> states;  // in which it may come; request-service has the last word
};

// All of them, in the order of a case's life.
std::span<const DeskAct> DeskActs();

// Null if there is none with this verb.
const DeskAct* FindAct(std::string_view verb);

const google::protobuf::MethodDescriptor* MethodOf(const DeskAct& act);

// Whether one of the caller's roles is among those of the method's policy.
bool MayDo(const DeskAct& act, const type::v1::Caller& caller);

// What the caller may do in `state`.
std::vector<const DeskAct*> ActsFor(request::v1::State state, const type::v1::Caller& caller);

}  // namespace disclosure::gateway
