#include "features.hpp"

#include <algorithm>
#include <cmath>

namespace sentiment {
namespace {

constexpr uint32_t kLongest = 120;  // of a longer sentence the begin is read

uint32_t mix(uint32_t a, uint32_t b) {
  uint32_t h = a * 0x85EBCA6Bu ^ (b + 0x9E3779B9u + (a << 6) + (a >> 2));
  h ^= h >> 13;
  h *= 0xC2B2AE35u;
  return h ^ h >> 16;
}

// Kinds of features: the seeds of their hashes.
enum Kind : uint32_t {
  kUnigram = 1,
  kStem,
  kBigram,
  kLeft,
  kRight,
  kLeftStem,
  kRightStem,
  kClause,
  kPosition,
  kPositionStem,
  kTouch,
  kFlag,
  kPlace,
  kLength,
  kMention,
  kLexicon,
  kGeneral,
  kPattern,
  kSequence,
  kOpinion,
  kVerb,
  kNameGap,
  kBias,
  kNegatedWord,
  kMean
};

constexpr uint32_t kEdge = 0x1001, kTarget = 0x1002, kName = 0x1003;

// What a word is when its letters do not matter: its polarity, its part in the sentence, or itself for the words of
// grammar.
uint32_t general(const Word& w) {
  if (w.name) return 5;
  if (w.valence > 0.05f) return 1;
  if (w.valence < -0.05f) return 2;
  switch (w.role) {
    case Role::negation: return 3;
    case Role::said: return 4;
    case Role::function:
    case Role::but:
    case Role::comma:
    case Role::mark:
    case Role::quote: return w.hash;
    default: return 6;
  }
}

uint32_t bucket(uint32_t distance) {
  if (distance <= 2) return distance;
  if (distance <= 4) return 4;
  if (distance <= 8) return 8;
  return distance <= 16 ? 16 : 32;
}

// Sums of valences, kept small by x / (1 + |x|)-like squashing.
class Sums {
 public:
  void add(float v, float weight = 1) {
    if (v > 0)
      positive_ += v * weight;
    else
      negative_ -= v * weight;
  }
  void emit(uint32_t id, std::vector<Feature>& out) const {
    const auto put = [&](uint32_t part, float v) {
      if (v != 0) out.push_back({mix(kLexicon, id * 8 + part), v, kOpinionWords});
    };
    put(0, squash(positive_));
    put(1, squash(negative_));
    put(2, squash(positive_ - negative_));
    if (positive_ > negative_ + 0.1f) put(3, 0.5f);
    if (negative_ > positive_ + 0.1f) put(4, 0.5f);
    if (positive_ == 0 && negative_ == 0) put(5, 0.5f);
  }

 private:
  // Close to tanh, without a call.
  static float squash(float x) {
    const float limited = std::clamp(x, -3.0f, 3.0f), square = limited * limited;
    return limited * (27 + square) / (27 + 9 * square);
  }
  float positive_ = 0, negative_ = 0;
};

class TargetFeatures {
 public:
  TargetFeatures(const std::vector<Word>& words, uint32_t first, uint32_t last, std::vector<Feature>& out)
      : words_(words),
        n_(static_cast<uint32_t>(words.size())),
        first_(first),
        last_(last),
        low_(first > kReach ? first - kReach : 0),
        high_(std::min(n_, last + kReach)),
        out_(out) {}

  void all() {
    add(mix(kBias, 0), 1, kNoWord);
    surface();
    touching();
    part();
    sums();
    patterns();
    sequences();
    nearest();
    verb();
  }

 private:
  void add(uint32_t hash, float value, uint32_t word) { out_.push_back({hash, value, word}); }
  bool in_target(int64_t i) const { return i >= first_ && i < last_; }
  uint32_t distance(uint32_t i) const { return i < first_ ? first_ - i : i - last_ + 1; }
  // Word `step` (from one) to the left or right of the target; negative outside of the sentence.
  int64_t beside(int side, uint32_t step) const {
    const int64_t i = side == 0 ? int64_t{first_} - step : int64_t{last_} + step - 1;
    return i < n_ ? i : -1;
  }
  // With the target and names masked.
  uint32_t masked(int64_t i) const {
    if (i < 0 || i >= n_) return kEdge;
    if (in_target(i)) return kTarget;
    const Word& w = words_[static_cast<size_t>(i)];
    return w.name ? kName : w.hash;
  }
  uint32_t general_at(int64_t i) const {
    return i < 0 || i >= n_ ? kEdge : in_target(i) ? kTarget : general(words_[static_cast<size_t>(i)]);
  }
  Role role_at(int64_t i) const { return i < 0 || i >= n_ ? Role::mark : words_[static_cast<size_t>(i)].role; }

