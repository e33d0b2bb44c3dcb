#include "explain.hpp"

#include <cmath>

namespace sentiment {

void explain(const Model& model, const std::vector<Word>& words, const std::vector<Feature>& features, std::vector<float>& out) {
  out.assign(words.size(), 0);
  float shared = 0, mass = 0;
  for (const Feature& f : features) {
    if (f.word == kNoWord) shared += model.contribution(f);
    else out[f.word] += model.contribution(f);
  }
  for (const Word& w : words) mass += std::abs(w.valence);
  // Without any opinion word the lexicon's part says "nothing listed": it belongs to the bias, which is no word's.
  if (mass == 0) return;
  // Opinion words of the sign of the whole take their part of it; the others stand against.
  float pulling = 0;
  for (const Word& w : words) pulling += shared * w.valence > 0 ? std::abs(w.valence) : 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (pulling > 0) out[i] += shared * words[i].valence > 0 ? shared * std::abs(words[i].valence) / pulling : 0;
    else out[i] += shared * std::abs(words[i].valence) / mass;
  }
}

}  // namespace sentiment
