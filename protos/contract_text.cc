#include "protos/contract_text.h"

// In the read-only part of the program: it costs memory only while it is read.
asm(".section .rodata\n"
    ".global disclosure_contract_begin\n"
    ".global disclosure_contract_end\n"
    "disclosure_contract_begin:\n"
    ".incbin \"" CONTRACT_SET "\"\n"
    "disclosure_contract_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const char disclosure_contract_begin[];
extern "C" const char disclosure_contract_end[];

namespace disclosure {

std::string_view ContractText() {
  return {disclosure_contract_begin, static_cast<size_t>(disclosure_contract_end - disclosure_contract_begin)};
}

}  // namespace disclosure
