// model.hpp: hashed linear weights in eight bits.
//
// File: "NGSW", u32 version, u32 slots (a power of two), u32 classes, f32 temperature, f32 scale per class, f32 bias
// per class, then slots x classes of int8. A score is the sum of value * weight * scale + bias.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "features.hpp"

namespace sentiment {

using Probabilities = std::array<float, 3>;  // negative, neutral, positive

class Model {
 public:
  // A view of `bytes`, which must outlive the model. Throws std::runtime_error for a file that does not fit.
  Model(std::string_view bytes, uint32_t classes);
  // Softmax over three classes; for models with three classes.
  Probabilities probabilities(const std::vector<Feature>& features) const;
  // The score of a model with one class.
  float score(const std::vector<Feature>& features) const;
  // What one feature adds to score(), or, with three classes, to ln(positive / negative).
  float contribution(const Feature& feature) const;

 private:
  const int8_t* weights_;
  uint32_t mask_, classes_;
  float temperature_;
  std::array<float, 3> scale_{}, bias_{};
};

}  // namespace sentiment
