// splitter.hpp: where sentences end among the tokens of one block.
//
// A stop ends a sentence unless what follows says otherwise: closing marks and brackets are taken along, a small letter
// continues, a verb of speech behind a quotation continues, and so does a name behind an abbreviation or an initial.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tokenizer.hpp"

namespace segments {

// Writes the index one past the last token of each sentence of tokens[first, last) to `out`.
void split_sentences(std::string_view text, const std::vector<Token>& tokens, uint32_t first, uint32_t last,
                     std::string_view language, std::vector<uint32_t>& out);

}  // namespace segments