  void surface() {
    const uint16_t clause = words_[first_].clause;
    uint32_t before = kEdge, general_before = kEdge;
    for (uint32_t i = low_; i < high_; ++i) {
      if (i > first_ && i < last_) continue;
      const uint32_t h = masked(i), g = general_at(i);
      add(mix(mix(kBigram, before), h), 0.7f, i);
      add(mix(mix(kGeneral, general_before), g), 0.5f, i);
      before = h;
      general_before = g;
      if (i == first_) continue;
      const Word& w = words_[i];
      const bool left = i < first_;
      const uint32_t d = distance(i);
      if (w.content() && !w.users && !w.name) {
        add(mix(kUnigram, h), 0.7f, i);
        add(mix(kStem, w.stem), 0.5f, i);
        add(mix(left ? kLeft : kRight, h), 0.7f, i);
        add(mix(left ? kLeftStem : kRightStem, w.stem), 0.5f, i);
        if (w.clause == clause) add(mix(mix(kClause, left), w.stem), 0.5f, i);
        if (w.negated) add(mix(kNegatedWord, w.stem), 0.5f, i);
        if (d <= 3) add(mix(mix(kPositionStem, left ? 100 - d : 100 + d), w.stem), 0.7f, i);
      }
      if (d <= 5) add(mix(mix(kPosition, left ? 100 - d : 100 + d), h), 1, i);
    }
  }

  void touching() {
    const int64_t f = first_, l = last_;
    const auto put = [&](uint32_t id, std::initializer_list<int64_t> at) {
      uint32_t h = mix(kTouch, id), word = kNoWord;
      for (const int64_t i : at) {
        h = mix(h, masked(i));
        if (i >= 0 && i < n_) word = static_cast<uint32_t>(i);
      }
      add(h, 1, word);
    };
    put(1, {f - 2, f - 1});
    put(2, {l, l + 1});
    put(3, {f - 1, l});
    put(4, {f - 3, f - 2, f - 1});
    put(5, {l, l + 1, l + 2});
  }

  // What part the target plays.
  void part() {
    const auto flag = [&](uint32_t id) { add(mix(kFlag, id), 1, kNoWord); };
    const int64_t f = first_, l = last_;
    if (role_at(l) == Role::said || role_at(l + 1) == Role::said) flag(1);
    if (role_at(f - 1) == Role::said) flag(2);
    if (words_[first_].quoted) flag(3);
    static const uint32_t kPossessive = hash_bytes("'s"), kApostrophe = hash_bytes("'");
    if (last_ < n_ && (words_[last_].hash == kPossessive || words_[last_].hash == kApostrophe)) flag(4);
    if (first_ == 0) flag(5);
    if (role_at(f - 1) == Role::function) flag(6);
    bool quote_marks = false;
    for (uint32_t i = low_; i < high_; ++i) quote_marks = quote_marks || words_[i].role == Role::quote;
    if (quote_marks && !words_[first_].quoted) flag(7);
    add(mix(kPlace, 4 * first_ / std::max(1u, n_)), 1, kNoWord);
    add(mix(kLength, bucket(n_ / 4)), 1, kNoWord);
    for (uint32_t i = first_; i < std::min(last_, first_ + 8); ++i) add(mix(kMention, words_[i].hash), 0.5f, i);
  }

  // The lexicon over stretches of the sentence; opinion words that lie nearer to the target than to another name, and
  // the others.
  void sums() {
    Sums sentence, left, right, three, six, ten, clause, weighted, inside, outside, after_but, near, far;
    uint32_t last_but = 0;
    for (uint32_t i = low_; i < high_; ++i)
      if (words_[i].role == Role::but) last_but = i + 1;
    // Distance to the nearest name that is not the target, from both sides.
    constexpr uint32_t kFar = 13;
    uint32_t gap[2 * kReach];
    uint32_t since = kFar;
    for (uint32_t i = low_; i < high_; ++i) {
      if (in_target(i)) continue;
      since = words_[i].name ? 0 : std::min(since + 1, kFar);
      gap[slot(i)] = since;
    }
    since = kFar;
    for (uint32_t i = high_; i-- > low_;) {
      if (in_target(i)) continue;
      since = words_[i].name ? 0 : std::min(since + 1, kFar);
      gap[slot(i)] = std::min(gap[slot(i)], since);
    }
    for (uint32_t i = low_; i < high_; ++i) {
      const float v = words_[i].valence;
      if (v == 0 || in_target(i)) continue;
      const uint32_t d = distance(i);
      sentence.add(v);
      (i < first_ ? left : right).add(v);
      if (d <= 3) three.add(v);
      if (d <= 6) six.add(v);
      if (d <= 10) ten.add(v);
      if (words_[i].clause == words_[first_].clause) clause.add(v);
      weighted.add(v, 1.0f / (1.0f + static_cast<float>(d) / 4.0f));
      (words_[i].quoted ? inside : outside).add(v);
      if (last_but != 0 && i >= last_but) after_but.add(v);
      (gap[slot(i)] < d ? far : near).add(v);
    }
    uint32_t id = 0;
    for (const Sums* s :
         {&sentence, &left, &right, &three, &six, &ten, &clause, &weighted, &inside, &outside, &after_but, &near, &far})
      s->emit(id++, out_);
    described();
  }

