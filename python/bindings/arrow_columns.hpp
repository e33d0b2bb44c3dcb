// arrow_columns.hpp: columns of layers, strings and lists as Arrow arrays. Numbers, codes, spans and lists stay where
// they are; strings, booleans and the bitmaps of what is missing are made.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "arrow_export.hpp"
#include "newsgrain/document.hpp"

namespace newsgrain::python {

// Makes the columns of one table and owns what they point into, so it has to be the table's owner. Throws
// py::value_error where the strings of one column exceed 2 GiB.
class ColumnMaker {
 public:
  // What the columns point into besides the memory made here; both may be null.
  ColumnMaker(std::shared_ptr<const Document> document, std::shared_ptr<const Layer> layer)
      : document_(std::move(document)), layer_(std::move(layer)) {}

  // Column `index` of the layer.
  ArrowColumn column(size_t index);
  // `data` must outlive the table.
  static ArrowColumn numbers(std::string name, const uint32_t* data, int64_t length);
  // The same number in all rows.
  ArrowColumn constant(std::string name, uint32_t value, int64_t length);
  ArrowColumn numbers(std::string name, std::vector<uint64_t> values);
  ArrowColumn texts(std::string name, const std::vector<std::string_view>& texts);
  // Null where a text is empty.
  ArrowColumn optional_texts(std::string name, const std::vector<std::string_view>& texts);
  ArrowColumn text_lists(std::string name, const std::vector<std::vector<std::string_view>>& lists);
  // Codes with their labels.
  ArrowColumn labelled(std::string name, std::vector<uint8_t> codes, const std::vector<std::string>& labels);

 private:
  ArrowColumn items(const ColumnSchema& schema, const std::string& name, const Column& data, int64_t length);
  ArrowColumn strings(const std::string& name, const uint32_t* ids, int64_t length);
  ArrowColumn bits(const std::string& name, const uint8_t* values, int64_t length);
  ArrowColumn labelled(ArrowColumn codes, const std::vector<std::string>& labels);
  // Marks the rows for which is_missing(row) holds.
  template <class IsMissing>
  void missing(ArrowColumn& out, IsMissing is_missing);
  std::vector<unsigned char>& bitmap(int64_t length);

  std::shared_ptr<const Document> document_;
  std::shared_ptr<const Layer> layer_;
  std::deque<std::vector<unsigned char>> bytes_;
  std::deque<std::vector<int32_t>> offsets_;
  std::deque<std::vector<uint32_t>> words_;
  std::deque<std::vector<uint64_t>> long_words_;
};

}  // namespace newsgrain::python
