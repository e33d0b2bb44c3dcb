#include "marks.hpp"

namespace quotes {
namespace {

enum class Kind : uint8_t { none, double_straight, double_open, double_close, low, guillemet_left, guillemet_right, corner_open, corner_close, single_straight, single_open, single_close };

Kind kind_of(std::string_view t) {
  if (t == "\"" || t == "\xEF\xBC\x82" || t == "''" || t == "``") return Kind::double_straight;
  if (t == "\xE2\x80\x9C") return Kind::double_open;
  if (t == "\xE2\x80\x9D") return Kind::double_close;
  if (t == "\xE2\x80\x9E" || t == "\xE2\x80\x9A") return Kind::low;
  if (t == "\xC2\xAB" || t == "\xE2\x80\xB9") return Kind::guillemet_left;
  if (t == "\xC2\xBB" || t == "\xE2\x80\xBA") return Kind::guillemet_right;
  if (t == "\xE3\x80\x8C" || t == "\xE3\x80\x8E") return Kind::corner_open;
  if (t == "\xE3\x80\x8D" || t == "\xE3\x80\x8F") return Kind::corner_close;
  if (t == "'") return Kind::single_straight;
  if (t == "\xE2\x80\x98") return Kind::single_open;
  if (t == "\xE2\x80\x99") return Kind::single_close;
  return Kind::none;
}

// May this mark close what `opener` opened?
bool closes(Kind opener, Kind mark) {
  switch (opener) {
    case Kind::double_straight: return mark == Kind::double_straight || mark == Kind::double_close;
    case Kind::double_open: return mark == Kind::double_close || mark == Kind::double_straight || mark == Kind::double_open;
    case Kind::double_close: return mark == Kind::double_close;  // Swedish: the same mark on both sides
    case Kind::low: return mark == Kind::double_open || mark == Kind::double_close || mark == Kind::double_straight || mark == Kind::single_open || mark == Kind::single_close;
    case Kind::guillemet_left: return mark == Kind::guillemet_right;
    case Kind::guillemet_right: return mark == Kind::guillemet_left || mark == Kind::guillemet_right;
    case Kind::corner_open: return mark == Kind::corner_close;
    case Kind::single_straight: return mark == Kind::single_straight || mark == Kind::single_close;
    case Kind::single_open: return mark == Kind::single_close || mark == Kind::single_straight;
    default: return false;
  }
}

class Pairer {
 public:
  Pairer(Article& article, uint32_t max_bytes) : a_(article), max_bytes_(max_bytes) {
    for (const Token& t : a_.tokens) {
      const Kind k = kind_of(t.text);
      doubles_ += k != Kind::none && k != Kind::single_straight && k != Kind::single_open && k != Kind::single_close;
    }
  }

  void run() {
    for (const Range& block : a_.blocks) paragraph(block);
    mark_continuations();
    for (uint32_t s = 0; s < a_.marked.size(); ++s) {
      Marked& m = a_.marked[s];
      for (uint32_t t = m.first; t < m.last; ++t) {
        a_.tokens[t].span = s;
        m.words += a_.tokens[t].kind == NG_TOKEN_WORD || a_.tokens[t].kind == NG_TOKEN_NUMBER;
      }
    }
  }

 private:
  bool opens(uint32_t i, const Range& block, Kind kind) const {
    const Token& t = a_.tokens[i];
    const bool first = i == block.first, last = i + 1 == block.last;
    if (last) return false;
    const bool glued_before = !first && !t.space_before;
    const bool after_bracket = glued_before && (a_.tokens[i - 1].is("(") || a_.tokens[i - 1].is("[") || a_.tokens[i - 1].is("\xE2\x80\x94") || a_.tokens[i - 1].is("--") || a_.tokens[i - 1].is("-") || kind_of(a_.tokens[i - 1].text) != Kind::none);
    switch (kind) {
      case Kind::double_open: case Kind::low: case Kind::corner_open: return true;
      case Kind::guillemet_left: return true;
      case Kind::guillemet_right: return !glued_before && !t.space_after;  // »Danish«
      case Kind::double_straight: return (!glued_before || after_bracket) && !t.space_after;
      case Kind::double_close: return !glued_before && !t.space_after;
      case Kind::single_open: return single_is_mark() && !t.space_after;
      case Kind::single_straight: return single_is_mark() && (!glued_before || after_bracket) && !t.space_after && !(a_.tokens[i + 1].lower[0] >= '0' && a_.tokens[i + 1].lower[0] <= '9');
      default: return false;
    }
  }
  // Single marks quote only where a text has no double ones: next to those they are apostrophes or inner quotes.
  bool single_is_mark() const { return doubles_ == 0; }

