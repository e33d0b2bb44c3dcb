// One pass over the blocks, and lookups in prefix sums.
#include "features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <iterator>

#include "find.hpp"

namespace boilerplate {
namespace {

// Columns whose numbers the neighbours see as well, and where those of the neighbours begin.
constexpr unsigned kLogWords = 1, kLinkShare = 2, kStopShare = 3, kEndsSentence = 8, kKind = 10, kNeighbours = 34;
constexpr int kOffsets[] = {-3, -2, -1, 1, 2, 3};
constexpr unsigned kNumbersOfOther = 5, kNumbersOfOthers = kNumbersOfOther * std::size(kOffsets);

constexpr uint32_t kGoodWords = 18;  // a block with so many words and few links is prose for sure

// log(1 + n); most of what is counted is small.
constexpr size_t kSmall = 1024;
const std::array<float, kSmall> kLogs = [] {
  std::array<float, kSmall> out;
  for (size_t n = 0; n < kSmall; ++n) out[n] = static_cast<float>(std::log1p(static_cast<double>(n)));
  return out;
}();
float log1(uint64_t n) { return n < kSmall ? kLogs[n] : std::log(1.0f + static_cast<float>(n)); }

// Of 255 parts.
constexpr std::array<float, 256> kParts = [] {
  std::array<float, 256> out{};
  for (size_t n = 0; n < out.size(); ++n) out[n] = static_cast<float>(n) / 255.0f;
  return out;
}();

bool is_wide_end(std::string_view mark) {
  return mark == "\xE3\x80\x82" || mark == "\xEF\xBC\x81" || mark == "\xEF\xBC\x9F";
}

struct Marks {
  uint32_t commas = 0, ends = 0;  // ends of sentences
};

// What marks in ASCII say, at one of them.
void count_mark(std::string_view text, size_t at, Marks& marks) {
  switch (text[at]) {
    case ',': ++marks.commas; break;
    case '.':
    case '!':
    case '?': marks.ends += at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '"'; break;
    default: break;
  }
}

Marks count_wide_marks(std::string_view text) {
  Marks out;
  for (size_t at = 0; at + 3 <= text.size(); ++at) {
    const std::string_view mark = text.substr(at, 3);
    out.commas += mark == "\xEF\xBC\x8C" || mark == "\xE3\x80\x81";
    out.ends += is_wide_end(mark);
  }
  return out;
}

// Letters as of the Latin alphabet: Greek and Cyrillic letters are two bytes each, East Asian signs count as three
// letters.
struct Letters {
  uint32_t count;
  bool wide;  // some are East Asian, or other than ASCII, Latin, Greek and Cyrillic
};
Letters count_letters(std::string_view text) {  // eight bytes at a time
  constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = kOnes << 7;
  uint64_t wide = 0;
  size_t pairs = 0;
  for (size_t at = 0; at < text.size(); at += sizeof(uint64_t)) {
    const uint64_t bytes = first_eight(text.data() + at, text.size() - at);
    if ((bytes & kHigh) == 0) continue;
    pairs += static_cast<size_t>(((bytes & bytes << 1 & ~(bytes << 2) & kHigh) >> 7) * kOnes >>
                                 56);                           // 110x xxxx begins a pair
    wide |= ((bytes & ~kHigh) + 0x1D * kOnes) & bytes & kHigh;  // E3 and above: of East Asian signs
  }
  return {static_cast<uint32_t>(text.size() - pairs), wide != 0};
}

// Closing marks and blanks behind the end do not count.
bool ends_sentence(std::string_view text) {
  size_t last = text.size();
  while (last > 0 &&
         (text[last - 1] == '"' || text[last - 1] == ')' || text[last - 1] == '\'' || text[last - 1] == ' ' ||
          (last >= 3 && static_cast<unsigned char>(text[last - 3]) == 0xE2 &&
           static_cast<unsigned char>(text[last - 2]) == 0x80 &&
           (static_cast<unsigned char>(text[last - 1]) == 0x9D || static_cast<unsigned char>(text[last - 1]) == 0x99))))
    last -= static_cast<unsigned char>(text[last - 1]) >= 0x80 ? 3 : 1;
  return last > 0 && (text[last - 1] == '.' || text[last - 1] == '!' || text[last - 1] == '?' ||
                      (last >= 3 && is_wide_end(text.substr(last - 3, 3))));
}

float share(double part, double whole) { return whole <= 0 ? 0.0f : static_cast<float>(part / whole); }

uint32_t parent_of(const Page& page, uint32_t element) {
  return element < page.n_elements ? page.parent[element] : element;
}

// Sums of numbers with the same key, of which there are at most `most`. Open addressing.
class SumByKey {
 public:
  explicit SumByKey(size_t most) {
    size_t size = 8;
    while (size < 2 * most) size *= 2;
    slots_.resize(size);
  }
  void add(uint32_t key, double number) {
    Slot& slot = slots_[find(key)];
    slot.key = key;
    slot.taken = true;
    slot.sum += number;
  }
  double of(uint32_t key) const { return slots_[find(key)].sum; }

