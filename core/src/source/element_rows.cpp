// Rows become columns.
#include "source/element_rows.hpp"

namespace newsgrain {

void ElementRows::move_to(ElementColumns& columns) const {
  const size_t count = rows_.size();
  columns.begin.resize(count);
  columns.end.resize(count);
  columns.tag.resize(count);
  columns.parent.resize(count);
  columns.depth.resize(count);
  columns.markup_begin.resize(count);
  columns.markup_end.resize(count);
  columns.start_tag_end.resize(count);
  for (size_t row = 0; row < count; ++row) {
    const ElementRow& element = rows_[row];
    columns.begin[row] = element.begin;
    columns.end[row] = element.end;
    columns.tag[row] = element.tag;
    columns.parent[row] = element.parent;
    columns.depth[row] = element.depth;
    columns.markup_begin[row] = element.markup_begin;
    columns.markup_end[row] = element.markup_end;
    columns.start_tag_end[row] = element.start_tag_end;
  }
}

}  // namespace newsgrain
