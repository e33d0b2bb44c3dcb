// features.hpp: numbers that describe a block among its neighbours and ancestors. The same code trains and runs.
//
// Densities and neighbours after boilerpipe (Kohlschütter et al., 2010) and jusText (Pomikálek, 2011); words of class
// and id as evidence that weighs less the more of the page's text stands below the element, so that a wrapper named
// "sidebar" around the whole article counts for nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "elements.hpp"
#include "page.hpp"
#include "rows.hpp"
#include "words.hpp"

namespace boilerplate {

// What is known of a block beside its numbers; roles are read off it.
struct BlockFacts {
  uint32_t words = 0, commas = 0, digits = 0, capitals = 0, stops = 0, stops_and_ends = 0;
  uint32_t letters = 0;  // its length, the same for all scripts
  float link_share = 0;
  uint64_t hash = 0;      // of its words
  uint32_t evidence = 0;  // of its own element and of its near ancestors
  uint32_t tags = 0;      // InTag bits of all ancestors
  uint32_t make = 0;      // of tags and first classes of its element and of the one around it
  uint32_t duplicate_of = kNone;
  uint32_t repeats = 0;   // blocks with the same words
  float title_match = 0;  // share of words in common with the page's title, both ways
  bool ends_sentence = false, upper_case = false;
  bool good = false;  // long and without links: surely prose
};

inline constexpr unsigned kFeatureCount = 112;  // that the first forest sees
inline constexpr unsigned kContextCount = 38;   // behind them, for the second one: context.hpp
inline constexpr unsigned kAllCount = kFeatureCount + kContextCount;

class Features {
 public:
  // `titles`: what the page says its title is (<title>, og:title), for matching. Linear in the size of the page.
  void compute(const Page& page, const Elements& elements, const std::vector<std::string>& titles);

  const std::vector<BlockFacts>& facts() const { return facts_; }
  // kAllCount columns; those from kFeatureCount on are for Context to fill.
  Rows& rows() { return rows_; }
  const Rows& rows() const { return rows_; }
  uint32_t title_block() const { return title_block_; }  // the best heading for the page's title, or kNone

 private:
  class Titles;
  class Filler;
  void read_blocks(const Page& page, const Elements& elements, const std::vector<std::string>& titles);
  void find_duplicates(const Page& page);
  void fill(const Page& page, const Elements& elements);
  void fill_neighbours(const Page& page);
  struct DenseRun {
    uint32_t begin = 0, end = 0;
  };
  DenseRun densest_run(const Page& page) const;
  uint32_t best_heading(const Page& page) const;
  std::vector<uint8_t> containers(const Page& page, const Elements& elements) const;

  std::vector<BlockFacts> facts_;
  Rows rows_;
  std::vector<uint32_t> parents_;              // per block, of its element
  std::vector<uint64_t> text_sum_, link_sum_;  // prefix sums over blocks
  std::vector<uint32_t> first_with_;           // slots of a hash table: the first block with the same words
  uint32_t title_block_ = kNone;
};

}  // namespace boilerplate
