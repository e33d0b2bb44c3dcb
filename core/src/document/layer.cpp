// Layers: collecting rows, sorting and renumbering them at commit, and the span queries.
#include "newsgrain/layer.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace newsgrain {
namespace {

bool in_order(uint32_t b0, uint32_t e0, uint32_t b1, uint32_t e1) { return (b0 < b1) | ((b0 == b1) & (e0 >= e1)); }

// The loops over all rows look at every row without leaving early, so that the compiler can do several at once; the row
// to blame is looked for afterwards.
bool lie_in(const uint32_t* begin, const uint32_t* end, uint32_t rows, uint32_t size) {
  bool good = true;
  for (uint32_t i = 0; i < rows; ++i) good &= (begin[i] <= end[i]) & (end[i] <= size);
  return good;
}
bool all_below(const unsigned char* codes, size_t count, size_t limit) {
  unsigned char most = 0;
  for (size_t i = 0; i < count; ++i) most = std::max(most, codes[i]);
  return count == 0 || most < limit;
}
bool all_in_order(const std::vector<uint32_t>& begin, const std::vector<uint32_t>& end) {
  bool sorted = true;
  for (size_t i = 1; i < begin.size(); ++i) sorted &= in_order(begin[i - 1], end[i - 1], begin[i], end[i]);
  return sorted;
}

Error bad_row(const LayerSchema& schema, uint32_t row, const std::string& what) {
  return {ErrorCode::plugin_bad_output, "layer " + schema.layer + ", row " + std::to_string(row) + ": " + what, ""};
}

}  // namespace

LayerBuilder::LayerBuilder(LayerSchema schema) : schema_(std::move(schema)), columns_(schema_.columns.size()) {
  for (size_t i = 0; i < columns_.size(); ++i)
    if (schema_.columns[i].list) columns_[i].offsets.push_back(0);
}

Result<void> LayerBuilder::append(uint32_t rows, const uint32_t* begin, const uint32_t* end,
                                  std::span<const ColumnView> columns, uint32_t text_size) {
  if (rows == 0) return {};
  if (columns.size() < schema_.required_columns() || columns.size() > columns_.size())
    return bad_row(schema_, rows_,
                   "has " + std::to_string(columns.size()) + " columns instead of " + std::to_string(columns_.size()));
  if (rows > kNone - 1 - rows_) return Error{ErrorCode::limit_reached, "layer " + schema_.layer + " is full", ""};
  if (schema_.spans) {
    if (begin == nullptr || end == nullptr) return bad_row(schema_, rows_, "has no begin and end");
    const uint32_t suspects = lie_in(begin, end, rows, text_size) ? 0 : rows;
    for (uint32_t i = 0; i < suspects; ++i)
      if (begin[i] > end[i] || end[i] > text_size)
        return bad_row(schema_, rows_ + i,
                       "span [" + std::to_string(begin[i]) + ", " + std::to_string(end[i]) +
                           ") does not lie in the text of " + std::to_string(text_size) + " bytes");
  }
  for (size_t c = 0; c < columns.size(); ++c) {
    const ColumnSchema& schema = schema_.columns[c];
    if (columns[c].data == nullptr &&
        !(schema.list && columns[c].offsets != nullptr && columns[c].offsets[rows] == columns[c].offsets[0]))
      return bad_row(schema_, rows_, "column " + schema.name + " has no data");
    uint32_t items = rows;
    const auto* data = static_cast<const unsigned char*>(columns[c].data);
    if (schema.list) {
      const uint32_t* offsets = columns[c].offsets;
      if (offsets == nullptr) return bad_row(schema_, rows_, "list column " + schema.name + " has no offsets");
      for (uint32_t i = 0; i < rows; ++i)
        if (offsets[i] > offsets[i + 1])
          return bad_row(schema_, rows_ + i, "offsets of column " + schema.name + " descend");
      items = offsets[rows] - offsets[0];
      if (items != 0) data += static_cast<size_t>(offsets[0]) * column_item_size(schema.type);
    }
    if (schema.type == ColumnType::code8) {
      const size_t limit = schema.labels.size();
      const uint32_t suspects = all_below(data, items, limit) ? 0 : items;
      for (uint32_t i = 0; i < suspects; ++i)
        if (data[i] >= limit)
          return bad_row(schema_, rows_ + (schema.list ? 0 : i),
                         "code " + std::to_string(data[i]) + " of column " + schema.name + " has no label");
    } else if (schema.type == ColumnType::span) {
      for (uint32_t i = 0; i < items; ++i) {
        Span s;
        std::memcpy(&s, data + i * sizeof s, sizeof s);
        // Ranges of the metadata point into the markup, whose size the caller checks.
        if (!s.none() && (s.begin > s.end || (schema_.spans && s.end > text_size)))
          return bad_row(schema_, rows_, "span of column " + schema.name + " does not lie in the text");
      }
    }
  }
  if (schema_.spans) {
    begin_.insert(begin_.end(), begin, begin + rows);
    end_.insert(end_.end(), end, end + rows);
  }
  for (size_t c = 0; c < columns.size(); ++c) {
    const ColumnSchema& schema = schema_.columns[c];
    Column& column = columns_[c];
    const size_t size = column_item_size(schema.type);
    uint32_t first = 0, items = rows;
    if (schema.list) {
      const uint32_t* offsets = columns[c].offsets;
      first = offsets[0];
      items = offsets[rows] - first;
      const uint32_t base = column.offsets.back();
      for (uint32_t i = 1; i <= rows; ++i) column.offsets.push_back(base + offsets[i] - first);
    }
    if (items != 0) {
      const auto* data = static_cast<const unsigned char*>(columns[c].data) + first * size;
      column.data.insert(column.data.end(), data, data + items * size);
    }
  }
  for (size_t c = columns.size(); c < columns_.size(); ++c) leave_empty(c, rows);
  rows_ += rows;
  return {};
}

