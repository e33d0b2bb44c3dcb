// Where a piece of text came from.
//
// A TextMap connects two byte strings, an *output* that was made from an *input*: the text of a document and its
// markup, or the UTF-8 markup and the bytes of the source file. It is a sorted list of segments that cover the output
// without gaps; input that no segment mentions was left out (tags, scripts, collapsed white space).
//
//   TextMap map;                      //  input  "a &amp; b<br>c"
//   map.append_copy(0, 2);            //  output "a " from input [0, 2)
//   map.append_replace(1, 2, 5);      //  "&" from "&amp;"
//   map.append_copy(7, 2);            //  " b"
//   map.to_input({2, 3});             //  -> {2, 7}: the whole character reference
//
// All offsets are bytes, ranges are half open. Const members may be called from several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace newsgrain {

// A half-open range of bytes.
struct ByteRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  friend bool operator==(const ByteRange& a, const ByteRange& b) { return a.begin == b.begin && a.end == b.end; }
};

enum class SegmentKind : uint8_t {
  copy = 0,     // the same bytes on both sides
  replace = 1,  // other bytes: a decoded character reference, a collapsed run of spaces, a transcoded character
  insert = 2    // no input at all: a separator between two blocks
};

// One piece of the output. For `replace`, out_unit and in_unit are either 0 (the piece can not be divided) or the
// sizes of its equal steps: a Cyrillic word from windows-1251 is one segment with out_unit 2 and in_unit 1.
struct TextSegment {
  uint32_t out_begin = 0;
  uint32_t in_begin = 0;
  uint32_t out_len = 0;
  uint32_t in_len = 0;
  SegmentKind kind = SegmentKind::copy;
  uint8_t out_unit = 0;
  uint8_t in_unit = 0;

  uint32_t out_end() const { return out_begin + out_len; }
  uint32_t in_end() const { return in_begin + in_len; }
};

class TextMap {
 public:
  TextMap() = default;

  // The map of a string onto itself.
  static TextMap identity(uint32_t size);

  // Appending, in the order of both sides: in_begin must not be smaller than the end of the last input range.
  // Neighbours that continue each other are merged. Empty pieces are ignored.
  void append_copy(uint32_t in_begin, uint32_t length);
  void append_replace(uint32_t out_len, uint32_t in_begin, uint32_t in_len);
  // `count` equal steps of out_unit output bytes from in_unit input bytes each.
  void append_units(uint32_t count, uint8_t out_unit, uint32_t in_begin, uint8_t in_unit);
  void append_insert(uint32_t out_len, uint32_t in_position);

  void clear();
  void reserve(size_t segments) { segments_.reserve(segments); }

  // The smallest input range from which the output range was made. A border inside an indivisible piece is moved
  // outward, to the border of the piece. An empty range gives an empty range. Offsets past the end are clamped.
  ByteRange to_input(ByteRange out) const;

  // The smallest output range that holds everything made from the input range; empty if nothing was.
  ByteRange to_output(ByteRange in) const;

  // This map's output straight to the input of `inner`, whose output is this map's input.
  TextMap compose(const TextMap& inner) const;

  // True if output and input are the same bytes throughout.
  bool is_identity() const;

  uint32_t output_size() const { return segments_.empty() ? 0 : segments_.back().out_end(); }
  const std::vector<TextSegment>& segments() const { return segments_; }

 private:
  size_t find_output(uint32_t position) const;

  std::vector<TextSegment> segments_;
};

}  // namespace newsgrain