  bool may_close(uint32_t i, const Range& block, Kind kind) const {
    if (kind != Kind::single_straight && kind != Kind::single_close) return true;
    if (i + 1 == block.last) return true;
    const Token& t = a_.tokens[i];
    if (!t.space_after && a_.tokens[i + 1].kind == NG_TOKEN_WORD) return false;
    if (!t.space_before && i > block.first && a_.tokens[i - 1].kind == NG_TOKEN_WORD && a_.tokens[i - 1].lower.ends_with("s")) {
      // "the traders' plan": a possessive, if another mark comes before the sentence ends.
      for (uint32_t j = i + 1; j < block.last && j < i + 40; ++j) {
        const Kind k = kind_of(a_.tokens[j].text);
        if ((k == Kind::single_straight || k == Kind::single_close) && !a_.tokens[j].space_before && !a_.tokens[j - 1].lower.ends_with("s")) return t.space_after && !opens_between(i + 1, j) ? false : true;
      }
    }
    return true;
  }
  bool opens_between(uint32_t from, uint32_t to) const {
    for (uint32_t j = from; j < to; ++j) {
      const Kind k = kind_of(a_.tokens[j].text);
      if (k == Kind::single_open || (k == Kind::single_straight && a_.tokens[j].space_before && !a_.tokens[j].space_after)) return true;
    }
    return false;
  }

  void paragraph(const Range& block) {
    uint32_t open = kNone;
    Kind opener = Kind::none;
    for (uint32_t i = block.first; i < block.last; ++i) {
      const Kind kind = kind_of(a_.tokens[i].text);
      if (kind == Kind::none) continue;
      if (open == kNone) {
        if (!opens(i, block, kind)) continue;
        open = i;
        opener = kind;
        continue;
      }
      if (closes(opener, kind) && may_close(i, block, kind)) {
        // A typed or spaced mark that can only open says that the one before was never closed.
        const Token& t = a_.tokens[i];
        const bool only_opens = (kind == Kind::double_open && opener == Kind::double_open) ||
                                (kind == Kind::double_straight && t.space_before && !t.space_after && i + 1 != block.last);
        if (!only_opens) {
          add(open, i + 1, true);
          open = kNone;
          continue;
        }
        add(open, i, false);
        open = i;
        opener = kind;
      }
    }
    if (open != kNone) add(open, block.last, false);
  }

  void add(uint32_t first, uint32_t last, bool closed) {
    if (last - first < (closed ? 3u : 2u) || a_.tokens[last - 1].end - a_.tokens[first].begin > max_bytes_) return;
    a_.marked.push_back({first, last, a_.tokens[first].block, 0, closed, false});
  }

  void mark_continuations() {
    for (size_t s = 1; s < a_.marked.size(); ++s) {
      const Marked& before = a_.marked[s - 1];
      Marked& m = a_.marked[s];
      if (before.closed || before.block == m.block) continue;
      const bool to_the_end = before.last == a_.tokens.size() || a_.tokens[before.last].block != before.block;
      const bool at_begin = m.first == 0 || a_.tokens[m.first - 1].block != m.block;
      const bool adjacent = before.last == m.first;
      m.continues = to_the_end && at_begin && adjacent;
    }
  }

  Article& a_;
  uint32_t max_bytes_;
  uint32_t doubles_ = 0;
};

}  // namespace

void pair_marks(Article& article, uint32_t max_bytes) { Pairer(article, max_bytes).run(); }

}  // namespace quotes
