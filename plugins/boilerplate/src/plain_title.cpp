#include "plain_title.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "dates.hpp"
#include "words.hpp"

namespace boilerplate {
namespace {

constexpr size_t kLongWord = 4;      // bytes; shorter ones say little
constexpr uint32_t kFewest = 4, kMost = 30;  // words of a headline
// Of a headline's score, beside the share of its words that the article has: a long one says more, a far one less.
constexpr float kPerWord = 0.02f, kPerBlock = 0.005f;
constexpr uint32_t kMostWords = 10;
// A line so close above the best one that shares as much and is as long is the headline, and the best one is what stands below it.
constexpr uint32_t kAbove = 4, kLongTitle = 4;
constexpr float kShared = 0.45f;

bool repeated_beside(const std::vector<BlockFacts>& facts, uint32_t b) {
  const auto same = [&](size_t other) { return facts[other].words >= 6 && facts[other].hash == facts[b].hash; };
  return (b > 0 && same(b - 1)) || (b + 1 < facts.size() && same(b + 1));
}

bool could_be_title(const Page& page, const std::vector<BlockFacts>& facts, uint32_t b) {
  const BlockFacts& f = facts[b];
  const std::string_view text = page.block(b);
  if (f.words < kFewest || f.words > kMost || (f.ends_sentence && text.back() != '?') || repeated_beside(facts, b)) return false;
  std::string begin(text.substr(0, 12));
  for (char& c : begin) c = lower(c);
  for (const std::string_view label : {"by ", "photo", "image", "updated", "published", "posted"})
    if (begin.compare(0, label.size(), label) == 0) return false;
  return f.digits == 0 || f.words >= 10 || iso_date(text).empty();
}

}  // namespace

uint32_t find_plain_title(const Page& page, const std::vector<BlockFacts>& facts, const std::vector<uint8_t>& content, uint32_t first_body) {
  if (page.n_blocks < 3 || first_body == kNone) return kNone;
  std::unordered_set<uint32_t> article;
  for (uint32_t b = 0; b < page.n_blocks; ++b)
    if (content[b] != 0 && !(b < first_body && could_be_title(page, facts, b)))
      for_each_word(page.block(b), [&](std::string_view w, uint32_t hash) {
        if (w.size() >= kLongWord) article.insert(hash);
      });
  struct Line {
    uint32_t block, words;
    float shared;  // of its long words
  };
  std::vector<Line> lines;
  size_t best = 0;
  float most = 0;
  for (uint32_t b = 0; b <= first_body; ++b) {
    if (!could_be_title(page, facts, b)) continue;
    uint32_t words = 0, shared = 0;
    for_each_word(page.block(b), [&](std::string_view w, uint32_t hash) {
      if (w.size() < kLongWord) return;
      ++words;
      shared += static_cast<uint32_t>(article.count(hash));
    });
    if (words == 0) continue;
    lines.push_back({b, words, static_cast<float>(shared) / static_cast<float>(words)});
    const float value = lines.back().shared + kPerWord * static_cast<float>(std::min(words, kMostWords)) - kPerBlock * static_cast<float>(first_body - b);
    if (lines.size() == 1 || value >= most) best = lines.size() - 1, most = value;
  }
  if (lines.empty()) return kNone;
  uint32_t title = lines[best].block;
  for (size_t i = best; i-- > 0 && lines[best].block - lines[i].block <= kAbove;)
    if (lines[i].shared >= kShared && lines[i].words >= kLongTitle) title = lines[i].block;
  return title;
}

}  // namespace boilerplate
