// The functions of ng_host: what a plugin may call.
#include <algorithm>
#include <cstring>

#include "newsgrain/abi/ext/html.h"
#include "newsgrain/abi/ext/regex.h"
#include "newsgrain/abi/ext/resources.h"
#include "newsgrain/abi/ext/unicode.h"
#include "plugin/component_host.hpp"
#include "plugin/resources_extension.hpp"
#include "regex/regex_extension.hpp"
#include "source/html_extension.hpp"
#include "unicode/unicode_extension.hpp"

namespace newsgrain::internal {
namespace {

std::string_view view(ng_str s) { return s.data == nullptr ? std::string_view() : std::string_view(s.data, s.size); }
ng_str to_abi(std::string_view s) { return {s.data(), s.size()}; }

void host_log(const ng_host* table, int32_t level, ng_str text) {
  const ComponentHost& host = ComponentHost::of(table);
  if (host.info().log) host.info().log(level, host.info().manifest->id, view(text));
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
  const Value* value = ComponentHost::of(table).info().config.find(view(key));
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
      if (value->integer() != nullptr)
        *static_cast<double*>(out) = static_cast<double>(*value->integer());
      else if (value->real() != nullptr)
        *static_cast<double*>(out) = *value->real();
      else
        return NG_WRONG_TYPE;
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
  const Value* value = ComponentHost::of(table).info().config.find(view(key));
  *out = value == nullptr || value->is_null() ? 0
         : value->array() != nullptr          ? static_cast<uint32_t>(value->array()->size())
                                              : 1;
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
  if (which == NG_VIEW_TEXT)
    *out = to_abi(run->source->text());
  else if (which == NG_VIEW_MARKUP)
    *out = to_abi(run->source->markup());
  else
    return NG_INVALID;
  return NG_OK;
}

ng_status run_value(ng_run* run, ng_str key, ng_str* out) {
  if (run == nullptr || out == nullptr) return NG_INVALID;
  const auto value = run->source->value(view(key));
  if (!value) return NG_NOT_FOUND;
  *out = to_abi(*value);
  return NG_OK;
}

void note_use(const ComponentInfo& info, bool write, uint32_t slot) {
  if (info.slot_used) info.slot_used(info.manifest->id, write, slot);
}

int32_t run_cancelled(ng_run* run) {
  if (run == nullptr) return 1;
  if (run->stopped) return 1;
  // The flag is looked at each time, the clock each eighth time.
  if (run->stop->cancelled())
    run->stopped = true;
  else if ((run->polls++ & 7) == 0)
    run->stopped = run->stop->stopped();
  return run->stopped ? 1 : 0;
}

ng_status run_layer(ng_run* run, uint32_t slot, ng_layer* out) {
  if (run == nullptr || out == nullptr || slot >= run->info->manifest->reads.size()) return NG_INVALID;
  note_use(*run->info, false, slot);
  auto layer = run->source->layer(slot);
  if (!layer) {
    run->produced.error = layer.error();
    return NG_NOT_FOUND;
  }
  if (!layer.value()) return NG_NOT_FOUND;
  ng_layer filled = *layer.value();
  const uint32_t size = std::min<uint32_t>(out->struct_size, sizeof filled);
  constexpr size_t kLeast = offsetof(ng_layer, columns) + sizeof(void*);  // up to the pointer to the columns
  if (size < kLeast) return NG_INVALID;
  filled.struct_size = size;
  std::memcpy(out, &filled, size);
  return NG_OK;
}

ng_status run_string(ng_run* run, ng_sid id, ng_str* out) {
  if (run == nullptr || out == nullptr || id >= run->source->strings()) return NG_INVALID;
  *out = to_abi(run->source->string(id));
  return NG_OK;
}

ng_status run_intern(ng_run* run, ng_str text, ng_sid* out) {
  if (run == nullptr || out == nullptr) return NG_INVALID;
  const std::string_view s = view(text);
  if (!is_valid_utf8(s)) {
    run->produced.error = {ErrorCode::plugin_bad_output, "a string is not valid UTF-8", ""};
    return NG_INVALID;
  }
  *out = run->source->intern(s);
  return *out == kNone ? NG_LIMIT : NG_OK;
}

ng_status run_append(ng_run* run, uint32_t slot, uint32_t rows, const uint32_t* begin, const uint32_t* end,
                     const ng_column* columns, uint32_t n_columns) {
  if (run == nullptr || slot >= run->produced.builders.size()) return NG_INVALID;
  note_use(*run->info, true, slot);
  LayerBuilder& builder = run->produced.builders[slot];
  const LayerSchema& schema = builder.schema();
  if (n_columns < schema.required_columns() || n_columns > schema.columns.size() ||
      (columns == nullptr && n_columns != 0)) {
    run->produced.error = {ErrorCode::plugin_bad_output,
                           "layer " + schema.layer + " takes " + std::to_string(schema.columns.size()) +
                               " columns, got " + std::to_string(n_columns),
                           ""};
    return NG_INVALID;
  }
  if (rows == 0) return NG_OK;
  std::vector<LayerBuilder::ColumnView> views;
  views.reserve(n_columns);
  for (uint32_t i = 0; i < n_columns; ++i) {
    const int32_t expected = static_cast<int32_t>(schema.columns[i].type) | (schema.columns[i].list ? NG_LIST : 0);
    if (columns[i].type != expected) {
      run->produced.error = {ErrorCode::plugin_bad_output,
                             "column " + schema.columns[i].name + " of layer " + schema.layer + " has the wrong type",
                             ""};
      return NG_WRONG_TYPE;
    }
    views.push_back({columns[i].data, columns[i].offsets});
  }
  if (auto appended = builder.append(rows, begin, end, views, static_cast<uint32_t>(run->source->text().size()));
      !appended) {
    run->produced.error = appended.error();
    return NG_INVALID;
  }
  return NG_OK;
}

ng_status run_fail(ng_run* run, ng_status status, ng_str text) {
  if (run == nullptr) return NG_INVALID;
  const ErrorCode code = status == NG_LIMIT ? ErrorCode::limit_reached : ErrorCode::plugin_failed;
  if (run->produced.error.code == ErrorCode::none) run->produced.error = {code, std::string(view(text)), ""};
  return NG_OK;
}

ng_status run_abstain(ng_run* run, ng_str reason) {
  if (run == nullptr) return NG_INVALID;
  run->produced.abstained = view(reason);
  if (run->produced.abstained.empty()) run->produced.abstained = "no reason given";
  return NG_OK;
}

}  // namespace

ng_host make_host_table(ComponentHost& host) {
  return {sizeof(ng_host),  NG_ABI_MAJOR,      NG_ABI_MINOR,    0,         &host,       &host_log,      &host_extension,
          &host_config_get, &host_config_size, &host_set_error, &run_text, &run_value,  &run_cancelled, &run_layer,
          &run_string,      &run_intern,       &run_append,     &run_fail, &run_abstain};
}

}  // namespace newsgrain::internal
