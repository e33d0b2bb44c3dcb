#include "features.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace sentiment {
namespace {

constexpr uint32_t kReach = 40;  // words on each side

uint32_t hash_of(uint32_t seed, std::string_view text) {
  uint32_t h = 2166136261u ^ (seed * 0x9E3779B1u);
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  h ^= h >> 15;
  h *= 0x2C1B3C6Du;
  h ^= h >> 12;
  return h;
}
uint32_t mix(uint32_t a, uint32_t b) {
  uint32_t h = a * 0x85EBCA6Bu ^ (b + 0x9E3779B9u + (a << 6) + (a >> 2));
  h ^= h >> 13;
  h *= 0xC2B2AE35u;
  return h ^ h >> 16;
}

// Kinds of features; the seeds of their hashes.
enum Kind : uint32_t { kUnigram = 1, kBigram, kLeft, kRight, kPosition, kPair, kFlag, kLexicon, kPattern, kOpinion, kVerb, kNameGap, kMention, kBias };

std::string_view general(const Word& w) {
  if (w.valence > 0.05f) return "+";
  if (w.valence < -0.05f) return "-";
  switch (w.role) {
    case Role::negation: return "NOT";
    case Role::said: return "SAID";
    case Role::function: case Role::but: case Role::comma: case Role::mark: return w.lower;
    default: return w.capital ? "Cap" : "_";
  }
}

std::string_view bucket(uint32_t distance) {
  if (distance <= 1) return "1";
  if (distance == 2) return "2";
  if (distance <= 4) return "4";
  if (distance <= 8) return "8";
  return distance <= 16 ? "16" : "far";
}

// Sums of valences, kept small by tanh.
class Sums {
 public:
  void add(float v, float weight = 1) {
    if (v > 0) positive_ += v * weight;
    else negative_ -= v * weight;
  }
  void emit(uint32_t id, std::vector<Feature>& out) const {
    const auto put = [&](uint32_t part, double v) {
      if (v != 0) out.push_back({mix(hash_of(kLexicon, ""), id * 8 + part), static_cast<float>(v)});
    };
    put(0, std::tanh(positive_));
    put(1, std::tanh(negative_));
    put(2, std::tanh(positive_ - negative_));
    if (positive_ > negative_ + 0.1) put(3, 0.5);
    if (negative_ > positive_ + 0.1) put(4, 0.5);
    if (positive_ == 0 && negative_ == 0) put(5, 0.5);
  }

 private:
  double positive_ = 0, negative_ = 0;
};

}  // namespace

