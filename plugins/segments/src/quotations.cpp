#include "quotations.hpp"

#include <algorithm>

#include <newsgrain/abi/layers.h>
#include <newsgrain/sdk/text.hpp>

#include "words.hpp"

namespace segments {

namespace sdk = newsgrain::sdk;

Quotations::Mark Quotations::mark_of(std::string_view token) {
  struct Written {
    std::string_view text;
    Mark mark;
  };
  static constexpr Written kMarks[] = {{"\"", Mark::double_straight},
                                       {"\uFF02", Mark::double_straight},
                                       {"''", Mark::double_straight},
                                       {"\u201C", Mark::double_open},
                                       {"``", Mark::double_open},
                                       {"\u201D", Mark::double_close},
                                       {"\u201E", Mark::low},
                                       {"\u201A", Mark::single_low},
                                       {"\u00AB", Mark::guillemet_left},
                                       {"\u2039", Mark::guillemet_left},
                                       {"\u00BB", Mark::guillemet_right},
                                       {"\u203A", Mark::guillemet_right},
                                       {"\u300C", Mark::corner_open},
                                       {"\u300E", Mark::corner_open},
                                       {"\u300D", Mark::corner_close},
                                       {"\u300F", Mark::corner_close},
                                       {"'", Mark::single_straight},
                                       {"\u2018", Mark::single_open},
                                       {"`", Mark::single_open},
                                       {"\u2019", Mark::single_close}};
  if (token[0] == '&') token = mark_of_reference(token);
  constexpr size_t kLongest = 3;
  if (token.empty() || token.size() > kLongest || sdk::is_ascii_letter(token[0]) || sdk::is_ascii_digit(token[0]))
    return Mark::none;
  for (const Written& w : kMarks)
    if (w.text == token) return w.mark;
  return Mark::none;
}

// Pairs the marks of one document's pieces.
class Pairer {
 public:
  using Mark = Quotations::Mark;
  using Piece = Quotations::Piece;
  using Block = Quotations::Block;

  Pairer(std::string_view text, const std::vector<Piece>& pieces, std::vector<Quotation>& out)
      : text_(text), pieces_(pieces), out_(out) {
    uint32_t doubles = 0, singles = 0;
    for (uint32_t i = 0; i < pieces_.size(); ++i) {
      const Piece& p = pieces_[i];
      if (p.mark == Mark::none) continue;
      if (!is_single(p.mark))
        ++doubles;
      else if (i > 0 && !p.space_before && is_stop(i - 1))
        ++singles;  // a closing mark, not an apostrophe
    }
    style_ = doubles == 0 ? Singles::all : 4 * singles > doubles ? Singles::outer : Singles::inner;
  }

  void pair(const Block& block) {
    block_ = block;
    // An apostrophe taken for an inner mark would swallow the paragraph.
    const size_t before = out_.size();
    if (read(true)) return;
    out_.resize(before);
    read(false);
  }

 private:
  // Where single marks stand: alone in the text, around double ones (British), or inside of them and as apostrophes.
  enum class Singles : uint8_t { all, outer, inner };
  struct Open {
    uint32_t at;
    Mark mark;
  };

  static bool is_single(Mark m) { return m >= Mark::single_straight; }
  // May the mark close what `opener` opened?
  static bool closes(Mark opener, Mark mark) {
    constexpr auto bit = [](auto... marks) { return ((1u << static_cast<unsigned>(marks)) | ... | 0u); };
    static constexpr unsigned kClosers[] = {
        0,                                                                  // none
        bit(Mark::double_straight, Mark::double_close),                     // double_straight
        bit(Mark::double_close, Mark::double_straight, Mark::double_open),  // double_open
        bit(Mark::double_close),                                            // double_close: Swedish
        bit(Mark::double_open, Mark::double_close, Mark::double_straight),  // low
        bit(Mark::guillemet_right),                                         // guillemet_left
        bit(Mark::guillemet_left, Mark::guillemet_right),                   // guillemet_right
        bit(Mark::corner_close),                                            // corner_open
        0,                                                                  // corner_close
        bit(Mark::single_straight, Mark::single_close),                     // single_straight
        bit(Mark::single_close, Mark::single_straight),                     // single_open
        0,                                                                  // single_close
        bit(Mark::single_open, Mark::single_close, Mark::single_straight),  // single_low
    };
    static_assert(std::size(kClosers) == static_cast<size_t>(Mark::count));
    return (kClosers[static_cast<size_t>(opener)] >> static_cast<unsigned>(mark) & 1) != 0;
  }

