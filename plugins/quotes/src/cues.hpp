// cues.hpp: words that report speech, with all their forms.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "article.hpp"

namespace quotes {

struct Cue {
  Strength strength = Strength::none;
  bool participle = false;
  bool base = false;  // the lemma itself
};

class CueLexicon {
 public:
  // `table`: cues.tsv. Lines that do not fit are skipped.
  explicit CueLexicon(std::string_view table);
  // Of a word in lower case.
  Cue find(std::string_view lower) const;

 private:
  void add_verb(std::string_view entry, Strength strength);
  void add(std::string form, Strength strength, bool participle, bool base = false);
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, Cue, Hash, std::equal_to<>> forms_;
};

}  // namespace quotes
