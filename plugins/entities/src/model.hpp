// model.hpp: the tagger's weights (one byte each, hashed features) and the best path through them.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace entities {

// Tags: 0 is outside; B I L U of type t are 1 + 4t ... 4 + 4t.
constexpr uint32_t kTypes = 3;  // person, organisation, place
constexpr uint32_t kTags = 1 + 4 * kTypes;
constexpr uint32_t kLanes = 16;
constexpr uint32_t kStart = kTags;  // row of the transitions for the start of a stretch

inline uint32_t tag_type(uint32_t tag) { return (tag - 1) / 4; }
inline uint32_t tag_part(uint32_t tag) { return tag == 0 ? 4 : (tag - 1) % 4; }  // 0 B, 1 I, 2 L, 3 U, 4 outside

// May `to` follow `from` (kStart: the first)?
inline bool follows(uint32_t from, uint32_t to) {
  const bool open = from != kStart && from != 0 && tag_part(from) <= 1;
  const bool inside = to != 0 && (tag_part(to) == 1 || tag_part(to) == 2);
  if (open != inside) return false;
  return !open || tag_type(from) == tag_type(to);
}
inline bool may_end(uint32_t tag) { return tag == 0 || tag_part(tag) >= 2; }

// The exponential function, our own: the same weights and scores on every processor and with every C library.
inline float exponential(float x) {
  if (x < -80.0f) return 0.0f;
  if (x > 80.0f) x = 80.0f;
  const float turns = x * 1.44269504f;
  const float whole = std::floor(turns + 0.5f);
  const float r = (turns - whole) * 0.693147181f;
  const float value =
      1.0f +
      r * (1.0f + r * (0.5f + r * (0.166666667f + r * (0.0416666667f + r * (0.00833333333f + r * 0.00138888889f)))));
  return value * std::bit_cast<float>((static_cast<int32_t>(whole) + 127) << 23);
}

class Model {
 public:
  struct Header {
    char magic[8];
    uint32_t slots;
    float scale;
    float transitions[kTags + 1][kTags];
  };

