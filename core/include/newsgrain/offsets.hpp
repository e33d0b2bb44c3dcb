// Bytes, code points and UTF-16 units: the three ways to count a UTF-8 text.
//
// Everything inside newsgrain counts bytes. Python counts code points; JavaScript and Java count UTF-16 units. A
// CodePointTable converts between them; it costs four bytes per 64 bytes of text, and nothing for ASCII.
//
//   CodePointTable table(text);
//   table.byte_to_code_point(span.begin);
//   table.bytes_to_code_points(column, out);   // a whole sorted column at once
//
// Positions between the bytes of a character count as the start of the next one. Positions past the end are clamped.
// A table refers to the text it was made for: keep the text alive and unchanged. Const members may be called from
// several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace newsgrain {

// The length of the longest valid UTF-8 prefix (no surrogates, no overlong forms, nothing above U+10FFFF).
size_t valid_utf8_prefix(std::string_view bytes);
inline bool is_valid_utf8(std::string_view bytes) { return valid_utf8_prefix(bytes) == bytes.size(); }
// The length of the longest prefix of bytes below 0x80.
size_t ascii_prefix(std::string_view bytes);
// True if the position is 0, the end, or the first byte of a character.
inline bool is_code_point_boundary(std::string_view text, size_t position) {
  return position == 0 || position == text.size() ||
         (position < text.size() && (static_cast<unsigned char>(text[position]) & 0xC0) != 0x80);
}

// The ways to count, by name.
enum class OffsetUnit : uint8_t { code_point, byte, utf16 };
std::string_view offset_unit_name(OffsetUnit unit);  // "code_point", "byte", "utf16"
bool parse_offset_unit(std::string_view name, OffsetUnit& out);

class CodePointTable {
 public:
  CodePointTable() = default;
  explicit CodePointTable(std::string_view text);

  bool is_ascii() const { return ascii_; }
  uint32_t code_points() const { return code_points_; }
  uint32_t utf16_units() const { return code_points_ + astral_; }

  uint32_t byte_to_code_point(uint32_t byte) const;
  uint32_t byte_to_utf16(uint32_t byte) const;
  uint32_t code_point_to_byte(uint32_t code_point) const;
  // The second half of a surrogate pair counts as the start of the next character.
  uint32_t utf16_to_byte(uint32_t unit) const;

  // Whole columns. Fast if the offsets ascend, right in any order. `in` and `out` may be the same memory.
  void bytes_to_code_points(const uint32_t* in, size_t count, uint32_t* out) const;
  void bytes_to_utf16(const uint32_t* in, size_t count, uint32_t* out) const;

 private:
  struct Count {
    uint32_t code_points;
    uint32_t astral;
  };
  Count count_before(uint32_t byte) const;

  std::string_view text_;
  bool ascii_ = true;
  uint32_t code_points_ = 0;
  uint32_t astral_ = 0;
  std::vector<uint32_t> code_point_steps_;  // code points before each 64-byte step; empty for ASCII
  std::vector<uint32_t> astral_steps_;      // four-byte characters before each step; empty if there are none
};

}  // namespace newsgrain
