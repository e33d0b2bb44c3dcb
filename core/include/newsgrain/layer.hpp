// layer.hpp: an immutable table of annotations, and the builder that commits it.
//
// A layer is columns: begin[] and end[] in bytes of the document's text (sorted by begin ascending, end descending),
// and typed columns as its schema says. Once committed it never changes; threads, numpy and Arrow share it without a
// copy.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/result.hpp"
#include "newsgrain/schema.hpp"

namespace newsgrain {

inline constexpr uint32_t kNone = 0xFFFFFFFFu;

struct Span {
  uint32_t begin = kNone, end = kNone;
  bool operator==(const Span&) const = default;
  bool none() const { return begin == kNone; }
};

struct Column {
  std::vector<unsigned char> data;  // rows * item size bytes; for a list offsets.back() items
  std::vector<uint32_t> offsets;    // rows + 1 values for a list, else empty
};

class Layer {
 public:
  const LayerSchema& schema() const { return schema_; }
  uint32_t rows() const { return rows_; }
  // Name and version of the component that wrote the layer; "reader" or "given" for the host's own.
  const std::string& producer() const { return producer_; }

  std::span<const uint32_t> begins() const { return begin_; }
  std::span<const uint32_t> ends() const { return end_; }
  Span span(uint32_t row) const { return {begin_[row], end_[row]}; }

  const Column& column(size_t index) const { return columns_[index]; }
  // Typed view of a column that is no list, empty where the schema has no such column.
  template <class T>
  std::span<const T> values(std::string_view name) const {
    const int i = schema_.column(name);
    if (i < 0) return {};
    return {reinterpret_cast<const T*>(columns_[static_cast<size_t>(i)].data.data()), rows_};
  }
  // Items of a list column in one row.
  template <class T>
  std::span<const T> items(std::string_view name, uint32_t row) const {
    const int i = schema_.column(name);
    if (i < 0) return {};
    const Column& c = columns_[static_cast<size_t>(i)];
    const T* data = reinterpret_cast<const T*>(c.data.data());
    return {data + c.offsets[row], data + c.offsets[row + 1]};
  }

  // Queries; results are rows in ascending order. A row [b, e) relates to the query range [begin, end) as follows.
  //   covering    b <= begin && end <= e
  //   covered_by  begin <= b && e <= end
  //   overlapping b < end && begin < e
  //   before      the last row (greatest e, then lowest b) with e <= begin; kNone where there is none
  //   after       the first row with b >= end; kNone where there is none
  // O(log rows + rows looked at); covering and overlapping are bounded by a running maximum of the ends. [any thread]
  std::vector<uint32_t> covering(uint32_t begin, uint32_t end) const;
  std::vector<uint32_t> covered_by(uint32_t begin, uint32_t end) const;
  std::vector<uint32_t> overlapping(uint32_t begin, uint32_t end) const;
  uint32_t before(uint32_t begin) const;
  uint32_t after(uint32_t end) const;

 private:
  friend class LayerBuilder;
  Layer() = default;
  LayerSchema schema_;
  std::string producer_;
  uint32_t rows_ = 0;
  std::vector<uint32_t> begin_, end_;
  std::vector<uint32_t> max_end_;  // max_end_[i] = max(end_[0..i])
  std::vector<Column> columns_;
};

// Collects rows and commits them. Not thread-safe.
class LayerBuilder {
 public:
  explicit LayerBuilder(LayerSchema schema);

  // A column as it comes in: data (rows items, or offsets[rows] items for a list).
  struct ColumnView {
    const void* data = nullptr;
    const uint32_t* offsets = nullptr;
  };
  // Appends rows; columns in schema order, optional ones may be left out at the end. Checks begin <= end <= text_size
  // and code values against the labels.
  Result<void> append(uint32_t rows, const uint32_t* begin, const uint32_t* end, std::span<const ColumnView> columns,
                      uint32_t text_size);
  uint32_t rows() const { return rows_; }
  const LayerSchema& schema() const { return schema_; }

  // Sorts the rows (stable) and returns old row -> new row; empty when the order was right already.
  std::vector<uint32_t> sort();
  // Renumbers the references to `layer` with old row -> new row.
  void renumber(std::string_view layer, const std::vector<uint32_t>& new_row);
  std::shared_ptr<const Layer> commit(std::string producer) &&;

  // For checks before the commit.
  std::span<const uint32_t> begins() const { return begin_; }
  std::span<const uint32_t> ends() const { return end_; }
  const Column& column(size_t index) const { return columns_[index]; }

 private:
  void leave_empty(size_t column, uint32_t rows);

  LayerSchema schema_;
  uint32_t rows_ = 0;
  std::vector<uint32_t> begin_, end_;
  std::vector<Column> columns_;
};

}  // namespace newsgrain
