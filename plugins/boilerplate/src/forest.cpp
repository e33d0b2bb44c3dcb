#include "forest.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace boilerplate {
namespace {

constexpr uint32_t kMostLeaves = 32;

// Eight lanes: one AVX register, or two of SSE and NEON.
typedef float Floats __attribute__((vector_size(32)));
typedef uint32_t Words __attribute__((vector_size(32)));
constexpr uint32_t kLanes = 8, kVectors = Rows::kTile / kLanes;

// Adds the trees' values to the sums of the first n rows of a tile.
[[gnu::always_inline]] inline void add_trees(const Forest::Tree* tree, const Forest::Tree* end, const Forest::Test* tests, const float* leaves,
                                             const float* tile, uint32_t n, float* sums) {
  for (; tree != end; ++tree) {
    Words left[kVectors];
    for (Words& some : left) some = Words{} - 1;
    const Forest::Test* const last = tests + tree->test + tree->n_tests;
    for (const Forest::Test* test = tests + tree->test; test != last; ++test) {
      const float* const column = tile + size_t{test->feature} * Rows::kTile;
      const Floats threshold = Floats{} + test->threshold;
      const Words right = Words{} + test->right;
      for (uint32_t v = 0; v < kVectors; ++v) {
        Floats values;
        std::memcpy(&values, column + v * kLanes, sizeof values);
        left[v] &= reinterpret_cast<Words>(values <= threshold) | right;
      }
    }
    uint32_t leaf[Rows::kTile];
    std::memcpy(leaf, left, sizeof leaf);
    const float* const value = leaves + tree->leaf;
    for (uint32_t i = 0; i < n; ++i) sums[i] += value[std::countr_zero(leaf[i])];
  }
}

using AddTrees = void(const Forest::Tree*, const Forest::Tree*, const Forest::Test*, const float*, const float*, uint32_t, float*);

void add_trees_anywhere(const Forest::Tree* tree, const Forest::Tree* end, const Forest::Test* tests, const float* leaves, const float* tile, uint32_t n, float* sums) {
  add_trees(tree, end, tests, leaves, tile, n, sums);
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) void add_trees_avx2(const Forest::Tree* tree, const Forest::Tree* end, const Forest::Test* tests, const float* leaves, const float* tile, uint32_t n, float* sums) {
  add_trees(tree, end, tests, leaves, tile, n, sums);
}
// Both give the same bits: they compare, and add in the same order.
AddTrees* const add_trees_here = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? add_trees_avx2 : add_trees_anywhere;
#else
AddTrees* const add_trees_here = add_trees_anywhere;
#endif

struct FileNode {
  uint16_t feature, left;
  float value;
};

}  // namespace

Forest::Forest(std::string_view& bytes, unsigned features) : features_(features) {
  size_t at = 0;
  const auto read = [&](void* to, size_t size) {
    if (bytes.size() - at < size) throw std::runtime_error("the model file is cut short");
    std::memcpy(to, bytes.data() + at, size);
    at += size;
  };
  const auto damaged = [] { return std::runtime_error("the model file is damaged"); };
  char magic[4];
  uint32_t version, n_features, n_trees;
  read(magic, 4);
  read(&version, 4);
  read(&n_features, 4);
  read(&n_trees, 4);
  read(&start_, 4);
  if (std::memcmp(magic, "NGBF", 4) != 0 || version != 1) throw std::runtime_error("this is no model file of this version");
  if (n_features != features) throw std::runtime_error("the model file was trained on other features");
  for (uint32_t t = 0; t < n_trees; ++t) {
    uint32_t n = 0;
    read(&n, 4);
    if (n == 0 || n >= 2 * kMostLeaves) throw damaged();
    FileNode nodes[2 * kMostLeaves];
    for (uint32_t i = 0; i < n; ++i) {
      read(&nodes[i].feature, 2);
      read(&nodes[i].left, 2);
      read(&nodes[i].value, 4);
    }
    // Children stand behind their parent, and each has one.
    uint32_t n_leaves[2 * kMostLeaves] = {}, first_leaf[2 * kMostLeaves] = {};
    bool is_child[2 * kMostLeaves] = {true};
    for (uint32_t i = 0; i < n; ++i) {
      const FileNode& node = nodes[i];
      if (!is_child[i]) throw damaged();
      if (node.left == 0) continue;
      if (node.left <= i || node.left + 1u >= n || node.feature >= features || is_child[node.left]) throw damaged();
      is_child[node.left] = is_child[node.left + 1u] = true;
    }
    for (uint32_t i = n; i-- > 0;) n_leaves[i] = nodes[i].left == 0 ? 1 : n_leaves[nodes[i].left] + n_leaves[nodes[i].left + 1u];
    trees_.push_back({static_cast<uint32_t>(tests_.size()), n / 2, static_cast<uint32_t>(leaves_.size())});
    leaves_.resize(leaves_.size() + n_leaves[0]);
    for (uint32_t i = 0; i < n; ++i) {
      const FileNode& node = nodes[i];
      if (node.left == 0) {
        leaves_[trees_.back().leaf + first_leaf[i]] = node.value;
        continue;
      }
      first_leaf[node.left] = first_leaf[i];
      first_leaf[node.left + 1u] = first_leaf[i] + n_leaves[node.left];
      const uint32_t on_left = ((1u << n_leaves[node.left]) - 1) << first_leaf[i];
      tests_.push_back({node.value, ~on_left, node.feature});
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

void Forest::log_odds(const Rows& rows, std::vector<float>& out) const {
  out.assign(rows.size(), start_);
  for (uint32_t t = 0; t < rows.tiles(); ++t) {
    const uint32_t begin = t * Rows::kTile;
    add_trees_here(trees_.data(), trees_.data() + trees_.size(), tests_.data(), leaves_.data(), rows.tile(t), std::min(Rows::kTile, rows.size() - begin), out.data() + begin);
  }
}

void Forest::log_odds(const Rows& rows, const std::vector<uint32_t>& some, std::vector<float>& out) const {
  std::vector<float> tile(size_t{features_} * Rows::kTile);
  for (size_t begin = 0; begin < some.size(); begin += Rows::kTile) {
    const auto n = static_cast<uint32_t>(std::min<size_t>(Rows::kTile, some.size() - begin));
    float sums[Rows::kTile];
    for (uint32_t i = 0; i < n; ++i) {
      const float* const from = rows.tile(some[begin + i] / Rows::kTile) + some[begin + i] % Rows::kTile;
      for (size_t k = 0; k < tile.size(); k += Rows::kTile) tile[k + i] = from[k];
      sums[i] = start_;
    }
    add_trees_here(trees_.data(), trees_.data() + trees_.size(), tests_.data(), leaves_.data(), tile.data(), n, sums);
    for (uint32_t i = 0; i < n; ++i) out[some[begin + i]] = sums[i];
  }
}

}  // namespace boilerplate