  // What the target is called: the apposition behind it ("Anna Berg, a liar,") and the words before it up to an article
  // ("the brilliant young mayor Anna Berg").
  void described() {
    constexpr uint32_t kLongestApposition = 12, kLongestEpithet = 6;
    Sums behind, before;
    float mass = 0;
    const bool mark = role_at(last_) == Role::comma || role_at(last_) == Role::mark;
    // Not a relative clause: what she does there is not what she is called.
    if (mark && last_ + 1 < n_ && (is_article(words_[last_ + 1]) || role_at(last_ + 1) == Role::word)) {
      for (uint32_t i = last_ + 1; i < std::min(n_, last_ + kLongestApposition); ++i) {
        const Role role = words_[i].role;
        if (role == Role::comma || role == Role::mark || role == Role::quote || role == Role::but) break;
        behind.add(words_[i].valence);
        mass += std::abs(words_[i].valence);
      }
    }
    if (mass != 0) behind.emit(13, out_);
    mass = 0;
    for (uint32_t i = first_; i-- > 0 && i + kLongestEpithet >= first_;) {
      if (words_[i].role == Role::function) {
        if (mass != 0 && is_article(words_[i])) before.emit(14, out_);
        break;
      }
      if (words_[i].role != Role::word && words_[i].role != Role::hyphen) break;
      before.add(words_[i].valence);
      mass += std::abs(words_[i].valence);
    }
  }
  static bool is_article(const Word& w) {
    static const uint32_t kA = hash_bytes("a"), kAn = hash_bytes("an"), kThe = hash_bytes("the");
    return w.hash == kA || w.hash == kAn || w.hash == kThe;
  }
  uint32_t slot(uint32_t i) const { return i < first_ ? i - low_ : i - last_ + kReach; }

  // Generalised words that touch the target: up to 4 on a side, and both sides together.
  void patterns() {
    uint32_t sides[2][4];
    for (int side = 0; side < 2; ++side) {
      uint32_t h = mix(kPattern, static_cast<uint32_t>(side));
      for (uint32_t step = 1; step <= 4; ++step) {
        const int64_t i = beside(side, step);
        h = mix(h, i < 0 ? kEdge : general_at(i));
        sides[side][step - 1] = h;
        add(h, 1, i < 0 ? kNoWord : static_cast<uint32_t>(i));
        if (i < 0) {
          for (; step < 4; ++step) sides[side][step] = h;
        }
      }
    }
    for (const auto& [a, b] : {std::pair<int, int>{0, 0}, {1, 0}, {0, 1}, {1, 1}})
      add(mix(mix(kPattern, sides[0][a]), sides[1][b]), 0.7f, last_ < n_ ? last_ : kNoWord);
  }

  // What carries opinion on each side, in order, without what lies between.
  void sequences() {
    for (int side = 0; side < 2; ++side) {
      uint32_t h = mix(kSequence, static_cast<uint32_t>(side)), found = 0;
      for (uint32_t step = 1; step <= kReach && found < 4; ++step) {
        const int64_t i = beside(side, step);
        if (i < 0) break;
        const Word& w = words_[static_cast<size_t>(i)];
        if (!w.opinion() && !w.name && w.role != Role::negation && w.role != Role::said && w.role != Role::but)
          continue;
        ++found;
        h = mix(h, general(w));
        add(h, 0.7f, static_cast<uint32_t>(i));
      }
    }
  }

