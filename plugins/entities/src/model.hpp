// model.hpp: the tagger's weights (one byte each, hashed features) and the best path through them.
#pragma once

#include <algorithm>
#include <array>
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
    return true;
  }

  static uint32_t slot(uint32_t hash, uint32_t slots) {
    return static_cast<uint32_t>((uint64_t{hash} * slots) >> 32);
  }

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

 private:
  uint32_t slots_ = 0;
  float scale_ = 0;
  const int8_t* table_ = nullptr;
  float transitions_[kTags + 1][kTags] = {};
  uint8_t before_[kTags][kTags] = {};
  uint32_t n_before_[kTags] = {};
};

}  // namespace entities
