// Documents: text, JSON, offsets, layers.
#include <pybind11/stl.h>

#include <algorithm>

#include "bindings.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain::python {
namespace {

OffsetUnit unit_of(const std::string& name) {
  OffsetUnit unit;
  if (!parse_offset_unit(name, unit))
    throw py::value_error("offsets are \"code_point\", \"byte\" or \"utf16\", not \"" + name + "\"");
  return unit;
}

// `written`: the layers that the pipeline can write, whether this document has them or not.
std::string to_json(const Document& doc, const std::string& offsets, bool pretty, std::vector<std::string> layers,
                    std::vector<std::string> written) {
  WriteOptions options;
  options.unit = unit_of(offsets);
  options.pretty = pretty;
  for (const auto& [name, layer] : doc.layers()) written.push_back(name);
  if (auto known = check_layers(layers, written); !known) raise(known.error());
  options.layers = std::move(layers);
  std::string out;
  const py::gil_scoped_release release;
  write_json(doc, options, out);
  return out;
}

uint32_t checked(const Document& doc, uint32_t byte) {
  if (byte > doc.text().size()) throw py::index_error("the offset lies behind the text");
  return byte;
}

}  // namespace

void register_document(py::module_& module) {
  py::class_<Document, std::shared_ptr<Document>>(module, "Document")
      .def_property_readonly("id", [](const Document& d) { return lenient(d.id); })
      .def_property_readonly("input", [](const Document& d) { return lenient(d.input); })
      .def_property_readonly("status", [](const Document& d) { return std::string(status_name(d.status)); })
      .def_property_readonly("error",
                             [](const Document& d) -> py::object {
                               if (d.error.code == ErrorCode::none) return py::none();
                               return error_parts(d.error);
                             })
      .def_property_readonly("notes",
                             [](const Document& d) {
                               py::list out;
                               for (const Note& note : d.notes)
                                 out.append(py::make_tuple(lenient(note.component), lenient(note.text)));
                               return out;
                             })
      .def_property_readonly("meta_json", [](const Document& d) { return lenient(d.meta_json); })
      .def_property_readonly("text", [](const Document& d) { return py::str(d.text()); })
      .def_property_readonly("article", [](const Document& d) { return d.article(); })
      .def_property_readonly("source", [](const Document& d) { return py::bytes(d.source()); })
      .def_property_readonly("layer_names",
                             [](const Document& d) {
                               std::vector<std::string> out;
                               for (const auto& [name, layer] : d.layers()) out.push_back(name);
                               return out;
                             })
      .def("layer",
           [](const Document& d, const std::string& name) -> std::shared_ptr<Layer> {
             // pybind11 has no const holders; the layer stays as it is, Python sees const members only.
             return std::const_pointer_cast<Layer>(d.shared_layer(name));
           })
      .def("string",
           [](const Document& d, uint32_t id) -> py::object {
             if (id == kNone) return py::none();
             return py::str(std::string(d.strings().at(id)));
           })
      .def("table", &table_of, py::arg("name"))
      .def("metadata_json",
           [](const Document& d) {
             std::string out;
             write_metadata_json(d, out);
             return out;
           })
      .def("to_json", &to_json, py::arg("offsets"), py::arg("pretty"), py::arg("layers"), py::arg("written"))
      .def("to_csv",
           [](const Document& d) {
             std::string out(csv_header());
             write_csv(d, WriteOptions(), out);
             return out;
           })
      .def("to_text",
           [](const Document& d, unsigned width) {
             std::string out;
             write_text(d, false, width, out);
             return out;
           })
      .def("to_html",
           [](const Document& d, bool page) {
             std::string out;
             if (page) write_html_begin("newsgrain", out);
             write_html_document(d, out);
             if (page) write_html_end(out);
             return out;
           })
      .def("byte_offset",
           [](const Document& d, uint32_t code_point) { return d.code_points().code_point_to_byte(code_point); })
      .def("code_point",
           [](const Document& d, uint32_t byte) { return d.code_points().byte_to_code_point(checked(d, byte)); })
      .def("utf16_offset",
           [](const Document& d, uint32_t byte) { return d.code_points().byte_to_utf16(checked(d, byte)); })
      .def("source_range", [](const Document& d, uint32_t begin, uint32_t end) -> py::object {
        const Span range = d.source_range({checked(d, begin), checked(d, end)});
        if (range.none()) return py::none();
        return py::make_tuple(range.begin, range.end);
      });
}

}  // namespace newsgrain::python
