// Binds the fields of a table to the columns of a document's layers once, then reads value by value.
#include "newsgrain/table.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "document_view.hpp"
#include "unit_offsets.hpp"

namespace newsgrain {
namespace {

template <class T>
T load(const Column& column, uint32_t item) {
  T value;
  std::memcpy(&value, column.data.data() + size_t{item} * sizeof value, sizeof value);
  return value;
}

template <class T>
std::span<const T> items(const Column& column, uint32_t row) {
  const uint32_t begin = column.offsets[row], end = column.offsets[row + 1];
  return {reinterpret_cast<const T*>(column.data.data()) + begin, end - begin};
}

Cell of_count(uint32_t count) { return {.kind = Cell::Kind::count, .count = count}; }
Cell of_text(std::string_view text, bool nullable) {
  if (nullable && text.empty()) return {};
  return {.kind = Cell::Kind::text, .text = text};
}
Cell of_range(Span range) {
  if (range.none()) return {};
  return {.kind = Cell::Kind::range, .range = range};
}

}  // namespace

struct DocumentTables::Impl {
  Impl(const Document& doc, OffsetUnit unit) : view(doc), offsets(doc, unit) {}
  DocumentView view;
  UnitOffsets offsets;
};

DocumentTables::DocumentTables(const Document& doc, OffsetUnit unit) : impl_(std::make_unique<Impl>(doc, unit)) {}
DocumentTables::~DocumentTables() = default;

Span DocumentTables::in_unit(Span bytes) const {
  if (bytes.none()) return bytes;
  return {impl_->offsets.at(bytes.begin), impl_->offsets.at(bytes.end)};
}

TableView DocumentTables::view(const Table& table) const {
  const Document& doc = impl_->view.doc();
  TableView view;
  view.tables_ = this;
  view.table_ = &table;
  view.layer_ = doc.layer(table.layer);
  view.augment_ = doc.layer(table.augmented_by);
  if (view.layer_ == nullptr) return view;
  view.rows_ = view.layer_->rows();
  if (view.augment_ != nullptr && view.augment_->rows() != view.rows_) view.augment_ = nullptr;
  if (view.layer_->schema().spans) {
    view.begins_ = impl_->offsets.column(view.layer_->begins());
    view.ends_ = impl_->offsets.column(view.layer_->ends());
  }
  for (const Field& field : table.fields) view.fields_.push_back(view.bind(field));
  return view;
}

TableView::BoundField TableView::bind(const Field& field) const {
  BoundField bound;
  bound.field = &field;
  for (const Field& child : field.fields) bound.children.push_back(bind(child));
  const bool of_row = field.from != FieldFrom::column && field.from != FieldFrom::items && field.column.empty();
  if (of_row || field.type == FieldType::object) return bound;
  for (const Layer* layer : {layer_, augment_}) {
    const int index = layer != nullptr ? layer->schema().column(field.column_name()) : -1;
    if (index < 0) continue;
    bound.column = &layer->column(static_cast<size_t>(index));
    bound.schema = &layer->schema().columns[static_cast<size_t>(index)];
    if (bound.schema->type == ColumnType::ref) bound.target_rows = tables_->impl_->view.rows(bound.schema->target);
    break;
  }
  return bound;
}

Span TableView::span_of(const BoundField& field, uint32_t row) const {
  if (field.field->column.empty()) return layer_->span(row);
  return field.column != nullptr ? load<Span>(*field.column, row) : Span();
}

Cell TableView::value(const BoundField& bound, uint32_t index) const {
  const DocumentView& view = tables_->impl_->view;
  const Field& field = *bound.field;
  // Mentions that the user gave stand in the user's order.
  const uint32_t row = table_->layer == "entity_mention" ? view.mention_row(index) : index;
  if (field.type == FieldType::object) {
    const bool there = std::any_of(bound.children.begin(), bound.children.end(), [&](const BoundField& child) {
      return value(child, index).kind != Cell::Kind::null;
    });
    return {.kind = there ? Cell::Kind::object : Cell::Kind::null};
  }
  switch (field.from) {
    case FieldFrom::begin:
    case FieldFrom::end: {
      const bool begin = field.from == FieldFrom::begin;
      if (field.column.empty()) return of_count(begin ? begins_[row] : ends_[row]);
      const Span span = span_of(bound, row);
      if (span.none()) return {};
      return of_count(tables_->impl_->offsets.at(begin ? span.begin : span.end));
    }
    case FieldFrom::text: {
      const Span span = span_of(bound, row);
      return span.none() ? Cell() : of_text(view.text(span), false);
    }
    case FieldFrom::source: return of_range(view.doc().source_range(layer_->span(row)));
    case FieldFrom::items:
      return of_count(bound.column != nullptr ? bound.column->offsets[row + 1] - bound.column->offsets[row] : 0);
    case FieldFrom::entity_name:
      return bound.column != nullptr ? of_text(view.entity_name(load<uint32_t>(*bound.column, row)), true) : Cell();
    case FieldFrom::column: return from_column(bound, row);
    case FieldFrom::computed: break;
  }
  return {};
}

Cell TableView::from_column(const BoundField& bound, uint32_t row) const {
  const DocumentView& view = tables_->impl_->view;
  const Field& field = *bound.field;
  if (bound.column == nullptr) return of_text(field.fallback, true);
  const Column& column = *bound.column;
  switch (field.type) {
    case FieldType::label: return of_text(code_label(*bound.schema, load<uint8_t>(column, row)), true);
    case FieldType::text: return of_text(view.doc().strings().at(load<uint32_t>(column, row)), field.nullable);
    case FieldType::count: return of_count(load<uint32_t>(column, row));
    case FieldType::score:
    case FieldType::polarity:
      return {.kind = Cell::Kind::number, .number = static_cast<double>(load<float>(column, row))};
    case FieldType::reference: {
      auto target = load<uint32_t>(column, row);
      if (bound.schema->target == "entity_mention") target = view.mention_index(target);
      return target < bound.target_rows ? of_count(target) : Cell();
    }
    case FieldType::texts: return {.kind = Cell::Kind::texts, .texts = items<uint32_t>(column, row)};
    case FieldType::range: return of_range(tables_->in_unit(load<Span>(column, row)));
    case FieldType::ranges: return {.kind = Cell::Kind::ranges, .ranges = items<Span>(column, row)};
    case FieldType::object:
    case FieldType::by_layer: break;
  }
  return {};
}

}  // namespace newsgrain
