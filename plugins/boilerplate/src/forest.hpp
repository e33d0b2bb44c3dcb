// forest.hpp: gradient boosted regression trees, as train/train.py writes them.
//
// File: one forest or more. Each: "NGBF" u32 version, u32 features, u32 trees, f32 start; then per tree u32 nodes and
// its nodes. A node is {u16 feature, u16 left (children are left and left + 1; 0 for a leaf), f32 threshold or value}:
// value <= threshold goes left. A tree has at most 32 leaves.
//
// Method: QuickScorer (Lucchese et al., SIGIR 2015). A tree is a set of bits, one per leaf from left to right; each
// test that fails takes away the leaves on its left; the lowest bit left is the leaf. There is no walk that waits for
// memory, and the rows of a tile go at once, eight to a register.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "rows.hpp"

namespace boilerplate {

class Forest {
 public:
  // Takes a forest off the front of `bytes`. Throws std::runtime_error for one that does not fit.
  Forest(std::string_view& bytes, unsigned features);
  // Log odds of each row, by its first columns.
  void log_odds(const Rows& rows, std::vector<float>& out) const;
  // Of these rows only; the others keep what they have in `out`.
  void log_odds(const Rows& rows, const std::vector<uint32_t>& some, std::vector<float>& out) const;

  static constexpr uint32_t kMostLeaves = 32;
  struct Test {
    float threshold;
    uint32_t right;   // leaves that are not on its left
    uint32_t column;  // where the numbers of its feature begin in a tile
  };
  struct Tree {
    uint32_t test, n_tests;  // where its own begin, and how many
    float leaves[kMostLeaves];
  };

 private:
  // Of the first n rows of a tile; `sums` has room for a whole one.
  void log_odds_of_tile(const float* tile, uint32_t n, float* sums) const;

  std::vector<Test> tests_;
  std::vector<Tree> trees_;
  float start_ = 0;
  unsigned features_ = 0;
};

// All forests of a file, which must be as many as the counts of features given.
std::vector<Forest> read_forests(std::string_view bytes, std::initializer_list<unsigned> features);

}  // namespace boilerplate
