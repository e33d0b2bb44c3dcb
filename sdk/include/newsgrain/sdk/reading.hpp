// reading.hpp: the text of a document as people read it, for plugins that look at words. Header-only C++17.
//
//   void process(sdk::Run& run) const {
//     run.read(run.layer(0));               // the blocks; from here on text, spans of layers and of writers are the
//     ...                                   // reading's
//
// Left out is what nobody sees inside of a word: soft hyphens, zero-width blanks and joiners, byte order marks, marks
// of direction, variation selectors. In a paragraph of plain text that a program broke into lines each break, with the
// white space around it, is one blank, or nothing behind the hyphen of a word. Nothing else changes, and most texts do
// not change at all. Positions are translated both ways; what the host gets are places of the document's own text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text.hpp"

namespace newsgrain {
namespace sdk {
inline namespace v1 {

// Immutable: any thread may call its members. [any]
class Reading {
 public:
  // The reading of valid UTF-8, null where it is the text itself. `blocks` spans [begins[i], ends[i]) ascend and are
  // disjoint; their line breaks are breaks of paragraphs if `wrapped`, as in plain text, else they stay.
  static std::shared_ptr<const Reading> of(std::string_view text, const uint32_t* begins, const uint32_t* ends,
                                           uint32_t blocks, bool wrapped);

  std::string_view text() const { return text_; }

  // From the document's text to the reading. What was left out lies at the place behind it.
  uint32_t at(uint32_t original) const {
    const auto next = std::upper_bound(pieces_.begin(), pieces_.end(), original,
                                       [](uint32_t value, const Piece& p) { return value < p.original; });
    const Piece& piece = *(next - 1);
    const uint32_t end = next == pieces_.end() ? static_cast<uint32_t>(text_.size()) : next->reading;
    return std::min(piece.reading + (original - piece.original), end);
  }
  // And back: where a span that begins at `reading` begins, where one that ends there ends.
  uint32_t original_begin(uint32_t reading) const {
    const auto next = std::upper_bound(pieces_.begin(), pieces_.end(), reading,
                                       [](uint32_t value, const Piece& p) { return value < p.reading; });
    const Piece& piece = *(next - 1);
    return piece.original + (reading - piece.reading);
  }
  uint32_t original_end(uint32_t reading) const { return reading == 0 ? 0 : original_begin(reading - 1) + 1; }

 private:
  // From here on both go on alike, until the next piece begins.
  struct Piece {
    uint32_t reading, original;
  };
  class Maker;

  std::string text_;
  std::vector<Piece> pieces_{{0, 0}};  // ascending in both, strictly
};

namespace reading_detail {

// Joiners and variation selectors.
inline bool shapes(char32_t c) {
  return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Bytes of the character at `at` if nobody sees it inside of a word, else 0. What shapes the character before it is
// seen, except behind letters from Latin to Armenian, which have one shape.
inline uint32_t unseen(std::string_view text, size_t at) {
  constexpr char32_t kHebrew = 0x590;  // the first script behind Armenian
  if (static_cast<unsigned char>(text[at]) < 0xC2) return 0;
  const CodePoint c = decode(text, at);
  if (!is_ignorable(c.value)) return 0;
  return shapes(c.value) && at > 0 && decode_before(text, at).value >= kHebrew ? 0 : c.size;
}

// The first byte from `at` on that is no ASCII, eight at a time; the size of the text where there is none.
inline size_t behind_ascii(std::string_view text, size_t at) {
  constexpr uint64_t kHigh = 0x8080808080808080u;
  for (uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kHigh) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

inline bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline bool is_break(char c) { return c == '\n' || c == '\r'; }

}  // namespace reading_detail

class Reading::Maker {
 public:
  explicit Maker(std::string_view text) : text_(text) {}

  // Do words stand parted at the ends of lines ("com-" "pany")? Compounds end a line in one of a hundred.
  void count_hyphens(uint32_t begin, uint32_t end) {
    for (size_t at = begin; at < end; ++at) {
      if (!reading_detail::is_break(text_[at])) continue;
      ++breaks_;
      const size_t next = behind_blanks(at, end);
      hyphens_ += hyphen_before(at, begin) && next < end && small(next);
      at = next;
    }
  }

  // What stands between the blocks stays; its line breaks part them.
  void between(uint32_t begin, uint32_t end) { copy(begin, end, false); }
  void block(uint32_t begin, uint32_t end, bool wrapped) { copy(begin, end, wrapped); }

  std::shared_ptr<const Reading> finish() {
    if (!changed_) return nullptr;
    return std::make_shared<const Reading>(std::move(out_));
  }

 private:
  size_t behind_blanks(size_t at, size_t end) const {
    while (at < end && reading_detail::is_blank(text_[at])) ++at;
    return at;
  }
  bool small(size_t at) const {
    const char32_t c = decode(text_, at).value;
    return is_letter(c) && !is_capital(c);
  }
  // Does the line that ends at `at` end with a letter and a hyphen?
  bool hyphen_before(size_t at, size_t begin) const {
    return at >= begin + 2 && text_[at - 1] == '-' && is_letter(decode_before(text_, at - 1).value);
  }

  void copy(size_t begin, size_t end, bool wrapped) {
    const bool lines = wrapped && text_.substr(begin, end - begin).find_first_of("\n\r") != std::string_view::npos;
    for (size_t at = begin; at < end;) {
      if (const uint32_t size = reading_detail::unseen(text_, at); size != 0) {
        changed_ = true;
        soft_ = at + size;
        at += size;
      } else if (lines && reading_detail::is_blank(text_[at])) {
        at = blanks(at, begin, end);
      } else {
        keep(at, text_[at]);
        ++at;
      }
    }
  }

  // A break with the blanks around it, or, in stretched lines, several blanks: one.
  size_t blanks(size_t at, size_t begin, size_t end) {
    const size_t next = behind_blanks(at, end);
    bool breaks = false;
    for (size_t i = at; i < next; ++i) breaks = breaks || reading_detail::is_break(text_[i]);
    changed_ = changed_ || breaks || next - at > 1;
    if (breaks && soft_ == at) return next;  // a soft hyphen that was used
    if (breaks && hyphen_before(at, begin)) {
      if (small(next) && hyphens_ > 1 && hyphens_ * 20 > breaks_) out_.text_.pop_back();
      return next;
    }
    keep(at, ' ');
    return next;
  }

  void keep(size_t at, char c) {
    const auto reading = static_cast<uint32_t>(out_.text_.size()), original = static_cast<uint32_t>(at);
    Piece& last = out_.pieces_.back();
    if (original - last.original != reading - last.reading) {
      if (last.reading == reading)
        last.original = original;
      else
        out_.pieces_.push_back({reading, original});
    }
    out_.text_ += c;
  }

  std::string_view text_;
  Reading out_;
  bool changed_ = false;
  size_t soft_ = std::string_view::npos;  // where the last one left out ended
  size_t breaks_ = 0, hyphens_ = 0;
};

inline std::shared_ptr<const Reading> Reading::of(std::string_view text, const uint32_t* begins, const uint32_t* ends,
                                                  uint32_t blocks, bool wrapped) {
  bool same = true;
  for (size_t at = reading_detail::behind_ascii(text, 0); same && at < text.size();
       at = reading_detail::behind_ascii(text, at + 1))
    same = reading_detail::unseen(text, at) == 0;
  for (uint32_t b = 0; same && wrapped && b < blocks; ++b)
    same = text.substr(begins[b], ends[b] - begins[b]).find_first_of("\n\r") == std::string_view::npos;
  if (same) return nullptr;
  Maker maker(text);
  for (uint32_t b = 0; wrapped && b < blocks; ++b) maker.count_hyphens(begins[b], ends[b]);
  uint32_t at = 0;
  for (uint32_t b = 0; b < blocks; ++b) {
    maker.between(at, begins[b]);
    maker.block(begins[b], ends[b], wrapped);
    at = ends[b];
  }
  maker.between(at, static_cast<uint32_t>(text.size()));
  return maker.finish();
}

}  // namespace v1
}  // namespace sdk
}  // namespace newsgrain
