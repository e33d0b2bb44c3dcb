// marks.hpp: pairs of quotation marks.
#pragma once

#include "article.hpp"

namespace quotes {

// Fills article.marked and Token::span. A state machine per paragraph: typed marks by their type, straight ones by what
// stands around them; single marks only where they cannot be apostrophes. A mark that is never closed ends with its
// paragraph; one that the next paragraph takes up with another opening mark continues there. Linear.
void pair_marks(Article& article, uint32_t max_bytes);

}  // namespace quotes
