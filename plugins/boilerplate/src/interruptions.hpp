// interruptions.hpp: lines that stand in an article and are none of it: "Advertisement", "Read more: ...", "Sign up for
// our newsletter".
#pragma once

#include <cstdint>
#include <string_view>

#include "features.hpp"

namespace boilerplate {

// The role of such a line, or NG_ROLE_BODY for every other. Where a page gives it neither class nor link it looks like
// a paragraph, so that only its words tell; lists for English, German, French, Spanish, Italian, Portuguese, Dutch,
// Polish, Russian, Greek and Chinese. Lines longer than such calls are, and lines with quotation marks, are let
// through.
uint8_t interruption(std::string_view line, const BlockFacts& facts);

}  // namespace boilerplate
