#include "context.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace boilerplate {
namespace {

constexpr float kMost = 0.7f,
                kPart =
                    0.25f;  // shares of the content's mass that make an element the article's box, or one of its boxes
constexpr float kSureOdds = 1.5f;  // with kSureWords: an anchor for distances
constexpr uint32_t kSureWords = 8;
constexpr float kLargestOdds = 8.0f;

float ratio(double part, double whole) { return whole <= 0 ? 0.0f : static_cast<float>(part / whole); }
float log1(double x) { return std::log(1.0f + static_cast<float>(x)); }
// The same of a number without fraction; most are small.
constexpr size_t kSmall = 1024;
const std::array<float, kSmall> kLogs = [] {
  std::array<float, kSmall> out;
  for (size_t n = 0; n < kSmall; ++n) out[n] = log1(static_cast<double>(n));
  return out;
}();
float log1(uint32_t n) { return n < kSmall ? kLogs[n] : log1(static_cast<double>(n)); }
float log_words(float words) {
  return words < kSmall ? kLogs[static_cast<size_t>(words)] : log1(static_cast<double>(words));
}

}  // namespace

void Context::compute(const Page& page, const std::vector<float>& odds, Features& features) {
  const uint32_t n = page.n_blocks;
  probability_.resize(n);
  words_.resize(n);
  words_before_.assign(n + 1, 0);
  mass_before_.assign(n + 1, 0);
  for (uint32_t b = 0; b < n; ++b) {
    probability_[b] = 1.0f / (1.0f + std::exp(-odds[b]));
    words_[b] = static_cast<float>(std::max(1u, features.facts()[b].words));
    words_before_[b + 1] = words_before_[b] + words_[b];
    mass_before_[b + 1] = mass_before_[b] + words_[b] * probability_[b];
  }
  if (!page.plain()) {
    sum_elements(page, features);
    sum_signatures(page, features);
    find_core(page);
  }
  fill(page, odds, features);
}

void Context::sum_elements(const Page& page, const Features&) {
  elements_.assign(page.n_elements, {});
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    const uint32_t e = page.block_element[b];
    if (e >= page.n_elements) continue;
    Sums& s = elements_[e];
    s.words += words_[b];
    s.mass += words_[b] * probability_[b];
    s.link += static_cast<float>(page.link_bytes[b]);
    s.text += static_cast<float>(page.block_end[b] - page.block_begin[b]);
  }
  for (uint32_t e = page.n_elements; e-- > 0;)
    if (const uint32_t p = page.parent[e]; p < e) {
      elements_[p].words += elements_[e].words;
      elements_[p].mass += elements_[e].mass;
      elements_[p].link += elements_[e].link;
      elements_[p].text += elements_[e].text;
    }
}

// Blocks of the same make: tag and first class of the element and of its parent. Collisions beyond a few slots share
// one.
void Context::sum_signatures(const Page& page, const Features& features) {
  size_t size = 16;
  while (size < size_t{page.n_blocks} * 2) size *= 2;
  signatures_.assign(size, {});
  slot_.assign(page.n_blocks, 0);
  std::vector<uint32_t> key(size, 0);
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    const uint32_t k = features.facts()[b].make | 1u;
    size_t at = (k * 2654435761u >> 7) & (size - 1);
    while (key[at] != 0 && key[at] != k) at = (at + 1) & (size - 1);
    key[at] = k;
    slot_[b] = static_cast<uint32_t>(at);
    signatures_[at].words += words_[b];
    signatures_[at].mass += words_[b] * probability_[b];
  }
}

void Context::find_core(const Page& page) {
  const uint32_t n = page.n_elements;
  const auto all = static_cast<float>(mass_before_.back());
  core_child_.assign(n, kNone);
  up_most_.assign(n, 0);
  up_part_.assign(n, 0);
  core_ = kNone;
  for (uint32_t e = 0; e < n; ++e) {
    const uint32_t p = page.parent[e];
    const bool has_parent = p < e;
    // Parents stand before their children: the last one with most of the mass is the deepest, as no two siblings can
    // have it.
    if (elements_[e].mass >= kMost * all) core_ = e;
    up_most_[e] =
        elements_[e].mass >= kMost * all || !has_parent ? 0 : static_cast<uint8_t>(std::min(30, up_most_[p] + 1));
    up_part_[e] =
        elements_[e].mass >= kPart * all || !has_parent ? 0 : static_cast<uint8_t>(std::min(30, up_part_[p] + 1));
  }
  if (core_ == kNone) return;
  for (uint32_t e = core_ + 1; e < n; ++e) {
    const uint32_t p = page.parent[e];
    core_child_[e] = p == core_ ? e : p < e ? core_child_[p] : kNone;
  }
}

