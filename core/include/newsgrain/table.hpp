// table.hpp: the rows of a document's tables (shape.hpp), value by value, as the output has them: labels as text,
// references checked and counted in output order, offsets in the unit asked for.
//
//   const newsgrain::DocumentTables tables(doc, newsgrain::OffsetUnit::code_point);
//   const newsgrain::TableView quotes = tables.view(*newsgrain::document_table("quotes"));
//   for (uint32_t row = 0; row < quotes.rows(); ++row) print(quotes.cell(field, row).text);
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "newsgrain/document.hpp"
#include "newsgrain/offsets.hpp"
#include "newsgrain/shape.hpp"

namespace newsgrain {

// One value. Its views point into the document.
struct Cell {
  enum class Kind : uint8_t { null, text, texts, count, number, range, ranges, object };
  Kind kind = Kind::null;
  std::string_view text = {};
  uint32_t count = 0;  // also a reference
  double number = 0;
  Span range = {};                       // in the output's unit; source ranges in bytes of the input
  std::span<const uint32_t> texts = {};  // ids of Document::strings()
  std::span<const Span> ranges = {};     // in bytes of the text: convert each by DocumentTables::in_unit()
};

class DocumentTables;

// The rows of one table. Refers to its DocumentTables and must not outlive it. [any thread]
class TableView {
 public:
  const Table& table() const { return *table_; }
  uint32_t rows() const { return rows_; }
  // The value of table().fields[field]; of an object whether it is there (kind object or null).
  Cell cell(size_t field, uint32_t row) const { return value(fields_[field], row); }
  // The value of table().fields[field].fields[child].
  Cell cell(size_t field, size_t child, uint32_t row) const { return value(fields_[field].children[child], row); }

 private:
  friend class DocumentTables;
  struct BoundField {
    const Field* field = nullptr;
    const Column* column = nullptr;  // null: not from a column, or the layer is missing
    const ColumnSchema* schema = nullptr;
    uint32_t target_rows = 0;
    std::vector<BoundField> children;
  };
  BoundField bind(const Field& field) const;
  Cell value(const BoundField& field, uint32_t row) const;
  Cell from_column(const BoundField& field, uint32_t row) const;
  Span span_of(const BoundField& field, uint32_t row) const;

  const DocumentTables* tables_ = nullptr;
  const Table* table_ = nullptr;
  const Layer* layer_ = nullptr;
  const Layer* augment_ = nullptr;
  uint32_t rows_ = 0;
  std::vector<uint32_t> begins_, ends_;  // in the output's unit, by row of the layer
  std::vector<BoundField> fields_;
};

// A document and the unit of its offsets. Refers to the document and must not outlive it; const members may be used by
// several threads.
class DocumentTables {
 public:
  DocumentTables(const Document& doc, OffsetUnit unit);
  ~DocumentTables();
  DocumentTables(const DocumentTables&) = delete;
  DocumentTables& operator=(const DocumentTables&) = delete;

  // A table without a layer (computed) has no rows here.
  TableView view(const Table& table) const;
  // A span in bytes of the text, in the unit of the output.
  Span in_unit(Span bytes) const;

 private:
  friend class TableView;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsgrain
