// Where clauses begin and end, as far as closed classes of words and commas tell.
#include "attribution.hpp"

#include <algorithm>

namespace quotes {

namespace {

bool is_end(const Token& t) { return t.is(".") || t.is("!") || t.is("?"); }

}  // namespace

// Is the cue followed by something that it may govern?
bool Finder::reads_on(uint32_t cue) const {
  const Range s = a_.sentence_of(cue);
  uint32_t at = cue + 1;
  while (at < s.last && !a_.quoted(at) &&
         (is_adverb(a_.tokens[at]) || (is_time_word(a_.tokens[at]) && !a_.tokens[at].is("this"))))
    ++at;
  if (at >= s.last) return false;
  const Token& next = a_.tokens[at];
  return a_.quoted(at) || !(is_end(next) || next.is(",") || next.is(";") || is_preposition(next));
}

// Does the stretch hold something like a finite verb?
bool Finder::has_verb(uint32_t first, uint32_t last) const {
  for (uint32_t i = first; i < last; ++i) {
    const Token& t = a_.tokens[i];
    if (t.kind == NG_TOKEN_WORD && (is_finite_auxiliary(t) || is_irregular_past(t) ||
                                    (!t.capital && (t.lower.ends_with("ed") || t.lower.ends_with("s")))))
      return true;
  }
  return false;
}

// Without marks: is [begin, end) a clause of its own, not "On Tuesday" or "As shares fell"?
bool Finder::is_main_clause(uint32_t begin, uint32_t end) const {
  if (end < begin + 3 || !has_verb(begin, end)) return false;
  const std::string& first = a_.tokens[begin].lower;
  const bool opener = is_preposition(a_.tokens[begin]) || first == "when" || first == "while" || first == "if" ||
                      first == "because" || first == "although" || first == "though" || first == "even" ||
                      first == "asked" || first == "once";
  if (!opener) return true;
  for (uint32_t i = begin; i < end; ++i)
    if (a_.tokens[i].is(",")) return true;
  return false;
}

// Where the content that ends before `end` begins.
uint32_t Finder::content_begin(uint32_t end) const {
  uint32_t begin = end;
  if (end > 0 && a_.quoted(end - 1))
    begin = a_.marked[a_.tokens[end - 1].span].first;
  else if (end > 0)
    begin = end - 1;
  const uint32_t block = a_.tokens[begin].block;
  // To the begin of the sentence; where that lies between marks, to their begin, and on to that sentence's.
  for (int round = 0; round < 3; ++round) {
    uint32_t first = a_.sentence_of(begin).first;
    if (a_.tokens[first].block != block) break;
    for (uint32_t i = begin; i > first; --i) {
      const Token& t = a_.tokens[i - 1];
      if (owner_[i - 1] != kNone || speaks_[i - 1] != kNone || t.is(";") || (t.is(":") && !a_.quoted(i - 1))) {
        first = i;
        break;
      }
      if (a_.quoted(i - 1)) i = std::max(a_.marked[t.span].first, first) + 1;
    }
    while (first < begin && (a_.tokens[first].kind == NG_TOKEN_PUNCTUATION && !a_.quoted(first))) ++first;
    if (first < begin) begin = first;
    if (!a_.quoted(begin)) break;
    const uint32_t opening = a_.marked[a_.tokens[begin].span].first;
    if (opening == begin) break;
    begin = opening;
  }
  return begin;
}

// How far left of the cue its subject may begin: behind the last marks, but for words in passing (`wearing a "Holt"
// pin, said`).
uint32_t Finder::left_limit(uint32_t cue) const {
  const Range s = a_.sentence_of(cue);
  constexpr uint32_t kInPassing = 4;
  for (uint32_t i = cue; i > s.first;) {
    if (!a_.quoted(i - 1)) {
      --i;
      continue;
    }
    const Marked& m = a_.marked[a_.tokens[i - 1].span];
    if (!m.closed || m.words > kInPassing || m.first <= s.first || i == cue ||
        a_.final_of(m).kind == NG_TOKEN_PUNCTUATION || covered(m.first))
      return i;
    i = m.first;
  }
  return s.first;
}

// Does the subject stand in a clause that is not the main one and comes before it?
bool Finder::subordinate(Phrase subject) const {
  const Range s = a_.sentence_of(subject.first);
  if (subject.first <= s.first || subject.last == kNone) return false;
  const Token& before = a_.tokens[subject.first - 1];
  if (a_.tokens[subject.first].is("who")) return before.is(",");
  constexpr uint32_t kOpening = 5;
  for (const std::string_view word :
       {"after", "while", "although", "though", "when", "since", "if", "because", "before", "once"})
    if (before.is(word)) return subject.first <= s.first + kOpening;
  return before.is("as") && subject.first == s.first + 1;
}

// ", and added that": a verb of speech without a subject, before what may be said.
bool Finder::speaks_on(uint32_t at, uint32_t end) const {
  const Token& t = a_.tokens[at];
  if (at + 1 >= end || a_.quoted(at) || t.cue != Strength::strong || t.capital || t.participle) return false;
  const Token& next = a_.tokens[at + 1];
  if ((t.is("said") || t.is("says")) && (is_personal_pronoun(next) || is_determiner(next) || next.capital)) return true;
  if (next.is("to")) return t.is("vowed") || t.is("promised") || t.is("pledged") || t.is("threatened");
  return a_.quoted(at + 1) || next.is("that") || next.is(":") || (next.is(",") && at + 2 < end && a_.quoted(at + 2));
}

// ", the jury heard.": somebody reports all of this.
bool Finder::attribution_ends(uint32_t at, uint32_t end) const {
  while (end > at && is_end(a_.tokens[end - 1])) --end;
  constexpr uint32_t kLongest = 7;
  if (end < at + 2 || end > at + kLongest) return false;
  const Token& verb = a_.tokens[end - 1];
  if (a_.quoted(end - 1) || verb.capital || verb.participle || verb.base ||
      !(verb.cue == Strength::strong || verb.is("heard")))
    return false;
  return subject_before(a_, end - 1, at).first == at;
}

// Does another attribution begin here ("according to", "she said")? With `to_marks` only one whose content is between
// marks behind it.
bool Finder::attribution_at(uint32_t at, uint32_t end, bool to_marks) const {
  if (!to_marks && a_.tokens[at].lower == "according") return true;
  constexpr uint32_t kFar = 6;
  for (uint32_t j = at + 1; j < std::min(end, at + kFar); ++j) {
    const Token& t = a_.tokens[j];
    if (a_.quoted(j) || t.is(",")) return false;
    if (t.cue < Strength::middle || t.capital || t.participle) continue;
    if (to_marks) {
      const bool marks = j + 1 < end && (a_.quoted(j + 1) || ((a_.tokens[j + 1].is(":") || a_.tokens[j + 1].is(",")) &&
                                                              j + 2 < end && a_.quoted(j + 2)));
      if (!marks) return false;
    }
    return subject_before(a_, j, at).first == at;
  }
  return false;
}

// Does the journalist's own sentence go on at `at`, behind a comma?
bool Finder::goes_on(uint32_t at, uint32_t end) const {
  const Token& next = a_.tokens[at];
  if (next.participle || next.lower == "citing" || next.lower == "referring" || next.lower == "according") return true;
  if (attribution_at(at, end, true)) return true;
  const bool joins = next.is("and") || next.is("but");
  if (joins && at + 2 < end && speaks_on(at + 1, end)) return true;
  if (joins && at + 1 < end && a_.tokens[at + 1].participle && a_.tokens[at + 1].cue >= Strength::middle) return true;
  // ", with Holt calling it": a subject of a participle of its own.
  if (next.is("with"))
    for (uint32_t j = at + 2; j < std::min(end, at + 9); ++j)
      if (a_.tokens[j].participle && a_.tokens[j].cue >= Strength::middle && !a_.quoted(j)) return true;
  if ((joins || next.is("while") || next.is("as") || next.is("though") || next.is("although")) && at + 2 < end) {
    // A new subject that speaks for itself.
    for (uint32_t j = at + 1; j < std::min(end, at + 6); ++j)
      if ((a_.tokens[j].cue == Strength::strong || (a_.tokens[j].cue == Strength::middle && j + 1 < end &&
                                                    (a_.tokens[j + 1].is("that") || a_.quoted(j + 1)))) &&
          !a_.quoted(j) && !a_.tokens[j].participle && subject_before(a_, j, at + 1))
        return true;
  }
  return false;
}

// The token behind the last one of the clause that begins at `from`.
uint32_t Finder::clause_end(uint32_t from) const {
  const Range s = a_.sentence_of(from);
  uint32_t end = s.last;
  for (uint32_t i = from; i < end; ++i) {
    if (a_.quoted(i)) {
      const Marked& m = a_.marked[a_.tokens[i].span];
      // Marks may hold more than this sentence.
      if (m.last > end) return a_.tokens[m.last - 1].block == a_.tokens[from].block ? m.last : end;
      const bool comma = m.closed && m.last > m.first + 2 && a_.final_of(m).is(",");
      if (m.last < end && comma && (attribution_at(m.last, end) || goes_on(m.last, end))) return m.last;
      i = m.last - 1;
      continue;
    }
    const Token& t = a_.tokens[i];
    if (t.is(";") && i > from) return i;
    if ((t.is("and") || t.is("but")) && i > from && i + 2 < end && speaks_on(i + 1, end)) return i;
    if ((t.is("and") || t.is("but")) && i > from + 2 && i + 2 < end && !a_.quoted(i + 1)) {
      // ", but rejected calls": the subject of the whole sentence goes on.
      const Token& verb = a_.tokens[i + 1];
      if (verb.cue >= Strength::middle && !verb.participle && !verb.base && verb.lower.ends_with("ed") &&
          a_.tokens[i - 1].is(","))
        return i - 1;
    }
    // "before claiming that", "while Holt suggests": somebody says something else.
    if (i > from + 2 && i + 2 < end && !a_.quoted(i + 1)) {
      if ((t.is("before") || t.is("after")) && a_.tokens[i + 1].participle && a_.tokens[i + 1].cue == Strength::strong)
        return i;
      if ((t.is("while") || t.is("although") || t.is("though")) && goes_on(i, end)) return i;
    }
    if (t.is(",") && i + 1 < end && !a_.quoted(i + 1) && (goes_on(i + 1, end) || attribution_ends(i + 1, end)))
      return i;
  }
  while (end > from && is_end(a_.tokens[end - 1]) && !a_.quoted(end - 1)) --end;
  return end;
}

// "with 22 percent saying", but neither "In May, ... , saying" nor "issued a statement saying".
bool Finder::subject_of_participle(Phrase subject, uint32_t cue) const {
  if (subject.last != cue && !is_finite_auxiliary(a_.tokens[cue - 1]) && !is_adverb(a_.tokens[cue - 1])) return false;
  if (is_personal_pronoun(a_.tokens[subject.first]) || is_finite_auxiliary(a_.tokens[cue - 1])) return true;
  if (subject.first > 0 && is_preposition(a_.tokens[subject.first - 1]) && !a_.tokens[subject.first - 1].is("with") &&
      !a_.tokens[subject.first - 1].is("of"))
    return false;
  for (uint32_t i = subject.first; i < subject.last; ++i)
    for (const std::string_view word : {"statement", "email", "e-mail", "letter", "memo",    "message",   "tweet",
                                        "post",      "ad",    "ads",    "note",   "release", "editorial", "op-ed",
                                        "column",    "video", "speech", "sign",   "signs",   "headline",  "report"})
      if (a_.tokens[i].is(word)) return false;
  return true;
}

}  // namespace quotes
