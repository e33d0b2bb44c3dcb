// Marks that no cue has claimed: their speaker stands behind a dash, before a colon, or in the quote before.
#include "attribution.hpp"

#include <algorithm>

namespace quotes {

// `sang "The Long Way Home"`: capitals but for small words, and no stop before the closing mark.
bool Finder::is_title(const Marked& m, bool comma) const {
  if (!m.closed || m.words < 2) return false;
  uint32_t capitals = 0;
  for (uint32_t i = m.first + 1; i + 1 < m.last; ++i) {
    const Token& t = a_.tokens[i];
    if (t.kind != NG_TOKEN_WORD) continue;
    const bool small = is_preposition(t.lower) || is_determiner(t.lower) || t.is("and") || t.is("or") || t.is("'s");
    if (!t.capital && !small) return false;
    capitals += t.capital && !small;
  }
  const Token& final = a_.tokens[m.last - 2];
  return capitals >= 2 && (final.kind != NG_TOKEN_PUNCTUATION || (comma && final.is(",")));
}

// `"...," he said. "..."`: the span begins where the attribution ends, in the same paragraph, and has no cue of its own.
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
  const auto is_dash = [](const Token& t) { return t.is("-") || t.is("--") || t.is("\xE2\x80\x94") || t.is("\xE2\x80\x93") || t.is("\xE2\x80\x95"); };
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
    if (!(letters && std::none_of(t.text.begin(), t.text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) && !t.is(".") && !t.is("-")) return {};
  }
  return {};
}

// `Holt: "..."`, `by Anna Holt: "..."`, `Holt was unmoved: "..."`: who stands before the colon, else the subject of its last verb of
// speech, else that of its sentence. The colon may end the paragraph before.
Phrase Finder::named_before(const Marked& m) const {
  if (m.first == 0 || !a_.tokens[m.first - 1].is(":") || a_.quoted(m.first - 1)) return {};
  const uint32_t colon = m.first - 1;
  const Range s = a_.sentence_of(colon);
  if (colon == s.first) return {};
  if (const uint32_t name = a_.tokens[colon - 1].mention; name != kNone && a_.mentions[name].type <= NG_ENTITY_ORG && a_.mentions[name].first >= s.first) {
    const uint32_t first = a_.mentions[name].first;
    const bool begins = first == s.first || !is_preposition(a_.tokens[first - 1].lower) || a_.tokens[first - 1].is("by") || a_.tokens[first - 1].is("from");
    if (begins) return {first, colon};
  }
  for (uint32_t i = colon; i > s.first; --i) {
    const Token& t = a_.tokens[i - 1];
    const bool verb = t.cue != Strength::none || (t.kind == NG_TOKEN_WORD && !t.capital && t.lower.size() > 4 && t.lower.ends_with("ed"));
    if (!verb || a_.quoted(i - 1) || t.participle) continue;
    if (const Phrase subject = subject_before(a_, i - 1, s.first)) return subject;
  }
  return main_subject(a_, s.first, colon);
}

// Marks that no cue has claimed.
void Finder::marks_without_cue() {
  uint32_t last_block_with_quote = kNone, last_quote = kNone;
  uint32_t block_number = 0, last_number = kNone;
  size_t b = 0, block_of_quote = 0;
  std::vector<uint32_t> by_begin(quotes_.size());
  for (uint32_t i = 0; i < by_begin.size(); ++i) by_begin[i] = i;
  std::sort(by_begin.begin(), by_begin.end(), [&](uint32_t x, uint32_t y) { return quotes_[x].begin_token() < quotes_[y].begin_token(); });
  size_t next = 0;
  for (uint32_t row = 0; row < a_.marked.size(); ++row) {
    const Marked& m = a_.marked[row];
    while (b + 1 < a_.blocks.size() && a_.blocks[b].last <= m.first) ++b;
    block_number = static_cast<uint32_t>(b);
    while (next < by_begin.size() && quotes_[by_begin[next]].begin_token() < m.first) {
      const Quote& q = quotes_[by_begin[next]];
      if (q.speaker || q.speaker_of != kNone) {
        last_quote = by_begin[next];
        last_block_with_quote = a_.tokens[q.begin_token()].block;
        while (block_of_quote + 1 < a_.blocks.size() && a_.blocks[block_of_quote].last <= q.begin_token()) ++block_of_quote;
        last_number = static_cast<uint32_t>(block_of_quote);
      }
      ++next;
    }
    if (owner_[m.first] != kNone || owner_[m.last - 1] != kNone) continue;
    if (is_title(m, false)) continue;
    const Token& final = a_.tokens[m.last - (m.closed ? 2 : 1)];
    const bool stop = final.kind == NG_TOKEN_PUNCTUATION && final.begin >= a_.tokens[m.first].end;
    const bool begins_sentence = a_.sentence_of(m.first).first == m.first;
    const bool begins_paragraph = a_.blocks[b].first == m.first;
    const auto claim = [&](uint32_t id) {
      for (uint32_t i = m.first; i < m.last; ++i) owner_[i] = id;
    };
    if (last_quote != kNone && last_block_with_quote == m.block && continues_split(m, quotes_[last_quote])) {
      Quote& q = quotes_[last_quote];
      q.fragments.push_back({m.first, m.last});
      q.kind = kind_of(q.fragments);
      claim(last_quote);
      continue;
    }
    Quote q;
    q.fragments = {{m.first, m.last}};
    q.kind = NG_QUOTE_DIRECT;
    if (const Phrase label = label_inside(m); label) {
      q.fragments = {{label.last + 1, m.last}};
      q.speaker = label;
      q.score = 0.85f;
      q.rule = "label";
    } else if (const Phrase named = named_behind(m); named && m.words >= 3) {
      q.speaker = named;
      q.score = 0.85f;
      q.rule = "name behind a dash";
    } else if (const Phrase before = m.words >= 3 ? named_before(m) : Phrase(); before) {
      q.speaker = before;
      q.score = 0.63f;
      q.rule = "colon before";
    } else if (m.continues && last_quote != kNone && last_number != kNone && block_number - last_number <= 1) {
      q.continues = last_quote;
      q.speaker_of = last_quote;
      q.score = 0.85f;
      q.rule = "continued paragraph";
    } else if (last_quote != kNone && last_block_with_quote == m.block && m.words >= 4 && (begins_sentence || stop)) {
      q.speaker_of = last_quote;
      q.score = 0.57f;
      q.rule = "same paragraph";
    } else if (begins_paragraph && m.words >= 5 && last_quote != kNone && last_number != kNone && block_number - last_number <= 1) {
      q.speaker_of = last_quote;
      q.score = 0.55f;
      q.rule = "paragraph before";
    } else if ((stop && m.words >= 4 && begins_sentence) || m.words >= 8) {
      q.score = 0.45f;
      q.rule = "marks alone";
      // The subject of the sentence before speaks if that ends in a colon; else one name alone in the rest of the sentence.
      const Range s = a_.sentence_of(m.first);
      if (m.first > s.first)
        if (const Phrase subject = main_subject(a_, s.first, m.first)) {
          q.speaker = subject;
          q.score = 0.5f;
          q.rule = "subject of the sentence";
        }
    } else {
      continue;  // a title, a nickname, words at a distance
    }
    const auto id = static_cast<uint32_t>(quotes_.size());
    claim(id);
    const bool speaks = q.speaker || q.speaker_of != kNone;
    quotes_.push_back(std::move(q));
    if (speaks) {
      last_quote = id;
      last_block_with_quote = m.block;
      last_number = block_number;
    }
  }
}

}  // namespace quotes
