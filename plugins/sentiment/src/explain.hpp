// explain.hpp: what each word adds to a model's score.
#pragma once

#include <vector>

#include "features.hpp"
#include "model.hpp"

namespace sentiment {

struct WordShare {
  uint32_t word;
  float share;
};

// `out` gets one number per word of the sentence, or within kReach of the target; the rest of the score is no word's
// (bias, place of the target, "nothing listed"). Features of one word count for it. Those of the lexicon's sums are
// shared among the opinion words by their valences and, where there is a target [first, last), by their nearness to it;
// without a target give the whole sentence.
void explain(const Model& model, const std::vector<Word>& words, uint32_t first, uint32_t last,
             const std::vector<Feature>& features, std::vector<WordShare>& out);

}  // namespace sentiment
