// Attributions that are not "X said": the passive ("was called ... by X", "is said to ...", "was told that"), "was
// quoted as saying", "as X put it", "in the words of X".
#include "attribution.hpp"

#include <algorithm>

namespace quotes {
namespace {

bool is_end(const Token& t) { return t.is(".") || t.is("!") || t.is("?"); }

bool is_be(std::string_view w) {
  return w == "is" || w == "are" || w == "was" || w == "were" || w == "been" || w == "being" || w == "be";
}

template <class... Words>
bool is_one_of(std::string_view w, Words... words) {
  return ((w == words) || ...);
}

}  // namespace

// "by X" between `from` and `limit`, in the same clause.
Phrase Finder::agent(uint32_t from, uint32_t limit) const {
  constexpr uint32_t kFar = 25;
  for (uint32_t i = from; i + 1 < std::min(limit, from + kFar); ++i) {
    if (a_.quoted(i)) {
      i = a_.marked[a_.tokens[i].span].last - 1;
      continue;
    }
    const Token& t = a_.tokens[i];
    if (is_end(t) || t.is(";") || t.is("and") || t.is("but")) return {};
    if (!t.is("by")) continue;
    const Phrase who = subject_after(a_, i + 1, limit);
    if (!who || is_time_word(a_.tokens[who.first]) || a_.tokens[who.first].kind == NG_TOKEN_NUMBER) return {};
    return who;
  }
  return {};
}

// "was called `a gift` by X", "was criticised by X as `...`", "it was announced by X that", "X was told that", "X is
// said to be".
bool Finder::passive(uint32_t cue) {
  const Range s = a_.sentence_of(cue);
  const Token& verb = a_.tokens[cue];
  if (verb.participle || verb.base || verb.lower.ends_with("s")) return false;
  uint32_t be = cue;
  while (be > s.first && is_adverb(a_.tokens[be - 1]) && !a_.quoted(be - 1)) --be;
  if (be == s.first || a_.quoted(be - 1) || !is_be(a_.tokens[be - 1].lower)) return false;
  --be;
  while (be > s.first && !a_.quoted(be - 1) && (is_finite_auxiliary(a_.tokens[be - 1]) || is_adverb(a_.tokens[be - 1])))
    --be;
  uint32_t at = cue + 1;
  const Phrase who = agent(at, s.last);
  // The clause that is told: "it was announced (by X) that", "X was told (by Y) that", "X was asked whether".
  uint32_t that = who && who.first == at + 1 ? who.last : at;
  while (that < s.last && !a_.quoted(that) &&
         (is_adverb(a_.tokens[that]) || is_time_word(a_.tokens[that]) ||
          (a_.tokens[that].is("on") && that + 1 < s.last && is_time_word(a_.tokens[that + 1]))))
    ++that;
  if (that + 2 < s.last && !a_.quoted(that) && !covered(that)) {
    const bool told = is_one_of(verb.lower, "told", "asked", "informed", "warned", "assured", "advised", "reminded");
    const bool it = be > s.first && a_.tokens[be - 1].is("it");
    const bool question = is_one_of(verb.lower, "asked") &&
                          (a_.tokens[that].is("whether") || a_.tokens[that].is("if") || a_.tokens[that].is("why") ||
                           a_.tokens[that].is("how") || a_.tokens[that].is("what"));
    if ((a_.tokens[that].is("that") && (told || it) && verb.cue >= Strength::middle) || question) {
      if (!indirect_) return false;
      const uint32_t end = clause_end(that);
      if (end < that + 3) return false;
      add({that, end}, {cue, cue + 1}, who, who ? 0.75f : 0.6f, "passive, content");
      return true;
    }
  }
  const Phrase subject = subject_before(a_, be, left_limit(be));
  if (!subject || covered(subject.first) || subject.last != be) return false;
  // "is said to be in Lund": nobody is named who says so.
  if (indirect_ &&
      is_one_of(verb.lower, "said", "believed", "understood", "thought", "reported", "rumoured", "rumored",
                "alleged") &&
      at + 1 < s.last && !a_.quoted(at) && a_.tokens[at].is("to") && a_.tokens[at + 1].kind == NG_TOKEN_WORD &&
      !a_.tokens[at + 1].capital) {
    const uint32_t end = clause_end(at);
    if (end < at + 2) return false;
    if (end + 1 < s.last && a_.tokens[end].is(",") && attribution_ends(end + 1, s.last))
      return false;  // somebody is named after all
    add({subject.first, subject.last}, {be, cue + 1}, {}, 0.55f, "hearsay");
    extend(at, end);
    return true;
  }
  // "was called `a gift` by X", "was described by X as `a gift`": marks, and somebody who uses them.
  if (!who ||
      !is_one_of(verb.lower, "called", "described", "dubbed", "labelled", "labeled", "branded", "characterized",
                 "characterised", "criticized", "criticised", "condemned", "dismissed", "denounced", "hailed",
                 "praised", "mocked", "accused", "slammed", "derided", "decried", "lauded", "defended", "attacked"))
    return false;
  uint32_t marks = at;
  constexpr uint32_t kFar = 20;
  while (marks < s.last && marks < at + kFar && !a_.quoted(marks)) ++marks;
  if (marks >= s.last || !a_.quoted(marks) || a_.marked[a_.tokens[marks].span].first != marks || covered(marks))
    return false;
  const bool behind_agent = marks >= who.last;
  uint32_t first = behind_agent ? who.last : at;
  if (behind_agent && !a_.tokens[first].is("as") && !a_.tokens[first].is("of") && !a_.tokens[first].is("for"))
    return false;
  if (a_.tokens[first].is("as")) ++first;
  const uint32_t end = a_.marked[a_.tokens[marks].span].last;
  add({subject.first, subject.last}, {cue, cue + 1}, who, 0.75f, "passive, words");
  extend(first, end);
  return true;
}

// `X was quoted (by the paper) as saying ...`, before or behind what was said.
bool Finder::quoted_as_saying(uint32_t saying) {
  const Range s = a_.sentence_of(saying);
  if (saying < s.first + 3 || !a_.tokens[saying - 1].is("as")) return false;
  constexpr uint32_t kFar = 14;
  for (uint32_t i = saying - 1; i > s.first && i + kFar > saying; --i) {
    if (a_.quoted(i)) return false;
    if (!is_one_of(a_.tokens[i].lower, "quoted", "cited", "reported", "quoting", "quotes", "quote")) continue;
    uint32_t be = i;
    while (be > s.first && !a_.quoted(be - 1) &&
           (is_finite_auxiliary(a_.tokens[be - 1]) || is_adverb(a_.tokens[be - 1])))
      --be;
    const bool is_passive = be < i && is_be(a_.tokens[i - 1].lower);
    const Phrase speaker = is_passive ? subject_before(a_, be, left_limit(be)) : subject_after(a_, i + 1, saying);
    if (!speaker) return false;
    if (is_passive && speaker.first > s.first && a_.quoted(speaker.first - 1) && !covered(speaker.first - 1)) {
      const uint32_t begin = content_begin(speaker.first);
      if (covered(begin)) return false;
      add({begin, speaker.first}, {saying, saying + 1}, speaker, 0.9f, "quoted as saying");
      return true;
    }
    uint32_t at = saying + 1;
    while (at < s.last && !a_.quoted(at) && (a_.tokens[at].is(":") || a_.tokens[at].is(","))) ++at;
    if (at >= s.last || covered(at)) return false;
    const uint32_t end = clause_end(at);
    if (end < at + 2 || (!indirect_ && !a_.quoted(at))) return false;
    add({at, end}, {saying, saying + 1}, speaker, 0.9f, "quoted as saying");
    return true;
  }
  return false;
}

// `In the words of X, "..."`, `"...," in the words of X`: `at` is "words".
bool Finder::in_the_words_of(uint32_t at) {
  const Range s = a_.sentence_of(at);
  if (at < s.first + 1 || at + 2 >= s.last || !a_.tokens[at + 1].is("of") || a_.quoted(at + 1)) return false;
  uint32_t first = at;
  while (first > s.first && (a_.tokens[first - 1].is("the") || a_.tokens[first - 1].is("in"))) --first;
  if (!a_.tokens[first].is("in")) return false;
  const Phrase speaker = subject_after(a_, at + 2, s.last);
  if (!speaker) return false;
  const Range cue = {first, at + 2};
  if (first > s.first && a_.quoted(first - 1) && !covered(first - 1)) {
    const uint32_t begin = content_begin(first);
    add({begin, first}, cue, speaker, 0.85f, "in the words of");
    return true;
  }
  uint32_t content = speaker.last;
  constexpr uint32_t kFar = 12;
  while (content < s.last && content < speaker.last + kFar && !a_.quoted(content)) ++content;
  if (content >= s.last || !a_.quoted(content) || covered(content) ||
      a_.marked[a_.tokens[content].span].first != content)
    return false;
  add({content, a_.marked[a_.tokens[content].span].last}, cue, speaker, 0.85f, "in the words of");
  return true;
}

// `As X put it: "..."`, `"..." is how X put it`, `"...," as X puts it`: `put` is the verb.
bool Finder::put_it(uint32_t put) {
  const Range s = a_.sentence_of(put);
  if (put + 1 >= s.last || !a_.tokens[put + 1].is("it") || !is_one_of(a_.tokens[put].lower, "put", "puts"))
    return false;
  const Phrase speaker = subject_before(a_, put, left_limit(put));
  if (!speaker) return false;
  uint32_t before = speaker.first;
  while (before > s.first && !a_.quoted(before - 1) &&
         is_one_of(a_.tokens[before - 1].lower, "as", "how", "is", "was", ",", "that"))
    --before;
  if (before > s.first && a_.quoted(before - 1) && !covered(before - 1)) {
    add({content_begin(before), before}, {put, put + 2}, speaker, 0.88f, "as X put it");
    return true;
  }
  uint32_t at = put + 2;
  constexpr uint32_t kFar = 12;
  while (at < s.last && at < put + kFar && !a_.quoted(at)) ++at;
  if (at >= s.last || !a_.quoted(at) || covered(at) || a_.marked[a_.tokens[at].span].first != at) return false;
  add({at, a_.marked[a_.tokens[at].span].last}, {put, put + 2}, speaker, 0.85f, "as X put it");
  return true;
}

}  // namespace quotes
