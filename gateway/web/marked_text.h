// Text with ranges to be highlighted, as the page shows it.
#pragma once

#include "disclosure/catalog/v1/search.pb.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

// PIECE {MARKED {TEXT} or PLAIN {TEXT}}: the text cut at the ends of its ranges, whole and in order. What of a range lies outside the
// text, or before the end of the one before it, is not there.
void AddPieces(const catalog::v1::MarkedText& text, Dictionary& parent);

}  // namespace disclosure::gateway
