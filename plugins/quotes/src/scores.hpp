// scores.hpp: how likely a quote is right, span and speaker.
#pragma once

#include "article.hpp"
#include "attribution.hpp"
#include "resolution.hpp"

namespace quotes {

// Between 0 and 1: the share of quotes right where the same rule answered with the same kind of cue and speaker.
float score_of(const Article& article, const Quote& quote, const Speaker& speaker);

}  // namespace quotes
