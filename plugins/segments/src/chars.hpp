// chars.hpp: code points of valid UTF-8 and the few classes of characters that segmentation tells apart.
#pragma once

#include <cstdint>
#include <string_view>

namespace segments {

struct CodePoint {
  char32_t value;
  uint32_t size;  // bytes
};

// The code point at `at`; the text is valid UTF-8 and at < text.size().
inline CodePoint decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
  const char32_t b = byte(0);
  if (b < 0x80) return {b, 1};
  if (b < 0xE0) return {(b & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (b < 0xF0) return {(b & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(b & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

// The code point that ends before `at` > 0.
inline CodePoint decode_before(std::string_view text, size_t at) {
  size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return decode(text, begin);
}

enum class Class : uint8_t { space, letter, mark, digit, ideograph, punctuation, symbol };

inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0xFF07; }
inline bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

// Scripts without spaces between words: their runs are left to the break rules of the host.
inline bool is_ideograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x0E00 && c <= 0x0E7F) || (c >= 0x0E80 && c <= 0x0EFF) ||
         (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x20000 && c <= 0x3FFFF) ||
         c == 0x3005 || c == 0x3006;
}

inline Class class_of(char32_t c) {
  if (c < 0x80) {
    if (c <= 0x20 || c == 0x7F) return Class::space;
    if (is_digit(c)) return Class::digit;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Class::letter;
    if (c == '$' || c == '+' || c == '<' || c == '=' || c == '>' || c == '^' || c == '`' || c == '|' || c == '~')
      return Class::symbol;
    return Class::punctuation;
  }
  if (c < 0xC0) {
    if (c == 0xA0 || c < 0xA0 || c == 0xAD) return Class::space;
    if (c == 0xAA || c == 0xB5 || c == 0xBA) return Class::letter;
    if (c == 0xA1 || c == 0xA7 || c == 0xAB || c == 0xB6 || c == 0xB7 || c == 0xBB || c == 0xBF)
      return Class::punctuation;
    return Class::symbol;
  }
  if (c == 0xD7 || c == 0xF7) return Class::symbol;
  if (c < 0x300) return Class::letter;
  if (c < 0x370) return Class::mark;
  if (c >= 0x0483 && c <= 0x0489) return Class::mark;
  if ((c >= 0x0591 && c <= 0x05BD) || (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F)) return Class::mark;
  if ((c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9) || (c >= 0x0966 && c <= 0x096F) ||
      (c >= 0xFF10 && c <= 0xFF19))
    return Class::digit;
  if (c == 0x060C || c == 0x061B || c == 0x061F || c == 0x06D4 || c == 0x0964 || c == 0x0965 || c == 0x0387 ||
      c == 0x05BE || c == 0x05F3 || c == 0x05F4)
    return Class::punctuation;
  if (is_ideograph(c)) return Class::ideograph;
  if (c >= 0x2000 && c <= 0x206F) {
    if (c <= 0x200B || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060) return Class::space;
    if (c == 0x200C || c == 0x200D || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || c >= 0x2061)
      return Class::mark;
    return Class::punctuation;
  }
  if (c >= 0x2070 && c <= 0x2BFF) return c >= 0x2100 && c <= 0x214F && c != 0x2122 ? Class::letter : Class::symbol;
  if (c >= 0x2E00 && c <= 0x2E7F) return Class::punctuation;
  if (c == 0x3000) return Class::space;
  if (c >= 0x3001 && c <= 0x303F) return Class::punctuation;
  if (c >= 0xE000 && c <= 0xF8FF) return Class::symbol;
  if (c >= 0xFE00 && c <= 0xFE0F) return Class::mark;
  if (c == 0xFEFF) return Class::space;
  if ((c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF5B && c <= 0xFF65))
    return c == 0xFF04 || c == 0xFF0B ? Class::symbol : Class::punctuation;
  if (c == 0xFFFC || c == 0xFFFD) return Class::symbol;
  if (c >= 0x1F000 && c <= 0x1FBFF) return Class::symbol;
  if (c >= 0xE0000) return Class::mark;
  return Class::letter;
}

// Upper case in the scripts that have it; enough to see where a sentence may begin.
inline bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c < 0xC0) return false;
  if (c <= 0xDE) return c != 0xD7;
  if (c < 0x100) return false;
  if (c < 0x138 || (c >= 0x14A && c < 0x178)) return (c & 1) == 0;
  if ((c >= 0x139 && c < 0x149) || (c >= 0x179 && c <= 0x17E)) return (c & 1) == 1;
  if (c == 0x178) return true;
  if (c >= 0x391 && c <= 0x3A9) return true;
  if (c == 0x386 || (c >= 0x388 && c <= 0x38F)) return true;
  if (c >= 0x400 && c <= 0x42F) return true;
  if (c >= 0x460 && c <= 0x4FF) return (c & 1) == 0;
  if (c >= 0x531 && c <= 0x556) return true;
  if (c >= 0x1E00 && c <= 0x1EFF) return (c & 1) == 0;
  return false;
}

inline bool is_lower(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  if (c == 0xAA || c == 0xBA || c == 0xB5) return true;
  return class_of(c) == Class::letter && !is_upper(c) && c < 0x590;
}

enum class Mark : uint8_t { none, open, close, straight };  // straight: either

inline Mark quotation_mark(char32_t c) {
  switch (c) {
    case '"':
    case 0xFF02: return Mark::straight;
    case '\'': return Mark::straight;
    case 0x201C:
    case 0x2018:
    case 0x00AB:
    case 0x2039:
    case 0x300C:
    case 0x300E:
    case 0x201E:
    case 0x201A:
    case 0x301D: return Mark::open;
    case 0x201D:
    case 0x2019:
    case 0x00BB:
    case 0x203A:
    case 0x300D:
    case 0x300F:
    case 0x301E:
    case 0x301F: return Mark::close;
    default: return Mark::none;
  }
}

}  // namespace segments
