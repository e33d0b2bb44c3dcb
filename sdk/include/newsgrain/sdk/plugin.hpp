// plugin.hpp: the C++17 way to write a newsgrain plugin. Header-only over the C ABI; compiled into the plugin.
//
//   #include <newsgrain/sdk/plugin.hpp>
//   #include "slots.hpp"                                  // generated from plugin.json by newsgrain_add_plugin()
//   namespace sdk = newsgrain::sdk;
//
//   struct Shouting {                                     // the model: const after construction, shared by all threads
//     explicit Shouting(const sdk::Config& config) : least_(config.integer("least")) {}
//     void process(sdk::Run& run) const {                 // one document
//       sdk::LayerView sentences = run.layer(slots::reads::sentence);
//       sdk::Writer out(run, slots::writes::shout);
//       for (uint32_t row = 0; row < sentences.rows(); ++row)
//         if (count_capitals(run.text(sentences.begin(row), sentences.end(row))) >= least_)
//           out.row(sentences.begin(row), sentences.end(row)).f32(1.0f);
//       out.commit();
//     }
//     int64_t least_;
//   };
//   NG_PLUGIN(Shouting, "org.example.shouting")
//
// A model that needs scratch memory per thread declares `struct Worker` and takes `process(Run&, Worker&) const`.
// Exceptions are caught on this side of the boundary and become a status with their text.
#pragma once

#include <cstdint>
#include <cstring>
#include <deque>
#include <exception>
#include <initializer_list>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "../abi/ext/regex.h"
#include "../abi/ext/resources.h"
#include "../abi/ext/unicode.h"
#include "../abi/layers.h"
#include "../abi/newsgrain.h"
#include "reading.hpp"
#include "text.hpp"

