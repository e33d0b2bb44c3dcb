// explain.hpp: what each word adds to the polarity of its sentence.
#pragma once

#include <vector>

#include "features.hpp"
#include "model.hpp"

namespace sentiment {

// `out` gets one number per word. Their sum and the model's bias are the score: features of one word count for it, those of the lexicon's
// sums are shared among the opinion words by their valences.
void explain(const Model& model, const std::vector<Word>& words, const std::vector<Feature>& features, std::vector<float>& out);

}  // namespace sentiment
