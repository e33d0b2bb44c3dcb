// stances.hpp: stances gathered: per mention, and as means per entity.
#pragma once

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

// The mean over the mentions of one entity, in what the text says itself or in what it quotes.
struct EntityStance {
  uint32_t entity;
  bool in_quotes;
  uint32_t count;
  Probabilities mean;
};

// First row that begins at `at` or behind.
uint32_t first_from(const newsgrain::sdk::LayerView& layer, uint32_t at);
// Sorted by entity, narration first. `quotes` may be absent.
std::vector<EntityStance> by_entity(const newsgrain::sdk::LayerView& mentions, const newsgrain::sdk::LayerView& quotes, const Stances& stances);

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
