// words.hpp: tokens as sentiment sees them: typography made plain, names masked, opinion words with negation applied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sentiment {

// Valences in [-1, 1] of single words: "word<TAB>valence" per line.
class Lexicon {
 public:
  explicit Lexicon(std::string_view table);
  float valence(std::string_view lower) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, float, Hash, std::equal_to<>> words_;
};

enum class Role : uint8_t { word, function, negation, said, booster, but, comma, mark, other_mark };

struct Word {
  std::string lower;     // at most 32 bytes
  bool capital = false;
  bool name = false;     // part of a mention
  bool quoted = false;   // between double marks
  Role role = Role::word;
  float valence = 0;     // with negation and boosters applied
  bool negated = false;
  uint16_t clause = 0;   // number of the clause in its sentence
};

// Words [0, n) of one sentence: fills role, valence, negated, quoted and clause. Linear.
void prepare(const Lexicon& lexicon, std::vector<Word>& words);
// Lower case, ' for typographic apostrophes, - for dashes.
std::string normalise(std::string_view text);

}  // namespace sentiment
