// chars.hpp: the few classes of characters that segmentation tells apart.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <newsgrain/sdk/text.hpp>

namespace segments {

namespace sdk = newsgrain::sdk;
using sdk::CodePoint, sdk::decode, sdk::decode_before, sdk::is_apostrophe, sdk::is_hyphen;

enum class Class : uint8_t { space, letter, mark, digit, ideograph, punctuation, symbol };

inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// Classes beyond ASCII: the first code point of each range; it ends where the next begins. What is not assigned counts
// as its neighbours do.
struct ClassRange {
  char32_t first;
  Class value;
};
inline constexpr ClassRange kClassRanges[] = {
    {0x0080, Class::space},       {0x00A1, Class::punctuation}, {0x00A2, Class::symbol},
    {0x00A7, Class::punctuation}, {0x00A8, Class::symbol},      {0x00AA, Class::letter},
    {0x00AB, Class::punctuation}, {0x00AC, Class::symbol},      {0x00AD, Class::space},
    {0x00AE, Class::symbol},      {0x00B5, Class::letter},      {0x00B6, Class::punctuation},
    {0x00B8, Class::symbol},      {0x00BA, Class::letter},      {0x00BB, Class::punctuation},
    {0x00BC, Class::symbol},      {0x00BF, Class::punctuation}, {0x00C0, Class::letter},
    {0x00D7, Class::symbol},      {0x00D8, Class::letter},      {0x00F7, Class::symbol},
    {0x00F8, Class::letter},      {0x0300, Class::mark},        {0x0370, Class::letter},
    {0x0387, Class::punctuation}, {0x0388, Class::letter},      {0x0483, Class::mark},
    {0x048A, Class::letter},      {0x0591, Class::mark},        {0x05BE, Class::punctuation},
    {0x05BF, Class::letter},      {0x05F3, Class::punctuation}, {0x05F5, Class::letter},
    {0x060C, Class::punctuation}, {0x060D, Class::letter},      {0x0610, Class::mark},
    {0x061B, Class::punctuation}, {0x061C, Class::letter},      {0x061F, Class::punctuation},
    {0x0620, Class::letter},      {0x064B, Class::mark},        {0x0660, Class::digit},
    {0x066A, Class::letter},      {0x06D4, Class::punctuation}, {0x06D5, Class::letter},
    {0x06F0, Class::digit},       {0x06FA, Class::letter},      {0x0964, Class::punctuation},
    {0x0966, Class::digit},       {0x0970, Class::letter},      {0x0E00, Class::ideograph},
    {0x0F00, Class::letter},      {0x1000, Class::ideograph},   {0x10A0, Class::letter},
    {0x1780, Class::ideograph},   {0x1800, Class::letter},      {0x2000, Class::space},
    {0x200C, Class::mark},        {0x2010, Class::punctuation}, {0x2028, Class::space},
    {0x202A, Class::mark},        {0x202F, Class::space},       {0x2030, Class::punctuation},
    {0x205F, Class::space},       {0x2061, Class::mark},        {0x2070, Class::symbol},
    {0x2100, Class::letter},      {0x2122, Class::symbol},      {0x2123, Class::letter},
    {0x2150, Class::symbol},      {0x2C00, Class::letter},      {0x2E00, Class::punctuation},
    {0x2E80, Class::letter},      {0x3000, Class::space},       {0x3001, Class::punctuation},
    {0x3005, Class::ideograph},   {0x3007, Class::punctuation}, {0x3040, Class::ideograph},
    {0x3100, Class::letter},      {0x3400, Class::ideograph},   {0x4DC0, Class::letter},
    {0x4E00, Class::ideograph},   {0xA000, Class::letter},      {0xE000, Class::symbol},
    {0xF900, Class::ideograph},   {0xFB00, Class::letter},      {0xFE00, Class::mark},
    {0xFE10, Class::letter},      {0xFEFF, Class::space},       {0xFF00, Class::letter},
    {0xFF01, Class::punctuation}, {0xFF04, Class::symbol},      {0xFF05, Class::punctuation},
    {0xFF0B, Class::symbol},      {0xFF0C, Class::punctuation}, {0xFF10, Class::digit},
    {0xFF1A, Class::punctuation}, {0xFF21, Class::letter},      {0xFF5B, Class::punctuation},
    {0xFF66, Class::letter},      {0xFFFC, Class::symbol},      {0xFFFE, Class::letter},
    {0x1F000, Class::symbol},     {0x1FC00, Class::letter},     {0x20000, Class::ideograph},
    {0x40000, Class::letter},     {0xE0000, Class::mark}};

// Ideographs are scripts without spaces between words: their runs are left to the break rules of the host.
inline Class class_of(char32_t c) {
  constexpr std::string_view kSymbols = "$+<=>^`|~";
  if (c >= 0x80) {
    const auto* const behind = std::upper_bound(std::begin(kClassRanges), std::end(kClassRanges), c,
                                                [](char32_t at, const ClassRange& range) { return at < range.first; });
    return (behind - 1)->value;
  }
  if (c <= 0x20 || c == 0x7F) return Class::space;
  if (is_digit(c)) return Class::digit;
  if (sdk::is_ascii_letter(static_cast<char>(c))) return Class::letter;
  return kSymbols.find(static_cast<char>(c)) == std::string_view::npos ? Class::punctuation : Class::symbol;
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
