// Layers as Arrow tables (the PyCapsule interface): numbers, codes, spans and lists are the layer's own memory; strings,
// booleans and the bitmaps of what is missing are made.
#include <deque>

#include "arrow_export.hpp"
#include "bindings.hpp"

namespace newsgrain::python {
namespace {

// What the buffers of one table point into.
struct Backing {
  DocumentPtr document;
  std::shared_ptr<const Layer> layer;
  std::deque<std::vector<unsigned char>> bytes;
  std::deque<std::vector<int32_t>> offsets;
};

// Arrow wants no null pointer where a buffer must exist.
const void* data_of(const void* data) {
  static const uint64_t kEmpty[2] = {};
  return data != nullptr ? data : kEmpty;
}

class Builder {
 public:
  Builder(DocumentPtr document, std::shared_ptr<const Layer> layer) : backing_(std::make_shared<Backing>()) {
    backing_->document = std::move(document);
    backing_->layer = std::move(layer);
  }

  std::shared_ptr<const ArrowTable> build() {
    const Layer& layer = *backing_->layer;
    auto table = std::make_shared<ArrowTable>();
    ArrowColumn& root = table->root;
    root.format = "+s";
    root.length = layer.rows();
    root.buffers = {nullptr};
    if (layer.schema().spans) {
      root.children.push_back(numbers("begin", layer.begins().data(), layer.rows()));
      root.children.push_back(numbers("end", layer.ends().data(), layer.rows()));
    }
    for (size_t i = 0; i < layer.schema().columns.size(); ++i) root.children.push_back(column(layer.schema().columns[i], layer.column(i)));
    table->owner = backing_;
    return table;
  }

 private:
  static ArrowColumn plain(std::string name, std::string format, const void* data, int64_t length) {
    ArrowColumn out;
    out.name = std::move(name);
    out.format = std::move(format);
    out.length = length;
    out.buffers = {nullptr, data_of(data)};
    return out;
  }
  static ArrowColumn numbers(std::string name, const uint32_t* data, int64_t length) { return plain(std::move(name), "I", data, length); }

  ArrowColumn column(const ColumnSchema& schema, const Column& data) {
    if (!schema.list) return items(schema, schema.name, data, backing_->layer->rows());
    ArrowColumn out;
    out.name = schema.name;
    out.format = "+l";
    out.length = backing_->layer->rows();
    out.buffers = {nullptr, data_of(data.offsets.data())};
    out.children.push_back(items(schema, "item", data, data.offsets.empty() ? 0 : data.offsets.back()));
    return out;
  }

  ArrowColumn items(const ColumnSchema& schema, const std::string& name, const Column& data, int64_t length) {
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
        missing(out, static_cast<const uint32_t*>(raw), 1);
        return out;
      }
      case ColumnType::span: {
        ArrowColumn out;
        out.name = name;
        out.format = "+w:2";
        out.length = length;
        out.buffers = {nullptr};
        missing(out, static_cast<const uint32_t*>(raw), 2);
        out.children.push_back(plain("item", "I", raw, 2 * length));
        return out;
      }
    }
    throw py::type_error("the column " + schema.name + " is of an unknown type");
  }

  // The bitmap of an array in which kNone, in the first of `width` values, says that the item is missing.
  void missing(ArrowColumn& out, const uint32_t* values, int64_t width) {
    out.nullable = true;
    for (int64_t i = 0; i < out.length; ++i) out.nulls += values[i * width] == kNone;
    if (out.nulls == 0) return;
    std::vector<unsigned char>& valid = bitmap(out.length);
    for (int64_t i = 0; i < out.length; ++i)
      if (values[i * width] != kNone) set(valid, i);
    out.buffers[0] = valid.data();
  }

  ArrowColumn bits(const std::string& name, const uint8_t* values, int64_t length) {
    std::vector<unsigned char>& packed = bitmap(length);
    for (int64_t i = 0; i < length; ++i)
      if (values[i] != 0) set(packed, i);
    return plain(name, "b", packed.data(), length);
  }

  ArrowColumn strings(const std::string& name, const uint32_t* ids, int64_t length) {
    const StringPool& pool = backing_->document->strings();
    std::vector<std::string_view> texts;
    texts.reserve(static_cast<size_t>(length));
    for (int64_t i = 0; i < length; ++i) texts.push_back(pool.at(ids[i]));
    ArrowColumn out = text_column(name, texts);
    missing(out, ids, 1);
    return out;
  }

  ArrowColumn labelled(ArrowColumn codes, const std::vector<std::string>& labels) {
    codes.dictionary = std::make_unique<ArrowColumn>(text_column("", {labels.begin(), labels.end()}));
    return codes;
  }

  // 64-bit offsets would be needed from 2 GiB of text in one column; the pool of a document ends at 1 GiB, but rows may repeat.
  ArrowColumn text_column(const std::string& name, const std::vector<std::string_view>& texts) {
    std::vector<int32_t>& offsets = backing_->offsets.emplace_back();
    std::vector<unsigned char>& bytes = backing_->bytes.emplace_back();
    offsets.push_back(0);
    for (const std::string_view text : texts) {
      if (bytes.size() + text.size() > INT32_MAX) throw py::value_error("the strings of the column " + name + " exceed 2 GiB");
      bytes.insert(bytes.end(), text.begin(), text.end());
      offsets.push_back(static_cast<int32_t>(bytes.size()));
    }
    ArrowColumn out;
    out.name = name;
    out.format = "u";
    out.length = static_cast<int64_t>(texts.size());
    out.buffers = {nullptr, offsets.data(), data_of(bytes.data())};
    return out;
  }

  std::vector<unsigned char>& bitmap(int64_t length) {
    return backing_->bytes.emplace_back(std::max<size_t>(1, (static_cast<size_t>(length) + 7) / 8));
  }
  static void set(std::vector<unsigned char>& bitmap, int64_t i) {
    bitmap[static_cast<size_t>(i / 8)] |= static_cast<unsigned char>(1u << (i % 8));
  }

  std::shared_ptr<Backing> backing_;
};

void release_capsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
  if (stream == nullptr) return;
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

}  // namespace

void register_arrow(py::module_& module) {
  module.def("arrow_stream", [](const std::shared_ptr<Document>& document, const std::shared_ptr<Layer>& layer) {
    auto stream = std::make_unique<ArrowArrayStream>();
    export_stream(Builder(document, layer).build(), stream.get());
    const auto capsule = py::reinterpret_steal<py::object>(PyCapsule_New(stream.get(), "arrow_array_stream", &release_capsule));
    if (!capsule) {
      stream->release(stream.get());
      throw py::error_already_set();
    }
    stream.release();
    return capsule;
  });
}

}  // namespace newsgrain::python
