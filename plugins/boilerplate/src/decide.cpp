#include "decide.hpp"

#include <algorithm>
#include <cmath>

namespace boilerplate {
namespace {

constexpr float kChange = 0.25f;  // cost of going from content to the rest or back, in log odds
// Added to the log odds. Beside an article stand lists of others: better to leave a sentence out than to keep these. On
// pages of other kinds it is the other way round.
constexpr float kPressShift = -0.3f, kOtherShift = 0.5f;
constexpr float kSurelyOther = 0.1f, kSurelyPress = 0.35f;  // PageKind::press; between them the shifts are mixed
constexpr float kLinkedShift = -1.0f, kLinked = 0.5f;       // on top, of a block of which so much is link
constexpr float kPlainShift = -0.2f;
// Pages: below these log odds of the first forest, which 311,000 of 488,000 blocks have, the second one and its
// neighbours made 39 blocks content; there it is on average what the line says.
constexpr float kSettled = -1.75f, kSettledSlope = 0.83f, kSettledOffset = -1.68f;
constexpr float kSlope = 0.81f, kOffset = -0.06f;
constexpr float kLargest = 6.0f;  // no block is surer than this
// A line that stands on so many pages of its site is no article's; in log odds.
constexpr uint32_t kManyPages = 3;
constexpr float kRepeatedShift = -5.0f;

// A text of a few lines that someone pasted is what it is: there is no page around it. Of a page of few blocks most is
// what it is for.
constexpr uint32_t kFewBlocks = 4, kSmallPage = 12;
constexpr float kCleanText = 0.7f;       // share of a text that is article
constexpr float kSmallPageShift = 1.0f;  // of blocks that end in a sentence, in log odds

// The second forest's log odds, made those of a probability: fitted to pages of other sites than it was trained on.
float calibrated(float odds) { return kSlope * odds + kOffset; }

// Text that someone scraped with care is nearly all article, and there a sentence in doubt is more likely one of it:
// what the other lines say of the text is its prior. In log odds; 0 for a text of which a quarter or more looks like
// the page around an article. Lines that end in no sentence ("Sign up for our newsletter") get none of it: they are
// what is left over on well scraped pages.
float clean_text_shift(float article_share) {
  constexpr float kMixed = 0.75f, kSteep = 6.0f;
  return std::max(0.0f, article_share - kMixed) * kSteep;
}

float article_share(const Page& page, const std::vector<float>& probability) {
  double all = 0, article = 0;
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    const double bytes = page.block_end[b] - page.block_begin[b];
    all += bytes;
    article += bytes * static_cast<double>(probability[b]);
  }
  return all == 0 ? 0.0f : static_cast<float>(article / all);
}

float shift_of(const PageKind& page) {
  return std::lerp(kOtherShift, kPressShift,
                   std::clamp((page.press - kSurelyOther) / (kSurelyPress - kSurelyOther), 0.0f, 1.0f));
}

bool repeated_on_site(const Page& page, uint32_t b) {
  return page.site_pages != nullptr && page.site_pages[b] >= kManyPages;
}

bool could_be_content(const Page& page, const BlockFacts& f, uint32_t b) {
  if ((f.tags & (kInNav | kInFooter | kInButton)) != 0) return false;
  return f.words >= 2 && page.link_bytes[b] * 2 <= page.block_end[b] - page.block_begin[b];
}

// Into `content`: the sequence of content and rest with the highest sum of log odds, less what each change costs.
void best_sequence(const std::vector<float>& odds_of, std::vector<uint8_t>& content_of) {
  const size_t n = odds_of.size();
  // Scores of the best sequences that end in "rest" and in "content", and where they came from.
  std::vector<uint8_t> from(n * 2);
  float rest = 0, content = -kChange;
  for (size_t b = 0; b < n; ++b) {
    from[2 * b] = content - kChange > rest;
    from[2 * b + 1] = content > rest - kChange;
    const float next_rest = std::max(rest, content - kChange);
    content = std::max(content, rest - kChange) + std::clamp(odds_of[b], -kLargest, kLargest);
    rest = next_rest;
  }
  uint8_t state = content - kChange > rest;
  for (size_t b = n; b-- > 0;) {
    content_of[b] = state;
    state = from[2 * b + state];
  }
}

// In text that someone scraped with care, and on a small page, a short sentence behind one of the article goes on with
// it: "A: It opens in May."
void go_on(const Page& page, const std::vector<BlockFacts>& facts, const std::vector<float>& probability,
           std::vector<uint8_t>& content) {
  constexpr float kLeast = 0.05f;
  for (uint32_t b = 1; b < page.n_blocks; ++b)
    if (content[b] == 0 && content[b - 1] != 0 && facts[b].ends_sentence && probability[b] > kLeast &&
        !repeated_on_site(page, b) && could_be_content(page, facts[b], b))
      content[b] = 1;
}

// Where text is nearly all sentences and hardly any were kept, the models are wrong; among menus and headlines there
// may be little article.
void take_what_is_missed(const Page& page, const std::vector<BlockFacts>& facts, std::vector<uint8_t>& content) {
  const uint32_t n = page.n_blocks;
  uint64_t words = 0, kept = 0, told = 0;
  for (uint32_t b = 0; b < n; ++b) {
    words += facts[b].words;
    if (facts[b].ends_sentence) told += facts[b].words;
    if (content[b]) kept += facts[b].words;
  }
  const bool pasted = page.plain() && n < kFewBlocks;
  const bool missed = page.plain() ? kept * 4 < words && told * 3 > words * 2 : kept == 0 && n <= kSmallPage;
  if (!missed && !pasted) return;
  for (uint32_t b = 0; b < n; ++b) {
    if (repeated_on_site(page, b)) continue;
    const bool possible = could_be_content(page, facts[b], b);
    if (n < kFewBlocks ? page.plain() || possible : possible && (facts[b].ends_sentence || facts[b].words >= 8))
      content[b] = 1;
  }
}

}  // namespace

