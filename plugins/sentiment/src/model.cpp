#include "model.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace sentiment {

Model::Model(std::string_view bytes, uint32_t classes) : classes_(classes) {
  size_t at = 0;
  const auto read = [&](void* to, size_t size) {
    if (bytes.size() - at < size) throw std::runtime_error("the model file is cut short");
    std::memcpy(to, bytes.data() + at, size);
    at += size;
  };
  char magic[4];
  uint32_t version = 0, slots = 0, n = 0;
  read(magic, 4);
  read(&version, 4);
  read(&slots, 4);
  read(&n, 4);
  if (std::memcmp(magic, "NGSW", 4) != 0 || version != 1 || n != classes || slots == 0 || (slots & (slots - 1)) != 0)
    throw std::runtime_error("this is no model file of this version");
  read(&temperature_, 4);
  read(scale_.data(), 4 * classes);
  read(bias_.data(), 4 * classes);
  if (bytes.size() - at != size_t{slots} * classes) throw std::runtime_error("the model file has a wrong size");
  weights_ = reinterpret_cast<const int8_t*>(bytes.data() + at);
  mask_ = slots - 1;
}

Probabilities Model::probabilities(const std::vector<Feature>& features) const {
  Probabilities p{};
  for (const Feature& f : features) {
    const int8_t* row = weights_ + size_t{f.hash & mask_} * 3;
    for (size_t c = 0; c < 3; ++c) p[c] += f.value * static_cast<float>(row[c]);
  }
  for (size_t c = 0; c < 3; ++c) p[c] = p[c] * scale_[c] + bias_[c];
  const float top = std::max({p[0], p[1], p[2]});
  float sum = 0;
  for (float& x : p) sum += x = std::exp((x - top) / temperature_);
  for (float& x : p) x /= sum;
  return p;
}

float Model::score(const std::vector<Feature>& features) const {
  float sum = 0;
  for (const Feature& f : features) sum += f.value * static_cast<float>(weights_[f.hash & mask_]);
  return sum * scale_[0] + bias_[0];
}

float Model::contribution(const Feature& f) const {
  const int8_t* row = weights_ + size_t{f.hash & mask_} * classes_;
  if (classes_ == 1) return f.value * static_cast<float>(row[0]) * scale_[0];
  return f.value * (static_cast<float>(row[2]) * scale_[2] - static_cast<float>(row[0]) * scale_[0]) / temperature_;
}

}  // namespace sentiment
