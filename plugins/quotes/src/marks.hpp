// marks.hpp: the quotations of the layer, laid over the tokens.
#pragma once

#include "article.hpp"

namespace quotes {

// Fills article.marked and Token::span with the outer quotations that are no longer than max_bytes. One that the next
// paragraph takes up with another opening mark continues there. Linear.
void lay_marks(Article& article, const newsgrain::sdk::LayerView& quotations, uint32_t max_bytes);

}  // namespace quotes
