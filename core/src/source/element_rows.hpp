// The rows of the flat DOM while a page is parsed.
#pragma once

#include <cstdint>
#include <vector>

#include "newsgrain/reader.hpp"

namespace newsgrain {

struct ElementRow {
  uint32_t begin;
  uint32_t end;
  uint32_t parent;
  uint32_t markup_begin;
  uint32_t markup_end;
  uint32_t start_tag_end;
  uint16_t tag;
  uint16_t depth;
};

// An element begins in the text where the first visible byte after its start tag stands. That is known only when the
// byte is written, so rows wait for it, in document order.
class ElementRows {
 public:
  void clear() {
    rows_.clear();
    waiting_ = 0;
  }
  uint32_t size() const { return static_cast<uint32_t>(rows_.size()); }
  ElementRow& operator[](uint32_t row) { return rows_[row]; }

  uint32_t add(uint16_t tag, uint32_t parent, uint16_t depth, uint32_t markup_begin, uint32_t start_tag_end) {
    rows_.push_back({0, kOpen, parent, markup_begin, start_tag_end, start_tag_end, tag, depth});
    return size() - 1;
  }

  // A visible byte is about to be written at `position`.
  void text_at(uint32_t position) {
    if (waiting_ < rows_.size()) settle(position);
  }

  void close(uint32_t row, uint32_t position, uint32_t markup_end) {
    ElementRow& element = rows_[row];
    element.markup_end = markup_end;
    if (row >= waiting_) {
      element.end = kClosedEmpty;
    } else {
      element.end = position;
      // What still waits stands inside of this element and is empty.
      if (waiting_ < rows_.size()) settle(position);
    }
  }

  // add() and close() make an empty element; this opens it again for content.
  void reopen(uint32_t row) { rows_[row].end = kOpen; }

  void finish(uint32_t position) { text_at(position); }

  void move_to(ElementColumns& columns) const;

 private:
  static constexpr uint32_t kOpen = 0xFFFFFFFF;
  static constexpr uint32_t kClosedEmpty = 0xFFFFFFFE;

  void settle(uint32_t position) {
    for (; waiting_ < rows_.size(); ++waiting_) {
      ElementRow& element = rows_[waiting_];
      element.begin = position;
      if (element.end == kClosedEmpty) element.end = position;
    }
  }

  std::vector<ElementRow> rows_;
  size_t waiting_ = 0;
};

}  // namespace newsgrain
