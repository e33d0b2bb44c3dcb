// forest.hpp: boosted regression trees, as train/train.py writes them.
//
// File: "NGBF" u32 version, u32 features, u32 trees, f32 start; then per tree u32 nodes and its nodes. A node is
// {u16 feature, u16 left (children are left and left + 1; 0 for a leaf), f32 threshold or value}: value <= threshold goes left.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace boilerplate {

class Forest {
 public:
  // Throws std::runtime_error for a file that does not fit.
  Forest(std::string_view bytes, unsigned features);
  // Log odds of `rows` rows of features that stand one after the other. Rows that are sure after the first trees are left alone.
  void log_odds(const float* values, uint32_t rows, std::vector<float>& out) const;

 private:
  struct Node {
    float threshold;          // infinite in a leaf, whose left child is the leaf itself
    uint16_t feature, left;   // within the tree
  };
  struct Tree {
    uint32_t root, depth;
  };
  void add(size_t first, size_t last, const float* values, const std::vector<uint32_t>& rows, std::vector<float>& out) const;

  unsigned features_;
  std::vector<Node> nodes_;
  std::vector<float> leaves_;  // per node
  std::vector<Tree> trees_;
  float start_ = 0;
};

}  // namespace boilerplate
