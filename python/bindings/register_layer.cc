// Layers as columns that numpy and memoryview see without a copy.
#include <pybind11/stl.h>

#include "bindings.hpp"

namespace newsgrain::python {
namespace {

using LayerPtr = std::shared_ptr<const Layer>;

// One buffer of a layer; keeps the layer alive.
struct Buffer {
  LayerPtr layer;
  const void* data;
  py::ssize_t item_size;
  std::string format;  // of the struct module
  std::vector<py::ssize_t> shape;
};

std::string format_of(ColumnType type) {
  switch (type) {
    case ColumnType::u8:
    case ColumnType::code8: return "B";
    case ColumnType::boolean: return "?";
    case ColumnType::u16:
    case ColumnType::code16: return "H";
    case ColumnType::i32: return "i";
    case ColumnType::i64: return "q";
    case ColumnType::f32: return "f";
    case ColumnType::f64: return "d";
    default: return "I";  // u32, str, ref, and the two halves of a span
  }
}

Buffer numbers(const LayerPtr& layer, std::span<const uint32_t> values) {
  return {layer, values.data(), 4, "I", {static_cast<py::ssize_t>(values.size())}};
}

const ColumnSchema& find(const Layer& layer, const std::string& name, size_t& index) {
  const int i = layer.schema().column(name);
  if (i < 0) {
    std::string names;
    for (const ColumnSchema& c : layer.schema().columns) names += (names.empty() ? "" : ", ") + c.name;
    throw py::key_error("the layer " + layer.schema().layer + " has no column " + name + "; there are: " + names);
  }
  index = static_cast<size_t>(i);
  return layer.schema().columns[index];
}

Buffer column(const LayerPtr& layer, const std::string& name) {
  size_t index = 0;
  const ColumnSchema& schema = find(*layer, name, index);
  const Column& data = layer->column(index);
  const auto items =
      static_cast<py::ssize_t>(schema.list ? (data.offsets.empty() ? 0 : data.offsets.back()) : layer->rows());
  Buffer out{layer,
             data.data.data(),
             static_cast<py::ssize_t>(column_item_size(schema.type)),
             format_of(schema.type),
             {items}};
  if (schema.type == ColumnType::span) {
    out.item_size = 4;
    out.shape = {items, 2};
  }
  return out;
}

}  // namespace

void register_layer(py::module_& module) {
  py::class_<Buffer>(module, "Buffer", py::buffer_protocol())
      .def_buffer([](Buffer& b) {
        std::vector<py::ssize_t> strides(b.shape.size());
        py::ssize_t step = b.item_size;
        for (size_t i = b.shape.size(); i-- > 0; step *= b.shape[i]) strides[i] = step;
        static const char kEmpty[8] = {};
        return py::buffer_info(const_cast<void*>(b.data != nullptr ? b.data : kEmpty), b.item_size, b.format,
                               static_cast<py::ssize_t>(b.shape.size()), b.shape, strides, true);
      })
      .def("__len__", [](const Buffer& b) { return b.shape[0]; });

  py::class_<Layer, std::shared_ptr<Layer>>(module, "Layer")
      .def("__len__", &Layer::rows)
      .def_property_readonly("name", [](const Layer& l) { return l.schema().layer; })
      .def_property_readonly("schema", [](const Layer& l) { return l.schema().id; })
      .def_property_readonly("producer", &Layer::producer)
      .def_property_readonly("has_spans", [](const Layer& l) { return l.schema().spans; })
      .def_property_readonly(
          "columns",
          [](const Layer& l) {
            py::list out;
            for (const ColumnSchema& c : l.schema().columns)
              out.append(py::make_tuple(c.name, std::string(column_type_name(c.type)), c.list, c.target, c.labels));
            return out;
          })
      .def("begin", [](const std::shared_ptr<Layer>& l) { return numbers(l, l->begins()); })
      .def("end", [](const std::shared_ptr<Layer>& l) { return numbers(l, l->ends()); })
      .def("column", [](const std::shared_ptr<Layer>& l, const std::string& name) { return column(l, name); })
      .def("offsets",
           [](const std::shared_ptr<Layer>& l, const std::string& name) {
             size_t index = 0;
             find(*l, name, index);
             const auto& offsets = l->column(index).offsets;
             return numbers(l, {offsets.data(), offsets.size()});
           })
      .def("covering", &Layer::covering)
      .def("covered_by", &Layer::covered_by)
      .def("overlapping", &Layer::overlapping);
}

}  // namespace newsgrain::python
