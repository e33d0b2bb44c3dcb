#include "marks.hpp"

#include "slots.hpp"

namespace quotes {
namespace {

// Empty ones ("") are nobody's words.
bool has_content(const Range& tokens, bool closed) { return tokens.last - tokens.first >= (closed ? 3u : 2u); }

void read_rows(Article& a, const newsgrain::sdk::LayerView& quotations, uint32_t max_bytes) {
  if (quotations.rows() == 0) return;
  const uint8_t *depth = quotations.column<uint8_t>(slots::reads::quotation::depth),
                *closed = quotations.column<uint8_t>(slots::reads::quotation::closed);
  const auto size = static_cast<uint32_t>(a.tokens.size());
  uint32_t first = 0;
  for (uint32_t row = 0; row < quotations.rows(); ++row) {
    const uint32_t begin = quotations.begin(row), end = quotations.end(row);
    if (depth[row] != 0) continue;
    while (first < size && a.tokens[first].begin < begin) ++first;
    uint32_t last = first;
    while (last < size && a.tokens[last].end <= end) ++last;
    if (!has_content({first, last}, closed[row] != 0) || end - begin > max_bytes) continue;
    a.marked.push_back({first, last, a.tokens[first].block, 0, closed[row] != 0, false});
    first = last;
  }
}

void mark_continuations(Article& a) {
  for (size_t s = 1; s < a.marked.size(); ++s) {
    const Marked& before = a.marked[s - 1];
    Marked& m = a.marked[s];
    if (before.closed || before.block == m.block) continue;
    const bool to_the_end = before.last == a.tokens.size() || a.tokens[before.last].block != before.block;
    const bool at_begin = m.first == 0 || a.tokens[m.first - 1].block != m.block;
    const bool adjacent = before.last == m.first;
    m.continues = to_the_end && at_begin && adjacent;
  }
}

}  // namespace

void lay_marks(Article& a, const newsgrain::sdk::LayerView& quotations, uint32_t max_bytes) {
  read_rows(a, quotations, max_bytes);
  mark_continuations(a);
  for (uint32_t s = 0; s < a.marked.size(); ++s) {
    Marked& m = a.marked[s];
    for (uint32_t t = m.first; t < m.last; ++t) {
      a.tokens[t].span = s;
      m.words += a.tokens[t].kind == NG_TOKEN_WORD || a.tokens[t].kind == NG_TOKEN_NUMBER;
    }
  }
}

}  // namespace quotes
