// Layers and batches of documents as Arrow tables (the PyCapsule interface).
#include <pybind11/stl.h>

#include "arrow_columns.hpp"
#include "bindings.hpp"
#include "newsgrain/batch.hpp"
#include "newsgrain/facts.hpp"

namespace newsgrain::python {
namespace {

using LayerPtr = std::shared_ptr<const Layer>;
using TablePtr = std::shared_ptr<const ArrowTable>;

ArrowColumn struct_of(int64_t rows) {
  ArrowColumn root;
  root.format = "+s";
  root.length = rows;
  root.buffers = {nullptr};
  return root;
}

void add_layer_columns(const Layer& layer, ColumnMaker& columns, ArrowColumn& root) {
  if (layer.schema().spans) {
    root.children.push_back(ColumnMaker::numbers("begin", layer.begins().data(), layer.rows()));
    root.children.push_back(ColumnMaker::numbers("end", layer.ends().data(), layer.rows()));
  }
  for (size_t i = 0; i < layer.schema().columns.size(); ++i) root.children.push_back(columns.column(i));
}

// The layer of one document; with a column "document" where it is one of a batch.
TablePtr layer_table(const DocumentPtr& document, const LayerPtr& layer, const uint32_t* number) {
  auto table = std::make_shared<ArrowTable>();
  auto columns = std::make_shared<ColumnMaker>(document, layer);
  table->root = struct_of(layer->rows());
  if (number != nullptr) table->root.children.push_back(columns->constant("document", *number, layer->rows()));
  add_layer_columns(*layer, *columns, table->root);
  table->owner = columns;
  return table;
}

// A part per document that has the layer; an empty one where none has it, since a stream needs its columns.
std::vector<TablePtr> batch_layer_tables(const DocumentBatch& batch, const std::string& name) {
  auto found = batch.layer(name);
  if (!found) raise(found.error());
  std::vector<TablePtr> parts;
  for (uint32_t i = 0; i < batch.documents().size(); ++i)
    if (found.value().layers[i] != nullptr)
      parts.push_back(layer_table(batch.documents()[i], found.value().layers[i], &i));
  if (parts.empty()) {
    const uint32_t none = 0;
    parts.push_back(layer_table(nullptr, LayerBuilder(*found.value().schema).commit(""), &none));
  }
  return parts;
}

const std::vector<std::string>& status_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (int i = 0; i <= static_cast<int>(Status::plugin_crash); ++i)
      out.emplace_back(status_name(static_cast<Status>(i)));
    return out;
  }();
  return names;
}

// A row per document: what happened, the metadata, the texts.
TablePtr document_table(const DocumentBatch& batch) {
  const auto& documents = batch.documents();
  std::vector<std::string> errors, articles;
  std::vector<Facts> facts;
  std::vector<uint8_t> statuses;
  std::vector<uint64_t> source_bytes;
  for (const DocumentPtr& doc : documents) {
    errors.push_back(doc->error.code == ErrorCode::none ? "" : doc->error.to_string());
    articles.push_back(doc->article());
    facts.push_back(facts_of(*doc));
    statuses.push_back(static_cast<uint8_t>(doc->status));
    source_bytes.push_back(doc->source_bytes);
  }
  auto table = std::make_shared<ArrowTable>();
  auto columns = std::make_shared<ColumnMaker>(nullptr, nullptr);
  ArrowColumn& root = table->root = struct_of(static_cast<int64_t>(documents.size()));
  const auto each = [&](auto text_of) {
    std::vector<std::string_view> out;
    for (size_t i = 0; i < documents.size(); ++i) out.push_back(text_of(i));
    return out;
  };
  const auto fact = [&](const char* name, std::string_view Facts::* member) {
    root.children.push_back(columns->optional_texts(name, each([&](size_t i) { return facts[i].*member; })));
  };
  const auto list = [&](const char* name, std::vector<std::string_view> Facts::* member) {
    std::vector<std::vector<std::string_view>> lists;
    for (const Facts& f : facts) lists.push_back(f.*member);
    root.children.push_back(columns->text_lists(name, lists));
  };
  root.children.push_back(columns->texts("id", each([&](size_t i) { return std::string_view(documents[i]->id); })));
  root.children.push_back(
      columns->texts("input", each([&](size_t i) { return std::string_view(documents[i]->input); })));
  root.children.push_back(columns->labelled("status", std::move(statuses), status_names()));
  root.children.push_back(
      columns->optional_texts("error", each([&](size_t i) { return std::string_view(errors[i]); })));
  root.children.push_back(columns->optional_texts(
      "media_type", each([&](size_t i) { return std::string_view(documents[i]->media_type); })));
  root.children.push_back(
      columns->optional_texts("encoding", each([&](size_t i) { return std::string_view(documents[i]->encoding); })));
  root.children.push_back(columns->numbers("source_bytes", std::move(source_bytes)));
  fact("title", &Facts::title);
  fact("subtitle", &Facts::subtitle);
  list("authors", &Facts::authors);
  fact("published", &Facts::published);
  fact("modified", &Facts::modified);
  fact("site", &Facts::site);
  fact("language", &Facts::language);
  fact("url", &Facts::url);
  fact("description", &Facts::description);
  fact("image", &Facts::image);
  fact("section", &Facts::section);
  list("tags", &Facts::tags);
  root.children.push_back(columns->texts("article", each([&](size_t i) { return std::string_view(articles[i]); })));
  root.children.push_back(
      columns->texts("text", each([&](size_t i) { return std::string_view(documents[i]->text()); })));
  table->owner = columns;
  return table;
}

void release_capsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
  if (stream == nullptr) return;
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

py::object capsule_of(std::vector<TablePtr> parts) {
  auto stream = std::make_unique<ArrowArrayStream>();
  export_stream(std::move(parts), stream.get());
  auto capsule = py::reinterpret_steal<py::object>(PyCapsule_New(stream.get(), "arrow_array_stream", &release_capsule));
  if (!capsule) {
    stream->release(stream.get());
    throw py::error_already_set();
  }
  stream.release();
  return capsule;
}

DocumentBatch batch_of(const std::vector<std::shared_ptr<Document>>& documents) {
  DocumentBatch batch;
  for (const auto& document : documents) batch.add(document);
  return batch;
}

}  // namespace

void register_arrow(py::module_& module) {
  module.def("arrow_layer", [](const std::shared_ptr<Document>& document, const std::shared_ptr<Layer>& layer) {
    return capsule_of({layer_table(document, layer, nullptr)});
  });
  module.def("arrow_documents", [](const std::vector<std::shared_ptr<Document>>& documents) {
    return capsule_of({document_table(batch_of(documents))});
  });
  module.def("arrow_batch_layer", [](const std::vector<std::shared_ptr<Document>>& documents, const std::string& name) {
    return capsule_of(batch_layer_tables(batch_of(documents), name));
  });
}

}  // namespace newsgrain::python
