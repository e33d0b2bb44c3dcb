// features.hpp: hashed features of a sentence, and of a target in it. The same code trains and runs.
//
// Feature set after the linear models for target-dependent sentiment: words beside and around the target, generalised
// patterns that touch it, sums of a lexicon over windows, clause and sentence, the nearest opinion words and whether
// another name stands nearer to them. Capitals are no feature: a headline in capitals reads like any other.
#pragma once

#include <cstdint>
#include <vector>

#include "words.hpp"

namespace sentiment {

constexpr uint32_t kNoWord = 0xFFFFFFFF;        // a feature of no word
constexpr uint32_t kOpinionWords = 0xFFFFFFFE;  // of the opinion words together
constexpr uint32_t kReach = 40;                 // words on each side of a target that are looked at
constexpr uint32_t kLongestName = 24;  // of a longer one the begin is the target: the work per target is bounded

struct Feature {
  uint32_t hash;
  float value;
  uint32_t word;  // the word that it stands for
};

// `out` is overwritten. The target is words [first, last); at most kReach words on each side of it are looked at.
void target_features(const std::vector<Word>& words, uint32_t first, uint32_t last, std::vector<Feature>& out);
void sentence_features(const std::vector<Word>& words, std::vector<Feature>& out);

}  // namespace sentiment