void target_features(const std::vector<Word>& words, uint32_t first, uint32_t last, std::vector<Feature>& out) {
  out.clear();
  const auto n = static_cast<uint32_t>(words.size());
  const uint32_t low = first > kReach ? first - kReach : 0, high = std::min(n, last + kReach);
  const auto add = [&](uint32_t hash, float value = 1) { out.push_back({hash, value}); };
  const auto word = [&](uint32_t i) -> std::string_view {
    static constexpr std::string_view kTarget = "<T>", kName = "<N>";
    if (i >= first && i < last) return kTarget;
    return words[i].name ? kName : std::string_view(words[i].lower);
  };
  add(hash_of(kBias, ""));

  // Words, with the target and other names masked.
  uint32_t before = hash_of(kUnigram, "<begin>");
  for (uint32_t i = low; i < high; ++i) {
    if (i > first && i < last) continue;
    const uint32_t h = hash_of(kUnigram, word(i));
    const bool content = words[i].role == Role::word || words[i].role == Role::negation || words[i].role == Role::said;
    if (content && i != first) add(h, 0.7f);
    add(mix(mix(kBigram, before), h), 0.7f);
    before = h;
    if (i < first && content) add(mix(kLeft, h), 0.7f);
    if (i >= last && content) add(mix(kRight, h), 0.7f);
    const uint32_t distance = i < first ? first - i : i >= last ? i - last + 1 : 0;
    if (distance >= 1 && distance <= 5) add(mix(mix(kPosition, i < first ? 100 - distance : 100 + distance), h));
  }
  const auto at = [&](int64_t i) { return i < 0 || i >= n ? hash_of(kUnigram, "<edge>") : hash_of(kUnigram, word(static_cast<uint32_t>(i))); };
  const int64_t f = first, l = last;
  add(mix(mix(kPair, at(f - 2)), at(f - 1)));
  add(mix(mix(kPair + 100, at(l)), at(l + 1)));
  add(mix(mix(kPair + 200, at(f - 1)), at(l)));

  // What part the target plays.
  const auto flag = [&](std::string_view name) { add(hash_of(kFlag, name)); };
  const auto role_at = [&](int64_t i) { return i < 0 || i >= n ? Role::other_mark : words[static_cast<uint32_t>(i)].role; };
  if (role_at(l) == Role::said || role_at(l + 1) == Role::said) flag("says");
  if (role_at(f - 1) == Role::said) flag("said by");
  if (words[first].quoted) flag("quoted");
  if (last < n && (words[last].lower == "'s" || words[last].lower == "'")) flag("possessive");
  if (first == 0) flag("first");
  if (role_at(f - 1) == Role::function) flag("function before");
  add(hash_of(kFlag, std::string("place ") + static_cast<char>('0' + 4 * first / std::max(1u, n))));
  add(hash_of(kFlag, std::string("length ") + std::string(bucket(n / 4))));
  for (uint32_t i = first; i < last; ++i) add(hash_of(kMention, words[i].lower), 0.5f);

  // The lexicon over stretches of the sentence.
  Sums sentence, left, right, three, six, ten, clause, weighted, inside, outside, after_but;
  uint32_t last_but = 0;
  for (uint32_t i = low; i < high; ++i)
    if (words[i].role == Role::but) last_but = i + 1;
  for (uint32_t i = low; i < high; ++i) {
    const float v = words[i].valence;
    if (v == 0 || (i >= first && i < last)) continue;
    const uint32_t d = i < first ? first - i : i - last + 1;
    sentence.add(v);
    (i < first ? left : right).add(v);
    if (d <= 3) three.add(v);
    if (d <= 6) six.add(v);
    if (d <= 10) ten.add(v);
    if (words[i].clause == words[first].clause) clause.add(v);
    weighted.add(v, 1.0f / (1.0f + static_cast<float>(d) / 4.0f));
    (words[i].quoted ? inside : outside).add(v);
    if (last_but != 0 && i >= last_but) after_but.add(v);
  }
  uint32_t id = 0;
  for (const Sums* sums : {&sentence, &left, &right, &three, &six, &ten, &clause, &weighted, &inside, &outside, &after_but}) sums->emit(id++, out);

  // Patterns of 2 to 5 generalised words that touch the target.
  for (int side = 0; side < 2; ++side) {
    uint32_t h = hash_of(kPattern, side == 0 ? "left" : "right");
    for (uint32_t step = 1; step <= 4; ++step) {
      const int64_t i = side == 0 ? f - step : l + step - 1;
      if (i < 0 || i >= n) break;
      h = mix(h, hash_of(kPattern, words[static_cast<uint32_t>(i)].name ? "Cap" : general(words[static_cast<uint32_t>(i)])));
      add(h);
    }
  }
  // The sequence of what carries opinion, on each side, without what lies between.
  for (int side = 0; side < 2; ++side) {
    uint32_t h = hash_of(kPattern, side == 0 ? "opinions left" : "opinions right"), found = 0;
    for (uint32_t step = 1; step <= kReach && found < 3; ++step) {
      const int64_t i = side == 0 ? f - step : l + step - 1;
      if (i < 0 || i >= n) break;
      const Word& w = words[static_cast<uint32_t>(i)];
      const bool carries = w.valence > 0.05f || w.valence < -0.05f || w.role == Role::negation || w.role == Role::said || w.role == Role::but || w.name;
      if (!carries) continue;
      ++found;
      h = mix(h, hash_of(kPattern, w.name ? "Name" : general(w)));
      add(h, 0.7f);
    }
  }

  // The nearest opinion words, and who stands nearer to them.
  for (int side = 0; side < 2; ++side) {
    bool name_between = false, negation_between = false;
    for (uint32_t step = 1; step <= 20; ++step) {
      const int64_t i = side == 0 ? f - step : l + step - 1;
      if (i < 0 || i >= n) break;
      const Word& w = words[static_cast<uint32_t>(i)];
      name_between = name_between || w.name;
      negation_between = negation_between || w.role == Role::negation;
      if (w.valence == 0) continue;
      std::string key = side == 0 ? "L" : "R";
      key += w.valence > 0 ? '+' : '-';
      add(hash_of(kOpinion, key));
      add(hash_of(kOpinion, key + (name_between ? "N" : "_")));
      add(hash_of(kOpinion, key + std::string(bucket(step)) + (name_between ? "N" : "_") + (negation_between ? "n" : "_")));
      add(hash_of(kOpinion, key + w.lower));
      break;
    }
  }
  // Opinion words that lie nearer to the target than to another name, and the others.
  Sums near, far;
  for (uint32_t i = low; i < high; ++i) {
    if (words[i].valence == 0 || (i >= first && i < last)) continue;
    const uint32_t d = i < first ? first - i : i - last + 1;
    bool other = false;
    for (uint32_t k = 1; k < d && k <= 12 && !other; ++k) {
      const bool behind = i + k < n && words[i + k].name && !(i + k >= first && i + k < last);
      const bool ahead = i >= k && words[i - k].name && !(i - k >= first && i - k < last);
      other = behind || ahead;
    }
    (other ? far : near).add(words[i].valence);
  }
  near.emit(id++, out);
  far.emit(id++, out);

  // The verb: the first word behind the target that is no function word, with negation.
  bool negated = false;
  for (uint32_t i = last; i < std::min(n, last + 6); ++i) {
    if (words[i].role == Role::negation) negated = true;
    if (words[i].role != Role::word && words[i].role != Role::said) continue;
    add(hash_of(kVerb, words[i].lower + (negated ? " not" : "")));
    add(hash_of(kVerb, std::string(general(words[i])) + (negated ? " not" : "")));
    break;
  }
  for (uint32_t step = 1; step <= 16; ++step)
    if (last + step - 1 < n && words[last + step - 1].name) {
      add(hash_of(kNameGap, bucket(step)));
      break;
    }
}

