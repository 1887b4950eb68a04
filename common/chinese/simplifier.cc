#include "common/chinese/simplifier.h"

#include <opencc/opencc.h>

namespace disclosure {

Simplifier::Simplifier() : handle_(opencc_open("t2s.json")) {}

Simplifier::~Simplifier() {
  if (ok()) opencc_close(handle_);
}

bool Simplifier::ok() const { return handle_ != reinterpret_cast<opencc_t>(-1); }

std::string Simplifier::Simplify(const std::string& text) const {
  char* converted = opencc_convert_utf8(handle_, text.data(), text.size());
  if (converted == nullptr) return text;
  std::string result = converted;
  opencc_convert_utf8_free(converted);
  return result;
}

}  // namespace disclosure
