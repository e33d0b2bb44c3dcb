// Negation and boosters after Hutto and Gilbert, "VADER" (2014), with the scope cut at clause ends.
#include "words.hpp"

#include <algorithm>

namespace sentiment {

namespace {

// Fills hash, stem and starts. Letters and digits of ASCII, by far the most tokens, are their own plain form but for
// capitals.
void hash_plain(const Lexicon& lexicon, std::string_view token, std::string_view behind, Word& word) {
  constexpr size_t kStem = 6;
  Hasher hasher;
  size_t i = 0;
  for (; i < token.size() && i < Plain::kLongest && ascii_alnum(token[i]); ++i) {
    hasher.add(sdk::to_lower(token[i]));
    if (i + 1 == Lexicon::kLead) word.starts = lexicon.may_start(hasher.lead());
    if (i + 1 == kStem) word.stem = hasher.value();
  }
  if (i > 0 && (i == token.size() || i == Plain::kLongest)) {
    word.hash = hasher.value();
    if (i < kStem) word.stem = word.hash;
    if (i < Lexicon::kLead) {
      // "can" may be cut off "can't", whose begin is what counts.
      const bool goes_on = !behind.empty() && (ascii_alnum(behind[0]) || static_cast<unsigned char>(behind[0]) >= 0x80);
      word.starts = goes_on || lexicon.may_start(hasher.lead());
    }
    return;
  }
  word.starts = true;
  const Plain plain(token);
  word.hash = hash_bytes(plain.view());
  word.stem = plain.view().size() <= kStem ? word.hash : hash_bytes(plain.view().substr(0, kStem));
}

}  // namespace

void look_up(const Lexicon& lexicon, std::string_view text, uint32_t begin, uint32_t end, Word& word) {
  word = Word();
  word.begin = begin;
  word.end = end;
  hash_plain(lexicon, text.substr(begin, end - begin), text.substr(end), word);
  if (const Lexicon::Entry* entry = lexicon.find(word.hash)) {
    word.role = entry->role;
    word.listed = entry->valence;
    word.users = entry->users;
  }
}

void prepare(const Lexicon& lexicon, std::string_view text, std::vector<Word>& words) {
  constexpr int kScope = 5;  // words that a negation reaches
  constexpr float kFlip = -0.74f, kBoost = 1.25f, kDamp = 0.8f;
  const auto spaced = [&](size_t i) {
    return (i > 0 && words[i].begin > words[i - 1].end) || (i + 1 < words.size() && words[i + 1].begin > words[i].end);
  };
  uint16_t clause = 0;
  int negation = 0;
  float boost = 1;
  bool quoted = false;
  size_t phrase_end = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    Word& w = words[i];
    w.quoted = quoted;
    if (w.role == Role::hyphen) {
      // Between letters without spaces it joins words; a dash of any length parts clauses.
      const bool joins = w.end - w.begin == 1 && !spaced(i) && i > 0 && i + 1 < words.size();
      if (!joins) w.role = Role::mark;
    }
    if (w.role == Role::quote) {
      quoted = !quoted;
      w.quoted = true;
    }
    if (w.starts && i >= phrase_end) {
      size_t last = 0;
      if (const Lexicon::Phrase* phrase = lexicon.phrase(text, words, i, last)) {
        const bool name =
            std::any_of(words.begin() + static_cast<ptrdiff_t>(i), words.begin() + static_cast<ptrdiff_t>(last),
                        [](const Word& p) { return p.name; });
        if (phrase->users || !name) {
          // The last word carries the phrase: it lies in the scope of what stands before.
          phrase_end = last;
          for (size_t k = i; k < last; ++k) words[k].listed = 0;
          words[last - 1].listed = phrase->valence;
          words[last - 1].users = phrase->users;
          if (words[last - 1].role != Role::word) words[last - 1].role = Role::word;
        }
      }
    }
    w.clause = clause;
    const bool in_phrase = i < phrase_end;
    switch (w.role) {
      case Role::quote:
      case Role::mark:
      case Role::comma:
      case Role::but:
        if (in_phrase) break;
        clause = static_cast<uint16_t>(std::min(clause + 1, 0xFFFF));
        negation = 0;
        boost = 1;
        break;
      case Role::negation:
        w.negated = negation > 0;
        if (!in_phrase) negation = kScope;
        if (!w.name && w.listed < -0.3f) w.valence = w.listed;
        boost = 1;
        break;
      case Role::hyphen: break;
      default:
        w.negated = negation > 0;
        if (w.listed != 0 && (!w.name || w.users)) {
          const float v = w.listed * boost * (w.negated ? kFlip : 1);
          w.valence = std::clamp(v, -1.0f, 1.0f);
        }
        boost = w.role == Role::booster ? kBoost : w.role == Role::damper ? kDamp : 1;
        if (negation > 0) --negation;
    }
  }
}

}  // namespace sentiment
