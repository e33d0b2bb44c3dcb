// forest.hpp: boosted regression trees, as train/train.py writes them.
//
// File: one forest or more. Each: "NGBF" u32 version, u32 features, u32 trees, f32 start; then per tree u32 nodes and its nodes. A node is
// {u16 feature, u16 left (children are left and left + 1; 0 for a leaf), f32 threshold or value}: value <= threshold goes left.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace boilerplate {

class Forest {
 public:
  // Takes a forest off the front of `bytes`. Throws std::runtime_error for one that does not fit.
  Forest(std::string_view& bytes, unsigned features);
  // Log odds of `rows` rows of features that stand `stride` numbers apart. Rows that are sure after the first trees are left alone.
  void log_odds(const float* values, uint32_t rows, size_t stride, std::vector<float>& out) const;

 private:
  struct Node {
    float threshold;          // infinite in a leaf, whose left child is the leaf itself
    uint16_t feature, left;   // within the tree
  };
  struct Tree {
    uint32_t root, depth;
  };
  void add(size_t first, size_t last, const float* values, size_t stride, const std::vector<uint32_t>& rows, std::vector<float>& out) const;

  std::vector<Node> nodes_;
  std::vector<float> leaves_;  // per node
  std::vector<Tree> trees_;
  float start_ = 0;
};

// All forests of a file, which must be as many as the counts of features given.
std::vector<Forest> read_forests(std::string_view bytes, std::initializer_list<unsigned> features);

}  // namespace boilerplate