void LayerBuilder::leave_empty(size_t column, uint32_t rows) {
  const ColumnSchema& schema = schema_.columns[column];
  if (schema.list) {
    columns_[column].offsets.resize(columns_[column].offsets.size() + rows, columns_[column].offsets.back());
    return;
  }
  // kNone for strings, references and spans; else zero.
  const bool none = schema.type == ColumnType::str || schema.type == ColumnType::ref || schema.type == ColumnType::span;
  std::vector<unsigned char>& data = columns_[column].data;
  data.resize(data.size() + rows * size_t{column_item_size(schema.type)}, none ? 0xff : 0);
}

std::vector<uint32_t> LayerBuilder::sort() {
  if (!schema_.spans || rows_ < 2) return {};
  if (all_in_order(begin_, end_)) return {};
  std::vector<uint32_t> old_row(rows_);
  std::iota(old_row.begin(), old_row.end(), 0u);
  std::stable_sort(old_row.begin(), old_row.end(), [&](uint32_t a, uint32_t b) {
    return begin_[a] != begin_[b] ? begin_[a] < begin_[b] : end_[a] > end_[b];
  });
  std::vector<uint32_t> new_row(rows_);
  for (uint32_t i = 0; i < rows_; ++i) new_row[old_row[i]] = i;
  auto permute = [&](std::vector<uint32_t>& values) {
    std::vector<uint32_t> out(rows_);
    for (uint32_t i = 0; i < rows_; ++i) out[i] = values[old_row[i]];
    values = std::move(out);
  };
  permute(begin_);
  permute(end_);
  for (size_t c = 0; c < columns_.size(); ++c) {
    const size_t size = column_item_size(schema_.columns[c].type);
    Column& column = columns_[c];
    Column out;
    out.data.reserve(column.data.size());
    if (schema_.columns[c].list) out.offsets.push_back(0);
    for (uint32_t i = 0; i < rows_; ++i) {
      size_t from = old_row[i], to = from + 1;
      if (schema_.columns[c].list) {
        from = column.offsets[old_row[i]];
        to = column.offsets[old_row[i] + 1];
        out.offsets.push_back(out.offsets.back() + static_cast<uint32_t>(to - from));
      }
      out.data.insert(out.data.end(), column.data.begin() + static_cast<std::ptrdiff_t>(from * size),
                      column.data.begin() + static_cast<std::ptrdiff_t>(to * size));
    }
    column = std::move(out);
  }
  return new_row;
}

