// Trees in the outer loop, rows in the inner one, several at a time: a walk down a tree waits for memory at each step, eight walks
// at once wait together.
#include "forest.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace boilerplate {
namespace {

constexpr size_t kFirstTrees = 50;
constexpr float kSure = 4.0f;  // log odds after the first trees that the others hardly change
constexpr size_t kTogether = 8;
constexpr uint32_t kChunk = 256;  // rows that stay in the cache from tree to tree

}  // namespace

Forest::Forest(std::string_view& bytes, unsigned features) {
  size_t at = 0;
  const auto read = [&](void* to, size_t size) {
    if (bytes.size() - at < size) throw std::runtime_error("the model file is cut short");
    std::memcpy(to, bytes.data() + at, size);
    at += size;
  };
  char magic[4];
  uint32_t version, n_features, n_trees;
  read(magic, 4);
  read(&version, 4);
  read(&n_features, 4);
  read(&n_trees, 4);
  read(&start_, 4);
  if (std::memcmp(magic, "NGBF", 4) != 0 || version != 1) throw std::runtime_error("this is no model file of this version");
  if (n_features != features) throw std::runtime_error("the model file was trained on other features");
  std::vector<uint32_t> depth;
  for (uint32_t t = 0; t < n_trees; ++t) {
    uint32_t n = 0;
    read(&n, 4);
    if (n == 0 || n > 0xFFFF) throw std::runtime_error("the model file is damaged");
    trees_.push_back({static_cast<uint32_t>(nodes_.size()), 0});
    depth.assign(n, 0);
    for (uint32_t i = 0; i < n; ++i) {
      uint16_t feature, left;
      float value;
      read(&feature, 2);
      read(&left, 2);
      read(&value, 4);
      if (left == 0) {
        nodes_.push_back({std::numeric_limits<float>::infinity(), 0, static_cast<uint16_t>(i)});
        leaves_.push_back(value);
        continue;
      }
      // Children stand behind their parent, so that no walk can go round in circles.
      if (left <= i || left + 1u >= n || feature >= features) throw std::runtime_error("the model file is damaged");
      depth[left] = depth[left + 1u] = depth[i] + 1;
      trees_.back().depth = std::max(trees_.back().depth, depth[i] + 1);
      nodes_.push_back({value, feature, left});
      leaves_.push_back(0);
    }
  }
  bytes.remove_prefix(at);
}

std::vector<Forest> read_forests(std::string_view bytes, std::initializer_list<unsigned> features) {
  std::vector<Forest> out;
  for (const unsigned n : features) out.emplace_back(bytes, n);
  if (!bytes.empty()) throw std::runtime_error("the model file has more than it should");
  return out;
}

void Forest::add(size_t first, size_t last, const float* values, size_t stride, const std::vector<uint32_t>& rows, std::vector<float>& out) const {
  for (size_t t = first; t < last; ++t) {
    const Node* tree = nodes_.data() + trees_[t].root;
    const float* leaves = leaves_.data() + trees_[t].root;
    for (size_t r = 0; r < rows.size(); r += kTogether) {
      const size_t n = std::min(kTogether, rows.size() - r);
      const float* row[kTogether];
      uint32_t at[kTogether] = {};
      for (size_t i = 0; i < kTogether; ++i) row[i] = values + size_t{rows[r + std::min(i, n - 1)]} * stride;
      for (uint32_t d = 0; d < trees_[t].depth; ++d)
        for (size_t i = 0; i < kTogether; ++i) {
          const Node& node = tree[at[i]];
          at[i] = node.left + static_cast<uint32_t>(!(row[i][node.feature] <= node.threshold));
        }
      for (size_t i = 0; i < n; ++i) out[rows[r + i]] += leaves[at[i]];
    }
  }
}

void Forest::log_odds(const float* values, uint32_t rows, size_t stride, std::vector<float>& out) const {
  out.assign(rows, start_);
  const size_t first = std::min(kFirstTrees, trees_.size());
  std::vector<uint32_t> left;
  for (uint32_t begin = 0; begin < rows; begin += kChunk) {
    left.resize(std::min(kChunk, rows - begin));
    std::iota(left.begin(), left.end(), begin);
    add(0, first, values, stride, left, out);
    left.erase(std::remove_if(left.begin(), left.end(), [&](uint32_t r) { return std::abs(out[r]) > kSure; }), left.end());
    add(first, trees_.size(), values, stride, left, out);
  }
}

}  // namespace boilerplate
