#include "stances.hpp"
#include "slots.hpp"

#include <algorithm>

namespace sentiment {

namespace sdk = newsgrain::sdk;

uint32_t first_from(const sdk::LayerView& layer, uint32_t at) {
  return static_cast<uint32_t>(std::lower_bound(layer.begins(), layer.begins() + layer.rows(), at) - layer.begins());
}

Quoted::Quoted(const sdk::LayerView& quotes) {
  std::vector<ng_span> fragments;
  for (uint32_t q = 0; quotes && q < quotes.rows(); ++q) {
    const auto [first, last] = quotes.items<ng_span>(slots::reads::quote::fragments, q);
    fragments.insert(fragments.end(), first, last);
  }
  std::sort(fragments.begin(), fragments.end(), [](const ng_span& a, const ng_span& b) { return a.begin < b.begin; });
  for (const ng_span& f : fragments) {
    if (!spans_.empty() && f.begin <= spans_.back().end)
      spans_.back().end = std::max(spans_.back().end, f.end);
    else
      spans_.push_back(f);
  }
}

std::vector<ng_span>::const_iterator Quoted::first_ending_behind(uint32_t position) const {
  return std::partition_point(spans_.begin(), spans_.end(), [&](const ng_span& s) { return s.end <= position; });
}

bool Quoted::at(uint32_t position) const {
  const auto span = first_ending_behind(position);
  return span != spans_.end() && span->begin <= position;
}

bool Quoted::mostly(uint32_t begin, uint32_t end) const {
  uint32_t inside = 0;
  for (auto span = first_ending_behind(begin); span != spans_.end() && span->begin < end; ++span)
    inside += std::min(span->end, end) - std::max(span->begin, begin);
  return inside > (end - begin) / 2;
}

std::vector<EntityStance> by_entity(const sdk::LayerView& mentions, const Quoted& quoted, const Stances& stances) {
  const uint32_t* entity = mentions.column<uint32_t>(slots::reads::entity_mention::entity);
  std::vector<uint32_t> rows;
  for (uint32_t m = 0; m < mentions.rows(); ++m)
    if (entity[m] != NG_NONE && stances.of_mention[m][0] >= 0) rows.push_back(m);
  const auto key = [&](uint32_t m) { return std::pair(entity[m], quoted.at(mentions.begin(m))); };
  std::stable_sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) { return key(a) < key(b); });
  std::vector<EntityStance> out;
  for (const uint32_t m : rows) {
    const bool in_quotes = quoted.at(mentions.begin(m));
    if (out.empty() || out.back().entity != entity[m] || out.back().in_quotes != in_quotes)
      out.push_back({entity[m], in_quotes, 0, {}});
    ++out.back().count;
    for (size_t c = 0; c < 3; ++c) out.back().mean[c] += stances.of_mention[m][c];
  }
  for (EntityStance& e : out)
    for (float& p : e.mean) p /= static_cast<float>(e.count);
  return out;
}

std::vector<std::pair<uint32_t, Probabilities>> EntityMeans::sorted() {
  std::stable_sort(items_.begin(), items_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::pair<uint32_t, Probabilities>> out;
  for (size_t i = 0; i < items_.size();) {
    const size_t begin = i;
    Probabilities sum{};
    for (; i < items_.size() && items_[i].first == items_[begin].first; ++i)
      for (size_t c = 0; c < 3; ++c) sum[c] += items_[i].second[c];
    for (float& p : sum) p /= static_cast<float>(i - begin);
    out.emplace_back(items_[begin].first, sum);
  }
  return out;
}

}  // namespace sentiment