  std::string_view text(uint32_t i) const { return text_.substr(pieces_[i].begin, pieces_[i].end - pieces_[i].begin); }
  bool is(uint32_t i, std::string_view what) const { return text(i) == what; }
  bool is_stop(uint32_t i) const {
    const std::string_view t = text(i);
    return t.size() == 1 && std::string_view(",.?!").find(t[0]) != std::string_view::npos;
  }
  bool is_word(uint32_t i) const { return pieces_[i].kind == NG_TOKEN_WORD || pieces_[i].kind == NG_TOKEN_NUMBER; }
  bool ends_with_s(uint32_t i) const { return (text_[pieces_[i].end - 1] | 0x20) == 's'; }
  bool is_last(uint32_t i) const { return i + 1 == block_.last; }

  // What a mark may follow without a space and still open.
  bool behind_bracket(uint32_t i) const {
    for (const std::string_view opener : {"(", "[", "\u2014", "--", "-", ":"})
      if (is(i - 1, opener)) return true;
    return pieces_[i - 1].mark != Mark::none;
  }
  bool stands_free(uint32_t i) const { return i == block_.first || pieces_[i].space_before; }

  bool opens(uint32_t i, bool inside) const {
    if (is_last(i)) return false;
    const bool glued_behind = !pieces_[i].space_after;
    switch (pieces_[i].mark) {
      case Mark::double_open:
      case Mark::low:
      case Mark::single_low:
      case Mark::corner_open:
      case Mark::guillemet_left: return true;
      case Mark::guillemet_right:  // »Danish«
      case Mark::double_close: return stands_free(i) && glued_behind;
      case Mark::double_straight: return may_stand(i);
      case Mark::single_open: return glued_behind && may_be_single(i, inside);
      case Mark::single_straight: return may_stand(i) && may_be_single(i, inside);
      default: return false;
    }
  }
  bool may_stand(uint32_t i) const { return (stands_free(i) || behind_bracket(i)) && !pieces_[i].space_after; }
  bool may_be_single(uint32_t i, bool inside) const {
    return !sdk::is_ascii_digit(text_[pieces_[i + 1].begin]) && (inside || single_is_mark(i));
  }
  // Next to double marks a single one is an apostrophe or an inner mark, unless one closes behind a stop, or in a
  // headline.
  bool single_is_mark(uint32_t i) const {
    if (style_ != Singles::inner || block_.title) return true;
    constexpr uint32_t kFar = 60;
    for (uint32_t j = i + 2; j < block_.last && j < i + kFar; ++j) {
      if (pieces_[j].mark == Mark::none || pieces_[j].space_before) continue;
      if (!is_single(pieces_[j].mark)) return false;
      if (may_close(j)) return is_stop(j - 1);
    }
    return false;
  }

  bool may_close(uint32_t i) const {
    if (pieces_[i].mark != Mark::single_straight && pieces_[i].mark != Mark::single_close) return true;
    if (is_last(i)) return true;
    if (!pieces_[i].space_after && is_word(i + 1)) return false;
    const bool after_s =
        !pieces_[i].space_before && i > block_.first && pieces_[i - 1].kind == NG_TOKEN_WORD && ends_with_s(i - 1);
    return !after_s || !is_possessive(i);
  }
  // "the traders' plan": a possessive, if another mark comes before the sentence ends.
  bool is_possessive(uint32_t i) const {
    constexpr uint32_t kFar = 40;
    for (uint32_t j = i + 1; j < block_.last && j < i + kFar; ++j) {
      const Mark m = pieces_[j].mark;
      if ((m == Mark::single_straight || m == Mark::single_close) && !pieces_[j].space_before && !ends_with_s(j - 1))
        return pieces_[i].space_after && !opens_between(i + 1, j);
    }
    return false;
  }
  bool opens_between(uint32_t from, uint32_t to) const {
    for (uint32_t j = from; j < to; ++j) {
      const Piece& p = pieces_[j];
      if (p.mark == Mark::single_open || (p.mark == Mark::single_straight && p.space_before && !p.space_after))
        return true;
    }
    return false;
  }
  // A spaced straight mark that can only open.
  bool only_opens(uint32_t i) const {
    const Piece& p = pieces_[i];
    const bool straight = p.mark == Mark::single_straight || p.mark == Mark::double_straight;
    return straight && p.space_before && !p.space_after && !is_last(i);
  }

