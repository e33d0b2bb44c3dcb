// The host's side of the ABI: the functions of ng_host, and the commit of what a component wrote.
#include "plugin/component_host.hpp"

#include <cstring>
#include <exception>

#include "regex/regex_extension.hpp"
#include "source/html_extension.hpp"
#include "unicode/unicode_extension.hpp"
#include "newsgrain/abi/ext/regex.h"
#include "newsgrain/abi/ext/resources.h"
#include "newsgrain/abi/ext/html.h"
#include "newsgrain/abi/ext/unicode.h"
#include "plugin/resources_extension.hpp"

// One document in one component. Opaque to the plugin.
struct ng_run {
  newsgrain::Document* doc = nullptr;
  const newsgrain::internal::ComponentHost* host = nullptr;
  const newsgrain::internal::StopSignal* stop = nullptr;
  std::vector<newsgrain::LayerBuilder> builders;        // one per write
  std::vector<std::vector<ng_column>> read_columns;     // one per read, filled on demand
  newsgrain::Error error;
  std::string abstained;
  uint32_t polls = 0;
  bool stopped = false;
};

namespace newsgrain::internal {
namespace {

std::string_view view(ng_str s) { return s.data == nullptr ? std::string_view() : std::string_view(s.data, s.size); }
ng_str to_abi(std::string_view s) { return {s.data(), s.size()}; }

void host_log(const ng_host* table, int32_t level, ng_str text) {
  const ComponentHost& host = ComponentHost::of(table);
  if (host.log) host.log(level, host.manifest->id, view(text));
}

const void* host_extension(const ng_host*, const char* id) {
  if (id == nullptr) return nullptr;
  const std::string_view wanted = id;
  if (wanted == NG_EXT_HTML) return html_extension();
  if (wanted == NG_EXT_UNICODE) return unicode_extension();
  if (wanted == NG_EXT_REGEX) return regex_extension();
  if (wanted == NG_EXT_RESOURCES) return resources_extension();
  return nullptr;
}

ng_status host_config_get(const ng_host* table, ng_str key, uint32_t index, int32_t type, void* out) {
  if (out == nullptr) return NG_INVALID;
  const Value* value = ComponentHost::of(table).config.find(view(key));
  if (value == nullptr) return NG_NOT_FOUND;
  if (const Value::Array* items = value->array()) {
    if (index >= items->size()) return NG_NOT_FOUND;
    value = &(*items)[index];
  } else if (index != 0) {
    return NG_NOT_FOUND;
  }
  switch (type) {
    case NG_CONFIG_BOOL:
      if (value->boolean() == nullptr) return NG_WRONG_TYPE;
      *static_cast<int32_t*>(out) = *value->boolean() ? 1 : 0;
      return NG_OK;
    case NG_CONFIG_INT:
      if (value->integer() == nullptr) return NG_WRONG_TYPE;
      *static_cast<int64_t*>(out) = *value->integer();
      return NG_OK;
    case NG_CONFIG_REAL:
      if (value->integer() != nullptr) *static_cast<double*>(out) = static_cast<double>(*value->integer());
      else if (value->real() != nullptr) *static_cast<double*>(out) = *value->real();
      else return NG_WRONG_TYPE;
      return NG_OK;
    case NG_CONFIG_STR:
      if (value->string() == nullptr) return NG_WRONG_TYPE;
      *static_cast<ng_str*>(out) = to_abi(*value->string());
      return NG_OK;
    default: return NG_INVALID;
  }
}

ng_status host_config_size(const ng_host* table, ng_str key, uint32_t* out) {
  if (out == nullptr) return NG_INVALID;
  const Value* value = ComponentHost::of(table).config.find(view(key));
  *out = value == nullptr || value->is_null() ? 0 : value->array() != nullptr ? static_cast<uint32_t>(value->array()->size()) : 1;
  return NG_OK;
}

ng_status host_set_error(const ng_host* table, ng_status, ng_str text) {
  ComponentHost& host = ComponentHost::of(table);
  // The host's own words about a resource say more than the SDK's summary of them.
  if (host.error.code == ErrorCode::none) host.error = {ErrorCode::plugin_failed, std::string(view(text)), ""};
  return NG_OK;
}

ng_status run_text(ng_run* run, int32_t which, ng_str* out) {
  if (run == nullptr || out == nullptr) return NG_INVALID;
  if (which == NG_VIEW_TEXT) *out = to_abi(run->doc->text());
  else if (which == NG_VIEW_MARKUP) *out = to_abi(run->doc->markup());
  else return NG_INVALID;
  return NG_OK;
}

ng_status run_value(ng_run* run, ng_str key, ng_str* out) {
  if (run == nullptr || out == nullptr) return NG_INVALID;
  const std::string_view k = view(key);
  const Document& d = *run->doc;
  const std::string* value = k == "id" ? &d.id : k == "url" ? &d.url : k == "published" ? &d.published : k == "language" ? &d.language :
                             k == "media_type" ? &d.media_type : k == "encoding" ? &d.encoding : nullptr;
  if (value == nullptr || (value->empty() && k != "language")) return NG_NOT_FOUND;
  *out = to_abi(*value);
  return NG_OK;
}

int32_t run_cancelled(ng_run* run) {
  if (run == nullptr) return 1;
  if (run->stopped) return 1;
  // The flag is looked at each time, the clock each eighth time.
  if (run->stop->cancel != nullptr && run->stop->cancel->cancelled()) run->stopped = true;
  else if ((run->polls++ & 7) == 0) run->stopped = run->stop->stopped();
  return run->stopped ? 1 : 0;
}

ng_status run_layer(ng_run* run, uint32_t slot, ng_layer* out) {
  if (run == nullptr || out == nullptr || slot >= run->host->manifest->reads.size()) return NG_INVALID;
  const LayerUse& use = run->host->manifest->reads[slot];
  const Layer* layer = run->doc->layer(use.layer);
  if (layer == nullptr) return NG_NOT_FOUND;
  std::vector<ng_column>& columns = run->read_columns[slot];
  if (columns.empty()) {
    const LayerSchema& schema = layer->schema();
    const size_t count = use.columns.empty() ? schema.columns.size() : use.columns.size();
    for (size_t i = 0; i < count; ++i) {
      const int at = use.columns.empty() ? static_cast<int>(i) : schema.column(use.columns[i]);
      if (at < 0) {
        run->error = {ErrorCode::plugin_failed, "layer " + use.layer + " (" + schema.id + ") has no column " + use.columns[i], ""};
        columns.clear();
        return NG_NOT_FOUND;
      }
      const ColumnSchema& c = schema.columns[static_cast<size_t>(at)];
      const Column& column = layer->column(static_cast<size_t>(at));
      columns.push_back({static_cast<int32_t>(c.type) | (c.list ? NG_LIST : 0), 0, column.data.data(), c.list ? column.offsets.data() : nullptr});
    }
  }
  ng_layer filled{};
  filled.struct_size = sizeof filled;
  filled.rows = layer->rows();
  filled.begin = layer->schema().spans ? layer->begins().data() : nullptr;
  filled.end = layer->schema().spans ? layer->ends().data() : nullptr;
  filled.n_columns = static_cast<uint32_t>(columns.size());
  filled.columns = columns.data();
  const uint32_t size = std::min<uint32_t>(out->struct_size, sizeof filled);
  if (size < offsetof(ng_layer, columns) + sizeof(filled.columns)) return NG_INVALID;
  filled.struct_size = size;
  std::memcpy(out, &filled, size);
  return NG_OK;
}

ng_status run_string(ng_run* run, ng_sid id, ng_str* out) {
  if (run == nullptr || out == nullptr || id >= run->doc->strings().size()) return NG_INVALID;
  *out = to_abi(run->doc->strings().at(id));
  return NG_OK;
}

ng_status run_intern(ng_run* run, ng_str text, ng_sid* out) {
  if (run == nullptr || out == nullptr) return NG_INVALID;
  const std::string_view s = view(text);
  if (!is_valid_utf8(s)) {
    run->error = {ErrorCode::plugin_bad_output, "a string is not valid UTF-8", ""};
    return NG_INVALID;
  }
  *out = run->doc->mutable_strings().intern(s);
  return *out == kNone ? NG_LIMIT : NG_OK;
}

ng_status run_append(ng_run* run, uint32_t slot, uint32_t rows, const uint32_t* begin, const uint32_t* end,
                     const ng_column* columns, uint32_t n_columns) {
  if (run == nullptr || slot >= run->builders.size()) return NG_INVALID;
  LayerBuilder& builder = run->builders[slot];
  const LayerSchema& schema = builder.schema();
  if (n_columns < schema.required_columns() || n_columns > schema.columns.size() || (columns == nullptr && n_columns != 0)) {
    run->error = {ErrorCode::plugin_bad_output, "layer " + schema.layer + " takes " + std::to_string(schema.columns.size()) + " columns, got " + std::to_string(n_columns), ""};
    return NG_INVALID;
  }
  if (rows == 0) return NG_OK;
  std::vector<LayerBuilder::ColumnView> views;
  views.reserve(n_columns);
  for (uint32_t i = 0; i < n_columns; ++i) {
    const int32_t expected = static_cast<int32_t>(schema.columns[i].type) | (schema.columns[i].list ? NG_LIST : 0);
    if (columns[i].type != expected) {
      run->error = {ErrorCode::plugin_bad_output, "column " + schema.columns[i].name + " of layer " + schema.layer + " has the wrong type", ""};
      return NG_WRONG_TYPE;
    }
    views.push_back({columns[i].data, columns[i].offsets});
  }
  if (auto appended = builder.append(rows, begin, end, views, static_cast<uint32_t>(run->doc->text().size())); !appended) {
    run->error = appended.error();
    return NG_INVALID;
  }
  return NG_OK;
}

ng_status run_fail(ng_run* run, ng_status, ng_str text) {
  if (run == nullptr) return NG_INVALID;
  if (run->error.code == ErrorCode::none) run->error = {ErrorCode::plugin_failed, std::string(view(text)), ""};
  return NG_OK;
}

ng_status run_abstain(ng_run* run, ng_str reason) {
  if (run == nullptr) return NG_INVALID;
  run->abstained = view(reason);
  if (run->abstained.empty()) run->abstained = "no reason given";
  return NG_OK;
}

// References, string ids and row counts; with full checking also code point boundaries.
Result<void> check_layer(const LayerBuilder& builder, const ng_run& run) {
  const LayerSchema& schema = builder.schema();
  auto bad = [&](const std::string& what) { return Error{ErrorCode::plugin_bad_output, "layer " + schema.layer + ": " + what, ""}; };
  auto rows_of = [&](const std::string& layer) -> uint32_t {
    for (const LayerBuilder& b : run.builders)
      if (b.schema().layer == layer) return b.rows();
    const Layer* committed = run.doc->layer(layer);
    return committed != nullptr ? committed->rows() : 0;
  };
  if (!schema.augments.empty() && builder.rows() != rows_of(schema.augments))
    return bad("has " + std::to_string(builder.rows()) + " rows, " + schema.augments + " has " + std::to_string(rows_of(schema.augments)));
  const bool full = run.host->checking == Checking::full;
  const std::string& text = run.doc->text();
  if (full && schema.spans) {
    for (uint32_t i = 0; i < builder.rows(); ++i)
      if (!is_code_point_boundary(text, builder.begins()[i]) || !is_code_point_boundary(text, builder.ends()[i]))
        return bad("row " + std::to_string(i) + " begins or ends inside a character");
  }
  for (size_t c = 0; c < schema.columns.size(); ++c) {
    const ColumnSchema& column = schema.columns[c];
    const auto& data = builder.column(c).data;
    if (column.type == ColumnType::ref || column.type == ColumnType::str) {
      const uint32_t limit = column.type == ColumnType::ref ? rows_of(column.target) : run.doc->strings().size();
      for (size_t at = 0; at < data.size(); at += sizeof(uint32_t)) {
        uint32_t value;
        std::memcpy(&value, data.data() + at, sizeof value);
        if (value != kNone && value >= limit)
          return bad("column " + column.name + " refers to " + (column.type == ColumnType::ref ? "row " : "string ") + std::to_string(value) + ", there are " + std::to_string(limit));
      }
    } else if (full && schema.spans && column.type == ColumnType::span) {
      for (size_t at = 0; at < data.size(); at += sizeof(Span)) {
        Span s;
        std::memcpy(&s, data.data() + at, sizeof s);
        if (!s.none() && (!is_code_point_boundary(text, s.begin) || !is_code_point_boundary(text, s.end)))
          return bad("a span of column " + column.name + " begins or ends inside a character");
      }
    }
  }
  return {};
}

Error blamed(Error error, const ComponentHost& host) {
  error.message = "component " + host.label() + ": " + error.message;
  return error;
}

}  // namespace

ComponentHost::~ComponentHost() {
  if (model != nullptr) functions->destroy(model);
}

Result<void> ComponentHost::create() {
  table = {sizeof(ng_host), NG_ABI_MAJOR, NG_ABI_MINOR, 0, this, &host_log, &host_extension, &host_config_get, &host_config_size,
           &host_set_error, &run_text, &run_value, &run_cancelled, &run_layer, &run_string, &run_intern, &run_append, &run_fail,
           &run_abstain};
  ng_status status = NG_ERROR;
  try {  // the last resort: nothing may leave a plugin, but a plugin may be wrong
    status = functions->create(&table, &model);
  } catch (...) {
    error = {ErrorCode::plugin_refused, "an exception left create()", ""};
  }
  if (status == NG_OK) {
    error = {};
    return {};
  }
  model = nullptr;
  if (error.code == ErrorCode::none) error = {ErrorCode::plugin_failed, "create() failed with status " + std::to_string(status), ""};
  return blamed(error, *this);
}

Outcome run_component(const ComponentHost& host, void*& worker, bool& worker_made, Document& doc, const StopSignal& stop) {
  Outcome out;
  auto failed = [&](Error error) {
    out.kind = Outcome::Kind::failed;
    out.error = blamed(std::move(error), host);
    return out;
  };
  ng_run run;
  run.doc = &doc;
  run.host = &host;
  run.stop = &stop;
  run.read_columns.resize(host.manifest->reads.size());
  for (const LayerUse& use : host.manifest->writes) run.builders.emplace_back(use.schema);
  ng_status status = NG_ERROR;
  try {
    if (!worker_made) {
      worker = nullptr;
      const ng_component& f = *host.functions;
      if (f.worker_create != nullptr && f.worker_create(&host.table, host.model, &worker) != NG_OK)
        return failed({ErrorCode::plugin_failed, "worker_create() failed", ""});
      worker_made = true;
    }
    status = host.functions->process(&host.table, host.model, worker, &run);
  } catch (...) {
    return failed({ErrorCode::plugin_refused, "an exception left process()", ""});
  }
  if (status == NG_CANCELLED || (status != NG_OK && stop.stopped())) {
    out.kind = Outcome::Kind::stopped;
    return out;
  }
  if (status == NG_NO_MEMORY) return failed({ErrorCode::out_of_memory, "out of memory", ""});
  if (status == NG_LIMIT && run.error.code == ErrorCode::none) return failed({ErrorCode::limit_reached, "a limit was reached", ""});
  // What the host refused stays an error, also where the plugin went on as if nothing had happened.
  if (run.error.code != ErrorCode::none) return failed(run.error);
  if (status != NG_OK) return failed({ErrorCode::plugin_failed, "process() failed with status " + std::to_string(status), ""});
  out.abstained = std::move(run.abstained);
  for (LayerBuilder& builder : run.builders) {
    // An abstaining component leaves the layers that it augments as they are.
    if (!out.abstained.empty() && !builder.schema().augments.empty() && builder.rows() == 0) continue;
    if (auto checked = check_layer(builder, run); !checked) return failed(checked.error());
  }
  for (LayerBuilder& sorted : run.builders) {
    const std::vector<uint32_t> new_row = sorted.sort();
    for (LayerBuilder& builder : run.builders) builder.renumber(sorted.schema().layer, new_row);
  }
  const std::string producer = host.manifest->id + " " + host.plugin->info().manifest.version;
  for (LayerBuilder& builder : run.builders) {
    if (!out.abstained.empty() && !builder.schema().augments.empty() && builder.rows() == 0) continue;
    doc.add_layer(std::move(builder).commit(producer));
  }
  return out;
}

}  // namespace newsgrain::internal
