// Inputs: pages and texts with what is known of them; files and folders as the command line reads them.
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "newsgrain/input.hpp"
#include "newsgrain/site_context.hpp"

namespace newsgrain::python {
namespace {

// A JSON line, as the command line reads it. `cure` stands for the general one where the line is no good, and `where`
// names the line in the message.
Input row_input(const std::string& json, const std::string& where, const std::string& cure, uint64_t max_input) {
  InputOptions options;
  options.max_input = max_input;
  Input in = parse_json_input(json, where, options);
  if (in.error.code == ErrorCode::bad_json_line && in.error.cure.empty()) in.error.cure = cure;
  in.name = "-";
  return in;
}

Input failed_input(const std::string& id, const std::string& message, const std::string& where,
                   const std::string& cure) {
  Input in;
  in.id = id;
  in.name = "-";
  in.error = {ErrorCode::bad_json_line, message, where, cure};
  return in;
}

void set_page(Input& in, std::string bytes, bool decoded) {
  in.bytes = std::move(bytes);
  in.decoded = decoded;
  in.charset = decoded ? "utf-8" : "";
}

// What a row says of a page, on an input that has its page from elsewhere.
void take_facts(Input& in, const Input& row) {
  in.error = in.error.code == ErrorCode::none ? row.error : in.error;
  if (!row.id.empty()) in.id = row.id;
  if (!row.url.empty()) in.url = row.url;
  if (!row.published.empty()) in.published = row.published;
  if (!row.language.empty()) in.language = row.language;
  if (!row.meta_json.empty()) in.meta_json = row.meta_json;
  in.notes.insert(in.notes.end(), row.notes.begin(), row.notes.end());
  if (row.has_mentions) {
    in.has_mentions = true;
    in.mentions = row.mentions;
    in.unit = row.unit;
  }
}

py::object error_of(const Input& in) {
  return in.error.code == ErrorCode::none ? py::object(py::none()) : error_parts(in.error);
}

// The documents of a file or folder.
class Opened {
 public:
  Opened(const std::string& path, uint64_t max_input) {
    InputOptions options;
    options.max_input = max_input;
    source_ = open_inputs({path}, options);
  }
  Input next() {
    Input out;
    bool more = false;
    {
      const py::gil_scoped_release release;
      more = source_->next(out);
    }
    if (!more) throw py::stop_iteration();
    return out;
  }

 private:
  std::unique_ptr<InputSource> source_;
};

}  // namespace

void register_input(py::module_& module) {
  py::class_<SiteContext, std::shared_ptr<SiteContext>>(module, "SiteContext")
      .def(py::init<size_t>(), py::arg("max_lines"))
      .def("add", &SiteContext::add, py::arg("input"), py::arg("max_input"));
  py::class_<Input>(module, "Input")
      .def_readwrite("id", &Input::id)
      .def_readwrite("name", &Input::name)
      .def_readwrite("media_type", &Input::media_type)
      .def_readwrite("charset", &Input::charset)
      .def_readonly("decoded", &Input::decoded)
      .def_property_readonly("error", &error_of)
      .def("set_page", &set_page, py::arg("data"), py::arg("decoded"))
      .def("take_facts", &take_facts)
      .def("add_note", [](Input& in, const std::string& text) { in.notes.push_back(text); })
      .def("set_site_context",
           [](Input& in, const std::shared_ptr<SiteContext>& context) { in.site_context = context; });
  py::class_<Opened>(module, "Opened")
      .def(py::init<const std::string&, uint64_t>(), py::arg("path"), py::arg("max_input"))
      .def("__iter__", [](Opened& o) -> Opened& { return o; })
      .def("__next__", &Opened::next);
  module.def("row_input", &row_input, py::arg("json"), py::arg("where"), py::arg("cure"), py::arg("max_input"));
  module.def("failed_input", &failed_input, py::arg("id"), py::arg("message"), py::arg("where"), py::arg("cure"));
}

}  // namespace newsgrain::python
