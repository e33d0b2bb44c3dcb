// The JSON Schema of newsgrain.document/1, made from the description of a document (shape.hpp); tests/cli validates
// output against it. Labels are those of the standard layers.
#include <string>

#include "config/json_text.hpp"
#include "newsgrain/schema.hpp"
#include "newsgrain/shape.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain {
namespace {

using json::append_string;

// What stands before the tables, and behind them: the fields that are no rows.
constexpr std::string_view kBefore = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "newsgrain.document/1",
  "title": "newsgrain document",
  "description": "One analysed page or text. Offsets are half open and count in offset_unit of text; source ranges are
 bytes of the input. References are indexes into the arrays of the same object. Fields may be added; none changes its
 meaning.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "schema": {"const": "newsgrain.document/1"},
    "id": {"type": "string", "description": "As given, else the input's name."},
    "input": {"type": "string", "description": "File name, or file and line of JSON lines."},
    "status": {"enum": ["ok", "partial", "skipped", "error", "timeout", "limit", "plugin_crash"]},
    "error": {
      "type": ["object", "null"],
      "required": ["code", "message", "where"],
      "additionalProperties": false,
      "properties": {
        "code": {"type": "string", "pattern": "^NG[0-9]{3}$"},
        "message": {"type": "string"},
        "where": {"type": ["string", "null"]}
      }
    },
    "offset_unit": {"enum": ["code_point", "byte", "utf16"]},
    "source": {
      "type": "object",
      "required": ["media_type", "encoding", "bytes"],
      "additionalProperties": false,
      "properties": {
        "media_type": {"type": ["string", "null"]},
        "encoding": {"type": ["string", "null"]},
        "bytes": {"$ref": "#/$defs/count"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Only with --hash."}
      }
    },
    "text": {"type": "string", "description": "All visible text of the page, or the given text unchanged."},
    "article": {"type": "string", "description": "The blocks with role body, without duplicates, joined by newlines."},
)json";

constexpr std::string_view kBehind = R"json(
    "timings_us": {
      "type": "object",
      "description": "CPU time of each step. Only with --timings; the only field that differs between runs.",
      "additionalProperties": {"$ref": "#/$defs/count"}
    },
    "meta": {
      "type": "object",
      "description": "Fields of the input's JSON line that newsgrain does not know, as they were."
    },
    "layers": {
      "type": "object",
      "description": "Layers of plugins that have no field of their own. Only if there are any.",
      "additionalProperties": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {"begin": {"$ref": "#/$defs/count"}, "end": {"$ref": "#/$defs/count"}}
        }
      }
    }
  },
  "$defs": {
    "count": {"type": "integer", "minimum": 0},
    "reference": {"type": ["integer", "null"], "minimum": 0},
    "optional_text": {"type": ["string", "null"]},
    "optional_score": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    "range": {"type": "array", "items": {"$ref": "#/$defs/count"}, "minItems": 2, "maxItems": 2},
    "optional_range": {"anyOf": [{"$ref": "#/$defs/range"}, {"type": "null"}]}
  },
)json";

constexpr std::string_view kAlways[] = {"schema",      "id",     "input", "status", "error",
                                        "offset_unit", "source", "text",  "article"};

class SchemaWriter {
 public:
  std::string write() {
    out_ += kBefore;
    key("metadata");
    write_object(metadata_fields(), false, {});
    for (const Table& table : document_tables()) {
      out_ += ',';
      key(table.name);
      write_table(table);
    }
    out_ += ',';
    out_ += kBehind;
    write_required();
    out_ += '}';
    // The lines of the texts above, and nothing else in here, hold line breaks inside strings.
    std::erase(out_, '\n');
    std::string pretty;
    json::append_pretty(out_, pretty);
    pretty += '\n';
    return pretty;
  }

 private:
  void key(std::string_view name) {
    append_string(name, out_);
    out_ += ':';
  }
  void description(std::string_view text) {
    if (text.empty()) return;
    out_ += R"(,"description":)";
    append_string(text, out_);
  }

  void write_required() {
    key("required");
    char before = '[';
    const auto add = [&](std::string_view name) {
      out_ += before;
      before = ',';
      append_string(name, out_);
    };
    for (const std::string_view name : kAlways) add(name);
    add("metadata");
    for (const Table& table : document_tables())
      if (!table.optional && !table.later) add(table.name);
    out_ += ']';
  }

  void write_table(const Table& table) {
    out_ += R"({"type":"array")";
    description(table.description);
    out_ += R"(,"items":)";
    write_object(table.fields, false, table);
    out_ += '}';
  }

  void write_object(std::span<const Field> fields, bool nullable, const Table& table) {
    out_ += nullable ? R"({"type":["object","null"],"required":)" : R"({"type":"object","required":)";
    char before = '[';
    for (const Field& field : fields) {
      if (field.optional) continue;
      out_ += before;
      before = ',';
      append_string(field.name, out_);
    }
    out_ += R"(],"additionalProperties":false,"properties":)";
    before = '{';
    for (const Field& field : fields) {
      out_ += before;
      before = ',';
      key(field.name);
      write_field(field, table);
    }
    out_ += "}}";
  }

  void write_field(const Field& field, const Table& table) {
    if (field.type == FieldType::object) return write_object(field.fields, field.nullable, table);
    if (field.type == FieldType::label)
      write_labels(field, table);
    else
      out_ += type(field);
    description(field.description);
    out_ += '}';
  }

  // Without the brace behind.
  static std::string_view type(const Field& field) {
    const bool null = field.nullable;
    switch (field.type) {
      case FieldType::text: return null ? R"({"$ref":"#/$defs/optional_text")" : R"({"type":"string")";
      case FieldType::texts: return R"({"type":"array","items":{"type":"string"})";
      case FieldType::count: return null ? R"({"$ref":"#/$defs/reference")" : R"({"$ref":"#/$defs/count")";
      case FieldType::reference: return R"({"$ref":"#/$defs/reference")";
      case FieldType::score:
        return null ? R"({"$ref":"#/$defs/optional_score")" : R"({"type":"number","minimum":0,"maximum":1)";
      case FieldType::polarity:
        return null ? R"({"type":["number","null"],"minimum":-1,"maximum":1)"
                    : R"({"type":"number","minimum":-1,"maximum":1)";
      case FieldType::range: return null ? R"({"$ref":"#/$defs/optional_range")" : R"({"$ref":"#/$defs/range")";
      case FieldType::ranges: return R"({"type":"array","items":{"$ref":"#/$defs/range"})";
      case FieldType::by_layer: return R"({"type":"object","additionalProperties":{"$ref":"#/$defs/optional_text"})";
      case FieldType::label:
      case FieldType::object: break;
    }
    return "{";
  }

  void write_labels(const Field& field, const Table& table) {
    out_ += R"({"enum":)";
    char before = '[';
    for (const std::string_view name : {table.layer, table.augmented_by}) {
      const LayerSchema* layer = standard_schema(name);
      const int column = layer != nullptr ? layer->column(field.column_name()) : -1;
      if (column < 0) continue;
      for (const std::string& label : layer->columns[static_cast<size_t>(column)].labels) {
        out_ += before;
        before = ',';
        append_string(label, out_);
      }
      break;
    }
    if (field.nullable) out_ += ",null";
    out_ += ']';
  }

  std::string out_;
};

}  // namespace

std::string_view json_schema() {
  static const std::string schema = SchemaWriter().write();
  return schema;
}

}  // namespace newsgrain