namespace newsgrain {
namespace sdk {
inline namespace v1 {

inline ng_str to_abi(std::string_view text) { return ng_str{text.data(), text.size()}; }
inline std::string_view from_abi(ng_str text) {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

// An error with the status that the host shall see. Thrown by the functions of this header; a plugin may throw it too.
class Error : public std::runtime_error {
 public:
  Error(ng_status status, const std::string& text) : std::runtime_error(text), status_(status) {}
  ng_status status() const { return status_; }

 private:
  ng_status status_;
};

// Thrown by Run::check_cancelled(); becomes NG_CANCELLED.
class Cancelled : public Error {
 public:
  Cancelled() : Error(NG_CANCELLED, "cancelled") {}
};

inline void check(ng_status status, const char* what) {
  if (status == NG_CANCELLED) throw Cancelled();
  if (status != NG_OK) throw Error(status, what);
}

// Configuration, resources and extensions while a model is made. [control]
class Config {
 public:
  explicit Config(const ng_host* host) : host_(host) {}
  const ng_host* host() const { return host_; }

  bool has(std::string_view key) const { return size(key) != 0; }
  uint32_t size(std::string_view key) const {
    uint32_t count = 0;
    return host_->config_size(host_, to_abi(key), &count) == NG_OK ? count : 0;
  }
  bool boolean(std::string_view key) const { return get<int32_t>(key, 0, NG_CONFIG_BOOL) != 0; }
  int64_t integer(std::string_view key) const { return get<int64_t>(key, 0, NG_CONFIG_INT); }
  double real(std::string_view key) const { return get<double>(key, 0, NG_CONFIG_REAL); }
  // Views stay valid until the model is destroyed.
  std::string_view string(std::string_view key) const { return from_abi(get<ng_str>(key, 0, NG_CONFIG_STR)); }
  std::vector<std::string> strings(std::string_view key) const {
    std::vector<std::string> out;
    for (uint32_t i = 0, n = size(key); i < n; ++i) out.emplace_back(from_abi(get<ng_str>(key, i, NG_CONFIG_STR)));
    return out;
  }

  // Bytes of a file that the manifest lists as a resource; mapped, valid until the process ends.
  std::string_view resource(std::string_view name) const {
    ng_str bytes{nullptr, 0};
    const auto* api = extension<ng_resources>(NG_EXT_RESOURCES);
    check(api->open(host_, to_abi(name), &bytes), ("cannot open resource " + std::string(name)).c_str());
    return from_abi(bytes);
  }
  // Bytes of a user's file.
  std::string_view file(std::string_view path) const {
    ng_str bytes{nullptr, 0};
    const auto* api = extension<ng_resources>(NG_EXT_RESOURCES);
    check(api->open_path(host_, to_abi(path), &bytes), ("cannot open file " + std::string(path)).c_str());
    return from_abi(bytes);
  }
  const ng_unicode* unicode() const { return extension<ng_unicode>(NG_EXT_UNICODE); }
  const ng_regex_api* regex() const { return extension<ng_regex_api>(NG_EXT_REGEX); }
  template <class T>
  const T* extension(const char* id) const {
    const void* table = host_->get_extension(host_, id);
    if (table == nullptr) throw Error(NG_UNSUPPORTED, std::string("the host does not offer ") + id);
    return static_cast<const T*>(table);
  }
  void log(int32_t level, std::string_view text) const { host_->log(host_, level, to_abi(text)); }

 private:
  template <class T>
  T get(std::string_view key, uint32_t index, int32_t type) const {
    T value{};
    check(host_->config_get(host_, to_abi(key), index, type, &value),
          ("no configuration value " + std::string(key)).c_str());
    return value;
  }
  const ng_host* host_;
};

// A committed layer, valid until process() returns.
class LayerView {
 public:
  LayerView() { std::memset(&layer_, 0, sizeof layer_); }
  explicit LayerView(const ng_layer& layer) : layer_(layer), present_(true) {}
  // False for an optional layer that the document does not have.
  explicit operator bool() const { return present_; }
  uint32_t rows() const { return layer_.rows; }
  const uint32_t* begins() const { return layer_.begin; }
  const uint32_t* ends() const { return layer_.end; }
  uint32_t begin(uint32_t row) const { return layer_.begin[row]; }
  uint32_t end(uint32_t row) const { return layer_.end[row]; }
  // Values of column number `index` (in the order of the manifest's read). T: uint8_t for code8 and bool, uint16_t for
  // code16, uint32_t for str and ref, ng_span for span.
  template <class T>
  const T* column(uint32_t index) const {
    if (index >= layer_.n_columns) throw Error(NG_INVALID, "no such column");
    return static_cast<const T*>(layer_.columns[index].data);
  }
  // Items of a list column in one row.
  template <class T>
  std::pair<const T*, const T*> items(uint32_t index, uint32_t row) const {
    const ng_column& c = layer_.columns[index];
    if (index >= layer_.n_columns || c.offsets == nullptr) throw Error(NG_INVALID, "no such list column");
    const T* data = static_cast<const T*>(c.data);
    return {data + c.offsets[row], data + c.offsets[row + 1]};
  }
  const ng_layer& raw() const { return layer_; }

 private:
  ng_layer layer_;
  bool present_ = false;
};

namespace detail {

// The layers of a document with the places of their spans in the reading. Views of them stay valid as long as it.
class ReadLayers {
 public:
  explicit ReadLayers(std::shared_ptr<const Reading> reading) : reading_(std::move(reading)) {}
  const Reading& reading() const { return *reading_; }

  // Once for each slot: a plugin may ask for a layer as often as it likes.
  const ng_layer& of_slot(uint32_t slot, const ng_layer& layer) {
    const auto [found, fresh] = by_slot_.try_emplace(slot);
    if (fresh) found->second = translated(layer);
    return found->second;
  }

 private:
  ng_layer translated(const ng_layer& layer) {
    ng_layer out = layer;
    if (layer.begin != nullptr) out.begin = translated(layer.begin, layer.rows);
    if (layer.end != nullptr) out.end = translated(layer.end, layer.rows);
    if (layer.n_columns == 0) return out;
    std::vector<ng_column>& columns = columns_.emplace_back(layer.columns, layer.columns + layer.n_columns);
    for (ng_column& c : columns) {
      if ((c.type & ~NG_LIST) != NG_SPAN) continue;
      const size_t items = c.offsets != nullptr ? c.offsets[layer.rows] : layer.rows;
      c.data = translated(static_cast<const uint32_t*>(c.data), 2 * items);  // an ng_span is two of them
    }
    out.columns = columns.data();
    return out;
  }

  const uint32_t* translated(const uint32_t* from, size_t count) {
    std::vector<uint32_t>& to = places_.emplace_back();
    to.reserve(count);
    for (size_t i = 0; i < count; ++i) to.push_back(from[i] == NG_NONE ? NG_NONE : reading_->at(from[i]));
    return to.data();
  }

  std::shared_ptr<const Reading> reading_;
  std::deque<std::vector<uint32_t>> places_;
  std::deque<std::vector<ng_column>> columns_;
  std::map<uint32_t, ng_layer> by_slot_;
};

}  // namespace detail

// One document in one component. [run]
class Run {
 public:
  Run(const ng_host* host, ng_run* run) : host_(host), run_(run) { text_ = view(NG_VIEW_TEXT); }
  const ng_host* host() const { return host_; }
  ng_run* raw() const { return run_; }

  // Takes the text as people read it (reading.hpp) from here on: text(), the spans and span columns of layers that are
  // asked for later, and what writers get are places of the reading. `blocks`: begins and ends of the layer block.
  void read(const LayerView& blocks) {
    const bool wrapped = value("media_type") == "text/plain";
    auto reading = Reading::of(text_, blocks.begins(), blocks.ends(), blocks.rows(), wrapped);
    if (reading == nullptr) return;
    text_ = reading->text();
    read_ = std::make_shared<detail::ReadLayers>(std::move(reading));
  }
  // A span of text() in the document's own text.
  ng_span original(uint32_t begin, uint32_t end) const {
    if (read_ == nullptr || begin == NG_NONE) return {begin, end};
    const uint32_t first = read_->reading().original_begin(begin);
    return {first, begin == end ? first : read_->reading().original_end(end)};
  }

  std::string_view text() const { return text_; }
  std::string_view text(uint32_t begin, uint32_t end) const { return text_.substr(begin, end - begin); }
  std::string_view markup() const { return view(NG_VIEW_MARKUP); }
  // "id", "url", "published", "language", "media_type", "encoding"; empty where there is none.
  std::string_view value(std::string_view key) const {
    ng_str out{nullptr, 0};
    return host_->document_value(run_, to_abi(key), &out) == NG_OK ? from_abi(out) : std::string_view();
  }
  bool cancelled() const { return host_->cancelled(run_) != 0; }
  void check_cancelled() const {
    if (cancelled()) throw Cancelled();
  }
  // Layer of the manifest's read number `slot`; empty view for an absent optional one.
  LayerView layer(uint32_t slot) const {
    ng_layer out;
    std::memset(&out, 0, sizeof out);
    out.struct_size = sizeof out;
    const ng_status status = host_->layer(run_, slot, &out);
    if (status == NG_NOT_FOUND) return LayerView();
    check(status, "cannot read a layer");
    return LayerView(read_ == nullptr ? out : read_->of_slot(slot, out));
  }
  std::string_view string(ng_sid id) const {
    if (id == NG_NONE) return std::string_view();
    ng_str out{nullptr, 0};
    check(host_->string(run_, id, &out), "no such string id");
    return from_abi(out);
  }
  ng_sid intern(std::string_view text) const {
    ng_sid id = NG_NONE;
    check(host_->intern(run_, to_abi(text), &id), "cannot intern a string");
    return id;
  }
  // Says why there is no result for this document, e.g. an unknown language.
  void abstain(std::string_view reason) const { host_->abstain(run_, to_abi(reason)); }
  void log(int32_t level, std::string_view text) const { host_->log(host_, level, to_abi(text)); }

 private:
  std::string_view view(int32_t which) const {
    ng_str out{nullptr, 0};
    check(host_->text(run_, which, &out), "cannot read the text");
    return from_abi(out);
  }
  const ng_host* host_;
  ng_run* run_;
  std::string_view text_;
  std::shared_ptr<detail::ReadLayers> read_;
};

// Collects rows column by column and hands them to the host in blocks. Each row() is followed by one value per column,
// in the order of the manifest's write; commit() hands over the last block. One writer per slot at a time: rows are
// numbered in the order in which they are appended. Of a document that fails the host drops all rows.
class Writer {
 public:
  Writer(Run& run, uint32_t slot, std::initializer_list<int32_t> types) : run_(run), slot_(slot) {
    columns_.reserve(types.size());
    for (const int32_t type : types) columns_.emplace_back(type);
    next_ = columns_end();
  }
  // The same with a slot of the generated header slots.hpp, which knows the types: Writer(run, slots::writes::shout).
  template <class Slot, class = std::enable_if_t<std::is_class_v<Slot>>>
  Writer(Run& run, Slot) : run_(run), slot_(Slot::slot) {
    columns_.reserve(Slot::types.size());
    for (const int32_t type : Slot::types) columns_.emplace_back(type);
    next_ = columns_end();
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Writer& row(uint32_t begin, uint32_t end) {
    row();
    const ng_span place = run_.original(begin, end);
    begin_[rows_ - 1] = place.begin;
    end_[rows_ - 1] = place.end;
    ++spans_;
    return *this;
  }
  Writer& row() {  // for layers without spans and augmenting layers
    if (next_ != columns_end()) wrong(NG_INVALID, "a row has too few values");
    if (rows_ == room_) make_room();
    ++rows_;
    next_ = columns_.data();
    return *this;
  }
  Writer& u8(uint8_t v) { return put(v, NG_U8); }
  Writer& code(uint32_t v) {
    return column().type == NG_CODE16 ? put(static_cast<uint16_t>(v), NG_CODE16)
                                      : put(static_cast<uint8_t>(v), NG_CODE8);
  }
  Writer& boolean(bool v) { return put(static_cast<uint8_t>(v), NG_BOOL); }
  Writer& u16(uint16_t v) { return put(v, NG_U16); }
  Writer& u32(uint32_t v) { return put(v, NG_U32); }
  Writer& i32(int32_t v) { return put(v, NG_I32); }
  Writer& i64(int64_t v) { return put(v, NG_I64); }
  Writer& f32(float v) { return put(v, NG_F32); }
  Writer& f64(double v) { return put(v, NG_F64); }
  Writer& ref(uint32_t v) { return put(v, NG_REF); }
  Writer& sid(ng_sid v) { return put(v, NG_STR); }
  // An empty text is none; use sid(run.intern("")) for an empty string. What is no UTF-8 is none too, with a line in
  // the log: one bad value costs that value, not the document.
  Writer& str(std::string_view v) {
    const bool valid = is_valid_utf8(v);
    if (!valid) run_.log(NG_LOG_WARNING, "a string that is no valid UTF-8 was left out");
    return put(v.empty() || !valid ? NG_NONE : run_.intern(v), NG_STR);
  }
  Writer& span(uint32_t begin, uint32_t end) { return put(run_.original(begin, end), NG_SPAN); }
  Writer& markup_span(uint32_t begin, uint32_t end) { return put(ng_span{begin, end}, NG_SPAN); }
  Writer& none() {  // of a string, reference or span
    if (column().type == NG_SPAN) return put(ng_span{NG_NONE, NG_NONE}, NG_SPAN);
    return put(static_cast<uint32_t>(NG_NONE), column().type == NG_STR ? NG_STR : NG_REF);
  }
  template <class T>
  Writer& list(const std::vector<T>& items) {  // spans: places of the text, as in row()
    Column& c = column();
    if ((c.type & NG_LIST) == 0) wrong(NG_WRONG_TYPE, "the column is no list");
    for (const T& item : items) add_item(c, item);
    c.offsets.push_back(static_cast<uint32_t>(c.offsets.back() + items.size()));
    ++next_;
    return *this;
  }
  // Rows since the writer was made or committed.
  uint32_t rows() const { return static_cast<uint32_t>(sent_ + rows_); }

  // Appends what was collected. The writer may be used again.
  void commit() {
    if (next_ != columns_end()) wrong(NG_INVALID, "the last row has too few values");
    send();
    sent_ = 0;
  }

 private:
  // Small enough for a block to stay in the processor's nearest cache, large enough for a call to cost nothing.
  static constexpr size_t kBlock = 1024;

  struct Column {
    explicit Column(int32_t t) : type(t) {
      if ((type & NG_LIST) != 0) offsets.assign(1, 0);
    }
    int32_t type;
    unsigned char* values = nullptr;   // kBlock of them, of a column that is no list
    std::vector<unsigned char> items;  // of a list
    std::vector<uint32_t> offsets;
  };

  Column* columns_end() { return columns_.data() + columns_.size(); }
  Column& column() {
    if (next_ == columns_end()) wrong(NG_INVALID, "a row has too many values");
    return *next_;
  }
  template <class T>
  static void add_item(Column& c, const T& item) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(&item);
    c.items.insert(c.items.end(), bytes, bytes + sizeof(T));
  }
  void add_item(Column& c, const ng_span& item) const { add_item<ng_span>(c, run_.original(item.begin, item.end)); }

  template <class T>
  Writer& put(const T& value, int32_t type) {
    Column& c = column();
    if (c.type != type) wrong(NG_WRONG_TYPE, "a value does not fit the column's type");
    reinterpret_cast<T*>(c.values)[rows_ - 1] = value;
    ++next_;
    return *this;
  }

  void make_room() {
    if (room_ != 0) return send();
    size_t bytes = 2 * kBlock * sizeof(uint32_t);
    for (const Column& c : columns_) bytes += kBlock * width(c.type);
    memory_.reset(new unsigned char[bytes]);
    unsigned char* at = memory_.get();
    // The widest first, so that all are aligned.
    for (const size_t wanted : {sizeof(uint64_t), sizeof(uint32_t), sizeof(uint16_t), sizeof(uint8_t)}) {
      for (Column& c : columns_) {
        if (width(c.type) != wanted) continue;
        c.values = at;
        at += kBlock * wanted;
      }
    }
    begin_ = reinterpret_cast<uint32_t*>(at);
    end_ = begin_ + kBlock;
    room_ = kBlock;
  }
  static size_t width(int32_t type) {
    switch (type) {
      case NG_U8:
      case NG_BOOL:
      case NG_CODE8: return sizeof(uint8_t);
      case NG_U16:
      case NG_CODE16: return sizeof(uint16_t);
      case NG_I64:
      case NG_F64:
      case NG_SPAN: return sizeof(uint64_t);
      default: return (type & NG_LIST) != 0 ? 0 : sizeof(uint32_t);
    }
  }
  void send() {
    if (spans_ != 0 && spans_ != rows_) wrong(NG_INVALID, "some rows have a span and some have none");
    std::vector<ng_column> columns;
    columns.reserve(columns_.size());
    for (const Column& c : columns_) {
      const bool list = (c.type & NG_LIST) != 0;
      columns.push_back(ng_column{c.type, 0, list ? c.items.data() : c.values, list ? c.offsets.data() : nullptr});
    }
    check(run_.host()->append(run_.raw(), slot_, static_cast<uint32_t>(rows_), spans_ != 0 ? begin_ : nullptr,
                              spans_ != 0 ? end_ : nullptr, columns.data(), static_cast<uint32_t>(columns.size())),
          "the host refused the rows");
    sent_ += rows_;
    rows_ = spans_ = 0;
    for (Column& c : columns_) {
      c.items.clear();
      if (!c.offsets.empty()) c.offsets.assign(1, 0);
    }
  }
  [[noreturn]] static void wrong(ng_status status, const char* text) { throw Error(status, text); }

  Run& run_;
  uint32_t slot_;
  size_t rows_ = 0, spans_ = 0;  // of this block; how many of them have a span
  size_t sent_ = 0;
  size_t room_ = 0;
  std::unique_ptr<unsigned char[]> memory_;  // of all columns
  uint32_t* begin_ = nullptr;
  uint32_t* end_ = nullptr;
  std::vector<Column> columns_;
  Column* next_ = nullptr;  // the column that the next value belongs to
};

namespace detail {

template <class F>
ng_status guard(F&& f, const ng_host* host, ng_run* run) noexcept {
  ng_status status = NG_ERROR;
  const char* text = "unknown exception";
  try {
    f();
    return NG_OK;
  } catch (const Error& e) {
    status = e.status();
    if (run != nullptr)
      host->fail(run, status, to_abi(e.what()));
    else
      host->set_error(host, status, to_abi(e.what()));
    return status;
  } catch (const std::bad_alloc&) {
    status = NG_NO_MEMORY;
    text = "out of memory";
  } catch (const std::exception& e) {
    if (run != nullptr)
      host->fail(run, NG_ERROR, to_abi(e.what()));
    else
      host->set_error(host, NG_ERROR, to_abi(e.what()));
    return NG_ERROR;
  } catch (...) {}
  if (run != nullptr)
    host->fail(run, status, to_abi(text));
  else
    host->set_error(host, status, to_abi(text));
  return status;
}

template <class T, class = void>
struct WorkerOf {
  static constexpr bool kHas = false;
};
template <class T>
struct WorkerOf<T, std::void_t<typename T::Worker>> {
  static constexpr bool kHas = true;
};

template <class T>
struct Component {
  static ng_status create(const ng_host* host, void** model) {
    return guard([&] { *model = new T(Config(host)); }, host, nullptr);
  }
  static void destroy(void* model) { delete static_cast<T*>(model); }
  static ng_status worker_create(const ng_host* host, const void*, void** worker) {
    return guard(
        [&] {
          if constexpr (WorkerOf<T>::kHas)
            *worker = new typename T::Worker();
          else
            *worker = nullptr;
        },
        host, nullptr);
  }
  static void worker_destroy(const void*, void* worker) {
    if constexpr (WorkerOf<T>::kHas)
      delete static_cast<typename T::Worker*>(worker);
    else
      (void)worker;
  }
  static ng_status process(const ng_host* host, const void* model, void* worker, ng_run* raw) {
    return guard(
        [&] {
          Run run(host, raw);
          if constexpr (WorkerOf<T>::kHas)
            static_cast<const T*>(model)->process(run, *static_cast<typename T::Worker*>(worker));
          else
            static_cast<const T*>(model)->process(run);
          (void)worker;
        },
        host, raw);
  }
  static constexpr ng_component table(const char* id) {
    return ng_component{sizeof(ng_component), 0,        id,     &create, &destroy, &worker_create,
                        &worker_destroy,      &process, nullptr};
  }
};

}  // namespace detail
}  // namespace v1
}  // namespace sdk
}  // namespace newsgrain

// The manifest as bytes. newsgrain_add_plugin() generates the definition from plugin.json and defines NG_MANIFEST_SIZE.
extern "C" {
extern const char ng_manifest_data[];
}

// Defines the entry of a library with one component.
#define NG_PLUGIN(Type, id)                                                                         \
  namespace {                                                                                       \
  const ng_component ng_plugin_component = ::newsgrain::sdk::detail::Component<Type>::table(id);    \
  const ng_component* const ng_plugin_components[] = {&ng_plugin_component};                        \
  }                                                                                                 \
  extern "C" NG_EXPORT const ng_entry ng_plugin_entry_v1;                                           \
  extern "C" const ng_entry ng_plugin_entry_v1 = {                                                  \
      sizeof(ng_entry), NG_ABI_MAJOR, NG_ABI_MINOR,        1, {ng_manifest_data, NG_MANIFEST_SIZE}, \
      nullptr,          nullptr,      ng_plugin_components}
