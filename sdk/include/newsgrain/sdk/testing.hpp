// testing.hpp: a host in a header, to test a plugin without newsgrain installed. C++17, no dependency.
//
//   #include <newsgrain/sdk/testing.hpp>
//   namespace t = newsgrain::sdk::testing;
//
//   t::FakeHost host(ng_plugin_entry_v1);                     // link the plugin's sources into the test
//   host.config("least", int64_t{3});
//   t::Document doc("one TWO three");
//   doc.layer(0).row(0, 3).u8(0); ...                         // reads[0] of the manifest
//   t::Output out = host.run("org.example.shouting", doc);
//   assert(out.status == NG_OK && out.rows(0).size() == 1);
//
// The fake host checks what the real one checks always: spans inside the text, column types, valid slots. It does not
// read the manifest: layers are given by slot, columns in the order of the manifest's reads and writes.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "plugin.hpp"

namespace newsgrain {
namespace sdk {
namespace testing {
inline namespace v1 {

// A layer that the test hands to the plugin. Columns are filled per row, in order.
class InputLayer {
 public:
  InputLayer& row(uint32_t begin, uint32_t end) {
    begin_.push_back(begin);
    end_.push_back(end);
    return row();
  }
  InputLayer& row() {
    ++rows_;
    next_ = 0;
    return *this;
  }
  InputLayer& u8(uint8_t v) { return put(v, NG_U8); }
  InputLayer& code(uint8_t v) { return put(v, NG_CODE8); }
  InputLayer& u16(uint16_t v) { return put(v, NG_U16); }
  InputLayer& u32(uint32_t v) { return put(v, NG_U32); }
  InputLayer& ref(uint32_t v) { return put(v, NG_REF); }
  InputLayer& sid(ng_sid v) { return put(v, NG_STR); }
  InputLayer& f32(float v) { return put(v, NG_F32); }
  InputLayer& span(uint32_t begin, uint32_t end) { return put(ng_span{begin, end}, NG_SPAN); }
  template <class T>
  InputLayer& list(int32_t item_type, const std::vector<T>& items) {
    Column& c = column(item_type | NG_LIST);
    for (const T& item : items) c.push(item);
    c.offsets.push_back(c.offsets.back() + static_cast<uint32_t>(items.size()));
    return *this;
  }

 private:
  friend class FakeHost;
  struct Column {
    int32_t type = 0;
    std::vector<unsigned char> bytes;
    std::vector<uint32_t> offsets{0};
    template <class T>
    void push(const T& value) {
      const size_t at = bytes.size();
      bytes.resize(at + sizeof value);
      std::memcpy(bytes.data() + at, &value, sizeof value);
    }
  };
  Column& column(int32_t type) {
    if (next_ == columns_.size()) {
      columns_.emplace_back();
      columns_.back().type = type;
    }
    return columns_[next_++];
  }
  template <class T>
  InputLayer& put(const T& value, int32_t type) {
    column(type).push(value);
    return *this;
  }
  std::vector<uint32_t> begin_, end_;
  std::vector<Column> columns_;
  uint32_t rows_ = 0;
  size_t next_ = 0;
};

struct Document {
  explicit Document(std::string text_, std::string markup_ = {}) : text(std::move(text_)), markup(std::move(markup_)) {
    if (markup.empty()) markup = text;
  }
  InputLayer& layer(uint32_t slot) { return layers[slot]; }
  std::string text, markup;
  std::map<std::string, std::string> values;  // "language", "url" ...
  std::map<uint32_t, InputLayer> layers;      // by read slot; absent ones are absent
  int32_t cancel_after = -1;                  // polls until cancelled() says yes; -1 never
};

// One value of an appended row.
using Cell = std::variant<int64_t, double, std::string, ng_span, std::vector<int64_t>, std::vector<ng_span>>;
struct Row {
  ng_span span{NG_NONE, NG_NONE};
  std::vector<Cell> cells;
};

struct Output {
  ng_status status = NG_OK;
  std::string error, abstained;
  std::map<uint32_t, std::vector<Row>> layers;  // by write slot
  const std::vector<Row>& rows(uint32_t slot) { return layers[slot]; }
};

class FakeHost {
 public:
  explicit FakeHost(const ng_entry& entry) : entry_(entry) {
    table_ = {sizeof(ng_host), NG_ABI_MAJOR, NG_ABI_MINOR, 0,     this,    &log,       &extension,
              &config_get,     &config_size, &set_error,   &text, &value,  &cancelled, &layer,
              &string,         &intern,      &append,      &fail, &abstain};
    resources_ = {sizeof(ng_resources), 0, &open_resource, &open_resource};
  }
  using Setting = std::variant<bool, int64_t, double, std::string, std::vector<std::string>>;
  FakeHost& config(const std::string& key, Setting v) {
    config_[key] = std::move(v);
    return *this;
  }
  // Bytes for a resource of the manifest.
  FakeHost& resource(const std::string& name, std::string bytes) {
    files_[name] = std::move(bytes);
    return *this;
  }
  // A table that get_extension() hands out, e.g. one of the test's own for newsgrain.unicode/1.
  FakeHost& offer(const std::string& id, const void* extension_table) {
    extensions_[id] = extension_table;
    return *this;
  }
  const std::vector<std::string>& logged() const { return logged_; }

  // Creates the component, runs it once and destroys it.
  Output run(std::string_view id, Document& doc) {
    Output out;
    const ng_component* component = nullptr;
    for (uint32_t i = 0; i < entry_.n_components; ++i)
      if (id == entry_.components[i]->id) component = entry_.components[i];
    if (component == nullptr) {
      out.status = NG_NOT_FOUND;
      out.error = "no such component";
      return out;
    }
    error_.clear();
    void* model = nullptr;
    out.status = component->create(&table_, &model);
    if (out.status == NG_OK) {
      void* worker = nullptr;
      if (component->worker_create != nullptr) out.status = component->worker_create(&table_, model, &worker);
      Active active{this, &doc, &out, {}, {}};
      if (out.status == NG_OK)
        out.status = component->process(&table_, model, worker, reinterpret_cast<ng_run*>(&active));
      if (component->worker_destroy != nullptr) component->worker_destroy(model, worker);
      component->destroy(model);
    }
    if (out.error.empty()) out.error = error_;
    return out;
  }

 private:
  struct Active {  // what stands behind ng_run
    FakeHost* host;
    Document* doc;
    Output* out;
    std::vector<std::string> strings;
    std::map<uint32_t, std::vector<ng_column>> columns;
  };
  static FakeHost& self(const ng_host* h) { return *static_cast<FakeHost*>(h->ctx); }
  static Active& self(ng_run* run) { return *reinterpret_cast<Active*>(run); }

  static void log(const ng_host* h, int32_t, ng_str s) { self(h).logged_.emplace_back(from_abi(s)); }
  static const void* extension(const ng_host* h, const char* id) {
    if (std::string_view(id) == NG_EXT_RESOURCES) return &self(h).resources_;
    const auto it = self(h).extensions_.find(id);
    return it == self(h).extensions_.end() ? nullptr : it->second;
  }
  static ng_status open_resource(const ng_host* h, ng_str name, ng_str* out) {
    const auto it = self(h).files_.find(std::string(from_abi(name)));
    if (it == self(h).files_.end()) return NG_NOT_FOUND;
    *out = to_abi(it->second);
    return NG_OK;
  }
  static ng_status config_get(const ng_host* h, ng_str key, uint32_t index, int32_t type, void* out) {
    const auto it = self(h).config_.find(std::string(from_abi(key)));
    if (it == self(h).config_.end()) return NG_NOT_FOUND;
    const Setting& v = it->second;
    if (const auto* b = std::get_if<bool>(&v); b && type == NG_CONFIG_BOOL)
      return *static_cast<int32_t*>(out) = *b, NG_OK;
    if (const auto* i = std::get_if<int64_t>(&v); i && type == NG_CONFIG_INT)
      return *static_cast<int64_t*>(out) = *i, NG_OK;
    if (const auto* d = std::get_if<double>(&v); d && type == NG_CONFIG_REAL)
      return *static_cast<double*>(out) = *d, NG_OK;
    if (const auto* s = std::get_if<std::string>(&v); s && type == NG_CONFIG_STR)
      return *static_cast<ng_str*>(out) = to_abi(*s), NG_OK;
    if (const auto* l = std::get_if<std::vector<std::string>>(&v); l && type == NG_CONFIG_STR)
      return index < l->size() ? (*static_cast<ng_str*>(out) = to_abi((*l)[index]), NG_OK) : NG_NOT_FOUND;
    return NG_WRONG_TYPE;
  }
  static ng_status config_size(const ng_host* h, ng_str key, uint32_t* out) {
    const auto it = self(h).config_.find(std::string(from_abi(key)));
    if (it == self(h).config_.end()) return *out = 0, NG_OK;
    const auto* l = std::get_if<std::vector<std::string>>(&it->second);
    return *out = l ? static_cast<uint32_t>(l->size()) : 1, NG_OK;
  }
  static ng_status set_error(const ng_host* h, ng_status, ng_str s) { return self(h).error_ = from_abi(s), NG_OK; }

  static ng_status text(ng_run* run, int32_t which, ng_str* out) {
    Document& d = *self(run).doc;
    return *out = to_abi(which == NG_VIEW_MARKUP ? d.markup : d.text), NG_OK;
  }
  static ng_status value(ng_run* run, ng_str key, ng_str* out) {
    const auto& values = self(run).doc->values;
    const auto it = values.find(std::string(from_abi(key)));
    if (it == values.end()) return NG_NOT_FOUND;
    return *out = to_abi(it->second), NG_OK;
  }
  static int32_t cancelled(ng_run* run) {
    Document& d = *self(run).doc;
    if (d.cancel_after < 0) return 0;
    return d.cancel_after-- == 0 ? (d.cancel_after = 0, 1) : 0;
  }
  static ng_status layer(ng_run* run, uint32_t slot, ng_layer* out) {
    Active& active = self(run);
    const auto it = active.doc->layers.find(slot);
    if (it == active.doc->layers.end()) return NG_NOT_FOUND;
    InputLayer& in = it->second;
    auto& columns = active.columns[slot];
    columns.clear();
    for (auto& c : in.columns_)
      columns.push_back({c.type, 0, c.bytes.data(), (c.type & NG_LIST) ? c.offsets.data() : nullptr});
    *out = {sizeof(ng_layer),
            in.rows_,
            in.begin_.empty() ? nullptr : in.begin_.data(),
            in.end_.empty() ? nullptr : in.end_.data(),
            static_cast<uint32_t>(columns.size()),
            0,
            columns.data()};
    return NG_OK;
  }
  static ng_status string(ng_run* run, ng_sid id, ng_str* out) {
    auto& strings = self(run).strings;
    if (id >= strings.size()) return NG_INVALID;
    return *out = to_abi(strings[id]), NG_OK;
  }
  static ng_status intern(ng_run* run, ng_str s, ng_sid* out) {
    auto& strings = self(run).strings;
    for (size_t i = 0; i < strings.size(); ++i)
      if (strings[i] == from_abi(s)) return *out = static_cast<ng_sid>(i), NG_OK;
    strings.reserve(1 << 12);  // views handed out stay valid for a test's worth of strings
    strings.emplace_back(from_abi(s));
    return *out = static_cast<ng_sid>(strings.size() - 1), NG_OK;
  }
  static ng_status append(ng_run* run, uint32_t slot, uint32_t rows, const uint32_t* begin, const uint32_t* end,
                          const ng_column* columns, uint32_t n_columns) {
    Active& active = self(run);
    const size_t size = active.doc->text.size();
    for (uint32_t r = 0; r < rows; ++r) {
      Row row;
      if (begin != nullptr) {
        if (begin[r] > end[r] || end[r] > size) return NG_INVALID;
        row.span = {begin[r], end[r]};
      }
      for (uint32_t c = 0; c < n_columns; ++c) row.cells.push_back(cell(active, columns[c], r));
      active.out->layers[slot].push_back(std::move(row));
    }
    return NG_OK;
  }
  template <class T>
  static T item(const ng_column& c, size_t at) {
    T out;
    std::memcpy(&out, static_cast<const unsigned char*>(c.data) + at * sizeof(T), sizeof out);
    return out;
  }
  static Cell number(const ng_column& c, int32_t type, size_t at) {
    switch (type) {
      case NG_U8:
      case NG_BOOL:
      case NG_CODE8: return static_cast<int64_t>(item<uint8_t>(c, at));
      case NG_U16:
      case NG_CODE16: return static_cast<int64_t>(item<uint16_t>(c, at));
      case NG_I32: return static_cast<int64_t>(item<int32_t>(c, at));
      case NG_I64: return item<int64_t>(c, at);
      case NG_F32: return static_cast<double>(item<float>(c, at));
      case NG_F64: return item<double>(c, at);
      default: break;
    }
    const auto v = item<uint32_t>(c, at);
    return v == NG_NONE && (type == NG_REF || type == NG_STR) ? int64_t{-1} : static_cast<int64_t>(v);
  }
  static Cell cell(Active& active, const ng_column& c, uint32_t row) {
    if (c.type & NG_LIST) {
      const int32_t type = c.type & ~NG_LIST;
      if (type == NG_SPAN) {
        std::vector<ng_span> out;
        for (uint32_t i = c.offsets[row]; i < c.offsets[row + 1]; ++i) out.push_back(item<ng_span>(c, i));
        return out;
      }
      std::vector<int64_t> out;
      for (uint32_t i = c.offsets[row]; i < c.offsets[row + 1]; ++i)
        out.push_back(std::get<int64_t>(number(c, type, i)));
      return out;
    }
    if (c.type == NG_SPAN) return item<ng_span>(c, row);
    if (c.type == NG_STR) {
      const auto id = item<uint32_t>(c, row);
      return id < active.strings.size() ? active.strings[id] : std::string();
    }
    return number(c, c.type, row);
  }
  static ng_status fail(ng_run* run, ng_status, ng_str s) { return self(run).out->error = from_abi(s), NG_OK; }
  static ng_status abstain(ng_run* run, ng_str s) { return self(run).out->abstained = from_abi(s), NG_OK; }

  const ng_entry& entry_;
  ng_host table_{};
  ng_resources resources_{};
  std::map<std::string, Setting> config_;
  std::map<std::string, std::string> files_;
  std::map<std::string, const void*> extensions_;
  std::vector<std::string> logged_;
  std::string error_;
};

}  // namespace v1
}  // namespace testing
}  // namespace sdk
}  // namespace newsgrain
