// Marks that no cue has claimed: their speaker stands behind a dash, before a colon, or in the quote before.
#include "attribution.hpp"

#include <algorithm>

#include "genders.hpp"

namespace quotes {

using newsgrain::english::Gender, newsgrain::english::gender_of_title;

// `sang "The Long Way Home"`: capitals but for small words, and no stop before the closing mark.
bool Finder::is_title(const Marked& m, bool comma) const {
  if (!m.closed || m.words < 2) return false;
  uint32_t capitals = 0;
  for (uint32_t i = m.first + 1; i + 1 < m.last; ++i) {
    const Token& t = a_.tokens[i];
    if (t.kind != NG_TOKEN_WORD) continue;
    const bool small = is_preposition(t) || is_determiner(t) || t.is("and") || t.is("or") || t.is("'s");
    if (!t.capital && !small) return false;
    capitals += t.capital && !small;
  }
  const Token& final = a_.final_of(m);
  return capitals >= 2 && (final.kind != NG_TOKEN_PUNCTUATION || (comma && final.is(",")));
}

// `"...," he said. "..."`: the span begins where the attribution ends, in the same paragraph, and has no cue of its
// own.
bool Finder::continues_split(const Marked& span, const Quote& quote) const {
  if (quote.kind == NG_QUOTE_INDIRECT || !quote.speaker || quote.cue.first == kNone) return false;
  const uint32_t attribution = std::max(quote.cue.last, quote.speaker.last);
  if (quote.fragments.back().last > quote.cue.first && quote.fragments.back().last > attribution) return false;
  if (attribution > span.first || a_.tokens[attribution - 1].block != span.block) return false;
  // The rest of the attribution's sentence may stand between: "he said on Tuesday in Oslo."
  const uint32_t end = a_.sentence_of(attribution - 1).last;
  uint32_t at = std::min(end, span.first);
  if (at < span.first) return false;
  for (uint32_t i = attribution; i < span.first; ++i)
    if (a_.quoted(i) || owner_[i] != kNone) return false;
  // Not `he said on "The Long View"`.
  if (span.first > attribution && a_.tokens[span.first - 1].kind != NG_TOKEN_PUNCTUATION) return false;
  return true;
}

// `"..." - Holt`, `"..." // —Holt, the engineer`: a name alone behind a dash, in the same paragraph or the next one.
Phrase Finder::named_behind(const Marked& m) const {
  const auto is_dash = [](const Token& t) {
    return t.is("-") || t.is("--") || t.is("\xE2\x80\x94") || t.is("\xE2\x80\x93") || t.is("\xE2\x80\x95");
  };
  uint32_t at = m.last;
  if (at >= a_.tokens.size() || !is_dash(a_.tokens[at])) return {};
  const uint32_t block = a_.tokens[at].block;
  constexpr uint32_t kLongest = 16;
  uint32_t end = at + 1;
  while (end < a_.tokens.size() && a_.tokens[end].block == block && end < at + kLongest) ++end;
  if (end < a_.tokens.size() && a_.tokens[end].block == block) return {};  // the journalist goes on
  const Phrase name = subject_after(a_, at + 1, end);
  if (!name || !a_.tokens[name.first].capital || has_verb(name.first, end)) return {};
  return name;
}

// `"HOLT: ...`: a transcript between marks.
Phrase Finder::label_inside(const Marked& m) const {
  constexpr uint32_t kLongest = 5;
  for (uint32_t i = m.first + 1; i < std::min(m.last - 1, m.first + 2 + kLongest); ++i) {
    const Token& t = a_.tokens[i];
    if (t.is(":")) return i > m.first + 1 && i + 2 < m.last ? Phrase{m.first + 1, i} : Phrase();
    const bool letters = t.kind == NG_TOKEN_WORD && t.text.size() > 1;
    if (!(letters && std::none_of(t.text.begin(), t.text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) &&
        !t.is(".") && !t.is("-"))
      return {};
  }
  return {};
}

// `Holt: "..."`, `by Anna Holt: "..."`, `Holt was unmoved: "..."`: who stands before the colon, else the subject of its
// last verb of speech, else that of its sentence. The colon may end the paragraph before.
Phrase Finder::named_before(const Marked& m) const {
  if (m.first == 0 || !a_.tokens[m.first - 1].is(":") || a_.quoted(m.first - 1)) return {};
  const uint32_t colon = m.first - 1;
  const Range s = a_.sentence_of(colon);
  if (colon == s.first) return {};
  constexpr uint32_t kShort = 6;
  if (colon - s.first <= kShort)
    if (const Phrase owner = owner_of_words({s.first, colon})) return owner;
  if (const uint32_t name = a_.tokens[colon - 1].mention;
      name != kNone && a_.mentions[name].type <= NG_ENTITY_ORG && a_.mentions[name].first >= s.first) {
    const uint32_t first = a_.mentions[name].first;
    const bool begins = first == s.first || !is_preposition(a_.tokens[first - 1]) || a_.tokens[first - 1].is("by") ||
                        a_.tokens[first - 1].is("from");
    if (begins) return {first, colon};
  }
  for (uint32_t i = colon; i > s.first; --i) {
    const Token& t = a_.tokens[i - 1];
    const bool verb = t.cue != Strength::none ||
                      (t.kind == NG_TOKEN_WORD && !t.capital && t.lower.size() > 4 && t.lower.ends_with("ed"));
    if (!verb || a_.quoted(i - 1) || t.participle) continue;
    if (const Phrase subject = subject_before(a_, i - 1, s.first)) return subject;
  }
  return main_subject(a_, s.first, colon);
}

// "Holt" of "Holt's verdict", "his" of "his advice": whose words a noun announces.
Phrase Finder::owner_of_words(Phrase phrase) const {
  bool words = false;
  for (const std::string_view noun :
       {"verdict",    "message", "advice",  "answer", "response",   "reply",       "view",     "reaction", "take",
        "assessment", "warning", "motto",   "words",  "conclusion", "explanation", "comment",  "comments", "statement",
        "prediction", "plea",    "promise", "theory", "reason",     "reasoning",   "argument", "tweet",    "post"})
    words = words || a_.tokens[phrase.last - 1].is(noun);
  if (!words) return {};
  const Token& first = a_.tokens[phrase.first];
  if (first.is("his") || first.is("her")) return {phrase.first, phrase.first + 1};
  for (uint32_t i = phrase.first + 1; i < phrase.last; ++i)
    if (a_.tokens[i].is("'s") || a_.tokens[i].is("'")) return {phrase.first, i};
  return {};
}

// `Holt was blunt. "..."`: the person who is the subject of the sentence in front of the marks.
Phrase Finder::subject_of_sentence_before(const Marked& m) const {
  const uint32_t row = a_.tokens[m.first].sentence;
  if (row == 0 || a_.sentences[row].first != m.first) return {};
  const Range s = a_.sentences[row - 1];
  if (a_.tokens[s.first].block != m.block) return {};
  for (uint32_t i = s.first; i < s.last; ++i)
    if (a_.quoted(i) || covered(i)) return {};
  // `Her advice? "..."`
  constexpr uint32_t kShort = 6;
  if (s.last - s.first <= kShort && a_.tokens[s.last - 1].is("?")) return owner_of_words({s.first, s.last - 1});
  const Phrase subject = main_subject(a_, s.first, s.last);
  if (!subject) return {};
  const Token& head = a_.tokens[subject.first];
  if (subject.last - subject.first == 1 && (head.is("he") || head.is("she"))) return subject;
  // "Her husband, Olav, is less romantic."
  const uint32_t behind = subject.last + 1;
  if (behind < s.last && a_.tokens[subject.last].is(",") && a_.tokens[behind].mention != kNone &&
      a_.mentions[a_.tokens[behind].mention].type == NG_ENTITY_PERSON)
    return subject;
  if (gender_of_title(a_.tokens[subject.last - 1].lower) != Gender::unknown && is_determiner(head)) return subject;
  for (uint32_t i = subject.first; i < subject.last; ++i)
    if (const uint32_t name = a_.tokens[i].mention; name != kNone && a_.mentions[name].type == NG_ENTITY_PERSON) {
      const uint32_t next = a_.mentions[name].last;
      const bool owns = next < s.last && (a_.tokens[next].is("'s") || a_.tokens[next].is("'"));
      return owns ? Phrase() : subject;
    }
  return {};
}

// `Holt: "No."`
bool Finder::begins_behind_name(const Marked& m) const {
  if (m.first < 2 || !a_.tokens[m.first - 1].is(":")) return false;
  const uint32_t name = a_.tokens[m.first - 2].mention;
  return name != kNone && a_.mentions[name].first == a_.sentence_of(m.first - 2).first;
}

// A name behind "on" or a possessive: `on CNN's "State of the Nation."`
bool Finder::is_programme(const Marked& m) const {
  if (m.first == 0 || !m.closed || m.words < 2) return false;
  const Token& before = a_.tokens[m.first - 1];
  if (before.block != m.block || !(is_preposition(before) || before.is("'s") || before.is("show") ||
                                   before.is("programme") || before.is("program")))
    return false;
  for (uint32_t i = m.first + 1; i + 1 < m.last; ++i) {
    const Token& t = a_.tokens[i];
    if (t.kind == NG_TOKEN_WORD && !t.capital && !is_preposition(t) && !is_determiner(t) && !t.is("and")) return false;
  }
  return true;
}

// `"..." That was the message from Holt.`
Phrase Finder::named_in_sentence_behind(const Marked& m) const {
  if (m.last + 4 >= a_.tokens.size() || a_.tokens[m.last].block != m.block || a_.quoted(m.last)) return {};
  uint32_t at = m.last;
  const Range s = a_.sentence_of(at);
  const bool that =
      a_.tokens[at].is("that") || a_.tokens[at].is("this") || a_.tokens[at].is("such") || a_.tokens[at].is("so");
  if (!that) --at;  // `"..." was the message from Holt`
  if (!a_.tokens[at + 1].is("was") && !a_.tokens[at + 1].is("is")) return {};
  if (!that && !(is_determiner(a_.tokens[at + 2]) || a_.tokens[at + 2].capital)) return {};
  constexpr uint32_t kFar = 7;
  for (uint32_t i = at + 2; i < std::min(s.last, at + kFar); ++i) {
    if (a_.tokens[i].is("from") || a_.tokens[i].is("of")) return subject_after(a_, i + 1, s.last);
    if (!is_nominal(a_.tokens[i]) && !is_determiner(a_.tokens[i])) return {};
  }
  return {};
}

// Two who take turns in paragraphs of marks: the speaker of the quote before the last one, if the last one was somebody
// else's.
uint32_t Finder::other_speaker(const Marked& m, uint32_t block, const Voices& voices) const {
  const Turn &last = voices.last, &earlier = voices.earlier;
  constexpr uint32_t kShort = 20;
  const bool whole = a_.blocks[block].first == m.first && a_.blocks[block].last == m.last;
  if (!whole || m.words > kShort || last.quote == kNone || earlier.quote == kNone) return kNone;
  if (last.block + 1 != block || earlier.block + 2 != block || last.words > kShort || earlier.words > kShort)
    return kNone;
  return last.voice == earlier.voice ? kNone : earlier.quote;
}

void Finder::Voices::hear(const Finder& finder, uint32_t quote, uint32_t in_block) {
  const Quote& q = finder.quotes_[quote];
  if (!q.speaker && q.speaker_of == kNone) return;
  if (last.quote != kNone && last.block != in_block) earlier = last;
  const uint32_t source = q.speaker ? quote : q.speaker_of;
  uint32_t words = 0;
  for (const Range& r : q.fragments) words += r.last - r.first;
  const Phrase speaker = finder.quotes_[source].speaker;
  const std::string_view voice =
      speaker ? std::string_view(finder.a_.tokens[speaker.last - 1].lower) : std::string_view();
  last = {quote, in_block, words, voice};
}

// Of marks that no cue has claimed: who says them and which rule tells. Without a rule they are no quote.
Quote Finder::carried(const Marked& m, uint32_t block, const Voices& voices) const {
  Quote q;
  q.fragments = {{m.first, m.last}};
  q.kind = NG_QUOTE_DIRECT;
  const auto answer = [&](float score, std::string_view rule, Phrase speaker, uint32_t speaker_of) {
    q.score = score;
    q.rule = rule;
    q.speaker = speaker;
    q.speaker_of = speaker_of;
    return q;
  };
  const Turn& last = voices.last;
  const Token& final = a_.tokens[m.last - (m.closed ? 2 : 1)];
  const bool stop = final.kind == NG_TOKEN_PUNCTUATION && final.begin >= a_.tokens[m.first].end;
  const Range s = a_.sentence_of(m.first);
  const bool begins_sentence = s.first == m.first;
  const bool begins_paragraph = a_.blocks[block].first == m.first;
  const bool heard = last.quote != kNone, adjacent = heard && block - last.block <= 1;
  if (const Phrase label = label_inside(m)) {
    q.fragments = {{label.last + 1, m.last}};
    return answer(0.85f, "label", label, kNone);
  }
  if (m.words >= 3 || (m.words > 0 && stop && begins_behind_name(m))) {
    if (const Phrase named = named_behind(m)) return answer(0.85f, "name behind a dash", named, kNone);
    if (const Phrase named = named_before(m)) return answer(0.63f, "colon before", named, kNone);
  }
  if (m.continues && adjacent) {
    q.continues = last.quote;
    return answer(0.85f, "continued paragraph", {}, last.quote);
  }
  if (const Phrase subject = m.words >= 2 ? named_in_sentence_behind(m) : Phrase())
    return answer(0.7f, "named in the sentence behind", subject, kNone);
  if (const Phrase subject = begins_sentence && stop && m.words >= 3 ? subject_of_sentence_before(m) : Phrase())
    return answer(0.6f, "subject of the sentence before", subject, kNone);
  if (heard && last.block == block && m.words >= 4 && (begins_sentence || stop))
    return answer(0.57f, "same paragraph", {}, last.quote);
  if (const uint32_t other = other_speaker(m, block, voices); other != kNone) return answer(0.6f, "turns", {}, other);
  if (begins_paragraph && m.words >= 5 && adjacent) return answer(0.55f, "paragraph before", {}, last.quote);
  if ((stop && m.words >= 4 && begins_sentence) || m.words >= 8) {
    if (const Phrase subject = m.first > s.first ? main_subject(a_, s.first, m.first) : Phrase())
      return answer(0.5f, "subject of the sentence", subject, kNone);
    return answer(0.45f, "marks alone", {}, kNone);
  }
  return q;  // a title, a nickname, words at a distance
}

// Marks that no cue has claimed.
void Finder::marks_without_cue() {
  std::vector<uint32_t> by_begin(quotes_.size());
  for (uint32_t i = 0; i < by_begin.size(); ++i) by_begin[i] = i;
  std::sort(by_begin.begin(), by_begin.end(),
            [&](uint32_t x, uint32_t y) { return quotes_[x].begin_token() < quotes_[y].begin_token(); });
  Voices voices;
  uint32_t block = 0, heard_block = 0;
  size_t next = 0;
  for (const Marked& m : a_.marked) {
    while (block + 1 < a_.blocks.size() && a_.blocks[block].last <= m.first) ++block;
    for (; next < by_begin.size() && quotes_[by_begin[next]].begin_token() < m.first; ++next) {
      const uint32_t begin = quotes_[by_begin[next]].begin_token();
      while (heard_block + 1 < a_.blocks.size() && a_.blocks[heard_block].last <= begin) ++heard_block;
      voices.hear(*this, by_begin[next], heard_block);
    }
    if (covered(m.first) || covered(m.last - 1) || is_title(m, false) || is_programme(m)) continue;
    const uint32_t last = voices.last.quote;
    const bool split = last != kNone && voices.last.block == block && continues_split(m, quotes_[last]);
    const auto id = split ? last : static_cast<uint32_t>(quotes_.size());
    if (split) {
      quotes_[last].fragments.push_back({m.first, m.last});
      quotes_[last].kind = kind_of(quotes_[last].fragments);
    } else {
      Quote q = carried(m, block, voices);
      if (q.rule.empty()) continue;
      quotes_.push_back(std::move(q));
      voices.hear(*this, id, block);
    }
    std::fill(owner_.begin() + m.first, owner_.begin() + m.last, id);
  }
}

}  // namespace quotes
