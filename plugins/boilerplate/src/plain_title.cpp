#include "plain_title.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "dates.hpp"
#include "find.hpp"
#include "phrases.hpp"
#include "words.hpp"

namespace boilerplate {
namespace {

constexpr size_t kLongWord = 4;              // bytes; shorter ones say little
constexpr uint32_t kFewest = 2, kMost = 40;  // words of a headline
constexpr uint32_t kBehind =
    20;  // lines below what seems to be the first paragraph, which may be a teaser above the headline
constexpr uint32_t kOften = 3;  // times that a word stands in the article
constexpr uint32_t kLead = 3;   // blocks of the article's beginning
constexpr uint32_t kNear = 4;   // lines below a headline, for a byline or a date

// By a conditional logit on the pages that training sees; printed by train/fit_title.py. Three in a hundred true
// headlines are below kNoTitle: a line of the article itself has to be above it.
constexpr float kNoTitle = 7.42f;
constexpr std::array<float, kTitleClueCount> kWeights{1.38f,  2.73f,  2.69f,  2.88f, -1.81f, -3.85f, -0.87f,
                                                      -2.40f, -3.34f, -0.48f, 1.02f, -2.68f, -2.39f, 2.41f,
                                                      1.80f,  0.04f,  -1.28f, 3.30f, -1.07f, -1.02f};

// What a byline or a date begins with; what is no headline.

using Counts = std::unordered_map<uint32_t, uint32_t>;

bool repeated_beside(const std::vector<BlockFacts>& facts, uint32_t b) {
  const auto same = [&](size_t other) { return facts[other].words >= 6 && facts[other].hash == facts[b].hash; };
  return (b > 0 && same(b - 1)) || (b + 1 < facts.size() && same(b + 1));
}

std::string beginning(std::string_view line) {
  constexpr size_t kSome = 120;
  return sdk::to_lower(line.substr(0, kSome));
}

// A byline, a date, how long it takes to read.
bool is_imprint(std::string_view line, const BlockFacts& f) {
  constexpr uint32_t kLongest = 16;  // words
  if (f.words == 0 || f.words > kLongest) return false;
  const std::string l = beginning(line);
  if (phrases::kImprint.begins(l)) return true;
  return f.digits != 0 && (has_any(l, {"min read", "minute read", "minutes read"}) || !iso_date(line).empty());
}

struct Shares {
  float any = 0, often = 0, lead = 0;
};
// Of the line's long words: those that the article has, that it has often, that it begins with. `own`: the line is part
// of the article itself.
Shares shares_of(std::string_view line, const Counts& article, const Counts& lead, bool own) {
  uint32_t words = 0, any = 0, often = 0, begins = 0;
  for_each_word(line, [&](std::string_view w, uint32_t hash) {
    if (w.size() < kLongWord) return;
    ++words;
    const auto at = article.find(hash);
    const uint32_t times = at == article.end() ? 0 : at->second - (own ? 1 : 0);
    any += times != 0;
    often += times >= kOften;
    begins += lead.count(hash) != 0;
  });
  const auto share = [&](uint32_t n) { return words == 0 ? 0.0f : static_cast<float>(n) / static_cast<float>(words); };
  return {share(any), share(often), share(begins)};
}

}  // namespace

std::vector<TitleLine> title_lines(const Page& page, const std::vector<BlockFacts>& facts,
                                   const std::vector<uint8_t>& content, uint32_t first_body) {
  std::vector<TitleLine> out;
  if (page.n_blocks < 3 || first_body == kNone) return out;
  Counts article, lead;
  uint32_t n_lead = 0;
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    if (content[b] == 0) continue;
    const bool begins = b >= first_body && facts[b].words > kMost / 2 && n_lead < kLead;
    n_lead += begins;
    for_each_word(page.block(b), [&](std::string_view w, uint32_t hash) {
      if (w.size() < kLongWord) return;
      ++article[hash];
      if (begins) ++lead[hash];
    });
  }
  const uint32_t end = std::min(page.n_blocks, first_body + kBehind + 1);
  std::vector<uint8_t> imprint(end);
  for (uint32_t b = 0; b < end; ++b) imprint[b] = is_imprint(page.block(b), facts[b]);
  for (uint32_t b = 0; b < end; ++b) {
    const BlockFacts& f = facts[b];
    const std::string_view text = page.block(b);
    if (f.words < kFewest || f.words > kMost || imprint[b] != 0) continue;
    if (f.ends_sentence && text.back() != '?' && text.back() != '!') continue;
    const std::string l = beginning(text);
    const Shares shares = shares_of(text, article, lead, content[b] != 0);
    const auto words = static_cast<float>(f.words);
    const bool behind = b > first_body;
    const bool followed = std::any_of(imprint.begin() + b + 1, imprint.begin() + std::min(end, b + 1 + kNear),
                                      [](uint8_t i) { return i != 0; });
    const char last = text.back();
    out.push_back({b,
                   {shares.any,
                    shares.often,
                    shares.lead,
                    std::log1p(words),
                    words < 4 ? 1.0f : 0.0f,
                    words > 16 ? 1.0f : 0.0f,
                    behind ? 0.0f : std::log1p(static_cast<float>(first_body - b)),
                    behind ? std::log1p(static_cast<float>(b - first_body)) : 0.0f,
                    content[b] != 0 ? 1.0f : 0.0f,
                    f.repeats > 1 ? 1.0f : 0.0f,
                    repeated_beside(facts, b) ? 1.0f : 0.0f,
                    has_any(l, {" » ", " › ", " > ", " | ", " / ", " → "}) ? 1.0f : 0.0f,
                    phrases::kPictureWord.within(l) ? 1.0f : 0.0f,
                    static_cast<float>(f.digits) / words,
                    static_cast<float>(f.capitals) / words,
                    last == '?' || last == '!' ? 1.0f : 0.0f,
                    last == ':' || last == ',' || has_any(l, {"http", "@"}) ? 1.0f : 0.0f,
                    followed ? 1.0f : 0.0f,
                    b == 0 ? 1.0f : 0.0f,
                    phrases::kNoHeadline.begins(l) ? 1.0f : 0.0f}});
  }
  return out;
}

uint32_t find_plain_title(const Page& page, const std::vector<BlockFacts>& facts, const std::vector<uint8_t>& content,
                          uint32_t first_body) {
  uint32_t title = kNone;
  float most = 0;
  for (const TitleLine& line : title_lines(page, facts, content, first_body)) {
    float value = 0;
    for (unsigned k = 0; k < kTitleClueCount; ++k) value += kWeights[k] * line.clues[k];
    const bool above = line.block < first_body && content[line.block] == 0;
    if ((above || value > kNoTitle) && (title == kNone || value > most)) title = line.block, most = value;
  }
  return title;
}

}  // namespace boilerplate
