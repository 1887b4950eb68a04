// Owners of librhonabwy's objects.
#pragma once

#include <memory>

extern "C" {
#include <rhonabwy.h>
}

namespace disclosure::gateway {

struct RhonabwyDelete {
  void operator()(jwt_t* token) const { r_jwt_free(token); }
  void operator()(json_t* json) const { json_decref(json); }  // also of jwk_t, which is the same type
  void operator()(char* text) const { r_free(text); }
};

template <typename T>
using RhonabwyPtr = std::unique_ptr<T, RhonabwyDelete>;

}  // namespace disclosure::gateway
