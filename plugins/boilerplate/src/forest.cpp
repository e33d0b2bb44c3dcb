#include "forest.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace boilerplate {
namespace {

constexpr uint32_t kMostLeaves = Forest::kMostLeaves;
constexpr uint32_t kLanes = 8, kVectors = Rows::kTile / kLanes;

// Adds the trees' values to the sums of the rows of a tile: of the first 8, 16, 24 or all 32.
using AddTrees = void(const std::vector<Forest::Tree>&, const Forest::Test*, const float* tile, float* sums);

// For any processor: eight lanes are two registers of SSE or NEON.
void add_trees_anywhere(const std::vector<Forest::Tree>& trees, const Forest::Test* tests, const float* tile,
                        float* sums) {
  typedef float Floats __attribute__((vector_size(32)));
  typedef uint32_t Words __attribute__((vector_size(32)));
  for (const Forest::Tree& tree : trees) {
    Words left[kVectors];
    for (Words& some : left) some = Words{} - 1;
    const Forest::Test* const last = tests + tree.test + tree.n_tests;
    for (const Forest::Test* test = tests + tree.test; test != last; ++test) {
      const Floats threshold = Floats{} + test->threshold;
      const Words right = Words{} + test->right;
      for (uint32_t v = 0; v < kVectors; ++v) {
        Floats values;
        std::memcpy(&values, tile + test->column + v * kLanes, sizeof values);
        left[v] &= reinterpret_cast<Words>(values <= threshold) | right;
      }
    }
    uint32_t leaf[Rows::kTile];
    std::memcpy(leaf, left, sizeof leaf);
    for (uint32_t i = 0; i < Rows::kTile; ++i) sums[i] += tree.leaves[std::countr_zero(leaf[i])];
  }
}

#if defined(__x86_64__)
// The values of the leaves at the lowest bits of eight sets. The number of a bit is the exponent of the bit as a float;
// its last three bits choose within a register of eight leaves, the other two among the registers.
[[gnu::always_inline, gnu::target("avx2")]] inline __m256 at_lowest_bit(__m256i sets, const __m256 (&leaves)[4]) {
  const __m256i bit = _mm256_and_si256(sets, _mm256_sub_epi32(_mm256_setzero_si256(), sets));
  const __m256i number =
      _mm256_sub_epi32(_mm256_srli_epi32(_mm256_castps_si256(_mm256_cvtepi32_ps(bit)), 23), _mm256_set1_epi32(127));
  const __m256 third = _mm256_castsi256_ps(_mm256_slli_epi32(number, 28)),
               fourth = _mm256_castsi256_ps(_mm256_slli_epi32(number, 27));  // as sign bits
  const __m256 low =
      _mm256_blendv_ps(_mm256_permutevar8x32_ps(leaves[0], number), _mm256_permutevar8x32_ps(leaves[1], number), third);
  const __m256 high =
      _mm256_blendv_ps(_mm256_permutevar8x32_ps(leaves[2], number), _mm256_permutevar8x32_ps(leaves[3], number), third);
  return _mm256_blendv_ps(low, high, fourth);
}

// The same bits as above: it compares the same numbers, and adds in the same order.
template <uint32_t n_vectors>
[[gnu::target("avx2")]] void add_trees_avx2(const std::vector<Forest::Tree>& trees, const Forest::Test* tests,
                                            const float* tile, float* sums) {
  static_assert(kMostLeaves == 4 * kLanes);
  __m256 sum[n_vectors];
  for (uint32_t v = 0; v < n_vectors; ++v) sum[v] = _mm256_loadu_ps(sums + v * kLanes);
  for (const Forest::Tree& tree : trees) {
    __m256i left[n_vectors];
    for (uint32_t v = 0; v < n_vectors; ++v) left[v] = _mm256_set1_epi32(-1);
    const Forest::Test* const last = tests + tree.test + tree.n_tests;
    for (const Forest::Test* test = tests + tree.test; test != last; ++test) {
      const __m256 threshold = _mm256_broadcast_ss(&test->threshold);
      const __m256i right = _mm256_set1_epi32(static_cast<int>(test->right));
      for (uint32_t v = 0; v < n_vectors; ++v) {
        const __m256 passes = _mm256_cmp_ps(threshold, _mm256_loadu_ps(tile + test->column + v * kLanes), _CMP_GE_OQ);
        left[v] = _mm256_and_si256(left[v], _mm256_or_si256(_mm256_castps_si256(passes), right));
      }
    }
    const __m256 leaves[] = {_mm256_loadu_ps(tree.leaves), _mm256_loadu_ps(tree.leaves + 8),
                             _mm256_loadu_ps(tree.leaves + 16), _mm256_loadu_ps(tree.leaves + 24)};
    for (uint32_t v = 0; v < n_vectors; ++v) sum[v] = _mm256_add_ps(sum[v], at_lowest_bit(left[v], leaves));
  }
  for (uint32_t v = 0; v < n_vectors; ++v) _mm256_storeu_ps(sums + v * kLanes, sum[v]);
}
#endif

// For one to four registers of rows.
const std::array<AddTrees*, kVectors> kAddTrees = [] {
  std::array<AddTrees*, kVectors> out;
  out.fill(add_trees_anywhere);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    out = {add_trees_avx2<1>, add_trees_avx2<2>, add_trees_avx2<3>, add_trees_avx2<4>};
#endif
  return out;
}();

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
  if (std::memcmp(magic, "NGBF", 4) != 0 || version != 1)
    throw std::runtime_error("this is no model file of this version");
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
    for (uint32_t i = n; i-- > 0;)
      n_leaves[i] = nodes[i].left == 0 ? 1 : n_leaves[nodes[i].left] + n_leaves[nodes[i].left + 1u];
    trees_.push_back({static_cast<uint32_t>(tests_.size()), n / 2, {}});
    for (uint32_t i = 0; i < n; ++i) {
      const FileNode& node = nodes[i];
      if (node.left == 0) {
        trees_.back().leaves[first_leaf[i]] = node.value;
        continue;
      }
      first_leaf[node.left] = first_leaf[i];
      first_leaf[node.left + 1u] = first_leaf[i] + n_leaves[node.left];
      const uint32_t on_left = ((1u << n_leaves[node.left]) - 1) << first_leaf[i];
      tests_.push_back({node.value, ~on_left, node.feature * Rows::kTile});
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

void Forest::log_odds_of_tile(const float* tile, uint32_t n, float* sums) const {
  std::fill(sums, sums + Rows::kTile, start_);
  kAddTrees[(n - 1) / kLanes](trees_, tests_.data(), tile, sums);
}

void Forest::log_odds(const Rows& rows, std::vector<float>& out) const {
  out.resize(rows.size());
  float sums[Rows::kTile];
  for (uint32_t t = 0; t < rows.tiles(); ++t) {
    const uint32_t begin = t * Rows::kTile, n = std::min(Rows::kTile, rows.size() - begin);
    log_odds_of_tile(rows.tile(t), n, sums);
    std::copy(sums, sums + n, out.begin() + begin);
  }
}

void Forest::log_odds(const Rows& rows, const std::vector<uint32_t>& some, std::vector<float>& out) const {
  std::vector<float> tile(size_t{features_} * Rows::kTile);
  float sums[Rows::kTile];
  for (size_t begin = 0; begin < some.size(); begin += Rows::kTile) {
    const auto n = static_cast<uint32_t>(std::min<size_t>(Rows::kTile, some.size() - begin));
    for (uint32_t i = 0; i < n; ++i) {
      const float* const from = rows.tile(some[begin + i] / Rows::kTile) + some[begin + i] % Rows::kTile;
      for (size_t k = 0; k < tile.size(); k += Rows::kTile) tile[k + i] = from[k];
    }
    log_odds_of_tile(tile.data(), n, sums);
    for (uint32_t i = 0; i < n; ++i) out[some[begin + i]] = sums[i];
  }
}

}  // namespace boilerplate
