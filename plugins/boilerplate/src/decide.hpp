// decide.hpp: which blocks are the article's: a probability per block, then the best sequence.
#pragma once

#include <cstdint>
#include <vector>

#include "features.hpp"
#include "forest.hpp"

namespace boilerplate {

struct Decision {
  std::vector<float> probability;  // of being content, per block
  std::vector<uint8_t> content;
};

// `bias` is added to the log odds: negative favours precision. Viterbi over two states with a cost for each change.
void decide(const Page& page, const Features& features, const Forest& forest, float bias, Decision& out);

}  // namespace boilerplate
