// The table was read off by rule, kind, cue and speaker on the four fifths of PolNeAR's training part where faults were
// looked for, and rounded. Rows that were seen too seldom keep the rule's own estimate.
#include "scores.hpp"

#include <algorithm>

namespace quotes {
namespace {

enum class Cues : uint8_t { any, say, that, other };  // "said"; another verb and "that"; another verb

struct Row {
  std::string_view rule;
  int kind;  // NG_QUOTE_*, -1 any
  Cues cue;
  float named, unnamed;  // with an entity behind the speaker, without
};

constexpr int kAny = -1;
constexpr Row kTable[] = {
    {"content, speaker, verb", NG_QUOTE_DIRECT, Cues::any, 0.97f, 0.97f},
    {"content, speaker, verb", NG_QUOTE_MIXED, Cues::say, 0.92f, 0.75f},
    {"content, speaker, verb", NG_QUOTE_MIXED, Cues::any, 0.65f, 0.5f},
    {"content, speaker, verb", NG_QUOTE_INDIRECT, Cues::say, 0.93f, 0.92f},
    {"content, speaker, verb", NG_QUOTE_INDIRECT, Cues::any, 0.71f, 0.42f},
    {"content, verb, speaker", NG_QUOTE_DIRECT, Cues::any, 0.97f, 0.95f},
    {"content, verb, speaker", NG_QUOTE_INDIRECT, Cues::any, 0.95f, 0.9f},
    {"content around speaker, verb", NG_QUOTE_INDIRECT, Cues::say, 0.92f, 0.88f},
    {"content around speaker, verb", NG_QUOTE_INDIRECT, Cues::any, 0.82f, 0.69f},
    {"content around speaker, verb", NG_QUOTE_MIXED, Cues::any, 0.74f, 0.65f},
    {"speaker, verb, content", NG_QUOTE_DIRECT, Cues::say, 0.95f, 0.8f},
    {"speaker, verb, content", NG_QUOTE_DIRECT, Cues::any, 0.87f, 0.64f},
    {"speaker, verb, content", NG_QUOTE_MIXED, Cues::say, 0.92f, 0.68f},
    {"speaker, verb, content", NG_QUOTE_MIXED, Cues::that, 0.9f, 0.68f},
    {"speaker, verb, content", NG_QUOTE_MIXED, Cues::any, 0.84f, 0.45f},
    {"speaker, verb, content", NG_QUOTE_INDIRECT, Cues::say, 0.89f, 0.79f},
    {"speaker, verb, content", NG_QUOTE_INDIRECT, Cues::that, 0.84f, 0.67f},
    {"speaker, verb, content", NG_QUOTE_INDIRECT, Cues::any, 0.71f, 0.49f},
    {"speaker, verb, words", kAny, Cues::any, 0.75f, 0.36f},
    {"speaker, verb, infinitive", kAny, Cues::any, 0.55f, 0.44f},
    {"speaker, verb, whom, of", kAny, Cues::any, 0.8f, 0.65f},
    {"according to", NG_QUOTE_INDIRECT, Cues::any, 0.89f, 0.84f},
    {"according to", kAny, Cues::any, 0.75f, 0.66f},
    {"same paragraph", kAny, Cues::any, 0.67f, 0.44f},
    {"paragraph before", kAny, Cues::any, 0.65f, 0.45f},
    {"subject of the sentence", kAny, Cues::any, 0.57f, 0.32f},
    {"colon before", kAny, Cues::any, 0.62f, 0.5f},
};

Cues cue_of(const Article& a, const Quote& q) {
  if (q.cue.first == kNone) return Cues::any;
  for (const std::string_view w : {"said", "says", "say", "told", "tells"})
    if (a.tokens[q.cue.first].is(w)) return Cues::say;
  return a.tokens[q.begin_token()].is("that") ? Cues::that : Cues::other;
}

bool fits(const Row& row, const Quote& q, Cues cue) {
  return row.rule == q.rule && (row.kind == kAny || row.kind == q.kind) && (row.cue == Cues::any || row.cue == cue);
}

// Few words between marks are often no speech of their own.
float for_length(const Article& a, const Quote& q) {
  constexpr uint32_t kFew = 8, kVeryFew = 4;
  const bool at_risk = q.rule == "same paragraph" || q.rule == "speaker, verb, words" ||
                       (q.rule == "speaker, verb, content" && q.kind == NG_QUOTE_DIRECT);
  if (!at_risk) return 1;
  uint32_t words = 0;
  for (const Range& r : q.fragments)
    for (uint32_t i = r.first; i < r.last; ++i)
      words += a.tokens[i].kind == NG_TOKEN_WORD || a.tokens[i].kind == NG_TOKEN_NUMBER;
  if (q.rule == "same paragraph") return words < kFew ? 0.55f : 1.0f;
  if (q.kind != NG_QUOTE_DIRECT) return words < kVeryFew ? 0.65f : 1.0f;
  return words < kVeryFew ? 0.65f : words < kFew ? 0.75f : 1.0f;
}

}  // namespace

float score_of(const Article& a, const Quote& q, const Speaker& speaker) {
  const bool named = speaker.entity != kNone;
  const Cues cue = cue_of(a, q);
  const Row* row = std::find_if(std::begin(kTable), std::end(kTable), [&](const Row& r) { return fits(r, q, cue); });
  const float seen = row == std::end(kTable) ? q.score * (named ? 1.0f : 0.88f) : named ? row->named : row->unnamed;
  const float doubt = named ? 0.85f + 0.15f * speaker.certainty : 1.0f;  // of the person who was inferred
  return std::clamp(seen * doubt * (named ? for_length(a, q) : std::max(0.85f, for_length(a, q))), 0.0f, 1.0f);
}

}  // namespace quotes