  // False: inner single marks left the outer ones open, so that they are to be read without (`inner` false).
  bool read(bool inner) {
    open_.clear();
    inner_singles_ = false;
    for (uint32_t i = block_.first; i < block_.last; ++i) {
      if (pieces_[i].mark == Mark::none) continue;
      if (!open_.empty())
        i = read_inside(i, inner);
      else if (opens(i, false))
        open_.push_back({i, pieces_[i].mark});
    }
    if (open_.empty()) return true;
    if (inner_singles_ && is_single(open_.front().mark)) return false;
    add_unclosed(block_.last);
    return true;
  }
  // A mark within others; returns the last piece read.
  uint32_t read_inside(uint32_t i, bool inner) {
    const Mark mark = pieces_[i].mark;
    // Two apostrophes behind two single marks close both.
    const size_t depth = open_.size();
    if (is(i, "''") && depth >= 2 && is_single(open_[depth - 1].mark) && is_single(open_[depth - 2].mark)) {
      close(depth - 2, i);
      return i;
    }
    const size_t level = level_closed(i);
    const bool behind_word = !pieces_[i].space_before && (pieces_[i].space_after || is_last(i));
    const bool again =
        mark == Mark::double_open && level > 0 && open_[level - 1].mark == Mark::double_open && !behind_word;
    if (level > 0 && !again) {
      const uint32_t last = i + (third_apostrophe(i, level) ? 1 : 0);
      close(level - 1, last);
      return last;
    }
    if (opens(i, true)) open_inside(i, again, inner);
    return i;
  }
  // How many marks are open once the mark has closed its own, plus one; 0 where it closes none.
  size_t level_closed(uint32_t i) const {
    if (only_opens(i) || !may_close(i)) return 0;
    size_t level = open_.size();
    while (level > 0 && !closes(open_[level - 1].mark, pieces_[i].mark)) --level;
    return level;
  }
  // Three apostrophes close an inner single mark and the outer doubled one.
  bool third_apostrophe(uint32_t i, size_t level) const {
    return level == 1 && is(i, "''") && open_.size() > 1 && is_single(open_[1].mark) && !is_last(i) && is(i + 1, "'") &&
           !pieces_[i + 1].space_before;
  }
  void open_inside(uint32_t i, bool again, bool inner) {
    constexpr size_t kDeepest = 16;
    const Mark mark = pieces_[i].mark;
    if (again || (mark == open_.front().mark && !is_single(mark))) {
      // A mark that can only open says that the one before was never closed.
      add_unclosed(i);
      open_.assign(1, {i, mark});
    } else if (inner && open_.size() < kDeepest) {
      inner_singles_ = inner_singles_ || is_single(mark);
      open_.push_back({i, mark});
    }
  }

  void close(size_t level, uint32_t at) {
    add(open_[level].at, at + 1, level, true);
    open_.resize(level);
  }
  void add_unclosed(uint32_t last) { add(open_.front().at, last, 0, false); }
  void add(uint32_t first, uint32_t last, size_t depth, bool closed) {
    out_.push_back({pieces_[first].begin, pieces_[last - 1].end, kind_of(pieces_[first].mark),
                    static_cast<uint8_t>(depth), closed});
  }
  static uint8_t kind_of(Mark m) {
    switch (m) {
      case Mark::low: return NG_MARK_LOW;
      case Mark::guillemet_left:
      case Mark::guillemet_right: return NG_MARK_GUILLEMET;
      case Mark::corner_open:
      case Mark::corner_close: return NG_MARK_CORNER;
      default: return is_single(m) ? NG_MARK_SINGLE : NG_MARK_DOUBLE;
    }
  }

  std::string_view text_;
  const std::vector<Piece>& pieces_;
  std::vector<Quotation>& out_;
  Singles style_ = Singles::inner;
  Block block_{};
  std::vector<Open> open_;  // from the outer mark inwards
  bool inner_singles_ = false;
};

void Quotations::clear() {
  pieces_.clear();
  blocks_.clear();
}

void Quotations::add_block(std::string_view text, const std::vector<Token>& tokens, bool title) {
  const auto first = static_cast<uint32_t>(pieces_.size());
  for (const Token& t : tokens) {
    const bool space = pieces_.size() == first || pieces_.back().end != t.begin;
    if (pieces_.size() != first) pieces_.back().space_after = space;
    pieces_.push_back({t.begin, t.end, t.kind, mark_of(text.substr(t.begin, t.end - t.begin)), space, true});
  }
  blocks_.push_back({first, static_cast<uint32_t>(pieces_.size()), title});
}

const std::vector<Quotation>& Quotations::pair(std::string_view text) {
  found_.clear();
  Pairer pairer(text, pieces_, found_);
  for (const Block& block : blocks_) pairer.pair(block);
  std::sort(found_.begin(), found_.end(), [](const Quotation& a, const Quotation& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  return found_;
}

}  // namespace segments