 private:
  struct Slot {
    double sum = 0;
    uint32_t key = 0;
    bool taken = false;
  };
  size_t find(uint32_t key) const {
    size_t at = (key * 0x9E3779B97F4A7C15ull >> 32) & (slots_.size() - 1);
    while (slots_[at].taken && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  std::vector<Slot> slots_;
};

}  // namespace

// Words of what the page says its titles are, for comparison with blocks.
class Features::Titles {
 public:
  explicit Titles(const std::vector<std::string>& titles) {
    for (const std::string& title : titles) {
      std::vector<uint32_t> words;
      for_each_word(title, [&](std::string_view, uint32_t hash) {
        words.push_back(hash);
        seen_[hash % kSeen] = true;
      });
      std::sort(words.begin(), words.end());
      if (!words.empty() && std::find(titles_.begin(), titles_.end(), words) == titles_.end())
        titles_.push_back(std::move(words));
    }
  }

  void begin_block() { found_.clear(), n_words_ = 0; }
  void word(uint32_t hash) {
    ++n_words_;
    if (seen_[hash % kSeen] && n_words_ <= kLongest) found_.push_back(hash);
  }
  // Of the best title, 0 to 1.
  float match() {
    if (found_.empty() || n_words_ >= kLongest) return 0;
    std::sort(found_.begin(), found_.end());
    float best = 0;
    for (const auto& title : titles_) {
      size_t i = 0, j = 0, both = 0;
      while (i < found_.size() && j < title.size()) {
        if (found_[i] == title[j])
          ++both, ++i, ++j;
        else if (found_[i] < title[j])
          ++i;
        else
          ++j;
      }
      // The title of the page often ends in the name of the site: the block's words count more.
      const float match = share(static_cast<double>(both), static_cast<double>(n_words_)) *
                          std::sqrt(share(static_cast<double>(both), static_cast<double>(title.size())));
      best = std::max(best, match);
    }
    return best;
  }

