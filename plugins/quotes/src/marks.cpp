#include "marks.hpp"

namespace quotes {
namespace {

enum class Kind : uint8_t {
  none,
  double_straight,
  double_open,
  double_close,
  low,
  guillemet_left,
  guillemet_right,
  corner_open,
  corner_close,
  single_straight,
  single_open,
  single_close,
  single_low
};

Kind kind_of(std::string_view t) {
  if (t == "\"" || t == "\xEF\xBC\x82" || t == "''") return Kind::double_straight;
  if (t == "\xE2\x80\x9C" || t == "``") return Kind::double_open;
  if (t == "\xE2\x80\x9D") return Kind::double_close;
  if (t == "\xE2\x80\x9E") return Kind::low;
  if (t == "\xE2\x80\x9A") return Kind::single_low;
  if (t == "\xC2\xAB" || t == "\xE2\x80\xB9") return Kind::guillemet_left;
  if (t == "\xC2\xBB" || t == "\xE2\x80\xBA") return Kind::guillemet_right;
  if (t == "\xE3\x80\x8C" || t == "\xE3\x80\x8E") return Kind::corner_open;
  if (t == "\xE3\x80\x8D" || t == "\xE3\x80\x8F") return Kind::corner_close;
  if (t == "'") return Kind::single_straight;
  if (t == "\xE2\x80\x98" || t == "`") return Kind::single_open;
  if (t == "\xE2\x80\x99") return Kind::single_close;
  return Kind::none;
}

bool is_single(Kind k) {
  return k == Kind::single_straight || k == Kind::single_open || k == Kind::single_close || k == Kind::single_low;
}

// May this mark close what `opener` opened?
bool closes(Kind opener, Kind mark) {
  switch (opener) {
    case Kind::double_straight: return mark == Kind::double_straight || mark == Kind::double_close;
    case Kind::double_open:
      return mark == Kind::double_close || mark == Kind::double_straight || mark == Kind::double_open;
    case Kind::double_close: return mark == Kind::double_close;  // Swedish: the same mark on both sides
    case Kind::low: return mark == Kind::double_open || mark == Kind::double_close || mark == Kind::double_straight;
    case Kind::single_low:
      return mark == Kind::single_open || mark == Kind::single_close || mark == Kind::single_straight;
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
    uint32_t doubles = 0, singles = 0;
    for (uint32_t i = 0; i < a_.tokens.size(); ++i) {
      const Token& t = a_.tokens[i];
      const Kind k = kind_of(t.text);
      if (k == Kind::none) continue;
      if (!is_single(k))
        ++doubles;
      else if (i > 0 && !t.space_before && is_stop(a_.tokens[i - 1]))
        ++singles;  // a closing mark, not an apostrophe
    }
    style_ = doubles == 0 ? Singles::all : 4 * singles > doubles ? Singles::outer : Singles::inner;
  }

  void run() {
    for (size_t b = 0; b < a_.blocks.size(); ++b) {
      title_ = a_.block_role[b] == NG_ROLE_TITLE || a_.block_role[b] == NG_ROLE_SUBTITLE;
      // An apostrophe taken for an inner mark would swallow the paragraph.
      const size_t before = a_.marked.size();
      if (!paragraph(a_.blocks[b], true)) {
        a_.marked.resize(before);
        paragraph(a_.blocks[b], false);
      }
    }
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
  // Where single marks stand: alone in the text, around double ones (British), or inside of them and as apostrophes.
  enum class Singles : uint8_t { all, outer, inner };
  struct Open {
    uint32_t at;
    Kind kind;
  };

  static bool is_stop(const Token& t) { return t.is(",") || t.is(".") || t.is("?") || t.is("!"); }

  bool opens(uint32_t i, const Range& block, Kind kind, bool inside) const {
    const Token& t = a_.tokens[i];
    const bool first = i == block.first, last = i + 1 == block.last;
    if (last) return false;
    const bool glued_before = !first && !t.space_before;
    const bool after_bracket =
        glued_before && (a_.tokens[i - 1].is("(") || a_.tokens[i - 1].is("[") || a_.tokens[i - 1].is("\xE2\x80\x94") ||
                         a_.tokens[i - 1].is("--") || a_.tokens[i - 1].is("-") || a_.tokens[i - 1].is(":") ||
                         kind_of(a_.tokens[i - 1].text) != Kind::none);
    const bool may_stand = (!glued_before || after_bracket) && !t.space_after;
    switch (kind) {
      case Kind::double_open:
      case Kind::low:
      case Kind::single_low:
      case Kind::corner_open: return true;
      case Kind::guillemet_left: return true;
      case Kind::guillemet_right: return !glued_before && !t.space_after;  // »Danish«
      case Kind::double_straight: return may_stand;
      case Kind::double_close: return !glued_before && !t.space_after;
      case Kind::single_open:
        return !t.space_after && !(a_.tokens[i + 1].lower[0] >= '0' && a_.tokens[i + 1].lower[0] <= '9') &&
               (inside || single_is_mark(i, block));
      case Kind::single_straight:
        return may_stand && !(a_.tokens[i + 1].lower[0] >= '0' && a_.tokens[i + 1].lower[0] <= '9') &&
               (inside || single_is_mark(i, block));
      default: return false;
    }
  }
  // Next to double marks a single one is an apostrophe or an inner mark, unless one closes behind a stop, or in a
  // headline.
  bool single_is_mark(uint32_t i, const Range& block) const {
    if (style_ != Singles::inner || title_) return true;
    constexpr uint32_t kFar = 60;
    for (uint32_t j = i + 2; j < block.last && j < i + kFar; ++j) {
      const Kind k = kind_of(a_.tokens[j].text);
      if (k == Kind::none || a_.tokens[j].space_before) continue;
      if (!is_single(k)) return false;
      if (may_close(j, block, k)) return is_stop(a_.tokens[j - 1]);
    }
    return false;
  }

  bool may_close(uint32_t i, const Range& block, Kind kind) const {
    if (kind != Kind::single_straight && kind != Kind::single_close) return true;
    if (i + 1 == block.last) return true;
    const Token& t = a_.tokens[i];
    if (!t.space_after && (a_.tokens[i + 1].kind == NG_TOKEN_WORD || a_.tokens[i + 1].kind == NG_TOKEN_NUMBER))
      return false;
    if (!t.space_before && i > block.first && a_.tokens[i - 1].kind == NG_TOKEN_WORD &&
        a_.tokens[i - 1].lower.ends_with("s")) {
      // "the traders' plan": a possessive, if another mark comes before the sentence ends.
      for (uint32_t j = i + 1; j < block.last && j < i + 40; ++j) {
        const Kind k = kind_of(a_.tokens[j].text);
        if ((k == Kind::single_straight || k == Kind::single_close) && !a_.tokens[j].space_before &&
            !a_.tokens[j - 1].lower.ends_with("s"))
          return t.space_after && !opens_between(i + 1, j) ? false : true;
      }
    }
    return true;
  }
  bool opens_between(uint32_t from, uint32_t to) const {
    for (uint32_t j = from; j < to; ++j) {
      const Kind k = kind_of(a_.tokens[j].text);
      if (k == Kind::single_open ||
          (k == Kind::single_straight && a_.tokens[j].space_before && !a_.tokens[j].space_after))
        return true;
    }
    return false;
  }
  // A spaced mark that can only open.
  bool only_opens(uint32_t i, const Range& block) const {
    return a_.tokens[i].space_before && !a_.tokens[i].space_after && i + 1 != block.last;
  }

  // False: inner single marks left the outer ones open, so that they are to be read without (`inner` false).
  bool paragraph(const Range& block, bool inner) {
    std::vector<Open>& open = open_;
    open.clear();
    bool inner_singles = false;
    constexpr size_t kDeepest = 16;
    for (uint32_t i = block.first; i < block.last; ++i) {
      const Kind kind = kind_of(a_.tokens[i].text);
      if (kind == Kind::none) continue;
      if (open.empty()) {
        if (opens(i, block, kind, false)) open.push_back({i, kind});
        continue;
      }
      const bool opener = (kind == Kind::single_straight || kind == Kind::double_straight) && only_opens(i, block);
      size_t level = open.size();
      // Two apostrophes behind two single marks close both.
      if (a_.tokens[i].text == "''" && level >= 2 && is_single(open[level - 1].kind) &&
          is_single(open[level - 2].kind)) {
        close(level - 2, i);
        continue;
      }
      if (!opener && may_close(i, block, kind))
        while (level > 0 && !closes(open[level - 1].kind, kind)) --level;
      else
        level = 0;
      const bool behind_word = !a_.tokens[i].space_before && (a_.tokens[i].space_after || i + 1 == block.last);
      const bool again =
          kind == Kind::double_open && level > 0 && open[level - 1].kind == Kind::double_open && !behind_word;
      if (level > 0 && !again) {
        // Three apostrophes close an inner single mark and the outer doubled one.
        const bool third = level == 1 && a_.tokens[i].text == "''" && open.size() > 1 && is_single(open[1].kind) &&
                           i + 1 < block.last && a_.tokens[i + 1].text == "'" && !a_.tokens[i + 1].space_before;
        close(level - 1, third ? ++i : i);
        continue;
      }
      if (!opens(i, block, kind, true)) continue;
      if (again || (kind == open.front().kind && !is_single(kind))) {
        // A mark that can only open says that the one before was never closed.
        add(open.front().at, i, false);
        open.assign(1, {i, kind});
      } else if (inner && open.size() < kDeepest) {
        inner_singles = inner_singles || is_single(kind);
        open.push_back({i, kind});
      }
    }
    if (open.empty()) return true;
    if (inner_singles && is_single(open.front().kind)) return false;
    add(open.front().at, block.last, false);
    return true;
  }

  void close(size_t level, uint32_t at) {
    if (level == 0) add(open_.front().at, at + 1, true);
    open_.resize(level);
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
  Singles style_ = Singles::inner;
  bool title_ = false;
  std::vector<Open> open_;  // from the outer mark inwards
};

}  // namespace

void pair_marks(Article& article, uint32_t max_bytes) { Pairer(article, max_bytes).run(); }

}  // namespace quotes
