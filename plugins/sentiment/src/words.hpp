// words.hpp: tokens as sentiment sees them: typography made plain, names masked, opinion words with negation applied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon.hpp"

namespace sentiment {

// One token of a sentence.
struct Word {
  uint32_t begin = 0, end = 0;  // bytes of the text
  uint32_t hash = 0;            // of the plain word
  uint32_t stem = 0;            // of its first letters
  float listed = 0;             // valence in the lexicon
  float valence = 0;            // the same with negation and boosters applied
  uint16_t clause = 0;          // number of the clause in its sentence
  Role role = Role::word;
  bool name = false;    // part of a mention
  bool quoted = false;  // between double marks
  bool negated = false;
  bool starts = false;  // may be the first word of a phrase
  bool users = false;   // valence comes from the user's lexicon

  bool opinion() const { return valence > 0.05f || valence < -0.05f; }
  // Words proper, not marks and not the small words of grammar.
  bool content() const {
    return role == Role::word || role == Role::negation || role == Role::said || role == Role::booster;
  }
};

// Looks a token up: fills hash, stem, listed, role.
void look_up(const Lexicon& lexicon, std::string_view text, uint32_t begin, uint32_t end, Word& word);
// Whole sentence, names marked before: applies phrases, negation, boosters; fills valence, negated, quoted and clause.
// Linear.
void prepare(const Lexicon& lexicon, std::string_view text, std::vector<Word>& words);

}  // namespace sentiment
