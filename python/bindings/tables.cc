// The tables of a document as columns of Python values, by the description that the JSON output is made from.
#include <cmath>

#include "bindings.hpp"
#include "newsgrain/table.hpp"

namespace newsgrain::python {
namespace {

py::object range(Span span) { return py::make_tuple(span.begin, span.end); }

// The number that the JSON output has: rounded to four decimals; None for what is no number.
py::object number(double value) {
  if (!std::isfinite(value)) return py::none();
  return py::float_(std::round(value * 1e4) / 1e4);
}

py::str text(std::string_view value) { return py::str(value.data(), value.size()); }

py::object to_python(const Cell& cell, const Document& doc, const DocumentTables& tables) {
  switch (cell.kind) {
    case Cell::Kind::text: return text(cell.text);
    case Cell::Kind::count: return py::int_(cell.count);
    case Cell::Kind::number: return number(cell.number);
    case Cell::Kind::range: return range(cell.range);
    case Cell::Kind::object: return py::bool_(true);
    case Cell::Kind::texts: {
      py::list out;
      for (const uint32_t id : cell.texts) out.append(text(doc.strings().at(id)));
      return out;
    }
    case Cell::Kind::ranges: {
      py::list out;
      for (const Span span : cell.ranges) out.append(range(tables.in_unit(span)));
      return out;
    }
    case Cell::Kind::null: break;
  }
  return py::none();
}

template <class CellOf>
py::list column(uint32_t rows, const Document& doc, const DocumentTables& tables, CellOf cell_of) {
  py::list out(rows);
  for (uint32_t row = 0; row < rows; ++row) out[row] = to_python(cell_of(row), doc, tables);
  return out;
}

}  // namespace

py::dict table_of(const Document& doc, const std::string& name) {
  const Table* described = document_table(name);
  if (described == nullptr) throw py::key_error(name);
  const DocumentTables tables(doc, OffsetUnit::code_point);
  const TableView view = tables.view(*described);
  py::dict out;
  for (size_t i = 0; i < described->fields.size(); ++i) {
    const Field& field = described->fields[i];
    if (field.from == FieldFrom::computed) continue;
    out[text(field.name)] = column(view.rows(), doc, tables, [&](uint32_t row) { return view.cell(i, row); });
    for (size_t j = 0; j < field.fields.size(); ++j)
      out[text(std::string(field.name) + "." + std::string(field.fields[j].name))] =
          column(view.rows(), doc, tables, [&](uint32_t row) { return view.cell(i, j, row); });
  }
  return out;
}

py::dict shape() {
  py::dict out;
  for (const Table& described : document_tables()) {
    py::list fields;
    for (const Field& field : described.fields) {
      fields.append(text(field.name));
      for (const Field& child : field.fields)
        fields.append(text(std::string(field.name) + "." + std::string(child.name)));
    }
    out[text(described.name)] = fields;
  }
  return out;
}

}  // namespace newsgrain::python
