#include "arrow_columns.hpp"

#include <algorithm>
#include <cstdint>

#include "bindings.hpp"

namespace newsgrain::python {
namespace {

// Arrow wants no null pointer where a buffer must exist.
const void* data_of(const void* data) {
  static const uint64_t kEmpty[2] = {};
  return data != nullptr ? data : kEmpty;
}

ArrowColumn plain(std::string name, std::string format, const void* data, int64_t length) {
  ArrowColumn out;
  out.name = std::move(name);
  out.format = std::move(format);
  out.length = length;
  out.buffers = {nullptr, data_of(data)};
  return out;
}

void set(std::vector<unsigned char>& bitmap, int64_t i) {
  bitmap[static_cast<size_t>(i / 8)] |= static_cast<unsigned char>(1u << (i % 8));
}

}  // namespace

ArrowColumn ColumnMaker::column(size_t index) {
  const ColumnSchema& schema = layer_->schema().columns[index];
  const Column& data = layer_->column(index);
  if (!schema.list) return items(schema, schema.name, data, layer_->rows());
  ArrowColumn out;
  out.name = schema.name;
  out.format = "+l";
  out.length = layer_->rows();
  out.buffers = {nullptr, data_of(data.offsets.data())};
  out.children.push_back(items(schema, "item", data, data.offsets.empty() ? 0 : data.offsets.back()));
  return out;
}

ArrowColumn ColumnMaker::numbers(std::string name, const uint32_t* data, int64_t length) {
  return plain(std::move(name), "I", data, length);
}

ArrowColumn ColumnMaker::constant(std::string name, uint32_t value, int64_t length) {
  return plain(std::move(name), "I", words_.emplace_back(static_cast<size_t>(length), value).data(), length);
}

ArrowColumn ColumnMaker::numbers(std::string name, std::vector<uint64_t> values) {
  const auto& kept = long_words_.emplace_back(std::move(values));
  return plain(std::move(name), "L", kept.data(), static_cast<int64_t>(kept.size()));
}

ArrowColumn ColumnMaker::items(const ColumnSchema& schema, const std::string& name, const Column& data,
                               int64_t length) {
  const void* raw = data.data.data();
  switch (schema.type) {
    case ColumnType::u8: return plain(name, "C", raw, length);
    case ColumnType::u16: return plain(name, "S", raw, length);
    case ColumnType::u32: return plain(name, "I", raw, length);
    case ColumnType::i32: return plain(name, "i", raw, length);
    case ColumnType::i64: return plain(name, "l", raw, length);
    case ColumnType::f32: return plain(name, "f", raw, length);
    case ColumnType::f64: return plain(name, "g", raw, length);
    case ColumnType::code8: return labelled(plain(name, "C", raw, length), schema.labels);
    case ColumnType::code16: return labelled(plain(name, "S", raw, length), schema.labels);
    case ColumnType::boolean: return bits(name, static_cast<const uint8_t*>(raw), length);
    case ColumnType::str: return strings(name, static_cast<const uint32_t*>(raw), length);
    case ColumnType::ref: {
      ArrowColumn out = plain(name, "I", raw, length);
      missing(out, [rows = static_cast<const uint32_t*>(raw)](int64_t i) { return rows[i] == kNone; });
      return out;
    }
    case ColumnType::span: {
      ArrowColumn out;
      out.name = name;
      out.format = "+w:2";
      out.length = length;
      out.buffers = {nullptr};
      missing(out, [ends = static_cast<const uint32_t*>(raw)](int64_t i) { return ends[2 * i] == kNone; });
      out.children.push_back(plain("item", "I", raw, 2 * length));
      return out;
    }
  }
  throw py::type_error("the column " + schema.name + " is of an unknown type");
}

template <class IsMissing>
void ColumnMaker::missing(ArrowColumn& out, IsMissing is_missing) {
  out.nullable = true;
  for (int64_t i = 0; i < out.length; ++i) out.nulls += is_missing(i) ? 1 : 0;
  if (out.nulls == 0) return;
  std::vector<unsigned char>& valid = bitmap(out.length);
  for (int64_t i = 0; i < out.length; ++i)
    if (!is_missing(i)) set(valid, i);
  out.buffers[0] = valid.data();
}

ArrowColumn ColumnMaker::bits(const std::string& name, const uint8_t* values, int64_t length) {
  std::vector<unsigned char>& packed = bitmap(length);
  for (int64_t i = 0; i < length; ++i)
    if (values[i] != 0) set(packed, i);
  return plain(name, "b", packed.data(), length);
}

ArrowColumn ColumnMaker::strings(const std::string& name, const uint32_t* ids, int64_t length) {
  const StringPool& pool = document_->strings();
  std::vector<std::string_view> found;
  found.reserve(static_cast<size_t>(length));
  for (int64_t i = 0; i < length; ++i) found.push_back(pool.at(ids[i]));
  ArrowColumn out = texts(name, found);
  missing(out, [ids](int64_t i) { return ids[i] == kNone; });
  return out;
}

ArrowColumn ColumnMaker::labelled(ArrowColumn codes, const std::vector<std::string>& labels) {
  codes.dictionary = std::make_unique<ArrowColumn>(texts("", {labels.begin(), labels.end()}));
  return codes;
}

ArrowColumn ColumnMaker::labelled(std::string name, std::vector<uint8_t> codes,
                                  const std::vector<std::string>& labels) {
  const auto length = static_cast<int64_t>(codes.size());
  return labelled(plain(std::move(name), "C", bytes_.emplace_back(std::move(codes)).data(), length), labels);
}

// Offsets of 32 bits, which every consumer takes.
ArrowColumn ColumnMaker::texts(std::string name, const std::vector<std::string_view>& texts) {
  std::vector<int32_t>& offsets = offsets_.emplace_back();
  std::vector<unsigned char>& bytes = bytes_.emplace_back();
  offsets.push_back(0);
  for (const std::string_view text : texts) {
    if (bytes.size() + text.size() > INT32_MAX)
      throw py::value_error("the strings of the column " + name + " exceed 2 GiB; make smaller batches");
    bytes.insert(bytes.end(), text.begin(), text.end());
    offsets.push_back(static_cast<int32_t>(bytes.size()));
  }
  ArrowColumn out;
  out.name = std::move(name);
  out.format = "u";
  out.length = static_cast<int64_t>(texts.size());
  out.buffers = {nullptr, offsets.data(), data_of(bytes.data())};
  return out;
}

ArrowColumn ColumnMaker::optional_texts(std::string name, const std::vector<std::string_view>& given) {
  ArrowColumn out = texts(std::move(name), given);
  missing(out, [&given](int64_t i) { return given[static_cast<size_t>(i)].empty(); });
  return out;
}

ArrowColumn ColumnMaker::text_lists(std::string name, const std::vector<std::vector<std::string_view>>& lists) {
  std::vector<int32_t>& offsets = offsets_.emplace_back();
  std::vector<std::string_view> all;
  offsets.push_back(0);
  for (const auto& list : lists) {
    all.insert(all.end(), list.begin(), list.end());
    offsets.push_back(static_cast<int32_t>(all.size()));
  }
  ArrowColumn out;
  out.name = std::move(name);
  out.format = "+l";
  out.length = static_cast<int64_t>(lists.size());
  out.buffers = {nullptr, offsets.data()};
  out.children.push_back(texts("item", all));
  return out;
}

std::vector<unsigned char>& ColumnMaker::bitmap(int64_t length) {
  return bytes_.emplace_back(std::max<size_t>(1, (static_cast<size_t>(length) + 7) / 8));
}

}  // namespace newsgrain::python