void decide(const Page& page, const Models& models, const Metadata& metadata, std::string_view url, float bias,
            Features& features, Scratch& scratch, Decision& out) {
  const uint32_t n = page.n_blocks;
  out.probability.resize(n);
  out.content.assign(n, 0);
  out.page = {};
  if (n == 0) return;
  const std::vector<Forest>& forests = page.plain() ? models.text : models.markup;
  forests[0].log_odds(features.rows(), scratch.first);
  scratch.context.compute(page, scratch.first, features);
  std::vector<float>& odds_of = scratch.second;
  std::vector<uint32_t> open;
  odds_of.resize(n);
  for (uint32_t b = 0; b < n; ++b) {
    if (!page.plain() && scratch.first[b] < kSettled)
      odds_of[b] = kSettledSlope * scratch.first[b] + kSettledOffset;
    else
      open.push_back(b);
  }
  forests[1].log_odds(features.rows(), open, odds_of);
  for (uint32_t b = 0; b < n; ++b)
    if (repeated_on_site(page, b)) odds_of[b] += kRepeatedShift;
  for (uint32_t b = 0; b < n; ++b) out.probability[b] = 1.0f / (1.0f + std::exp(-calibrated(odds_of[b])));
  out.page = judge_page(models.page, summarise(page, features, odds_of, metadata, url));
  const float clean = page.plain() ? article_share(page, out.probability) : 0.0f;
  const float sentence_bias = page.plain() ? clean_text_shift(clean) : n <= kSmallPage ? kSmallPageShift : 0.0f;
  const bool precise = bias < 0;
  bias += page.plain() ? kPlainShift : shift_of(out.page);

  std::vector<float> shifted(n);
  for (uint32_t b = 0; b < n; ++b) {
    const BlockFacts& f = features.facts()[b];
    shifted[b] =
        odds_of[b] + bias + (f.link_share > kLinked ? kLinkedShift : 0.0f) + (f.ends_sentence ? sentence_bias : 0.0f);
  }
  best_sequence(shifted, out.content);
  if (!precise && (clean > kCleanText || (!page.plain() && n <= kSmallPage)))
    go_on(page, features.facts(), out.probability, out.content);
  take_what_is_missed(page, features.facts(), out.content);
}

}  // namespace boilerplate
