// resolution.hpp: who is behind the speaker as written.
//
// A name takes its mention's entity. "he" and "she" take the last person who spoke, or the last one named outside of
// the quote, whose gender does not contradict; never an organisation. "the former officer" takes the person whose
// description shares its words. In doubt there is no answer.
#pragma once

#include <vector>

#include "article.hpp"
#include "attribution.hpp"

namespace quotes {

struct Speaker {
  uint32_t mention = kNone;  // row of entity_mention
  uint32_t entity = kNone;   // row of entity
  float certainty = 1.0f;
};

// One per quote.
std::vector<Speaker> resolve(const Article& article, const std::vector<Quote>& quotes);

}  // namespace quotes
