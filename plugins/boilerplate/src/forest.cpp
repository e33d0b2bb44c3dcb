#include "forest.hpp"

#include <cmath>
#include <cstring>
#include <stdexcept>

namespace boilerplate {

Forest::Forest(std::string_view bytes, unsigned features) {
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
  for (uint32_t t = 0; t < n_trees; ++t) {
    uint32_t n = 0;
    read(&n, 4);
    const auto root = static_cast<uint32_t>(nodes_.size());
    roots_.push_back(root);
    for (uint32_t i = 0; i < n; ++i) {
      Node node;
      read(&node.feature, 2);
      read(&node.left, 2);
      read(&node.value, 4);
      // Children stand behind their parent, so that no walk can go round in circles.
      if (node.left != 0 && (node.left <= i || node.left + 1u >= n || node.feature >= features)) throw std::runtime_error("the model file is damaged");
      nodes_.push_back(node);
    }
    if (n == 0) throw std::runtime_error("the model file is damaged");
  }
}

float Forest::probability(const float* features) const {
  float sum = start_;
  for (const uint32_t root : roots_) {
    const Node* tree = nodes_.data() + root;
    uint32_t at = 0;
    while (tree[at].left != 0) at = tree[at].left + (features[tree[at].feature] <= tree[at].value ? 0u : 1u);
    sum += tree[at].value;
  }
  return 1.0f / (1.0f + std::exp(-sum));
}

}  // namespace boilerplate