 private:
  static constexpr size_t kLongest = 64;  // words; a longer block is no title
  static constexpr size_t kSeen = 512;
  std::vector<std::vector<uint32_t>> titles_;  // sorted
  std::vector<uint32_t> found_;
  size_t n_words_ = 0;
  std::array<bool, kSeen> seen_{};  // words of titles, by their last bits
};

void Features::read_blocks(const Page& page, const Elements& elements, const std::vector<std::string>& titles) {
  const uint32_t n = page.n_blocks;
  facts_.resize(n);
  text_sum_.assign(n + 1, 0);
  link_sum_.assign(n + 1, 0);
  Titles title_words(titles);
  for (uint32_t b = 0; b < n; ++b) {
    const std::string_view text = page.block(b);
    const Letters letters = count_letters(text);
    Marks marks = letters.wide ? count_wide_marks(text) : Marks();
    uint32_t n_words = 0, capitals = 0, digits = 0, stops = 0;
    sdk::Fnv1a<uint64_t> hash;  // of the words' hashes
    bool any_lower = false;
    size_t wide = 0;  // bytes of East Asian text
    title_words.begin_block();
    for_each_word(
        text,
        [&](std::string_view w, uint32_t h) {
          hash.mix(h);
          ++n_words;
          const sdk::CodePoint first = sdk::decode(w, 0);
          capitals += sdk::is_capital(first.value);
          const auto lead = static_cast<unsigned char>(w[0]);
          // Chinese and Japanese have no spaces: two signs count as a word.
          if (lead >= 0xE3 && lead <= 0xE9 && w.size() > 6)
            wide += w.size(), n_words += static_cast<uint32_t>(w.size() / 6 - 1);
          digits += w[0] >= '0' && w[0] <= '9';
          stops += is_stop_word(h);
          any_lower = any_lower || sdk::is_small(first.value) ||
                      (w.size() > first.size && sdk::is_small(sdk::decode(w, first.size).value));
          title_words.word(h);
        },
        [&](size_t at) { count_mark(text, at, marks); });
    BlockFacts& f = facts_[b];
    f = {};
    f.words = n_words;
    f.commas = marks.commas;
    f.digits = digits;
    f.capitals = capitals;
    f.stops = stops;
    f.stops_and_ends = marks.ends;
    f.letters = letters.count;
    f.link_share =
        share(static_cast<double>(std::min<size_t>(page.link_bytes[b], text.size())), static_cast<double>(text.size()));
    text_sum_[b + 1] = text_sum_[b] + f.letters;
    link_sum_[b + 1] = link_sum_[b] + static_cast<uint64_t>(f.link_share * static_cast<float>(f.letters));
    f.hash = hash.value();
    f.upper_case = n_words >= 2 && capitals != 0 && !any_lower;
    f.ends_sentence = ends_sentence(text);
    // Function words are known of some languages only, sentences end in all.
    f.good = n_words >= kGoodWords && f.link_share < 1.0f / 3 &&
             (stops * 5 >= n_words || marks.ends != 0 || wide * 2 > text.size());
    f.title_match = title_words.match();
    if (const uint32_t e = page.block_element[b]; e != kNone && e < page.n_elements) {
      f.tags = elements.tags(e);
      f.make = elements.signature(e) * 31 + (page.parent[e] == kNone ? 0 : elements.signature(page.parent[e]));
      uint32_t at = e;
      for (int up = 0; up < 3 && at != kNone && at < page.n_elements; ++up, at = page.parent[at]) {
        if (up > 0 && (page.element_end[at] - page.element_begin[at]) > 3 * text.size() + 60) break;
        f.evidence |= elements.evidence(at);
      }
    }
  }
}

// Open addressing; at most half of the slots are taken.
void Features::find_duplicates(const Page& page) {
  size_t size = 16;
  while (size < size_t{page.n_blocks} * 2) size *= 2;
  first_with_.assign(size, kNone);
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    BlockFacts& f = facts_[b];
    if (f.words == 0) continue;
    size_t at = (f.hash * 0x9E3779B97F4A7C15ull >> 20) & (size - 1);
    while (first_with_[at] != kNone && facts_[first_with_[at]].hash != f.hash) at = (at + 1) & (size - 1);
    uint32_t& first = first_with_[at];
    if (first == kNone)
      first = b;
    else
      f.duplicate_of = first;
    ++facts_[first].repeats;
  }
  for (BlockFacts& f : facts_)
    if (f.duplicate_of != kNone) f.repeats = facts_[f.duplicate_of].repeats;
}

// The run of blocks with the most text in blocks longer than a label, links taken off (the maximum of a running sum).
Features::DenseRun Features::densest_run(const Page& page) const {
  constexpr double kLabel = 40;
  DenseRun best;
  double sum = 0, most = 0;
  uint32_t begin = 0;
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    const double size = facts_[b].letters;
    sum += std::min(size, 600.0) - 2.0 * size * static_cast<double>(facts_[b].link_share) - kLabel;
    if (sum <= 0) {
      sum = 0;
      begin = b + 1;
    } else if (sum > most) {
      most = sum;
      best = {begin, b + 1};
    }
  }
  return best;
}

// Per element 0, or how many elements down from the root it is where it holds at least half of the prose.
std::vector<uint8_t> Features::containers(const Page& page, const Elements& elements) const {
  const uint32_t n = page.n_elements;
  std::vector<uint8_t> out(n, 0);
  if (n == 0) return out;
  std::vector<uint32_t> words(n, 0);
  uint64_t all = 0;
  for (uint32_t b = 0; b < page.n_blocks; ++b)
    if (const uint32_t e = page.block_element[b]; facts_[b].good && e < n)
      words[e] += facts_[b].words, all += facts_[b].words;
  for (uint32_t e = n; e-- > 0;)
    if (const uint32_t p = page.parent[e]; p < e) words[p] += words[e];
  for (uint32_t e = 0; e < n; ++e)
    if (all != 0 && uint64_t{words[e]} * 2 >= all)
      out[e] = static_cast<uint8_t>(std::min(255u, elements.depth(e) + 1u));
  return out;
}

// The heading that looks most like the page's title, or kNone.
uint32_t Features::best_heading(const Page& page) const {
  uint32_t best = kNone;
  float most = 0.3f;
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    const BlockFacts& f = facts_[b];
    float value = f.title_match + (page.kind[b] == 1 ? (page.level[b] == 1 ? 0.35f : 0.1f) : 0.0f);
    if (f.words < 3 && !(page.kind[b] == 1 && page.level[b] == 1)) continue;
    if (f.tags & (kInNav | kInFooter | kInAside)) value -= 0.3f;
    if (f.link_share > 0.5f) value -= 0.25f;
    if (value > most) most = value, best = b;
  }
  return best;
}

