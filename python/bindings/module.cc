// newsgrain._core: the bindings. The package newsgrain puts the names that users see on top.
#include "bindings.hpp"

PYBIND11_MODULE(_core, module, pybind11::mod_gil_not_used()) {
  module.doc() = "Bindings of newsgrain's C++ core; use the package newsgrain.";
  newsgrain::python::register_layer(module);
  newsgrain::python::register_document(module);
  module.def("shape", &newsgrain::python::shape);
  newsgrain::python::register_arrow(module);
  newsgrain::python::register_input(module);
  newsgrain::python::register_pipeline(module);
}
