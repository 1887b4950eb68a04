// Memory that work of once in a while took.
#pragma once

#include <malloc.h>

namespace disclosure {

// Gives the pages that are free again back to the system: an import takes many times what stays of it, and the C library
// keeps them otherwise. Costs milliseconds.
inline void ReturnFreedMemory() { malloc_trim(0); }

}  // namespace disclosure
