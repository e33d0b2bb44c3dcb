// Configuration values and errors across the boundary.
#include "bindings.hpp"

namespace newsgrain::python {

py::str lenient(std::string_view text) {
  return py::reinterpret_steal<py::str>(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

py::tuple error_parts(const Error& error) {
  Error shown = error;
  shown.cure = in_python(error.advice());
  return py::make_tuple(static_cast<int>(error.code), std::string(error_kind_name(error_kind(error.code))),
                        lenient(shown.to_string()), lenient(error.where));
}

void raise(const Error& error) {
  const py::object made = py::module_::import("newsgrain._errors").attr("from_core")(*error_parts(error));
  PyErr_SetObject(py::type::handle_of(made).ptr(), made.ptr());
  throw py::error_already_set();
}

Value to_value(py::handle object) {
  if (object.is_none()) return Value();
  if (py::isinstance<py::bool_>(object)) return Value(object.cast<bool>());
  if (py::isinstance<py::int_>(object)) return Value(object.cast<int64_t>());
  if (py::isinstance<py::float_>(object)) return Value(object.cast<double>());
  if (py::isinstance<py::str>(object)) return Value(object.cast<std::string>());
  if (py::isinstance<py::dict>(object)) {
    Value out{Value::Object()};
    for (const auto& [key, value] : py::reinterpret_borrow<py::dict>(object))
      out.set(py::str(key).cast<std::string>(), to_value(value));
    return out;
  }
  if (py::isinstance<py::list>(object)) {
    Value::Array out;
    for (const py::handle item : py::reinterpret_borrow<py::list>(object)) out.push_back(to_value(item));
    return Value(std::move(out));
  }
  throw py::type_error("no configuration value: " + py::repr(object).cast<std::string>());
}

py::object from_value(const Value& value) {
  if (const bool* b = value.boolean()) return py::bool_(*b);
  if (const int64_t* i = value.integer()) return py::int_(*i);
  if (const double* d = value.real()) return py::float_(*d);
  if (const std::string* s = value.string()) return py::str(*s);
  if (const Value::Array* a = value.array()) {
    py::list out;
    for (const Value& item : *a) out.append(from_value(item));
    return out;
  }
  if (const Value::Object* o = value.object()) {
    py::dict out;
    for (const auto& [key, item] : *o) out[py::str(key)] = from_value(item);
    return out;
  }
  return py::none();
}

}  // namespace newsgrain::python
