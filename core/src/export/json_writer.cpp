// Documents as JSON: the contract that `newsgrain schema` prints. One function per field.
//
// Offsets are in the unit asked for, source ranges in bytes of the source. Mentions that the user gave keep the user's
// order, and every reference to a mention is renumbered to it.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <optional>

#include "config/json_text.hpp"
#include "document_view.hpp"
#include "metadata_keys.hpp"
#include "newsgrain/table.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain {
namespace {

using json::append_fixed;
using json::append_string;
using json::append_string_or_null;
using json::append_unsigned;

// A number from 0 to 1 that a layer holds as text; false for anything else.
bool parse_share(std::string_view text, double& out) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failed == std::errc() && end == text.data() + text.size() && out >= 0 && out <= 1;
}

class JsonWriter {
 public:
  JsonWriter(const Document& doc, const WriteOptions& options, std::string& out)
      : doc_(doc), view_(doc), tables_(doc, options.unit), unit_(options.unit), extra_(options.layers), out_(out) {
    if (options.timeout_ms != 0) deadline_ = Clock::now() + std::chrono::milliseconds(options.timeout_ms);
  }

  // False where the time ran out; `out` ends somewhere then.
  bool write() {
    out_ += R"({"schema":"newsgrain.document/1","id":)";
    append_string(doc_.id.empty() ? doc_.input : doc_.id, out_);
    key("input");
    append_string(doc_.input, out_);
    key("status");
    append_string(status_name(doc_.status), out_);
    write_error();
    key("offset_unit");
    append_string(offset_unit_name(unit_), out_);
    write_source();
    key("metadata");
    write_metadata();
    key("text");
    append_string(doc_.text(), out_);
    key("article");
    append_string(doc_.article(), out_);
    write_tables();
    write_timings();
    if (!doc_.meta_json.empty()) {
      key("meta");
      out_ += doc_.meta_json;
    }
    write_other_layers();
    out_ += '}';
    return !out_of_time_;
  }

  // The values of one column of a layer, as they are (offsets in bytes).
  void write_item(const Layer& layer, const ColumnSchema& schema, const Column& column, uint32_t item, bool convert) {
    const unsigned char* at = column.data.data() + size_t{item} * column_item_size(schema.type);
    switch (schema.type) {
      case ColumnType::u8: append_unsigned(load<uint8_t>(at), out_); break;
      case ColumnType::u16: append_unsigned(load<uint16_t>(at), out_); break;
      case ColumnType::u32: append_unsigned(load<uint32_t>(at), out_); break;
      case ColumnType::i32: json::append_signed(load<int32_t>(at), out_); break;
      case ColumnType::i64: json::append_signed(load<int64_t>(at), out_); break;
      case ColumnType::f32: append_fixed(static_cast<double>(load<float>(at)), out_); break;
      case ColumnType::f64: append_fixed(load<double>(at), out_); break;
      case ColumnType::boolean: out_ += load<uint8_t>(at) != 0 ? "true" : "false"; break;
      case ColumnType::code8: code(schema, load<uint8_t>(at)); break;
      case ColumnType::code16: code(schema, load<uint16_t>(at)); break;
      case ColumnType::str: {
        const auto id = load<uint32_t>(at);
        if (id == kNone)
          out_ += "null";
        else
          append_string(doc_.strings().at(id), out_);
        break;
      }
      case ColumnType::ref: {
        const auto row = load<uint32_t>(at);
        const std::string_view target = schema.target.empty() ? layer.schema().layer : schema.target;
        reference(convert && target == "entity_mention" ? view_.mention_index(row) : row);
        break;
      }
      case ColumnType::span: {
        const auto span = load<Span>(at);
        if (convert || span.none())
          range(span);
        else
          raw_range(span);
        break;
      }
    }
  }

  void write_value(const Layer& layer, size_t index, uint32_t row, bool convert) {
    const ColumnSchema& schema = layer.schema().columns[index];
    const Column& column = layer.column(index);
    if (!schema.list) return write_item(layer, schema, column, row, convert);
    out_ += '[';
    for (uint32_t item = column.offsets[row]; item < column.offsets[row + 1]; ++item) {
      if (item != column.offsets[row]) out_ += ',';
      write_item(layer, schema, column, item, convert);
    }
    out_ += ']';
  }

