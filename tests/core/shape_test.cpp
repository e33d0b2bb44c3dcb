// The description of a document against the layers that it is made of.
#include "newsgrain/shape.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "newsgrain/schema.hpp"
#include "newsgrain/table.hpp"

namespace newsgrain {
namespace {

const ColumnSchema* column_of(const Table& table, std::string_view name) {
  for (const std::string_view layer : {table.layer, table.augmented_by}) {
    const LayerSchema* schema = standard_schema(layer);
    const int index = schema != nullptr ? schema->column(name) : -1;
    if (index >= 0) return &schema->columns[static_cast<size_t>(index)];
  }
  return nullptr;
}

void check_field(const Table& table, const Field& field) {
  SCOPED_TRACE(std::string(table.name) + "." + std::string(field.name));
  for (const Field& child : field.fields) check_field(table, child);
  if (field.type == FieldType::object) return;
  const bool from_column = field.from == FieldFrom::column || field.from == FieldFrom::items || !field.column.empty();
  if (!from_column) return;
  const ColumnSchema* column = column_of(table, field.column_name());
  ASSERT_NE(column, nullptr) << "no layer of the table has the column";
  if (field.type == FieldType::label) EXPECT_FALSE(column->labels.empty());
  if (field.type != FieldType::reference) return;
  const Table* target = document_table(field.target);
  ASSERT_NE(target, nullptr) << "the field refers to a table that there is not";
  EXPECT_EQ(target->layer, column->target);
}

TEST(Shape, EachFieldHasItsColumnAndEachReferenceItsTable) {
  for (const Table& table : document_tables()) {
    if (!table.layer.empty()) {
      ASSERT_NE(standard_schema(table.layer), nullptr) << table.name;
    }
    for (const Field& field : table.fields) check_field(table, field);
  }
}

TEST(Shape, NamesAreThereOnce) {
  std::set<std::string_view> tables;
  for (const Table& table : document_tables()) {
    EXPECT_TRUE(tables.insert(table.name).second) << table.name;
    std::set<std::string_view> fields;
    for (const Field& field : table.fields) EXPECT_TRUE(fields.insert(field.name).second) << field.name;
  }
}

TEST(Shape, AnEmptyDocumentHasNoRows) {
  const Document doc;
  const DocumentTables tables(doc, OffsetUnit::code_point);
  for (const Table& table : document_tables()) EXPECT_EQ(tables.view(table).rows(), 0u) << table.name;
}

}  // namespace
}  // namespace newsgrain
