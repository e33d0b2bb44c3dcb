// phrases.hpp: noun phrases beside a cue, found without a parser by closed classes of words, capitals and mentions.
#pragma once

#include <string_view>

#include "article.hpp"

namespace quotes {

struct Phrase {
  uint32_t first = kNone, last = kNone;  // tokens [first, last)
  explicit operator bool() const { return first != kNone; }
};

// The subject that ends before the token `cue`, not further left than `limit`: over adverbs, auxiliaries and insertions
// between commas
// ("Holt, the engineer, also said"). Empty if there is none, or if the verb is passive.
Phrase subject_before(const Article& article, uint32_t cue, uint32_t limit);
// The subject that begins at the token `at`, before `limit` ("said Mary Holt, the engineer").
Phrase subject_after(const Article& article, uint32_t at, uint32_t limit);

// The subject of the main clause that begins at `first`: over "But", and over "On Monday," and "When asked about it,"
// in front of it.
Phrase main_subject(const Article& article, uint32_t first, uint32_t limit);

inline bool is_personal_pronoun(const Token& t) { return t.is(Class::pronoun); }
// Adverbs and words of time that may stand between subject and verb or behind the verb.
bool is_adverb(const Token& token);
inline bool is_time_word(const Token& t) { return t.is(Class::time); }
inline bool is_finite_auxiliary(const Token& t) { return t.is(Class::aux) || t.is(Class::be); }
inline bool is_irregular_past(const Token& t) { return t.is(Class::past_irregular); }
inline bool is_preposition(const Token& t) { return t.is(Class::prep); }
// May the token be a part of a noun phrase, seen alone?
bool is_nominal(const Token& token);
inline bool is_determiner(const Token& t) { return t.is(Class::det); }

}  // namespace quotes
