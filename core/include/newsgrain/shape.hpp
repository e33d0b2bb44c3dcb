// shape.hpp: the one description of what comes out of a document: its tables, their fields, of which type, and where
// each comes from. The JSON writer and the JSON Schema are made from it, the Python views read their values by it
// (table.hpp), and tests hold the Python classes against it.
//
// Everything here is constant data: views into it live as long as the program. [any thread]
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace newsgrain {

// What a field of the output is. Offsets and ranges are in the unit of the output, half open.
enum class FieldType : uint8_t {
  text,       // a string
  texts,      // a list of strings
  label,      // one of the labels of a code column
  count,      // a whole number from 0
  reference,  // row of the table `target`
  score,      // a number from 0 to 1, rounded to four decimals
  polarity,   // a number from -1 to 1, rounded to four decimals
  range,      // [begin, end]
  ranges,     // a list of [begin, end]
  object,     // the fields of `fields`; null where all of them are
  by_layer,   // an object: name of a layer -> label
};

// Where the value of a row comes from.
enum class FieldFrom : uint8_t {
  column,       // the column `column` of the table's layer, or of the layer that augments it
  begin,        // of the row's span, or of the span in `column`
  end,          //
  text,         // the words that the row's span covers, or the span in `column`
  source,       // bytes of the input that the row's span comes from
  items,        // how many items the list in `column` has
  entity_name,  // name of the entity that `column` refers to
  computed,     // the writer knows
};

struct Field {
  std::string_view name;
  FieldType type = FieldType::text;
  FieldFrom from = FieldFrom::column;
  std::string_view column = {};        // of the layer; empty: as the field's name
  bool nullable = false;               // null where there is no value; else there always is one
  bool optional = false;               // left out where there is nothing to say
  std::string_view target = {};        // of a reference: the table it points into
  std::string_view fallback = {};      // of a label: where the layer is missing
  std::span<const Field> fields = {};  // of an object
  std::string_view description = {};

  std::string_view column_name() const { return column.empty() ? name : column; }
};

// An array of the output, an object per row.
struct Table {
  std::string_view name = {};          // in the output: "quotes"
  std::string_view layer = {};         // whose rows these are; empty: computed
  std::string_view augmented_by = {};  // layer with more columns of the same rows, or empty
  std::span<const Field> fields = {};
  bool optional = false;  // left out where it has no rows
  bool later = false;     // added after the first documents were written: a reader does not insist on it
  std::string_view description = {};
};

// The tables in the order of the output.
std::span<const Table> document_tables();
// The table of that name, or nullptr.
const Table* document_table(std::string_view name);
// The fields of "metadata", in the order of the output.
std::span<const Field> metadata_fields();

}  // namespace newsgrain
