// schema.hpp: what a layer is made of. The standard layers are those of abi/layers.h; plugins may declare their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsgrain {

// The values are those of the ABI (NG_U8 ...).
enum class ColumnType : int32_t {
  u8 = 1,
  u16 = 2,
  u32 = 3,
  i32 = 4,
  i64 = 5,
  f32 = 6,
  f64 = 7,
  boolean = 8,
  code8 = 9,
  code16 = 10,
  str = 11,
  ref = 12,
  span = 13,
};

// Bytes of one item.
uint32_t column_item_size(ColumnType type);
// "u8", "code8", "span" ...; names as in manifests.
std::string_view column_type_name(ColumnType type);
bool parse_column_type(std::string_view name, ColumnType& out);

struct ColumnSchema {
  std::string name;
  ColumnType type = ColumnType::u32;
  bool list = false;
  std::string target;               // layer that a ref column points to
  std::vector<std::string> labels;  // of a code column; the index is the code
  bool optional = false;            // appended to the schema later: who writes fewer columns leaves it empty
};

struct LayerSchema {
  std::string layer;     // "quote"
  std::string id;        // "newsgrain.quote/1"
  bool spans = true;     // rows have begin and end
  std::string augments;  // layer with the same rows to which this one adds columns, or empty
  std::vector<ColumnSchema> columns;
  // How many columns a writer has to give at least; optional columns are the last ones.
  size_t required_columns() const;
  // Index of a column, or -1.
  int column(std::string_view name) const;
};

// The standard schema of a layer, or nullptr. [any thread]
const LayerSchema* standard_schema(std::string_view layer);
const std::vector<LayerSchema>& standard_schemas();

}  // namespace newsgrain