// Fills the columns of each block but those of its neighbours.
class Features::Filler {
 public:
  Filler(Features& features, const Page& page, const Elements& elements)
      : features_(features),
        facts_(features.facts_),
        page_(page),
        elements_(elements),
        n_(page.n_blocks),
        all_text_(static_cast<double>(std::max<uint64_t>(1, features.text_sum_[n_]))),
        run_(features.densest_run(page)),
        holds_prose_(features.containers(page, elements)),
        n_good_(static_cast<size_t>(
            std::count_if(facts_.begin(), facts_.end(), [](const BlockFacts& f) { return f.good; }))),
        prose_of_parent_(n_good_),
        prose_of_grandparent_(n_good_),
        prose_of_signature_(n_good_) {
    find_good_blocks();
    sum_prose();
  }

  void run() {
    for (uint32_t b = 0; b < n_; ++b) {
      row_ = features_.rows_.row(b);
      column_ = 0;
      own_numbers(b);
      place_in_page(b);
      column_ = kNeighbours + kNumbersOfOthers;
      surroundings(b);
      if (!page_.plain()) {
        ancestors(b);
        siblings(b);
        tags_and_evidence(b);
      }
      while (column_ < kFeatureCount) add(0);
      since_heading_ = page_.kind[b] == 1 ? 1 : std::min(1000u, since_heading_ + 1);
      end_markers_ += is_end_marker(b);
    }
  }

 private:
  void add(float x) { row_[column_++] = x; }

  // How far the good block before and the one behind are.
  void find_good_blocks() {
    back_.resize(n_);
    ahead_.resize(n_);
    uint32_t last = kNone;
    for (uint32_t b = 0; b < n_; ++b) {
      back_[b] = last == kNone ? 1000 : b - last;
      if (facts_[b].good) last = b;
    }
    last = kNone;
    for (uint32_t b = n_; b-- > 0;) {
      ahead_[b] = last == kNone ? 1000 : last - b;
      if (facts_[b].good) last = b;
    }
  }

  // Where the prose is: the longest good block, and sums over parents and signatures.
  void sum_prose() {
    uint32_t most = 0;
    for (uint32_t b = 0; b < n_; ++b) {
      if (!facts_[b].good) continue;
      const double words = facts_[b].words;
      prose_ += words;
      prose_of_parent_.add(features_.parents_[b], words);
      prose_of_grandparent_.add(parent_of(page_, features_.parents_[b]), words);
      prose_of_signature_.add(facts_[b].make, words);
      if (facts_[b].words > most) most = facts_[b].words, longest_good_ = b;
    }
  }