  bool open(std::string_view bytes) {
    Header header;
    if (bytes.size() < sizeof header) return false;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.magic, "NGNER\0\0\1", 8) != 0 || header.slots == 0 ||
        bytes.size() != sizeof header + size_t{header.slots} * kLanes)
      return false;
    slots_ = header.slots;
    scale_ = header.scale;
    table_ = reinterpret_cast<const int8_t*>(bytes.data() + sizeof header);
    for (uint32_t to = 0; to < kTags; ++to) {
      n_before_[to] = 0;
      for (uint32_t from = 0; from < kTags; ++from)
        if (follows(from, to)) before_[to][n_before_[to]++] = static_cast<uint8_t>(from);
    }
    std::memcpy(transitions_, header.transitions, sizeof transitions_);
    for (uint32_t a = 0; a <= kTags; ++a)
      for (uint32_t b = 0; b < kTags; ++b) factors_[a][b] = follows(a, b) ? exponential(transitions_[a][b]) : 0.0f;
    return true;
  }

  static uint32_t slot(uint32_t hash, uint32_t slots) { return static_cast<uint32_t>((uint64_t{hash} * slots) >> 32); }

  using Scores = std::array<float, kLanes>;
  void score(const std::vector<uint32_t>& features, Scores& out) const {
    alignas(16) int16_t sums[kLanes] = {};
    for (const uint32_t hash : features) {
      const int8_t* row = table_ + size_t{slot(hash, slots_)} * kLanes;
      for (uint32_t k = 0; k < kLanes; ++k) sums[k] = static_cast<int16_t>(sums[k] + row[k]);
    }
    for (uint32_t k = 0; k < kLanes; ++k) out[k] = scale_ * static_cast<float>(sums[k]);
  }

  // Best tags of a stretch of scored words.
  void decode(const std::vector<Scores>& scores, std::vector<uint8_t>& tags, std::vector<uint8_t>& back) const {
    const size_t n = scores.size();
    tags.resize(n);
    if (n == 0) return;
    back.resize(n * kTags);
    constexpr float kNever = -1e9f;
    float now[kTags], next[kTags];
    for (uint32_t t = 0; t < kTags; ++t) now[t] = follows(kStart, t) ? scores[0][t] + transitions_[kStart][t] : kNever;
    for (size_t i = 1; i < n; ++i) {
      for (uint32_t t = 0; t < kTags; ++t) {
        float best = kNever;
        uint8_t from = 0;
        for (uint32_t b = 0; b < n_before_[t]; ++b) {
          const uint8_t p = before_[t][b];
          const float value = now[p] + transitions_[p][t];
          if (value > best) {
            best = value;
            from = p;
          }
        }
        next[t] = best + scores[i][t];
        back[i * kTags + t] = from;
      }
      std::copy(next, next + kTags, now);
    }
    uint8_t tag = 0;
    for (uint32_t t = 1; t < kTags; ++t)
      if (may_end(t) && now[t] > now[tag]) tag = static_cast<uint8_t>(t);
    for (size_t i = n; i-- > 0;) {
      tags[i] = tag;
      if (i > 0) tag = back[i * kTags + tag];
    }
  }

  // Sums over all paths through a stretch; for the probabilities of single names.
  struct Sums {
    std::vector<std::array<float, kTags>> local, before, after;
  };
  void sum_paths(const std::vector<Scores>& scores, Sums& sums) const {
    const size_t n = scores.size();
    sums.local.resize(n);
    sums.before.resize(n);
    sums.after.resize(n);
    for (size_t i = 0; i < n; ++i) {
      const float top = *std::max_element(scores[i].begin(), scores[i].begin() + kTags);
      std::array<float, kTags>& local = sums.local[i];
      float total = 0;
      for (uint32_t t = 0; t < kTags; ++t) {
        local[t] = exponential(scores[i][t] - top);
        float in = 0;
        if (i == 0)
          in = factors_[kStart][t];
        else
          for (uint32_t b = 0; b < n_before_[t]; ++b)
            in += sums.before[i - 1][before_[t][b]] * factors_[before_[t][b]][t];
        sums.before[i][t] = in * local[t];
        total += sums.before[i][t];
      }
      for (uint32_t t = 0; t < kTags; ++t) {
        sums.before[i][t] /= total;
        local[t] /= total;  // so that the products below stay within range
      }
    }
    float total = 0;
    for (uint32_t t = 0; t < kTags; ++t) total += may_end(t) ? sums.before[n - 1][t] : 0.0f;
    for (uint32_t t = 0; t < kTags; ++t) sums.after[n - 1][t] = may_end(t) ? 1.0f / total : 0.0f;
    for (size_t i = n - 1; i-- > 0;) {
      sums.after[i].fill(0.0f);
      for (uint32_t t = 0; t < kTags; ++t) {
        const float next = sums.local[i + 1][t] * sums.after[i + 1][t];
        for (uint32_t b = 0; b < n_before_[t]; ++b) sums.after[i][before_[t][b]] += factors_[before_[t][b]][t] * next;
      }
    }
  }
  // Probability that the path has these tags on the words [first, last).
  float probability(const Sums& sums, const std::vector<uint8_t>& tags, size_t first, size_t last) const {
    float product = sums.before[first][tags[first]];
    for (size_t i = first + 1; i < last; ++i) product *= factors_[tags[i - 1]][tags[i]] * sums.local[i][tags[i]];
    return std::min(1.0f, product * sums.after[last - 1][tags[last - 1]]);
  }

 private:
  uint32_t slots_ = 0;
  float scale_ = 0;
  const int8_t* table_ = nullptr;
  float transitions_[kTags + 1][kTags] = {};
  float factors_[kTags + 1][kTags] = {};  // their exponentials
  uint8_t before_[kTags][kTags] = {};
  uint32_t n_before_[kTags] = {};
};

}  // namespace entities
