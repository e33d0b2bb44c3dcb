#include "isolation/protocol.hpp"

#include <array>
#include <cstring>

namespace newsgrain::internal {
namespace {

constexpr std::array<std::string_view, 6> kValues{"id", "url", "published", "language", "media_type", "encoding"};
constexpr uint64_t kMostLines = 10'000;

enum LayerState : uint64_t { kAbsent = 0, kPresent = 1, kBroken = 2 };

size_t item_size(int32_t type) { return column_item_size(static_cast<ColumnType>(type & ~NG_LIST)); }

void pack_log(Packer& out, const std::vector<LogLine>& log) {
  out.number(log.size());
  for (const LogLine& line : log) {
    out.number(static_cast<uint64_t>(line.level));
    out.text(line.text);
  }
}

void unpack_log(Unpacker& in, std::vector<LogLine>& log) {
  const uint64_t lines = in.number();
  for (uint64_t i = 0; i < lines && i < kMostLines && !in.failed(); ++i) {
    LogLine line;
    line.level = static_cast<int>(in.number());
    line.text = in.text();
    log.push_back(std::move(line));
  }
}

void pack_error(Packer& out, const Error& error) {
  out.number(static_cast<uint64_t>(error.code));
  out.text(error.message);
  out.text(error.where);
  out.text(error.cure);
}

void unpack_error(Unpacker& in, Error& error) {
  error.code = static_cast<ErrorCode>(in.number());
  error.message = in.text();
  error.where = in.text();
  error.cure = in.text();
}

// Renumbers the ids of new strings, which count on from the `given` ones, to those of the document.
void renumber_strings(std::string& column, uint32_t given, const std::vector<uint32_t>& ids) {
  for (size_t at = 0; at < column.size(); at += sizeof(uint32_t)) {
    uint32_t id;
    std::memcpy(&id, column.data() + at, sizeof id);
    if (id == kNone || id < given || id - given >= ids.size()) continue;
    std::memcpy(column.data() + at, &ids[id - given], sizeof id);
  }
}

}  // namespace

void pack(Packer& out, const Setup& s) {
  for (const std::string* text : {&s.version, &s.plugin_path, &s.manifest, &s.component, &s.config_json})
    out.text(*text);
  for (const bool flag : {s.full_checking, s.verify_resources, s.sandbox, s.backtrace}) out.number(flag ? 1 : 0);
  out.number(s.memory);
  out.number(static_cast<uint64_t>(s.host_pid));
}

bool unpack(Unpacker& in, Setup& s) {
  for (std::string* text : {&s.version, &s.plugin_path, &s.manifest, &s.component, &s.config_json}) *text = in.text();
  for (bool* flag : {&s.full_checking, &s.verify_resources, &s.sandbox, &s.backtrace}) *flag = in.number() != 0;
  s.memory = in.number();
  s.host_pid = static_cast<int64_t>(in.number());
  return !in.failed();
}

void pack(Packer& out, const Ready& ready) {
  pack_error(out, ready.error);
  pack_log(out, ready.log);
}

bool unpack(Unpacker& in, Ready& ready) {
  unpack_error(in, ready.error);
  unpack_log(in, ready.log);
  return !in.failed();
}

void pack_document(Packer& out, const Document& doc, const ComponentManifest& manifest, uint64_t deadline_ns,
                   std::vector<std::vector<ng_column>>& columns, std::string& strings,
                   std::vector<uint32_t>& string_ends) {
  out.number(deadline_ns);
  out.array(doc.text().data(), doc.text().size());
  for (const std::string_view key : kValues) {
    const auto value = document_value(doc, key);
    out.number(value ? 1 : 0);
    out.text(value.value_or(std::string_view()));
  }
  columns.assign(manifest.reads.size(), {});
  bool reads_strings = false;
  for (size_t slot = 0; slot < manifest.reads.size(); ++slot) {
    auto layer = read_layer(doc, manifest.reads[slot], columns[slot]);
    if (!layer) {
      out.number(kBroken);
      out.text(layer.error().message);
      continue;
    }
    out.number(layer.value() ? kPresent : kAbsent);
    if (!layer.value()) continue;
    const ng_layer& view = *layer.value();
    out.number(view.rows);
    out.number(view.begin != nullptr ? 1 : 0);
    if (view.begin != nullptr) {
      out.array(view.begin, view.rows * sizeof(uint32_t));
      out.array(view.end, view.rows * sizeof(uint32_t));
    }
    out.number(view.n_columns);
    for (uint32_t c = 0; c < view.n_columns; ++c) {
      const ng_column& column = view.columns[c];
      const size_t items = column.offsets != nullptr ? column.offsets[view.rows] : view.rows;
      out.number(static_cast<uint64_t>(column.type));
      out.array(column.data, items * item_size(column.type));
      if (column.offsets != nullptr) out.array(column.offsets, (view.rows + size_t{1}) * sizeof(uint32_t));
      reads_strings = reads_strings || (column.type & ~NG_LIST) == NG_STR;
    }
  }
  // The document's strings go along only where the component can hold an id of one.
  strings.clear();
  string_ends.clear();
  if (reads_strings) {
    for (uint32_t id = 0; id < doc.strings().size(); ++id) {
      strings += doc.strings().at(id);
      string_ends.push_back(static_cast<uint32_t>(strings.size()));
    }
  }
  out.array(strings.data(), strings.size());
  out.array(string_ends.data(), string_ends.size() * sizeof(uint32_t));
}

SharedSource::SharedSource(Unpacker& in, const ComponentManifest& manifest,
                           std::function<std::string_view()> fetch_markup)
    : fetch_markup_(std::move(fetch_markup)), values_(kValues.size()), layers_(manifest.reads.size()) {
  deadline_ns_ = in.number();
  text_ = in.array();
  for (auto& value : values_) {
    const bool given = in.number() != 0;
    const std::string_view text = in.text();
    if (given) value = text;
  }
  for (ReadLayer& layer : layers_) {
    const uint64_t state = in.number();
    if (state == kBroken) layer.error = in.text();
    if (state != kPresent) continue;
    ng_layer view{};
    view.rows = static_cast<uint32_t>(in.number());
    if (in.number() != 0) {
      view.begin = in.items<uint32_t>().first;
      view.end = in.items<uint32_t>().first;
    }
    view.n_columns = static_cast<uint32_t>(in.number());
    for (uint32_t c = 0; c < view.n_columns && !in.failed(); ++c) {
      ng_column column{static_cast<int32_t>(in.number()), 0, in.array().data(), nullptr};
      if ((column.type & NG_LIST) != 0) column.offsets = in.items<uint32_t>().first;
      layer.columns.push_back(column);
    }
    view.columns = layer.columns.data();
    layer.view = view;
  }
  given_bytes_ = in.array();
  const auto [ends, count] = in.items<uint32_t>();
  given_ends_ = ends;
  given_ = static_cast<uint32_t>(count);
  valid_ = !in.failed();
}

std::string_view SharedSource::markup() {
  if (!markup_) markup_ = fetch_markup_();
  return *markup_;
}

std::optional<std::string_view> SharedSource::value(std::string_view key) const {
  for (size_t i = 0; i < kValues.size(); ++i)
    if (kValues[i] == key) return values_[i];
  return std::nullopt;
}

Result<std::optional<ng_layer>> SharedSource::layer(uint32_t slot) {
  if (!layers_[slot].error.empty()) return Error{ErrorCode::plugin_failed, layers_[slot].error, ""};
  return layers_[slot].view;
}

std::string_view SharedSource::string(uint32_t id) const {
  if (id >= given_) return id - given_ < new_strings_.size() ? new_strings_[id - given_] : std::string_view();
  const uint32_t begin = id == 0 ? 0 : given_ends_[id - 1];
  return given_bytes_.substr(begin, given_ends_[id] - begin);
}

uint32_t SharedSource::intern(std::string_view text) {
  if (pool_.size() == 0)
    for (uint32_t id = 0; id < given_; ++id) pool_.intern(string(id));
  const uint32_t before = pool_.size();
  const uint32_t id = pool_.intern(text);
  if (id != kNone && id == before) new_strings_.push_back(pool_.at(id));
  return id;
}

void pack_produced(Packer& out, const Produced& produced, const SharedSource& source, const std::vector<LogLine>& log,
                   uint64_t resident) {
  out.number(static_cast<uint64_t>(static_cast<int64_t>(produced.status)));
  out.number(produced.stopped ? 1 : 0);
  pack_error(out, produced.error);
  out.text(produced.abstained);
  pack_log(out, log);
  out.number(resident);
  out.number(source.strings() - source.new_strings().size());
  out.number(source.new_strings().size());
  for (const std::string_view text : source.new_strings()) out.array(text.data(), text.size());
  for (const LayerBuilder& builder : produced.builders) {
    out.number(builder.rows());
    if (builder.schema().spans) {
      out.array(builder.begins().data(), builder.begins().size_bytes());
      out.array(builder.ends().data(), builder.ends().size_bytes());
    }
    for (size_t c = 0; c < builder.schema().columns.size(); ++c) {
      const Column& column = builder.column(c);
      out.array(column.data.data(), column.data.size());
      if (builder.schema().columns[c].list) out.array(column.offsets.data(), column.offsets.size() * sizeof(uint32_t));
    }
  }
}

std::optional<Received> unpack_produced(Unpacker& in, const ComponentManifest& manifest, Document& doc) {
  Received out;
  Produced& produced = out.produced;
  produced.status = static_cast<ng_status>(static_cast<int64_t>(in.number()));
  produced.stopped = in.number() != 0;
  unpack_error(in, produced.error);
  produced.abstained = in.text();
  unpack_log(in, out.log);
  out.resident = in.number();
  const auto given = static_cast<uint32_t>(in.number());
  const uint64_t strings = in.number();
  std::vector<uint32_t> ids;
  for (uint64_t i = 0; i < strings && !in.failed(); ++i) {
    const std::string_view text = in.array();
    if (!is_valid_utf8(text)) return std::nullopt;
    ids.push_back(doc.mutable_strings().intern(text));
  }
  const auto text_size = static_cast<uint32_t>(doc.text().size());
  for (const LayerUse& use : manifest.writes) {
    LayerBuilder& builder = produced.builders.emplace_back(use.schema);
    const auto rows = static_cast<uint32_t>(in.number());
    const uint32_t* begin = nullptr;
    const uint32_t* end = nullptr;
    if (use.schema.spans) {
      const auto [begins, n_begins] = in.items<uint32_t>();
      const auto [ends, n_ends] = in.items<uint32_t>();
      if (n_begins != rows || n_ends != rows) return std::nullopt;
      begin = begins;
      end = ends;
    }
    std::vector<LayerBuilder::ColumnView> views;
    std::vector<std::string> renumbered;
    renumbered.reserve(use.schema.columns.size());
    for (const ColumnSchema& column : use.schema.columns) {
      std::string_view data = in.array();
      const uint32_t* offsets = nullptr;
      uint64_t items = rows;
      if (column.list) {
        const auto [values, count] = in.items<uint32_t>();
        if (count != rows + uint64_t{1} || values[0] != 0) return std::nullopt;
        offsets = values;
        items = values[rows];
      }
      if (in.failed() || data.size() != items * column_item_size(column.type)) return std::nullopt;
      if (column.type == ColumnType::str && !ids.empty()) {
        renumber_strings(renumbered.emplace_back(data), given, ids);
        data = renumbered.back();
      }
      views.push_back({data.data(), offsets});
    }
    if (rows == 0) continue;
    if (auto appended = builder.append(rows, begin, end, views, text_size);
        !appended && produced.error.code == ErrorCode::none) {
      produced.error = appended.error();
    }
  }
  if (in.failed()) return std::nullopt;
  return out;
}

}  // namespace newsgrain::internal