void LayerBuilder::renumber(std::string_view layer, const std::vector<uint32_t>& new_row) {
  if (new_row.empty()) return;
  for (size_t c = 0; c < columns_.size(); ++c) {
    if (schema_.columns[c].type != ColumnType::ref || schema_.columns[c].target != layer) continue;
    auto& data = columns_[c].data;
    for (size_t at = 0; at < data.size(); at += sizeof(uint32_t)) {
      uint32_t row;
      std::memcpy(&row, data.data() + at, sizeof row);
      if (row < new_row.size()) std::memcpy(data.data() + at, &new_row[row], sizeof row);
    }
  }
}

std::shared_ptr<const Layer> LayerBuilder::commit(std::string producer) && {
  std::shared_ptr<Layer> layer(new Layer());
  layer->schema_ = std::move(schema_);
  layer->producer_ = std::move(producer);
  layer->rows_ = rows_;
  layer->begin_ = std::move(begin_);
  layer->end_ = std::move(end_);
  layer->columns_ = std::move(columns_);
  layer->max_end_.resize(layer->end_.size());
  uint32_t most = 0;
  for (size_t i = 0; i < layer->end_.size(); ++i) layer->max_end_[i] = most = std::max(most, layer->end_[i]);
  return layer;
}

std::vector<uint32_t> Layer::covering(uint32_t begin, uint32_t end) const {
  std::vector<uint32_t> out;
  auto i = static_cast<size_t>(std::upper_bound(begin_.begin(), begin_.end(), begin) - begin_.begin());
  while (i > 0 && max_end_[i - 1] >= end) {
    --i;
    if (end_[i] >= end) out.push_back(static_cast<uint32_t>(i));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<uint32_t> Layer::covered_by(uint32_t begin, uint32_t end) const {
  std::vector<uint32_t> out;
  auto i = static_cast<size_t>(std::lower_bound(begin_.begin(), begin_.end(), begin) - begin_.begin());
  for (; i < begin_.size() && begin_[i] <= end; ++i)
    if (end_[i] <= end) out.push_back(static_cast<uint32_t>(i));
  return out;
}

std::vector<uint32_t> Layer::overlapping(uint32_t begin, uint32_t end) const {
  std::vector<uint32_t> out;
  auto i = static_cast<size_t>(std::lower_bound(begin_.begin(), begin_.end(), end) - begin_.begin());
  while (i > 0 && max_end_[i - 1] > begin) {
    --i;
    if (end_[i] > begin && begin_[i] < end) out.push_back(static_cast<uint32_t>(i));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

uint32_t Layer::before(uint32_t begin) const {
  auto i = static_cast<size_t>(std::upper_bound(begin_.begin(), begin_.end(), begin) - begin_.begin());
  uint32_t best = kNone;
  while (i > 0) {
    --i;
    if (best != kNone && max_end_[i] < end_[best]) break;
    if (end_[i] > begin) continue;
    if (best == kNone || end_[i] > end_[best] || (end_[i] == end_[best] && begin_[i] <= begin_[best]))
      best = static_cast<uint32_t>(i);
  }
  return best;
}

uint32_t Layer::after(uint32_t end) const {
  const auto it = std::lower_bound(begin_.begin(), begin_.end(), end);
  return it == begin_.end() ? kNone : static_cast<uint32_t>(it - begin_.begin());
}

}  // namespace newsgrain
