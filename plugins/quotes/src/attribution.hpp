// attribution.hpp: from marks and cues to quotes with their speakers as written.
#pragma once

#include <string_view>
#include <vector>

#include "article.hpp"
#include "phrases.hpp"

namespace quotes {

struct Quote {
  uint8_t kind = 0;              // NG_QUOTE_*
  std::vector<Range> fragments;  // tokens, ascending, disjoint
  Range cue{kNone, kNone};
  Phrase speaker;
  uint32_t continues = kNone;   // index of the quote that this one goes on with
  uint32_t speaker_of = kNone;  // the speaker is that of this quote
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
  void sentence(uint32_t row);  // in ascending order
  std::vector<Quote> finish();

 private:
  enum class LabelKind : uint8_t { none, question, answer, capitals, name, sure };
  struct Label {
    LabelKind kind = LabelKind::none;
    Range name{kNone, kNone};
    uint32_t content = kNone;  // first token of what is said
  };
  Label label_of(const Range& block) const;
  bool speaks_to_somebody(uint32_t first, uint32_t last) const;
  void transcripts();
  void labelled(Range content, Phrase speaker, float score, std::string_view rule);
  void posts();
  bool try_cue(uint32_t cue);
  bool after_content(uint32_t cue);
  bool before_content(uint32_t cue);
  bool according_to(uint32_t at);
  bool passive(uint32_t cue);
  Phrase agent(uint32_t from, uint32_t limit) const;
  bool quoted_as_saying(uint32_t saying);
  bool in_the_words_of(uint32_t at);
  bool put_it(uint32_t put);
  bool names_somebody(uint32_t first, uint32_t last) const;
  void headline(const Range& block);
  Phrase label_inside(const Marked& span) const;
  Phrase named_behind(const Marked& span) const;
  Phrase named_before(const Marked& span) const;
  // A quote whose speaker is known, as the next one sees it.
  struct Turn {
    uint32_t quote = kNone, block = 0, words = 0;
    std::string_view voice;  // the last word of its speaker as written
  };
  struct Voices {
    Turn last, earlier;  // of different paragraphs
    void hear(const Finder& finder, uint32_t quote, uint32_t block);
  };
  void marks_without_cue();
  Quote carried(const Marked& span, uint32_t block, const Voices& voices) const;
  bool begins_behind_name(const Marked& span) const;
  bool is_programme(const Marked& span) const;
  Phrase owner_of_words(Phrase phrase) const;
  Phrase named_in_sentence_behind(const Marked& span) const;
  Phrase subject_of_sentence_before(const Marked& span) const;
  uint32_t other_speaker(const Marked& span, uint32_t block, const Voices& voices) const;
  bool continues_split(const Marked& span, const Quote& quote) const;
  uint32_t content_begin(uint32_t end) const;
  uint32_t clause_end(uint32_t from) const;
  bool subject_of_participle(Phrase subject, uint32_t cue) const;
  uint32_t left_limit(uint32_t cue) const;
  bool marks_near(uint32_t at, uint32_t end) const;
  uint32_t end_of_marks(uint32_t first, uint32_t end) const;
  bool blames(uint32_t cue, uint32_t at, Phrase speaker);
  bool hears(uint32_t cue, Phrase subject) const;
  bool infinitive(uint32_t cue, Phrase speaker);
  bool subordinate(Phrase subject) const;
  bool parenthesis(uint32_t cue, Phrase speaker);
  bool goes_on(uint32_t at, uint32_t end) const;
  bool reads_on(uint32_t cue) const;
  void unknown_verb(const Marked& span, uint32_t limit);
  bool has_verb(uint32_t first, uint32_t last) const;
  bool is_main_clause(uint32_t begin, uint32_t end) const;
  bool is_title(const Marked& span, bool comma) const;
  bool attribution_ends(uint32_t at, uint32_t end) const;
  bool speaks_on(uint32_t at, uint32_t end) const;
  bool attribution_at(uint32_t at, uint32_t end, bool to_marks = false) const;
  bool covered(uint32_t token) const { return owner_[token] != kNone; }
  void add(Range content, Range cue, Phrase speaker, float score, std::string_view rule);
  void extend(uint32_t first, uint32_t last);
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
