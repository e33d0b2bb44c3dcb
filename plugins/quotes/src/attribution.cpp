// Each cue outside of marks is tried with its content before it ("...," said X) and behind it (X said that ...). What
// is left between marks gets the speaker of its paragraph, or of the one before.
#include "attribution.hpp"

#include <algorithm>

namespace quotes {
namespace {

bool is_end(const Token& t) { return t.is(".") || t.is("!") || t.is("?"); }

// Whom one tells: skipped between cue and content.
bool is_recipient_start(const Token& t) {
  for (const std::string_view word :
       {"reporters",  "journalists", "lawmakers", "supporters",    "him",       "her",         "them",     "me",
        "us",         "viewers",     "police",    "investigators", "newspaper", "broadcaster", "magazine", "radio",
        "television", "jurors",      "voters",    "fans",          "delegates", "officers",    "students"})
    if (t.is(word)) return true;
  return t.capital || is_determiner(t);
}

bool is_telling(const Token& cue) {
  return cue.lower.starts_with("t") &&
         (cue.lower == "told" || cue.lower == "tell" || cue.lower == "tells" || cue.lower == "telling");
}
bool takes_person(const Token& cue) {
  for (const std::string_view stem : {"assur", "warn", "advis", "inform", "promis", "remind", "ask", "urg"})
    if (cue.lower.starts_with(stem)) return true;
  return is_telling(cue);
}
bool believes(const Token& cue) {
  for (const std::string_view stem :
       {"believ", "think", "thought", "hope", "hoping", "fear", "feel", "felt", "suspect", "worr"})
    if (cue.lower.starts_with(stem)) return true;
  return false;
}
// "promised to leave"
bool commits(const Token& cue) {
  for (const std::string_view stem :
       {"promis", "agree", "swor", "swear", "declin", "refus", "vow", "pledg", "threaten"})
    if (cue.lower.starts_with(stem)) return true;
  return false;
}
// "urged him to leave"
bool demands(const Token& cue) {
  for (const std::string_view stem :
       {"urg", "ask", "advis", "warn", "order", "instruct", "implor", "begged", "begging", "told", "tell"})
    if (cue.lower.starts_with(stem)) return true;
  return false;
}
// "called it `a gift`"
bool names(const Token& cue) {
  for (const std::string_view stem : {"call", "dub", "label", "brand", "deem", "term"})
    if (cue.lower.starts_with(stem)) return true;
  return false;
}
bool opens_clause(const Token& t) { return t.is("asked") || t.is("pressed") || t.is("speaking"); }
bool is_subject_pronoun(std::string_view lower) {
  for (const std::string_view w : {"he", "she", "they", "we", "i", "it", "there"})
    if (lower == w) return true;
  return false;
}
bool is_question_word(std::string_view lower) {
  return lower == "whether" || lower == "if" || lower == "why" || lower == "how" || lower == "what" || lower == "who" ||
         lower == "which" || lower == "where";
}
bool is_saying(const Token& cue) {
  return cue.lower == "said" || cue.lower == "says" || cue.lower == "say" || cue.lower == "saying";
}

}  // namespace

Finder::Finder(const Article& article, bool indirect)
    : a_(article), indirect_(indirect), owner_(article.tokens.size(), kNone), speaks_(article.tokens.size(), kNone) {
  transcripts();
  posts();
}

void Finder::sentence(uint32_t row) {
  const Range s = a_.sentences[row];
  for (uint32_t i = s.first; i < s.last; ++i) {
    if (a_.quoted(i) || covered(i)) continue;
    const Token& t = a_.tokens[i];
    if (t.lower == "according" && i + 1 < s.last && a_.tokens[i + 1].is("to")) {
      if (according_to(i)) ++i;
      continue;
    }
    if (t.is("words") && in_the_words_of(i)) continue;
    if (t.is("wanted") && i + 2 < s.last && a_.tokens[i + 1].is("to") && a_.tokens[i + 2].is("know") &&
        after_content(i))
      continue;
    if (t.cue != Strength::none) try_cue(i);
  }
  for (uint32_t i = s.first; i < s.last; ++i)
    if (a_.quoted(i)) {
      const uint32_t span = a_.tokens[i].span;
      unknown_verb(a_.marked[span], s.last);
      i = std::max(i, a_.marked[span].last - 1);
    }
}

// "...," Holt charged. What stands between a comma inside the marks and a past tense speaks, whatever the verb.
void Finder::unknown_verb(const Marked& m, uint32_t limit) {
  if (!m.closed || m.words < 3 || covered(m.first) || m.last >= limit) return;
  const Token& stop = a_.final_of(m);
  if (!stop.is(",") && !stop.is("?") && !stop.is("!")) return;
  constexpr uint32_t kFar = 8;
  for (uint32_t i = m.last; i < std::min(limit, m.last + kFar); ++i) {
    const Token& t = a_.tokens[i];
    if (a_.quoted(i) || covered(i) || t.is(",")) return;
    if (t.kind != NG_TOKEN_WORD || t.capital || t.lower.size() < 5 || !t.lower.ends_with("ed")) continue;
    Phrase speaker = i == m.last ? subject_after(a_, i + 1, limit) : subject_before(a_, i, m.last);
    if (!speaker || (i != m.last && speaker.first != m.last)) return;
    const uint32_t begin = content_begin(m.last);
    if (!covered(begin)) add({begin, m.last}, {i, i + 1}, speaker, 0.5f, "content, speaker, any verb");
    return;
  }
}

bool Finder::try_cue(uint32_t cue) {
  if (a_.tokens[cue].is("used") && cue + 1 < a_.tokens.size() && a_.tokens[cue + 1].is("to")) return false;
  // A noun: "the report", "his claim", "the Executive Order".
  const uint32_t first = a_.sentence_of(cue).first;
  if (a_.tokens[cue].capital && cue != first && !is_saying(a_.tokens[cue]) && !is_telling(a_.tokens[cue])) return false;
  if (cue > first) {
    const Token& before = a_.tokens[cue - 1];
    const bool pronoun = is_personal_pronoun(before) &&
                         (cue - 1 == first || a_.quoted(cue - 2) || a_.tokens[cue - 2].is(","));  // "one said"
    if (!a_.quoted(cue - 1) && !pronoun &&
        (is_determiner(before) || before.is("'s") || before.is("to") || is_preposition(before)) &&
        !a_.tokens[cue].participle) {
      if (!(before.is("to") && cue > first + 1 &&
            (a_.tokens[cue - 2].lower == "on" || a_.tokens[cue - 2].lower == "continued" ||
             a_.tokens[cue - 2].lower == "used")))
        return false;
    }
  }
  if (a_.tokens[cue].participle && quoted_as_saying(cue)) return true;
  return put_it(cue) || after_content(cue) || before_content(cue) || passive(cue);
}

// "...," said X   "...," X said   ..., X said Thursday
bool Finder::after_content(uint32_t cue) {
  const Range s = a_.sentence_of(cue);
  const Token& verb = a_.tokens[cue];
  if (verb.participle) return false;
  // Verb first.
  if (cue > 0 && a_.tokens[cue - 1].block == verb.block) {
    const bool behind_marks = a_.quoted(cue - 1) && a_.marked[a_.tokens[cue - 1].span].last == cue;
    const bool behind_comma = cue > s.first + 1 && a_.tokens[cue - 1].is(",") && !a_.quoted(cue - 1);
    if (behind_marks || (behind_comma && verb.cue == Strength::strong)) {
      uint32_t at = cue + 1;
      while (at < s.last && is_adverb(a_.tokens[at]) && !a_.quoted(at)) ++at;
      if (const Phrase speaker = subject_after(a_, at, s.last);
          speaker && (behind_marks || is_saying(verb) || a_.quoted(cue - 2))) {
        const uint32_t end = behind_marks ? cue : cue - 1;
        const uint32_t begin = content_begin(end);
        const bool in_passing = behind_marks && begin < a_.marked[a_.tokens[end - 1].span].first &&
                                is_title(a_.marked[a_.tokens[end - 1].span], true);
        // `X, who rates the shares "hold," said the target looked`: words in passing, and a clause behind.
        const bool reads = behind_marks && begin < a_.marked[a_.tokens[end - 1].span].first &&
                           a_.marked[a_.tokens[end - 1].span].words < 3 && speaker.last < s.last &&
                           (a_.quoted(speaker.last) || a_.tokens[speaker.last].kind == NG_TOKEN_WORD) &&
                           !is_time_word(a_.tokens[speaker.last]) && !is_preposition(a_.tokens[speaker.last]);
        if (reads) return false;
        bool fits = !in_passing && (behind_marks || a_.quoted(cue - 2));
        if (!fits && !in_passing) {
          // Nothing that reads on: `X, a pollster, said his survey showed ...`
          fits = is_main_clause(begin, end) && !is_personal_pronoun(a_.tokens[speaker.first]);
          const Token* next = speaker.last < s.last ? &a_.tokens[speaker.last] : nullptr;
          if (next != nullptr && !is_end(*next) && !next->is(",") && !next->is("who") && !is_time_word(*next) &&
              !is_preposition(*next))
            fits = false;
          for (uint32_t i = speaker.first; i < speaker.last; ++i)
            if (a_.tokens[i].mention == kNone && !a_.tokens[i].capital && a_.tokens[i].lower.ends_with("ed"))
              fits = false;
        }
        if (fits && begin < end && !covered(begin) && (behind_marks || indirect_)) {
          const bool pronoun_subject_reads_on = is_personal_pronoun(a_.tokens[speaker.first]) &&
                                                speaker.last < s.last && a_.tokens[speaker.last].cue != Strength::none;
          if (!pronoun_subject_reads_on) {
            add({begin, end}, {cue, cue + 1}, speaker, behind_marks ? 0.95f : 0.85f, "content, verb, speaker");
            return true;
          }
        }
      }
    }
  }
  // Subject first.
  const uint32_t limit = left_limit(cue);
  const Phrase speaker = subject_before(a_, cue, limit);
  if (!speaker || speaker.first == 0) return false;
  const uint32_t before = speaker.first - 1;
  if (a_.tokens[before].block != verb.block) return false;
  const bool behind_marks = a_.quoted(before) && a_.marked[a_.tokens[before].span].last == speaker.first;
  const bool behind_comma =
      before >= s.first && !a_.quoted(before) &&
      (a_.tokens[before].is(",") || a_.tokens[before].is("\xE2\x80\x94") || a_.tokens[before].is("--")) &&
      before > s.first;
  if (behind_marks) {
    const Marked& span = a_.marked[a_.tokens[before].span];
    // `the "plan" Smith said would fail`: no stop before the closing mark.
    const Token& last = a_.final_of(span);
    const bool stop = last.kind == NG_TOKEN_PUNCTUATION;
    if (!stop && span.words < 6 && (!is_saying(verb) || reads_on(cue))) return false;
    // `... "arbitrary." Holt warned that`: a sentence of its own.
    if (last.is(".") && reads_on(cue)) return false;
    const uint32_t begin = content_begin(speaker.first);
    // "On Sunday's "The Long View," Holt said": a programme's name.
    if (covered(begin) || (begin < span.first && is_title(span, true))) return false;
    add({begin, speaker.first}, {cue, cue + 1}, speaker, 0.95f, "content, speaker, verb");
    return true;
  }
  const bool court = hears(cue, speaker);
  if (!behind_comma || (verb.cue == Strength::weak && !court)) return false;
  if (a_.tokens[speaker.first].is("who") || a_.tokens[speaker.first].is("which")) return false;  // "Holt, who asked"
  // Without marks: little may follow.
  const bool marks_before = before > 0 && a_.quoted(before - 1);
  if (!marks_before && !indirect_) return false;
  if (!marks_before && parenthesis(cue, speaker)) return true;
  if (!marks_before) {
    if (verb.cue != Strength::strong && !is_saying(verb) && !court) return false;
    if (before - s.first < 3) return false;
    constexpr uint32_t kShortRest = 12;
    uint32_t rest = 0;
    for (uint32_t i = cue + 1; i < s.last; ++i, ++rest) {
      const Token& t = a_.tokens[i];
      if (a_.quoted(i) || t.is("that") || t.is(":") || (is_finite_auxiliary(t) && t.kind == NG_TOKEN_WORD) ||
          (rest == 0 && (is_personal_pronoun(t) || is_determiner(t)) && !is_telling(verb)))
        return false;
      if (t.is(",") && (rest > 0 || (i + 1 < s.last && a_.tokens[i + 1].participle))) break;
    }
    if (rest > kShortRest) return false;
  }
  const uint32_t begin = content_begin(before);
  if (begin >= before || covered(begin) || (!marks_before && !is_main_clause(begin, before))) return false;
  add({begin, before}, {cue, cue + 1}, speaker, marks_before ? 0.9f : 0.8f, "content, speaker, verb");
  return true;
}

// ", the court heard": what somebody told it.
bool Finder::hears(uint32_t cue, Phrase subject) const {
  if (!a_.tokens[cue].is("heard") || !subject) return false;
  for (const std::string_view word : {"court", "jury", "inquest", "tribunal", "inquiry", "hearing", "trial", "jurors",
                                      "magistrates", "committee", "panel", "parliament"})
    if (a_.tokens[subject.last - 1].is(word)) return true;
  return false;
}

// "promised to leave", "urged the mayor to leave": what is to be done.
bool Finder::infinitive(uint32_t cue, Phrase speaker) {
  const Range s = a_.sentence_of(cue);
  const Token& verb = a_.tokens[cue];
  uint32_t to = cue + 1;
  if (to >= s.last || a_.quoted(to)) return false;
  const bool whom = !a_.tokens[to].is("to");
  if (whom ? !demands(verb) : !(commits(verb) || demands(verb))) return false;
  constexpr uint32_t kLongestPhrase = 10;
  for (; whom && !a_.tokens[to].is("to"); ++to)
    if (to + 2 >= s.last || to > cue + kLongestPhrase || a_.quoted(to) ||
        !(is_nominal(a_.tokens[to]) || is_determiner(a_.tokens[to]) || is_preposition(a_.tokens[to]) ||
          a_.tokens[to].is("him") || a_.tokens[to].is("them") || a_.tokens[to].is("me") || a_.tokens[to].is("us") ||
          a_.tokens[to].is("and")) ||
        a_.tokens[to].is("that") || (to > cue + 1 && is_adverb(a_.tokens[to])))
      return false;
  if (to + 1 >= s.last || a_.quoted(to + 1)) return false;
  const Token& next = a_.tokens[to + 1];
  if (next.kind != NG_TOKEN_WORD || next.capital || is_determiner(next) || is_preposition(next))
    return false;  // "to the mayor"
  const uint32_t begin = whom && !is_telling(verb) ? cue + 1 : to;
  const uint32_t end = clause_end(to);
  if (covered(begin) || end < to + 2) return false;
  add({begin, end}, {cue, cue + 1}, speaker, 0.65f, "speaker, verb, infinitive");
  return true;
}

// "accused the mayor of lying", "criticised Holt for the delay": whom, and of what.
bool Finder::blames(uint32_t cue, uint32_t at, Phrase speaker) {
  const Range s = a_.sentence_of(cue);
  const std::string& verb = a_.tokens[cue].lower;
  const bool of = verb.starts_with("accus");
  const bool with_for = verb.starts_with("critici") || verb.starts_with("blam") || verb.starts_with("denounc") ||
                        verb.starts_with("prais") || verb.starts_with("condemn");
  if (!of && !with_for) return false;
  constexpr uint32_t kLongestObject = 8;
  uint32_t frame = at;
  while (frame < s.last && frame < at + kLongestObject && !a_.quoted(frame) &&
         !a_.tokens[frame].is(of ? "of" : "for") &&
         (is_nominal(a_.tokens[frame]) || is_determiner(a_.tokens[frame]) || a_.tokens[frame].is("him") ||
          a_.tokens[frame].is("them") || a_.tokens[frame].is("and")))
    ++frame;
  if (frame == at || frame + 1 >= s.last || a_.quoted(frame) || !a_.tokens[frame].is(of ? "of" : "for")) return false;
  const uint32_t end = clause_end(frame);
  if (end < frame + 2 || covered(at)) return false;
  add({at, end}, {cue, cue + 1}, speaker, 0.6f, "speaker, verb, whom, of");
  return true;
}

// "The key, Holt said, was lost": what was said stands on both sides.
bool Finder::parenthesis(uint32_t cue, Phrase speaker) {
  const Range s = a_.sentence_of(cue);
  const uint32_t before = speaker.first - 1, after = cue + 2;
  if (a_.tokens[cue].cue != Strength::strong || after + 1 >= s.last || !a_.tokens[cue + 1].is(",") ||
      a_.quoted(cue + 1) || goes_on(after, s.last))
    return false;
  const bool marks = a_.quoted(after);
  if (marks && (a_.marked[a_.tokens[after].span].first != after || covered(after))) return false;
  const uint32_t begin = content_begin(before), end = marks ? a_.marked[a_.tokens[after].span].last : clause_end(after);
  if (begin >= before || covered(begin) || end < after + 2 || (!marks && !has_verb(after, end))) return false;
  // `On Monday, Holt said, "..."`, `Asked about it, Holt said, "..."`: only what follows is his.
  if (opens_clause(a_.tokens[begin]) || (marks && is_preposition(a_.tokens[begin]))) {
    if (covered(after)) return false;
    add({after, end}, {cue, cue + 1}, speaker, 0.85f, "speaker, verb, content");
    return true;
  }
  add({begin, before}, {cue, cue + 1}, speaker, 0.85f, "content around speaker, verb");
  extend(after, end);
  return true;
}

// X said (that) ...   X said: "..."   ..., adding that ...
bool Finder::before_content(uint32_t cue) {
  const Range s = a_.sentence_of(cue);
  const Token& verb = a_.tokens[cue];
  const uint32_t limit = left_limit(cue);
  Phrase speaker = subject_before(a_, cue, limit);
  uint32_t borrowed = kNone;
  // ", adding" belongs to the subject of the sentence, "a statement saying" to who made it.
  if (verb.is("pointing") && cue + 1 < s.last && !a_.tokens[cue + 1].is("out") && !a_.tokens[cue + 1].is("to"))
    return false;  // "pointing at the door"
  if (verb.participle && speaker && !subject_of_participle(speaker, cue)) speaker = {};
  if (!speaker && verb.participle && cue > s.first) {
    // ", adding": the speaker of the sentence so far, else the subject in front.
    for (uint32_t i = cue; i > s.first && borrowed == kNone; --i)
      borrowed = owner_[i - 1] != kNone ? owner_[i - 1] : speaks_[i - 1];
    if (borrowed != kNone)
      speaker = quotes_[borrowed].speaker;
    else if (a_.tokens[cue - 1].is(",") || a_.quoted(cue - 1) || a_.tokens[cue - 1].lower == "as" ||
             is_adverb(a_.tokens[cue - 1]) || is_nominal(a_.tokens[cue - 1]))
      speaker = main_subject(a_, s.first, cue);
    else
      return false;
  }
  // `Said Holt: "..."`, `But, said Holt, "..."`
  if (!speaker && verb.cue == Strength::strong && !verb.participle && (cue == s.first || a_.tokens[cue - 1].is(","))) {
    const Phrase behind = subject_after(a_, cue + 1, s.last);
    if (behind && behind.last + 1 < s.last && (a_.tokens[behind.last].is(",") || a_.tokens[behind.last].is(":")) &&
        a_.quoted(behind.last + 1) && a_.marked[a_.tokens[behind.last + 1].span].first == behind.last + 1 &&
        !covered(behind.last + 1)) {
      add({behind.last + 1, a_.marked[a_.tokens[behind.last + 1].span].last}, {cue, cue + 1}, behind, 0.9f,
          "verb, speaker, content");
      return true;
    }
  }
  // "went on to say"
  if (!speaker && cue > s.first + 2 && a_.tokens[cue - 1].is("to")) speaker = subject_before(a_, cue - 2, limit);
  // "Asked about it, X said" has its subject; a verb with two subjects in one sentence ("X and said") takes the first.
  uint32_t joint = cue;
  while (joint > s.first && !a_.quoted(joint - 1) && is_adverb(a_.tokens[joint - 1])) --joint;
  const bool joined =
      joint > s.first && !a_.quoted(joint - 1) && (a_.tokens[joint - 1].is("and") || a_.tokens[joint - 1].is("but"));
  if (!speaker && joined && (verb.cue >= Strength::middle || marks_near(cue + 1, s.last)) &&
      a_.tokens[s.first].kind == NG_TOKEN_WORD) {
    for (uint32_t i = cue; i > s.first && borrowed == kNone; --i)
      borrowed = owner_[i - 1] != kNone ? owner_[i - 1] : speaks_[i - 1];
    speaker = borrowed != kNone ? quotes_[borrowed].speaker : main_subject(a_, s.first, cue);
  }
  if (!speaker) return false;
  // "a research note": a noun.
  if (verb.base && borrowed == kNone && speaker.last == cue &&
      (a_.tokens[speaker.first].is("a") || a_.tokens[speaker.first].is("an")))
    return false;

  uint32_t at = cue + 1;
  const auto skip_adverbs = [&] {
    while (at < s.last && !a_.quoted(at) && !a_.tokens[at].is("there") &&
           (is_adverb(a_.tokens[at]) || (is_time_word(a_.tokens[at]) && !is_determiner(a_.tokens[at]))))
      ++at;
  };
  skip_adverbs();
  if (takes_person(verb) && at < s.last && !a_.quoted(at) && is_recipient_start(a_.tokens[at])) {
    const uint32_t before = at;
    while (at < s.last && !a_.quoted(at) && !a_.tokens[at].is("that") && !a_.tokens[at].is(",") &&
           !a_.tokens[at].is(":") && !is_personal_pronoun(a_.tokens[at]) && at < before + 14) {
      if (at > before && (is_finite_auxiliary(a_.tokens[at]) || is_question_word(a_.tokens[at].lower))) break;
      if (at > before && is_determiner(a_.tokens[at]) && !is_preposition(a_.tokens[at - 1])) break;
      ++at;
      const Token& whom = a_.tokens[before];
      const bool medium = whom.is("newspaper") || whom.is("broadcaster") || whom.is("magazine") || whom.is("radio") ||
                          whom.is("television");
      if (whom.is("her") || (!whom.capital && !medium && !is_determiner(whom))) {
        if (at < s.last && !is_preposition(a_.tokens[at]) && !is_time_word(a_.tokens[at])) break;
      }
    }
  }
  // "warned of", "called for", "pointed to": what follows is said.
  const bool frame = !is_saying(verb) && !takes_person(verb) && at == cue + 1 && at + 1 < s.last && !a_.quoted(at) &&
                     !a_.quoted(at + 1) &&
                     (a_.tokens[at].is("of") || a_.tokens[at].is("for") || a_.tokens[at].is("to") ||
                      a_.tokens[at].is("about") || a_.tokens[at].is("against"));
  if (frame) ++at;
  // "said in a statement on Tuesday that", "said of the plan:"
  if (!frame && at < s.last && !a_.quoted(at) && is_preposition(a_.tokens[at])) {
    uint32_t to = at;
    while (to < s.last && !a_.quoted(to) && to < at + 22 && !a_.tokens[to].is("that") && !a_.tokens[to].is(",") &&
           !a_.tokens[to].is(":") && !is_end(a_.tokens[to]) && !(is_saying(a_.tokens[to]) && !a_.tokens[to].participle))
      ++to;
    if (to < s.last && (a_.quoted(to) || a_.tokens[to].is("that") || a_.tokens[to].is(":") ||
                        (a_.tokens[to].is(",") && to + 1 < s.last && a_.quoted(to + 1))))
      at = to;
  }
  skip_adverbs();
  if (at + 1 < s.last && a_.tokens[at].is("on") && is_time_word(a_.tokens[at + 1])) {
    ++at;
    skip_adverbs();
  }
  const uint32_t stop_at = at;
  while (at < s.last && !a_.quoted(at) && (a_.tokens[at].is(",") || a_.tokens[at].is(":"))) ++at;
  if (at >= s.last || covered(at)) return false;
  // "When the court ruled, ..." says nothing.
  if (at != stop_at && a_.tokens[at - 1].is(",") && !a_.quoted(at) && !a_.tokens[at].is("that") &&
      attribution_at(at, s.last))
    return false;

  if (indirect_ && infinitive(cue, speaker)) {
    quotes_.back().speaker_of = borrowed;
    return true;
  }
  if (indirect_ && !a_.quoted(at) && blames(cue, at, speaker)) {
    quotes_.back().speaker_of = borrowed;
    return true;
  }
  // "asked whether", "explained how": a question that is told.
  const bool question = is_question_word(a_.tokens[at].lower) && verb.cue == Strength::strong && !verb.participle;
  const bool that = a_.tokens[at].is("that") || question;
  // "states that have", "a report that was": a noun and its relative clause.
  if (a_.tokens[at].is("that") && at == cue + 1 && at + 1 < s.last &&
      (verb.lower.back() == 's' || !verb.lower.ends_with("d")) && !is_saying(verb) &&
      is_finite_auxiliary(a_.tokens[at + 1]) && !a_.quoted(at + 1))
    return false;
  const bool marks = a_.quoted(at) && a_.marked[a_.tokens[at].span].first == at;
  uint32_t end = clause_end(at);
  // "After Holt said that the key was lost, ..." and "Holt, who said the key was lost, ...": the main clause follows
  // the comma.
  if (subordinate(speaker))
    for (uint32_t i = at + 3; i < end; ++i) {
      if (a_.quoted(i)) {
        const Marked& m = a_.marked[a_.tokens[i].span];
        if (m.closed && m.last < end && a_.final_of(m).is(",")) end = m.last;
        i = m.last - 1;
      } else if (a_.tokens[i].is(",")) {
        end = i;
      }
    }
  if (end <= at) return false;
  bool any_marks = false;
  for (uint32_t i = at; i < end; ++i) any_marks = any_marks || a_.quoted(i);
  float score = 0;
  if (marks) {
    const Marked& m = a_.marked[a_.tokens[at].span];
    if (is_title(m, false) && !is_saying(verb) && !is_telling(verb)) return false;
    const bool plain_verb = verb.cue >= Strength::middle;
    if (!plain_verb && at > cue + 6) return false;
    score = m.words >= 4 ? 0.92f : 0.75f;
    // What follows the marks in the same clause is the journalist's again, unless they stop in the middle of what was
    // said.
    const Token& final = a_.final_of(m);
    const bool stops = !m.closed || final.kind == NG_TOKEN_PUNCTUATION || m.last >= s.last || a_.quoted(m.last) ||
                       verb.cue != Strength::strong;
    const Token* next = stops ? nullptr : &a_.tokens[m.last];
    const bool reads = next != nullptr && next->kind == NG_TOKEN_WORD && !next->is("and") && !next->is("but") &&
                       !next->participle && !attribution_at(m.last, s.last);
    const uint32_t stop = reads ? std::max(m.last, clause_end(m.last)) : m.last;
    add({at, stop}, {cue, cue + 1}, speaker, score, "speaker, verb, content");
    quotes_.back().speaker_of = borrowed;
    return true;
  }
  if (that) {
    if (verb.cue == Strength::weak && !any_marks) return false;
    if (question && end < at + 3) return false;  // "would not say how much"
    score = verb.cue == Strength::strong ? 0.85f : 0.7f;
  } else if (any_marks) {
    // `called it a "disaster"`, `said the plan was "a disaster"`
    uint32_t first = at;
    while (first < end && !a_.quoted(first)) ++first;
    if (!(verb.cue == Strength::strong && (is_saying(verb) || is_telling(verb)))) {
      if (first > cue + 12) return false;
      for (uint32_t i = at; verb.participle && i + 1 < first; ++i)
        if (a_.tokens[i].is(",") && a_.tokens[i + 1].cue >= Strength::middle && !a_.tokens[i + 1].participle)
          return false;                              // ", speaking to reporters, said"
      if (a_.tokens[first - 1].is(":")) at = first;  // "scolded him: ..."
      // What follows a stop between marks is the journalist's again.
      uint32_t last = end;
      if (names(verb))
        last = end_of_marks(first, end);
      else if (verb.cue != Strength::strong)
        for (uint32_t i = first; i < end; ++i)
          if (a_.quoted(i)) {
            const Marked& m = a_.marked[a_.tokens[i].span];
            if (m.closed && m.last < end && a_.final_of(m).is(",") && !a_.quoted(m.last)) {
              last = m.last;
              break;
            }
            i = m.last - 1;
          }
      add({at, last}, {cue, cue + 1}, speaker, 0.65f, "speaker, verb, words");
      return true;
    }
    score = 0.85f;
  } else if (is_saying(verb) || is_telling(verb)) {
    if (is_preposition(a_.tokens[at]) && !is_saying(verb)) return false;
    // Something must be said: a clause has a verb.
    bool clause = is_subject_pronoun(a_.tokens[at].lower);
    uint32_t words = 0;
    for (uint32_t i = at; i < end; ++i) {
      const Token& t = a_.tokens[i];
      words += t.kind == NG_TOKEN_WORD;
      clause = clause || is_finite_auxiliary(t) || is_irregular_past(t) ||
               (t.kind == NG_TOKEN_WORD && !t.capital && (t.lower.ends_with("ed") || t.lower.ends_with("s")));
    }
    if (words < 3 || !clause) return false;
    if (!is_saying(verb) && a_.tokens[at].is("to")) return false;
    score = is_saying(verb) ? 0.75f : 0.6f;
  } else if ((verb.cue == Strength::strong || believes(verb)) && !is_preposition(a_.tokens[at]) &&
             (is_nominal(a_.tokens[at]) || is_personal_pronoun(a_.tokens[at]) || is_determiner(a_.tokens[at]))) {
    // "argued the plan would fail": a subject and an auxiliary not far behind.
    bool clause = false;
    for (uint32_t i = at + 1; i < std::min(end, at + 8); ++i)
      clause = clause || is_finite_auxiliary(a_.tokens[i]) || is_irregular_past(a_.tokens[i]);
    if (!clause) return false;
    score = 0.6f;
  } else {
    return false;
  }
  if (!indirect_ && !any_marks) return false;
  add({at, end}, {cue, cue + 1}, speaker, score, "speaker, verb, content");
  quotes_.back().speaker_of = borrowed;
  return true;
}

bool Finder::according_to(uint32_t at) {
  const Range s = a_.sentence_of(at);
  if (!indirect_ || at + 2 >= s.last) return false;
  Phrase speaker = subject_after(a_, at + 2, s.last);
  const bool opens = at == s.first || (at == s.first + 1 && !a_.quoted(s.first)) || a_.tokens[at - 1].is(":") ||
                     a_.tokens[at - 1].is(";");
  if (!speaker && opens && !a_.quoted(at + 2)) {
    // Whatever it is, up to the comma.
    constexpr uint32_t kLongestSource = 12;
    uint32_t comma = at + 2;
    while (comma < s.last && comma < at + kLongestSource && !a_.quoted(comma) && !a_.tokens[comma].is(",")) ++comma;
    if (comma < s.last && a_.tokens[comma].is(",") && comma > at + 2) speaker = {at + 2, comma};
  }
  if (!speaker) return false;
  Range content;
  if (opens) {
    uint32_t begin = speaker.last;
    // An apposition behind the name ends at the last comma before the clause.
    uint32_t comma = begin;
    while (comma < s.last && !a_.tokens[comma].is(",") && comma < begin + 30) ++comma;
    if (comma >= s.last || !a_.tokens[comma].is(",")) return false;
    begin = comma + 1;
    content = {begin, clause_end(begin)};
  } else {
    uint32_t end = at;
    if (a_.tokens[end - 1].is(",") && !a_.quoted(end - 1)) --end;
    content = {content_begin(end), end};
  }
  if (content.first + 2 >= content.last || covered(content.first)) return false;
  add(content, {at, at + 2}, speaker, 0.88f, "according to");
  return true;
}

uint8_t Finder::kind_of(const std::vector<Range>& fragments) const {
  uint64_t inside = 0, all = 0;
  for (const Range& r : fragments)
    for (uint32_t i = r.first; i < r.last; ++i) {
      const Token& t = a_.tokens[i];
      if (t.kind == NG_TOKEN_PUNCTUATION) continue;
      all += t.text.size();
      inside += a_.quoted(i) ? t.text.size() : 0;
    }
  if (inside == 0) return NG_QUOTE_INDIRECT;
  return inside * 100 >= all * 98 ? NG_QUOTE_DIRECT : NG_QUOTE_MIXED;
}

void Finder::add(Range content, Range cue, Phrase speaker, float score, std::string_view rule) {
  const auto id = static_cast<uint32_t>(quotes_.size());
  Quote q;
  q.fragments = {content};
  q.kind = kind_of(q.fragments);
  q.cue = cue;
  q.speaker = speaker;
  q.score = score;
  q.rule = rule;
  for (uint32_t i = content.first; i < content.last; ++i) owner_[i] = id;
  if (cue.first != kNone)
    for (uint32_t i = cue.first; i < cue.last; ++i) speaks_[i] = id;
  for (uint32_t i = speaker.first; speaker && i < speaker.last; ++i)
    if (owner_[i] == kNone) speaks_[i] = id;
  quotes_.push_back(std::move(q));
}

// Another fragment of the quote that was added last.
void Finder::extend(uint32_t first, uint32_t last) {
  Quote& q = quotes_.back();
  q.fragments.push_back({first, last});
  q.kind = kind_of(q.fragments);
  std::fill(owner_.begin() + first, owner_.begin() + last, static_cast<uint32_t>(quotes_.size() - 1));
}

// Where the marks end that begin at `first`, and those joined to them: `"a liar" and "a cheat"`.
uint32_t Finder::end_of_marks(uint32_t first, uint32_t end) const {
  uint32_t last = std::min(end, a_.marked[a_.tokens[first].span].last);
  while (last + 1 < end) {
    uint32_t next = last;
    while (next < end && next < last + 3 && !a_.quoted(next) &&
           (a_.tokens[next].is("and") || a_.tokens[next].is("or") || a_.tokens[next].is(",") ||
            is_determiner(a_.tokens[next])))
      ++next;
    if (next == last || next >= end || !a_.quoted(next)) break;
    last = std::min(end, a_.marked[a_.tokens[next].span].last);
  }
  return last;
}

bool Finder::marks_near(uint32_t at, uint32_t end) const {
  constexpr uint32_t kNear = 4;
  for (uint32_t i = at; i < std::min(end, at + kNear); ++i)
    if (a_.quoted(i)) return true;
  return false;
}

std::vector<Quote> Finder::finish() {
  for (size_t b = 0; b < a_.blocks.size(); ++b)
    if (a_.headline(b)) headline(a_.blocks[b]);
  marks_without_cue();
  // In the order of the text; references follow.
  std::vector<uint32_t> order(quotes_.size()), place(quotes_.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t x, uint32_t y) { return quotes_[x].begin_token() < quotes_[y].begin_token(); });
  std::vector<Quote> out;
  for (uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    out.push_back(std::move(quotes_[order[i]]));
  }
  for (Quote& q : out) {
    if (q.speaker_of != kNone) q.speaker_of = place[q.speaker_of];
    if (q.continues != kNone) q.continues = place[q.continues];
  }
  return out;
}

}  // namespace quotes
