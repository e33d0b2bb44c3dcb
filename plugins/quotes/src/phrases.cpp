#include "phrases.hpp"

#include "sorted_words.hpp"

namespace quotes {
namespace {

using newsgrain::english::SortedWords;

constexpr SortedWords kInsidePhrase({"of", "by", "for", "at", "with", "in", "on", "from", "and", "&", "to", "against"});
// Words that no noun phrase has inside.
constexpr SortedWords kStops(
    {"that",    "which",      "who",    "whom",    "whose", "when",   "where",   "while", "if",     "because",
     "than",    "then",       "but",    "or",      "so",    "not",    "n't",     "nor",   "yet",    "although",
     "though",  "unless",     "until",  "whether", "how",   "why",    "what",    "is",    "are",    "was",
     "were",    "be",         "been",   "being",   "am",    "'m",     "'re",     "has",   "had",    "have",
     "having",  "do",         "does",   "did",     "will",  "would",  "can",     "could", "should", "may",
     "might",   "must",       "shall",  "ca",      "wo",    "'ll",    "'d",      "'ve",   "he",     "she",
     "they",    "it",         "we",     "i",       "you",   "him",    "them",    "us",    "me",     "himself",
     "herself", "themselves", "there",  "here",    "also",  "just",   "only",    "even",  "still",  "already",
     "never",   "always",     "often",  "later",   "again", "too",    "very",    "as",    "like",   "about",
     "after",   "before",     "during", "into",    "over",  "under",  "between", "among", "since",  "through",
     "without", "within",     "by",     "near",    "up",    "out",    "down",    "off",   "came",   "come",
     "comes",   "got",        "get",    "gets",    "made",  "make",   "makes",   "took",  "take",   "takes",
     "went",    "goes",       "gave",   "give",    "gives", "seems",  "seemed",  "saw",   "see",    "sees",
     "held",    "became",     "become", "becomes", "wants", "wanted", "want",    "needs", "needed", "according",
     "however", "asked",      "told",   "said",    "says",  "say"});

// Behind a determiner it is a noun: "the report".
bool is_cue_verb(const Article& a, uint32_t i) {
  const Token& t = a.tokens[i];
  if (t.cue < Strength::middle || t.capital) return false;
  return i == 0 || !(is_determiner(a.tokens[i - 1]) || a.tokens[i - 1].is("'s"));
}

// "a study published in May"
bool is_published(const Token& t) {
  return t.is("published") || t.is("released") || t.is("conducted") || t.is("issued") || t.is("obtained") ||
         t.is("seen") || t.is("commissioned") || t.is("familiar") || t.is("briefed");
}

}  // namespace

bool is_adverb(const Token& token) {
  if (token.is(Class::adverb)) return true;
  return !token.capital && token.lower.size() > 4 && token.lower.ends_with("ly") && token.lower != "family" &&
         token.lower != "assembly" && token.lower != "early" && token.lower != "daily" && token.lower != "ally";
}

bool is_nominal(const Token& t) {
  if (t.kind == NG_TOKEN_HANDLE) return true;
  if (t.kind == NG_TOKEN_NUMBER) return true;
  if (t.kind != NG_TOKEN_WORD) return t.is("-") || t.is("&") || t.is("\xE2\x80\x93");
  if (t.lower == "'s" || t.lower == "'") return true;
  if (t.capital && t.mention != kNone) return true;  // Will, From, May as names
  if (t.capital)
    return !t.is(Class::pronoun) && !t.is(Class::prep) && !kStops.contains(t.lower) && !is_finite_auxiliary(t) &&
           t.lower != "but" && t.lower != "and" && t.lower != "when" && t.lower != "as" && t.lower != "if" &&
           t.lower != "while";
  if (kStops.contains(t.lower) || t.is(Class::prep) || t.lower == "and" || is_adverb(t)) return false;
  return true;
}

namespace {

bool begins_person(const Article& a, uint32_t token) {
  const uint32_t m = a.tokens[token].mention;
  return m != kNone && a.mentions[m].first == token && a.mentions[m].type == NG_ENTITY_PERSON;
}

// Is `last` the last word of a day or a place behind the preposition that begins the clause?
bool follows_preposition(const Article& a, uint32_t last, uint32_t limit) {
  const uint32_t m = a.tokens[last].mention;
  const bool place = m != kNone && (a.mentions[m].type == NG_ENTITY_GPE || a.mentions[m].type == NG_ENTITY_LOC);
  if (!place && !is_time_word(a.tokens[last])) return false;
  const uint32_t first = place ? a.mentions[m].first : last;
  return first == limit + 1 && is_preposition(a.tokens[limit]);
}

}  // namespace

Phrase subject_before(const Article& a, uint32_t cue, uint32_t limit) {
  uint32_t p = cue;
  bool passive = false;
  for (int insertions = 0; p > limit;) {
    const Token& t = a.tokens[p - 1];
    if (a.quoted(p - 1)) return {};
    if (t.kind == NG_TOKEN_WORD && !t.capital && (is_adverb(t) || t.is(Class::aux))) {
      // The 's of a possessive ends a phrase only before a noun, so before a verb it is "has".
      --p;
      continue;
    }
    if (t.kind == NG_TOKEN_WORD && t.is(Class::be)) {
      passive = true;
      --p;
      continue;
    }
    const bool dash = t.is("\xE2\x80\x94") || t.is("--") || t.is("\xE2\x80\x93");
    if ((t.is(",") || dash || t.is(")")) && insertions < 2) {
      const std::string_view opening = t.is(")") ? std::string_view("(") : t.text;
      uint32_t q = p - 1;
      constexpr uint32_t kLongest = 40;
      while (q > limit && p - q < kLongest && (!a.tokens[q - 1].is(opening) || a.quoted(q - 1))) --q;
      if (q <= limit || !a.tokens[q - 1].is(opening)) return {};
      p = q - 1;
      ++insertions;
      continue;
    }
    break;
  }
  if (p <= limit || (passive && !a.tokens[cue].participle)) return {};
  const Token& head = a.tokens[p - 1];
  if (head.kind != NG_TOKEN_WORD && head.kind != NG_TOKEN_HANDLE && head.kind != NG_TOKEN_NUMBER) return {};
  if (head.lower == "who" || head.lower == "which" || head.lower == "that") {
    // A relative clause: the pronoun is the subject, what stands before it tells whom it means.
    uint32_t q = p - 1;
    if (q > limit && a.tokens[q - 1].is(",") && !head.is("that")) --q;
    if (q <= limit || !is_nominal(a.tokens[q - 1]) || a.tokens[q - 1].kind == NG_TOKEN_PUNCTUATION ||
        is_cue_verb(a, q - 1))
      return {};
    return {p - 1, p};
  }
  if (head.is(Class::pronoun)) {
    return {p - 1, p};
  }
  if (!is_nominal(head) || is_cue_verb(a, p - 1)) return {};
  uint32_t first = p - 1;
  constexpr uint32_t kLongestPhrase = 22;
  while (first > limit && p - first < kLongestPhrase) {
    const Token& t = a.tokens[first - 1];
    if (a.quoted(first - 1)) break;
    // "CBS This Morning co-anchor Anna Berg"
    const bool in_name =
        t.capital && first - 1 > limit && a.tokens[first - 2].capital && is_nominal(a.tokens[first - 2]);
    if (t.is(Class::det) && t.lower != "that" && !in_name) {
      --first;
      continue;
    }
    if ((is_nominal(t) || in_name) && !is_cue_verb(a, first - 1)) {
      // Behind a determiner a noun belongs to another phrase.
      if (a.tokens[first].is(Class::det)) break;
      if (is_time_word(t) && t.capital && first - 1 == limit) break;
      // "On Monday Anna Berg said", "In Lund Anna Berg said": the phrase before belongs to the verb.
      if (begins_person(a, first) && follows_preposition(a, first - 1, limit)) break;
      --first;
      continue;
    }
    if (kInsidePhrase.contains(t.lower) && first - 1 > limit && is_nominal(a.tokens[first - 2]) &&
        !is_cue_verb(a, first - 2) && !a.quoted(first - 2) &&
        !(t.lower == "to" && !a.tokens[first].capital && !a.tokens[first - 2].is("close"))) {
      first -= 2;
      continue;
    }
    break;
  }
  // "Stone, of Hill Road, told": where she lives stands between commas.
  if (first > limit + 2 && a.tokens[first - 2].is(",") && !a.quoted(first - 2) && first - 2 > limit &&
      (a.tokens[first - 1].is("of") || a.tokens[first - 1].is("from")) && a.tokens[p].is(",") &&
      a.tokens[first - 3].capital)
    return subject_before(a, first - 2, limit);
  while (first + 1 < p && (a.tokens[first].is("-") || a.tokens[first].is("'s") || a.tokens[first].is("&"))) ++first;
  return {first, p};
}

Phrase subject_after(const Article& a, uint32_t at, uint32_t limit) {
  if (at >= limit || a.quoted(at)) return {};
  const Token& head = a.tokens[at];
  if (head.is(Class::pronoun) && head.lower != "one") return {at, at + 1};
  if (!(is_nominal(head) || head.is(Class::det)) || head.lower == "that" || is_time_word(head) ||
      head.kind == NG_TOKEN_PUNCTUATION)
    return {};
  uint32_t last = at;
  constexpr uint32_t kLongestPhrase = 16;
  while (last < limit && last - at < kLongestPhrase) {
    const Token& t = a.tokens[last];
    if (a.quoted(last)) break;
    if (last > at && (is_published(t) || is_cue_verb(a, last) ||
                      (is_time_word(t) && t.mention == kNone && !a.tokens[last - 1].is("-"))))
      break;
    if (is_nominal(t) || (t.is(Class::det) && (last == at || kInsidePhrase.contains(a.tokens[last - 1].lower)))) {
      ++last;
      continue;
    }
    const bool joins = t.lower == "of" || t.lower == "for" || t.lower == "at" || t.lower == "and" ||
                       t.lower == "from" || t.lower == "with";
    // "Marsh of his striker", "Cooper at 9 p.m.": about whom, and when.
    const bool about = joins && last + 1 < limit && last > at && a.tokens[last - 1].capital &&
                       (a.tokens[last + 1].is("his") || a.tokens[last + 1].is("her") ||
                        a.tokens[last + 1].is("their") || a.tokens[last + 1].kind == NG_TOKEN_NUMBER);
    if (joins && !about && last > at && last + 1 < limit &&
        (is_nominal(a.tokens[last + 1]) || a.tokens[last + 1].is(Class::det)) && !is_time_word(a.tokens[last + 1])) {
      ++last;
      continue;
    }
    break;
  }
  if (last == at) return {};
  return {at, last};
}

namespace {

// "Anna Berg attacked the plan" has its subject before the verb: a past tense behind a name, or before a determiner.
Phrase without_verb(const Article& a, Phrase phrase) {
  for (uint32_t i = phrase.first + 1; phrase && i < phrase.last; ++i) {
    const Token& t = a.tokens[i];
    if (t.kind != NG_TOKEN_WORD || t.capital ||
        !((t.lower.size() >= 4 && t.lower.ends_with("ed")) || is_irregular_past(t)))
      continue;
    const bool behind_name = a.tokens[i - 1].mention != kNone && a.tokens[i - 1].capital;
    const bool before_object = i + 1 < phrase.last && a.tokens[i + 1].is(Class::det);
    if (behind_name || before_object) return {phrase.first, i};
  }
  return phrase;
}

}  // namespace

Phrase main_subject(const Article& a, uint32_t first, uint32_t limit) {
  constexpr SortedWords kOpeners({"when",    "while",     "if",     "because", "although", "though", "even",
                                  "asked",   "days",      "early",  "earlier", "here",     "hours",  "late",
                                  "minutes", "moments",   "months", "once",    "speaking", "weeks",  "years",
                                  "despite", "according", "citing", "amid"});
  uint32_t at = first;
  while (at < limit && !a.quoted(at) &&
         (a.tokens[at].is("but") || a.tokens[at].is("and") || a.tokens[at].is("so") || a.tokens[at].is("still") ||
          a.tokens[at].is("yet") || is_adverb(a.tokens[at]) ||
          (a.tokens[at].mention == kNone && a.tokens[at].lower.ends_with("ly")) || a.tokens[at].is(",")))
    ++at;
  for (int openers = 0; openers < 3 && at < limit && !a.quoted(at); ++openers) {
    const Token& t = a.tokens[at];
    const bool opener =
        t.mention == kNone && (is_preposition(t) || kOpeners.contains(t.lower) || t.participle ||
                               (t.kind == NG_TOKEN_WORD && t.lower.size() > 5 && t.lower.ends_with("ing")));
    if (!opener) return without_verb(a, subject_after(a, at, limit));
    while (at < limit && (a.quoted(at) || !a.tokens[at].is(","))) ++at;
    ++at;
  }
  return {};
}

}  // namespace quotes