  // The nearest opinion word on each side, its distance, and what lies between.
  void nearest() {
    for (uint32_t side = 0; side < 2; ++side) {
      uint32_t name_between = 0, negation_between = 0;
      for (uint32_t step = 1; step <= 20; ++step) {
        const int64_t i = beside(static_cast<int>(side), step);
        if (i < 0) break;
        const Word& w = words_[static_cast<size_t>(i)];
        name_between |= w.name ? 1u : 0u;
        negation_between |= w.role == Role::negation ? 1u : 0u;
        if (w.valence == 0) continue;
        const uint32_t key = mix(kOpinion, side * 2 + (w.valence > 0)), at = static_cast<uint32_t>(i);
        add(key, 1, at);
        add(mix(key, 1 + name_between), 1, at);
        add(mix(key, 8 + bucket(step) * 4 + name_between * 2 + negation_between), 1, at);
        add(mix(key, w.hash), 1, at);
        break;
      }
    }
  }

  // The verb: the first word behind the target that is no function word, with negation, and what follows it.
  void verb() {
    uint32_t negated = 0;
    for (uint32_t i = last_; i < std::min(n_, last_ + 7); ++i) {
      if (words_[i].role == Role::negation) negated = 1;
      if (words_[i].role != Role::word && words_[i].role != Role::said) continue;
      add(mix(mix(kVerb, negated), words_[i].hash), 1, i);
      add(mix(mix(kVerb + 100, negated), words_[i].stem), 0.7f, i);
      add(mix(mix(kVerb + 200, negated), general(words_[i])), 1, i);
      for (uint32_t k = i + 1; k < std::min(n_, i + 6); ++k) {
        if (words_[k].role != Role::word || words_[k].name) continue;
        add(mix(mix(kVerb + 300, words_[i].stem), general(words_[k])), 0.7f, k);
        add(mix(kVerb + 400, words_[k].stem), 0.7f, k);
        break;
      }
      break;
    }
    // The same leftwards: of whom or by whom.
    for (uint32_t step = 1; step <= 6; ++step) {
      const int64_t i = beside(0, step);
      if (i < 0) break;
      const Word& w = words_[static_cast<size_t>(i)];
      if (w.role != Role::word && w.role != Role::said) continue;
      add(mix(mix(kVerb + 500, general_at(int64_t{first_} - 1)), w.stem), 0.7f, static_cast<uint32_t>(i));
      add(mix(kVerb + 600, w.stem), 0.7f, static_cast<uint32_t>(i));
      break;
    }
    for (uint32_t side = 0; side < 2; ++side)
      for (uint32_t step = 1; step <= 16; ++step) {
        const int64_t i = beside(static_cast<int>(side), step);
        if (i < 0) break;
        if (!words_[static_cast<size_t>(i)].name) continue;
        add(mix(mix(kNameGap, side), bucket(step)), 1, kNoWord);
        break;
      }
  }

  const std::vector<Word>& words_;
  const uint32_t n_, first_, last_, low_, high_;
  std::vector<Feature>& out_;
};

}  // namespace

void target_features(const std::vector<Word>& words, uint32_t first, uint32_t last, std::vector<Feature>& out) {
  out.clear();
  TargetFeatures(words, first, std::min(last, first + kLongestName), out).all();
}

void sentence_features(const std::vector<Word>& words, std::vector<Feature>& out) {
  out.clear();
  const auto n = std::min(kLongest, static_cast<uint32_t>(words.size()));
  uint32_t before = kEdge, last_but = 0;
  Sums all, negated, after_but;
  float sum = 0, count = 0;
  for (uint32_t i = 0; i < n; ++i)
    if (words[i].role == Role::but) last_but = i + 1;
  for (uint32_t i = 0; i < n; ++i) {
    const Word& w = words[i];
    const uint32_t h = w.name ? kName : w.hash;
    if (w.content() && !w.name && !w.users) {
      out.push_back({mix(w.negated ? kNegatedWord : kUnigram, h), 1, i});
      out.push_back({mix(kStem, w.stem), 0.7f, i});
    }
    out.push_back({mix(mix(kBigram, before), h), 0.7f, i});
    before = h;
    if (w.valence == 0) continue;
    all.add(w.valence);
    if (w.negated) negated.add(w.valence);
    if (last_but != 0 && i >= last_but) after_but.add(w.valence);
    sum += w.valence;
    count += 1;
  }
  all.emit(40, out);
  negated.emit(41, out);
  after_but.emit(42, out);
  // The mean, so that a long sentence does not saturate.
  if (count != 0) out.push_back({mix(kMean, 0), 2 * sum / count, kOpinionWords});
  if (count != 0) out.push_back({mix(kMean, 1), sum / std::sqrt(count + 3), kOpinionWords});
}

}  // namespace sentiment
