// rows.hpp: a table of numbers in tiles of rows: one number of all rows of a tile stands together, as the forest reads
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace boilerplate {

class Rows {
 public:
  static constexpr uint32_t kTile = 32;  // rows

  struct Row {
    float* first;
    float& operator[](size_t column) const { return first[column * kTile]; }
  };

  // The numbers are any: those of the page before.
  void reset(uint32_t rows, unsigned columns) {
    rows_ = rows;
    columns_ = columns;
    values_.resize(size_t{tiles()} * columns * kTile);
  }
  uint32_t size() const { return rows_; }
  uint32_t tiles() const { return (rows_ + kTile - 1) / kTile; }
  unsigned columns() const { return columns_; }
  const float* tile(uint32_t index) const { return values_.data() + size_t{index} * columns_ * kTile; }
  Row row(uint32_t index) { return {values_.data() + size_t{index / kTile} * columns_ * kTile + index % kTile}; }
  float at(uint32_t row, size_t column) const { return tile(row / kTile)[column * kTile + row % kTile]; }

 private:
  std::vector<float> values_;
  uint32_t rows_ = 0;
  unsigned columns_ = 0;
};

}  // namespace boilerplate
