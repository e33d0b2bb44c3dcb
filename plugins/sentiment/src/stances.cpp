#include "stances.hpp"

#include <algorithm>

namespace sentiment {

namespace sdk = newsgrain::sdk;

uint32_t first_from(const sdk::LayerView& layer, uint32_t at) {
  return static_cast<uint32_t>(std::lower_bound(layer.begins(), layer.begins() + layer.rows(), at) - layer.begins());
}

std::vector<EntityStance> by_entity(const sdk::LayerView& mentions, const sdk::LayerView& quotes, const Stances& stances) {
  std::vector<char> quoted(mentions.rows());
  for (uint32_t q = 0; quotes && q < quotes.rows(); ++q) {
    const auto [fragment, end] = quotes.items<ng_span>(0, q);
    for (const ng_span* f = fragment; f != end; ++f)
      for (uint32_t m = first_from(mentions, f->begin); m < mentions.rows() && mentions.begin(m) < f->end; ++m) quoted[m] = 1;
  }
  const uint32_t* entity = mentions.column<uint32_t>(2);
  std::vector<uint32_t> rows;
  for (uint32_t m = 0; m < mentions.rows(); ++m)
    if (entity[m] != NG_NONE && stances.of_mention[m][0] >= 0) rows.push_back(m);
  const auto key = [&](uint32_t m) { return std::pair(entity[m], quoted[m]); };
  std::stable_sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) { return key(a) < key(b); });
  std::vector<EntityStance> out;
  for (const uint32_t m : rows) {
    if (out.empty() || out.back().entity != entity[m] || out.back().in_quotes != (quoted[m] != 0)) out.push_back({entity[m], quoted[m] != 0, 0, {}});
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
