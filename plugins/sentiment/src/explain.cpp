#include "explain.hpp"

#include <algorithm>
#include <cmath>

namespace sentiment {

void explain(const Model& model, const std::vector<Word>& words, uint32_t first, uint32_t last,
             const std::vector<Feature>& features, std::vector<WordShare>& out) {
  const uint32_t low = first > kReach ? first - kReach : 0,
                 high = std::min(static_cast<uint32_t>(words.size()), last + kReach);
  out.clear();
  for (uint32_t i = low; i < high; ++i) out.push_back({i, 0});
  float shared = 0;
  for (const Feature& f : features) {
    if (f.word == kOpinionWords)
      shared += model.contribution(f);
    else if (f.word != kNoWord)
      out[f.word - low].share += model.contribution(f);
  }
  const auto weight = [&](uint32_t i) {
    const uint32_t distance = i < first ? first - i : i >= last ? i - last + 1 : 0;
    return std::abs(words[i].valence) / (1.0f + static_cast<float>(distance) / 4.0f);
  };
  // Opinion words of the sign of the whole take their part of it; only where there is none do the others.
  float pulling = 0, all = 0;
  for (uint32_t i = low; i < high; ++i) {
    all += weight(i);
    pulling += shared * words[i].valence > 0 ? weight(i) : 0;
  }
  if (all == 0) return;
  for (uint32_t i = low; i < high; ++i)
    if (pulling == 0 || shared * words[i].valence > 0)
      out[i - low].share += shared * weight(i) / (pulling > 0 ? pulling : all);
}

}  // namespace sentiment