void Context::fill(const Page& page, const std::vector<float>& odds, Features& features) const {
  const uint32_t n = page.n_blocks;
  const double mass = mass_before_[n], words = words_before_[n];
  uint32_t first = kNone, last = kNone, likely = 0;
  std::vector<uint32_t> back(n), ahead(n);
  const auto sure = [&](uint32_t b) { return odds[b] > kSureOdds && features.facts()[b].words >= kSureWords; };
  for (uint32_t b = 0; b < n; ++b) {
    back[b] = last;
    likely += odds[b] > 0;
    if (!sure(b)) continue;
    if (first == kNone) first = b;
    last = b;
  }
  for (uint32_t b = n, next = kNone; b-- > 0;) {
    ahead[b] = next;
    if (sure(b)) next = b;
  }
  const auto against = [&](uint32_t low, uint32_t high) {  // words in [low, high) that are hardly content
    return (words_before_[high] - words_before_[low]) - (mass_before_[high] - mass_before_[low]);
  };
  const auto own_odds = [&](int64_t b) {
    return b < 0 || b >= n ? -kLargestOdds : std::clamp(odds[static_cast<size_t>(b)], -kLargestOdds, kLargestOdds);
  };
  for (uint32_t b = 0; b < n; ++b) {
    const Rows::Row v = features.rows().row(b);
    unsigned k = kFeatureCount;
    const auto add = [&](float x) { v[k++] = x; };
    add(own_odds(b));
    for (const int offset : {-2, -1, 1, 2}) add(own_odds(int64_t{b} + offset));
    for (const uint32_t radius : {3u, 8u, 20u}) {
      const uint32_t low = b > radius ? b - radius : 0, high = std::min(n, b + 1 + radius);
      add(ratio(mass_before_[high] - mass_before_[low], words_before_[high] - words_before_[low]));
    }
    add(ratio(mass_before_[b], mass));
    add(log1(mass));
    add(ratio(mass, words));
    add(log1(likely));
    add(back[b] == kNone ? 8.0f : log1(b - back[b]));
    add(ahead[b] == kNone ? 8.0f : log1(ahead[b] - b));
    add(back[b] == kNone ? 12.0f : log1(against(back[b] + 1, b)));
    add(ahead[b] == kNone ? 12.0f : log1(against(b + 1, ahead[b])));
    add(first == kNone ? 0.0f : b < first ? -log1(first - b) : b > last ? log1(b - last) : 0.0f);
    add(first != kNone && b >= first && b <= last);
    if (page.plain()) {
      while (k < kAllCount) add(0);
      continue;
    }
    uint32_t e = page.block_element[b];
    for (int up = 0; up < 4; ++up) {
      const bool there = e < page.n_elements;
      if (up > 0) {
        add(there ? ratio(elements_[e].mass, elements_[e].words) : 0.0f);
        add(there ? ratio(elements_[e].mass, mass) : 0.0f);
        add(there ? log_words(elements_[e].words - words_[b]) : 0.0f);
      }
      if (there) e = page.parent[e];
    }
    e = page.block_element[b];
    const bool there = e < page.n_elements;
    add(there ? static_cast<float>(up_most_[e]) : 31.0f);
    add(there ? static_cast<float>(up_part_[e]) : 31.0f);
    const uint32_t child = there ? core_child_[e] : kNone;
    add(child != kNone || e == core_);
    add(child == kNone ? 0.0f : ratio(elements_[child].mass, elements_[child].words));
    add(child == kNone ? 0.0f : ratio(elements_[child].mass, mass));
    add(child == kNone ? 0.0f : log_words(elements_[child].words));
    add(child == kNone ? 0.0f : ratio(elements_[child].link, elements_[child].text));
    add(core_ == kNone ? 0.0f : ratio(elements_[core_].mass, elements_[core_].words));
    const Sums& same = signatures_[slot_[b]];
    add(ratio(same.mass - words_[b] * probability_[b], same.words - words_[b]));
    add(ratio(same.mass - words_[b] * probability_[b], mass));
    add(log_words(same.words - words_[b]));
  }
}

}  // namespace boilerplate
