// attribution.hpp: from marks and cues to quotes with their speakers as written.
#pragma once

#include <string_view>
#include <vector>

#include "article.hpp"
#include "phrases.hpp"

namespace quotes {

struct Quote {
  uint8_t kind = 0;               // NG_QUOTE_*
  std::vector<Range> fragments;   // tokens, ascending, disjoint
  Range cue{kNone, kNone};
  Phrase speaker;
  uint32_t continues = kNone;     // index of the quote that this one goes on with
  uint32_t speaker_of = kNone;    // the speaker is that of this quote
  float score = 0;
  std::string_view rule;
  uint32_t begin_token() const { return fragments.front().first; }
};

// Quotes in the order of the text. `check` is called per sentence and may throw to stop.
template <class Check>
std::vector<Quote> find_quotes(const Article& article, bool indirect, Check&& check);

class Finder {
 public:
  Finder(const Article& article, bool indirect);
  void sentence(uint32_t row);      // in ascending order
  std::vector<Quote> finish();

 private:
  bool try_cue(uint32_t cue);
  bool after_content(uint32_t cue);
  bool before_content(uint32_t cue);
  bool according_to(uint32_t at);
  Phrase label_inside(const Marked& span) const;
  Phrase named_behind(const Marked& span) const;
  Phrase named_before(const Marked& span) const;
  void marks_without_cue();
  bool continues_split(const Marked& span, const Quote& quote) const;
  uint32_t content_begin(uint32_t end) const;
  uint32_t clause_end(uint32_t from) const;
  bool subject_of_participle(Phrase subject, uint32_t cue) const;
  uint32_t left_limit(uint32_t cue) const;
  bool infinitive(uint32_t cue, Phrase speaker);
  bool subordinate(Phrase subject) const;
  bool parenthesis(uint32_t cue, Phrase speaker);
  bool goes_on(uint32_t at, uint32_t end) const;
  bool reads_on(uint32_t cue) const;
  void unknown_verb(const Marked& span, uint32_t limit);
  bool has_verb(uint32_t first, uint32_t last) const;
  bool is_main_clause(uint32_t begin, uint32_t end) const;
  bool is_title(const Marked& span, bool comma) const;
  bool speaks_on(uint32_t at, uint32_t end) const;
  bool attribution_at(uint32_t at, uint32_t end, bool to_marks = false) const;
  bool covered(uint32_t token) const { return owner_[token] != kNone; }
  void add(Range content, Range cue, Phrase speaker, float score, std::string_view rule);
  uint8_t kind_of(const std::vector<Range>& fragments) const;

  const Article& a_;
  bool indirect_;
  std::vector<Quote> quotes_;
  std::vector<uint32_t> owner_;   // per token: the quote whose content it is
  std::vector<uint32_t> speaks_;  // per token: the quote whose cue or speaker it is
};

template <class Check>
std::vector<Quote> find_quotes(const Article& article, bool indirect, Check&& check) {
  Finder finder(article, indirect);
  for (uint32_t s = 0; s < article.sentences.size(); ++s) {
    check();
    finder.sentence(s);
  }
  return finder.finish();
}

}  // namespace quotes
