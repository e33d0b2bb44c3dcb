// bindings.hpp: what the parts of the module share.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <string_view>

#include "newsgrain/document.hpp"
#include "newsgrain/value.hpp"

namespace newsgrain::python {

namespace py = pybind11;

// Documents are shared with the spans and layers that refer to them.
using DocumentPtr = std::shared_ptr<const Document>;

void register_arrow(py::module_& module);
void register_layer(py::module_& module);
void register_document(py::module_& module);
void register_input(py::module_& module);
void register_pipeline(py::module_& module);

// A table of the output by columns: name of each field -> its values, one per row; the fields of an object as
// "speaker.name". KeyError where there is no such table.
py::dict table_of(const Document& doc, const std::string& name);
// Name of each table of the output -> names of its fields.
py::dict shape();
// Throws newsgrain.Error or its subclass for the code, with the cure.
[[noreturn]] void raise(const Error& error);
// What newsgrain._errors.from_core() takes: number, kind, text with the cure in Python's words, where.
py::tuple error_parts(const Error& error);
// A cure with the names that Python has for options.
std::string in_python(std::string_view cure);
// A str of bytes that need not be UTF-8.
py::str lenient(std::string_view text);
// dict, list, str, int, float, bool, None, as newsgrain._options.table() makes them.
Value to_value(py::handle object);
py::object from_value(const Value& value);

}  // namespace newsgrain::python
