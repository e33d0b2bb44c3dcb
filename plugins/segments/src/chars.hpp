// chars.hpp: the few classes of characters that segmentation tells apart.
#pragma once

#include <cstdint>
#include <string_view>

#include <newsgrain/sdk/text.hpp>

namespace segments {

namespace sdk = newsgrain::sdk;
using sdk::CodePoint, sdk::decode, sdk::decode_before, sdk::is_apostrophe, sdk::is_hyphen;

enum class Class : uint8_t { space, letter, mark, digit, ideograph, punctuation, symbol };

inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

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

inline bool is_upper(char32_t c) { return sdk::is_capital(c); }
inline bool is_lower(char32_t c) { return sdk::is_small(c); }

enum class Mark : uint8_t { none, open, close, straight };  // straight: either

inline Mark quotation_mark(char32_t c) {
  switch (c) {
    case '"':
    case 0xFF02: return Mark::straight;
    case '\'': return Mark::straight;
    case '`':
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