  void own_numbers(uint32_t b) {
    const BlockFacts& f = facts_[b];
    const double size = f.letters, words = std::max(1u, f.words);
    add(log1(f.letters));
    add(log1(f.words));
    add(f.link_share);
    add(share(f.stops, words));
    add(share(f.capitals, words));
    add(share(f.digits, words));
    add(share(f.commas, words));
    add(static_cast<float>(std::min(20u, f.stops_and_ends)));
    add(f.ends_sentence);
    add(f.upper_case);
    add(page_.kind[b]);
    add(page_.level[b]);
    add(static_cast<float>(std::min(10u, f.repeats)));
    add(f.duplicate_of != kNone);
    add(f.title_match);
    const char final = size == 0 ? ' ' : page_.block(b).back();
    add(size != 0 && sdk::is_small(sdk::decode(page_.block(b), 0).value));
    add(final == ':');
    add(static_cast<float>(size / words));
  }

  void place_in_page(uint32_t b) {
    const uint32_t title = features_.title_block_;
    add(static_cast<float>(b) / static_cast<float>(n_));
    add(share(static_cast<double>(features_.text_sum_[b]), all_text_));
    add(log1(b));
    add(log1(n_ - b));
    add(log1(std::min(1000u, back_[b])));
    add(log1(std::min(1000u, ahead_[b])));
    add(title == kNone ? 0.0f : b < title ? -log1(title - b) : log1(b - title + 1));
    add(log1(b > longest_good_ ? b - longest_good_ : longest_good_ - b));
    add(log1(since_heading_));
    add(static_cast<float>(std::min(5u, end_markers_)));
    add(log1(n_));
    add(share(prose_, all_text_ / 6));
    add(b < run_.begin ? -log1(run_.begin - b) : b >= run_.end ? log1(b - run_.end + 1) : 0.0f);
    add(b >= run_.begin && b < run_.end);
    add(b < run_.begin ? 0.0f : log1(b - run_.begin));
    add(b >= run_.end ? 0.0f : log1(run_.end - b));
  }

  // Text of the blocks [begin, end), and the share of links in it.
  void text_and_links(size_t begin, size_t end) {
    const uint64_t text = features_.text_sum_[end] - features_.text_sum_[begin];
    add(log1(text));
    add(share(static_cast<double>(features_.link_sum_[end] - features_.link_sum_[begin]), static_cast<double>(text)));
  }

  void surroundings(uint32_t b) {
    for (const uint32_t radius : {4u, 12u}) text_and_links(b > radius ? b - radius : 0, std::min(n_, b + 1 + radius));
  }

  void ancestors(uint32_t b) {
    const uint32_t e = page_.block_element[b];
    const uint32_t parent = features_.parents_[b];
    add(e == kNone ? 0.0f : static_cast<float>(elements_.depth(e)));
    add(share(prose_of_parent_.of(parent), prose_));
    add(share(prose_of_grandparent_.of(parent_of(page_, parent)), prose_));
    add(share(prose_of_signature_.of(facts_[b].make), prose_));
    // How far up the first ancestor with half of the prose is, and how deep it lies.
    uint32_t up = 0, holder = e;
    while (up < 12 && holder != kNone && holder < page_.n_elements && holds_prose_[holder] == 0)
      holder = page_.parent[holder], ++up;
    const bool found = holder != kNone && holder < page_.n_elements;
    add(static_cast<float>(up));
    add(found ? static_cast<float>(holds_prose_[holder]) : 0.0f);
    add(found && facts_[b].letters != 0 ? share(page_.block_begin[b] - page_.element_begin[holder],
                                                page_.element_end[holder] - page_.element_begin[holder])
                                        : 0.0f);
  }

