// stances.hpp: stances gathered: per mention, and as means per entity and per document.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include <newsgrain/sdk/plugin.hpp>

#include "model.hpp"

namespace sentiment {

// A mention in its sentence: words [first, last).
struct Target {
  uint32_t mention, first, last;
};

struct Stances {
  explicit Stances(uint32_t mentions) : of_mention(mentions, Probabilities{-1, -1, -1}) {}
  std::vector<Probabilities> of_mention;  // negative numbers for a mention that is no target
};

// First row that begins at `at` or behind.
uint32_t first_from(const newsgrain::sdk::LayerView& layer, uint32_t at);

// Where the document quotes: the fragments of all quotes, disjoint and in order.
class Quoted {
 public:
  explicit Quoted(const newsgrain::sdk::LayerView& quotes);  // may be absent
  bool at(uint32_t position) const;
  // More than half of the bytes.
  bool mostly(uint32_t begin, uint32_t end) const;

 private:
  std::vector<ng_span>::const_iterator first_ending_behind(uint32_t position) const;
  std::vector<ng_span> spans_;
};

// The mean over the mentions of one entity, in what the text says itself or in what it quotes.
struct EntityStance {
  uint32_t entity;
  bool in_quotes;
  uint32_t count;
  Probabilities mean;
};
// Sorted by entity, narration first.
std::vector<EntityStance> by_entity(const newsgrain::sdk::LayerView& mentions, const Quoted& quoted,
                                    const Stances& stances);

// The mean over the sentences of a document, the same way: a sentence is quoted when most of it is.
struct DocumentPolarity {
  uint32_t count = 0;
  double sum = 0;
  std::array<uint32_t, 3> labels{};
  void add(float polarity, uint32_t label) {
    ++count;
    sum += static_cast<double>(polarity);
    ++labels[label];
  }
  float mean() const { return count == 0 ? 0 : static_cast<float>(sum / count); }
};

// Means of a few entities.
class EntityMeans {
 public:
  void clear() { items_.clear(); }
  void add(uint32_t entity, const Probabilities& p) { items_.emplace_back(entity, p); }
  // One mean per entity, by entity.
  std::vector<std::pair<uint32_t, Probabilities>> sorted();

 private:
  std::vector<std::pair<uint32_t, Probabilities>> items_;
};

}  // namespace sentiment
