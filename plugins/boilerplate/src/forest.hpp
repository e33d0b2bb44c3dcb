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
  // A probability in (0, 1).
  float probability(const float* features) const;

 private:
  struct Node {
    uint16_t feature, left;
    float value;
  };
  std::vector<Node> nodes_;
  std::vector<uint32_t> roots_;
  float start_ = 0;
};

}  // namespace boilerplate