  // Blocks of the same parent, which stand together.
  void siblings(uint32_t b) {
    const uint32_t parent = features_.parents_[b];
    if (parent >= page_.n_elements) {
      for (int i = 0; i < 3; ++i) add(0);
      return;
    }
    const auto* const blocks = page_.block_begin;
    if (parent != in_parent_) {
      in_parent_ = parent;
      first_sibling_ = static_cast<size_t>(std::lower_bound(blocks, blocks + n_, page_.element_begin[parent]) - blocks);
      end_of_siblings_ = static_cast<size_t>(
          std::lower_bound(blocks + first_sibling_, blocks + n_, page_.element_end[parent]) - blocks);
    }
    text_and_links(first_sibling_, end_of_siblings_);
    add(log1(end_of_siblings_ - first_sibling_));
  }

  void tags_and_evidence(uint32_t b) {
    for (const uint32_t bit :
         {kInNav | kInButton, kInHeader | 0u, kInFooter | 0u, kInAside | 0u, kInForm | 0u, kInFigure | kInCaption,
          kInArticle | 0u, kInMain | kInBodyProperty, kInList | 0u, kInTable | 0u, kInQuote | 0u})
      add((facts_[b].tags & bit) != 0);
    const uint32_t e = page_.block_element[b];
    const uint8_t* inherited = e == kNone ? nullptr : elements_.inherited(e);
    // The evidence of body words is split by the bits that matter most; the rest is one number each.
    for (unsigned i = 0; i < kEvidenceCount && column_ < kFeatureCount; ++i)
      add(inherited == nullptr ? 0.0f : kParts[inherited[i]]);
  }

  // "Related", "Comments" and the like, soon behind prose.
  bool is_end_marker(uint32_t b) const {
    const BlockFacts& f = facts_[b];
    if (f.words > 6 || f.ends_sentence || back_[b] >= 30) return false;
    const std::string_view text = page_.block(b);
    return (evidence_of(hash_word(text.substr(0, text.find(' ')))) & (kRelated | kComment | kNewsletter | kTags)) != 0;
  }

  Features& features_;
  const std::vector<BlockFacts>& facts_;
  const Page& page_;
  const Elements& elements_;
  const uint32_t n_;
  const double all_text_;
  const DenseRun run_;
  const std::vector<uint8_t> holds_prose_;
  const size_t n_good_;
  SumByKey prose_of_parent_, prose_of_grandparent_, prose_of_signature_;
  std::vector<uint32_t> back_, ahead_;  // distances to the good block before and behind
  double prose_ = 1;
  uint32_t longest_good_ = 0;
  Rows::Row row_{};
  unsigned column_ = 0;
  uint32_t since_heading_ = 1000, end_markers_ = 0;
  uint32_t in_parent_ = kNone;
  size_t first_sibling_ = 0, end_of_siblings_ = 0;
};

void Features::fill(const Page& page, const Elements& elements) {
  rows_.reset(page.n_blocks, kAllCount);
  parents_.resize(page.n_blocks);
  for (uint32_t b = 0; b < page.n_blocks; ++b) parents_[b] = parent_of(page, page.block_element[b]);
  title_block_ = best_heading(page);
  Filler(*this, page, elements).run();
}

// Numbers of the three blocks before and behind each, which stand in their rows.
void Features::fill_neighbours(const Page& page) {
  const uint32_t n = page.n_blocks;
  for (uint32_t b = 0; b < n; ++b) {
    const Rows::Row row = rows_.row(b);
    unsigned k = kNeighbours;
    for (const int offset : kOffsets) {
      const int64_t at = int64_t{b} + offset;
      if (at < 0 || at >= n) {
        for (unsigned i = 0; i < kNumbersOfOther; ++i) row[k++] = 0;
        continue;
      }
      const auto other = static_cast<uint32_t>(at);
      const Rows::Row from = rows_.row(other);
      for (const unsigned column : {kLogWords, kLinkShare, kStopShare, kKind}) row[k++] = from[column];
      row[k++] = page.plain() ? from[kEndsSentence] : static_cast<float>(parents_[b] == parents_[other]);
    }
  }
}

void Features::compute(const Page& page, const Elements& elements, const std::vector<std::string>& titles) {
  read_blocks(page, elements, titles);
  find_duplicates(page);
  fill(page, elements);
  fill_neighbours(page);
}

}  // namespace boilerplate