void sentence_features(const std::vector<Word>& words, std::vector<Feature>& out) {
  out.clear();
  constexpr uint32_t kLongest = 120;  // of a longer sentence the begin is read
  const auto n = std::min(kLongest, static_cast<uint32_t>(words.size()));
  uint32_t before = hash_of(kUnigram, "<begin>"), before_that = before;
  Sums all, negated, after_but, clause_sums;
  uint32_t last_but = 0;
  for (uint32_t i = 0; i < n; ++i)
    if (words[i].role == Role::but) last_but = i + 1;
  for (uint32_t i = 0; i < n; ++i) {
    const Word& w = words[i];
    const uint32_t h = hash_of(kUnigram, w.name ? std::string_view("<N>") : std::string_view(w.lower));
    const bool content = w.role == Role::word || w.role == Role::negation || w.role == Role::booster;
    if (content) out.push_back({w.negated ? mix(h, 77) : h, 1});
    out.push_back({mix(mix(kBigram, before), h), 0.7f});
    if (w.valence > 0.05f || w.valence < -0.05f) out.push_back({mix(mix(kPattern, before_that), hash_of(kPattern, general(w))), 0.5f});
    before_that = before;
    before = h;
    if (w.valence == 0) continue;
    all.add(w.valence);
    if (w.negated) negated.add(w.valence);
    if (last_but != 0 && i >= last_but) after_but.add(w.valence);
  }
  all.emit(40, out);
  negated.emit(41, out);
  after_but.emit(42, out);
  // The mean, so that a long sentence does not saturate.
  double sum = 0, count = 0;
  for (uint32_t i = 0; i < n; ++i) sum += words[i].valence, count += words[i].valence != 0;
  if (count != 0) out.push_back({hash_of(kLexicon, "mean"), static_cast<float>(2 * sum / count)});
  if (count != 0) out.push_back({hash_of(kLexicon, "sum"), static_cast<float>(sum / std::sqrt(count + 3))});
}

}  // namespace sentiment