  void write_metadata() {
    const Facts facts = view_.facts();
    out_ += '{';
    bool first = true;
    for (const MetadataKey& known : kMetadataKeys) {
      const bool is_number = known.field.type == FieldType::score;
      double number = 0;
      if (is_number && !parse_share(facts.*known.one, number)) continue;
      if (known.one != nullptr && known.field.optional && (facts.*known.one).empty()) continue;
      if (!first) out_ += ',';
      first = false;
      first_key(known.field.name);
      if (is_number)
        append_fixed(number, out_);
      else if (known.many != nullptr)
        list(facts.*known.many, [&](std::string_view text) { append_string(text, out_); });
      else
        append_string_or_null(facts.*known.one, out_);
    }
    out_ += '}';
  }

 private:
  using Clock = std::chrono::steady_clock;

  bool is_time_to_stop(size_t row) {
    constexpr size_t kPollEvery = 1024;  // rows between two looks at the clock
    if (row % kPollEvery == 0 && deadline_) out_of_time_ = out_of_time_ || Clock::now() >= *deadline_;
    return out_of_time_;
  }

  template <class T>
  static T load(const unsigned char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
  }

  // ,"name":
  void key(std::string_view name) {
    out_ += ",\"";
    out_ += name;
    out_ += "\":";
  }
  // "name": as the first of an object
  void first_key(std::string_view name) {
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }
  // An array with write_row(i) for each row, each an object.
  template <class WriteRow>
  void rows(std::string_view name, size_t count, WriteRow write_row) {
    key(name);
    out_ += '[';
    for (size_t i = 0; i < count && !is_time_to_stop(i); ++i) {
      out_ += i == 0 ? "{" : ",{";
      write_row(i);
      out_ += '}';
    }
    out_ += ']';
  }
  void begin_end(Span span) {
    first_key("begin");
    append_unsigned(span.begin, out_);
    key("end");
    append_unsigned(span.end, out_);
  }
  void reference(uint32_t row) {
    if (row == kNone)
      out_ += "null";
    else
      append_unsigned(row, out_);
  }
  void code(const ColumnSchema& schema, uint32_t value) {
    const std::string_view label = code_label(schema, value);
    if (label.empty())
      append_unsigned(value, out_);
    else
      append_string(label, out_);
  }
  void raw_range(Span span) {
    out_ += '[';
    append_unsigned(span.begin, out_);
    out_ += ',';
    append_unsigned(span.end, out_);
    out_ += ']';
  }
  void range(Span span) {
    if (span.none())
      out_ += "null";
    else
      raw_range(tables_.in_unit(span));
  }
  template <class Items, class WriteItem>
  void list(const Items& items, WriteItem write_item) {
    out_ += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ',';
      first = false;
      write_item(item);
    }
    out_ += ']';
  }
  void text_or_null(std::string_view name, std::string_view text) {
    key(name);
    append_string_or_null(text, out_);
  }

  void write_error() {
    key("error");
    if (doc_.error.code == ErrorCode::none) {
      out_ += "null";
      return;
    }
    out_ += R"({"code":)";
    append_string(error_name(doc_.error.code), out_);
    key("message");
    append_string(doc_.error.message, out_);
    text_or_null("where", doc_.error.where);
    out_ += '}';
  }

  void write_source() {
    key("source");
    out_ += R"({"media_type":)";
    append_string_or_null(doc_.media_type, out_);
    text_or_null("encoding", doc_.encoding);
    key("bytes");
    append_unsigned(doc_.source_bytes, out_);
    if (!doc_.sha256.empty()) text_or_null("sha256", doc_.sha256);
    out_ += '}';
  }

  // The tables that the description makes of layers, and those that only the writer knows.
  void write_tables() {
    const std::vector<BlockView> blocks = view_.blocks();
    const std::vector<OtherRoles> others = view_.other_roles(blocks);
    for (const Table& table : document_tables()) {
      if (!table.layer.empty())
        write_table(tables_.view(table), others);
      else if (table.name == "agreement")
        write_agreement(others);
      else if (table.name == "notes")
        write_notes();
    }
  }

  void write_table(const TableView& table, const std::vector<OtherRoles>& others) {
    const std::span<const Field> fields = table.table().fields;
    rows(table.table().name, table.rows(), [&](size_t index) {
      const auto row = static_cast<uint32_t>(index);
      bool first = true;
      for (size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].from == FieldFrom::computed) {
          write_other_roles(others, row);
          continue;
        }
        if (!first) out_ += ',';
        first = false;
        first_key(fields[i].name);
        const Cell cell = table.cell(i, row);
        if (cell.kind == Cell::Kind::object)
          write_object(table, i, row);
        else
          write_cell(cell);
      }
    });
  }

  void write_object(const TableView& table, size_t field, uint32_t row) {
    const std::span<const Field> fields = table.table().fields[field].fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      out_ += i == 0 ? '{' : ',';
      first_key(fields[i].name);
      write_cell(table.cell(field, i, row));
    }
    out_ += '}';
  }

  void write_cell(const Cell& cell) {
    switch (cell.kind) {
      case Cell::Kind::text: append_string(cell.text, out_); break;
      case Cell::Kind::count: append_unsigned(cell.count, out_); break;
      case Cell::Kind::number: append_fixed(cell.number, out_); break;
      case Cell::Kind::range: raw_range(cell.range); break;
      case Cell::Kind::texts: list(cell.texts, [&](uint32_t id) { append_string(doc_.strings().at(id), out_); }); break;
      case Cell::Kind::ranges: list(cell.ranges, [&](Span span) { range(span); }); break;
      case Cell::Kind::object:
      case Cell::Kind::null: out_ += "null"; break;
    }
  }

  void write_other_roles(const std::vector<OtherRoles>& others, uint32_t block) {
    if (others.empty()) return;
    key("other_roles");
    out_ += '{';
    for (const OtherRoles& other : others) {
      if (&other != &others.front()) out_ += ',';
      append_string(other.layer, out_);
      out_ += ':';
      append_string_or_null(other.roles[block], out_);
    }
    out_ += '}';
  }

  void write_agreement(const std::vector<OtherRoles>& others) {
    if (others.empty()) return;
    rows("agreement", others.size(), [&](size_t i) {
      first_key("layer");
      append_string(others[i].layer, out_);
      key("blocks");
      append_fixed(others[i].blocks, out_);
      key("body");
      append_fixed(others[i].body, out_);
    });
  }

  void write_notes() {
    if (doc_.notes.empty()) return;
    rows("notes", doc_.notes.size(), [&](size_t i) {
      first_key("component");
      append_string(doc_.notes[i].component, out_);
      key("text");
      append_string(doc_.notes[i].text, out_);
    });
  }

  void write_timings() {
    if (doc_.timings.empty()) return;
    key("timings_us");
    out_ += '{';
    for (size_t i = 0; i < doc_.timings.size(); ++i) {
      if (i != 0) out_ += ',';
      append_string(doc_.timings[i].step, out_);
      out_ += ':';
      append_unsigned(doc_.timings[i].microseconds, out_);
    }
    out_ += '}';
  }

  // Layers that have no field of their own, and those that were asked for.
  void write_other_layers() {
    bool any = false;
    for (const auto& [name, layer] : doc_.layers()) {
      if (standard_schema(name) != nullptr && std::find(extra_.begin(), extra_.end(), name) == extra_.end()) continue;
      if (!any) {
        key("layers");
        out_ += '{';
      } else {
        out_ += ',';
      }
      any = true;
      append_string(name, out_);
      out_ += ':';
      write_layer_rows(*layer);
    }
    if (any) out_ += '}';
  }

  void write_layer_rows(const Layer& layer) {
    out_ += '[';
    for (uint32_t row = 0; row < layer.rows() && !is_time_to_stop(row); ++row) {
      out_ += row == 0 ? "{" : ",{";
      if (layer.schema().spans) begin_end(tables_.in_unit(layer.span(row)));
      for (size_t i = 0; i < layer.schema().columns.size(); ++i) {
        if (i != 0 || layer.schema().spans) out_ += ',';
        append_string(layer.schema().columns[i].name, out_);
        out_ += ':';
        write_value(layer, i, row, true);
      }
      out_ += '}';
    }
    out_ += ']';
  }

  const Document& doc_;
  DocumentView view_;
  DocumentTables tables_;
  OffsetUnit unit_;
  const std::vector<std::string>& extra_;
  std::optional<Clock::time_point> deadline_;
  bool out_of_time_ = false;
  std::string& out_;
};

}  // namespace

void write_metadata_json(const Document& doc, std::string& out) {
  JsonWriter(doc, WriteOptions(), out).write_metadata();
}

bool write_json(const Document& doc, const WriteOptions& options, std::string& out) {
  const size_t before = out.size();
  std::string compact;
  if (!JsonWriter(doc, options, options.pretty ? compact : out).write()) {
    out.resize(before);
    return false;
  }
  if (!options.pretty) return true;
  json::append_pretty(compact, out);
  out += '\n';
  return true;
}

}  // namespace newsgrain
