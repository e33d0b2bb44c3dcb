// units.hpp: makes the tagger's words out of the document's tokens.
#pragma once

#include <cstdint>
#include <string_view>

#include "features.hpp"

namespace entities {

struct TokenView {
  std::string_view text;  // of the whole document
  const uint32_t* begin = nullptr;
  const uint32_t* end = nullptr;
};

// Appends the units of one sentence, tokens [first, last), to `features`: joins what is written together ("Jean-Luc",
// "J.", "U.S.", "AT&T"), splits what names several things ("Oslo-based", "Peru-Chile", "Ann's").
void add_units(const TokenView& tokens, uint32_t first, uint32_t last, const Gazetteer& gazetteer, Features& features);

// Is the word an abbreviation that is written with a full stop ("Mr", "Inc")?
bool is_abbreviation(std::string_view word);

}  // namespace entities
