// text.hpp: characters and words of UTF-8 text for plugin authors: code points, their classes, lower case, a hash.
// Header-only C++17; needs no ICU at run time. The tables are right for all of Unicode.
//
//   for (size_t at = 0; at < word.size();) {
//     const sdk::CodePoint c = sdk::decode(word, at);
//     if (sdk::is_capital(c.value)) ++capitals;
//     at += c.size;
//   }
//   const uint64_t key = sdk::hash(sdk::to_lower(word));
//
// All functions are pure, any thread may call them. No input is an error: a byte that begins no code point reads as
// U+FFFD of one byte, so that loops end and words that were cut in the middle of a letter stay readable. [any]
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text_tables.hpp"

namespace newsgrain {
namespace sdk {
inline namespace v1 {

// ---- Code points

struct CodePoint {
  char32_t value;
  uint32_t size;  // bytes, 1 to 4
};

inline constexpr char32_t kReplacement = 0xFFFD;

namespace text_detail {

constexpr bool continues(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}
// Out of line: letters of ASCII are the rule, and each caller stays small.
[[gnu::noinline]] constexpr CodePoint decode_long(std::string_view text, size_t at) {
  constexpr CodePoint kBad{kReplacement, 1};
  const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
  const char32_t b = byte(0);
  if (b < 0xC2 || b > 0xF4 || !continues(text, at + 1)) return kBad;
  if (b < 0xE0) return {(b & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (!continues(text, at + 2)) return kBad;
  if (b < 0xF0) {
    const char32_t c = (b & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    return c < 0x800 || (c >= 0xD800 && c <= 0xDFFF) ? kBad : CodePoint{c, 3};
  }
  if (!continues(text, at + 3)) return kBad;
  const char32_t c = (b & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  return c < 0x10000 || c > 0x10FFFF ? kBad : CodePoint{c, 4};
}

}  // namespace text_detail

// The code point that begins at byte `at` < text.size().
constexpr CodePoint decode(std::string_view text, size_t at) {
  const auto b = static_cast<unsigned char>(text[at]);
  return b < 0x80 ? CodePoint{b, 1} : text_detail::decode_long(text, at);
}
// The code point that ends before byte `at` > 0.
constexpr CodePoint decode_before(std::string_view text, size_t at) {
  size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && text_detail::continues(text, begin)) --begin;
  const CodePoint c = decode(text.substr(0, at), begin);
  return begin + c.size == at ? c : CodePoint{kReplacement, 1};
}
// The first one, 0 of an empty text.
constexpr char32_t first_of(std::string_view text) { return text.empty() ? 0 : decode(text, 0).value; }

// True if the host takes it as a string: whole code points only.
inline bool is_valid_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (c.value == kReplacement && c.size == 1) return false;
    at += c.size;
  }
  return true;
}
// True inside a code point: a byte that begins none.
constexpr bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }
// The longest beginning of at most `bytes` bytes that ends between two code points.
constexpr std::string_view cut(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

// Appends `c` as UTF-8; surrogates and what lies beyond U+10FFFF as U+FFFD.
inline void append(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    if (c < 0x10000) {
      out += static_cast<char>(0xE0 | c >> 12);
    } else {
      out += static_cast<char>(0xF0 | c >> 18);
      out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    }
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// ---- Classes

// By general category: controls, formats and what is not assigned are `other`; digits are decimal digits of any script,
// other numerals (Roman, fractions) `number`; space is the property White_Space, so that tab and newline are in.
enum class CharClass : uint8_t { other, space, letter, mark, digit, number, punctuation, symbol };

namespace text_detail {

constexpr unsigned record_of(char32_t c) {
  namespace t = text_tables;
  if (c > 0x10FFFF) return t::kLeaf[0];
  const unsigned block = t::kBlock[static_cast<unsigned>(t::kGroup[c >> 8]) << 4 | (c >> 4 & 15)];
  return t::kLeaf[block << 4 | (c & 15)];
}
constexpr unsigned bits_of(char32_t c) { return text_tables::kBits[record_of(c)]; }
constexpr unsigned kCapital = 8, kSmall = 16, kIgnorable = 32;

}  // namespace text_detail

constexpr CharClass char_class(char32_t c) { return static_cast<CharClass>(text_detail::bits_of(c) & 7); }
constexpr bool is_letter(char32_t c) { return char_class(c) == CharClass::letter; }
constexpr bool is_mark(char32_t c) { return char_class(c) == CharClass::mark; }
constexpr bool is_digit(char32_t c) { return char_class(c) == CharClass::digit; }
constexpr bool is_space(char32_t c) { return char_class(c) == CharClass::space; }
constexpr bool is_punctuation(char32_t c) { return char_class(c) == CharClass::punctuation; }
constexpr bool is_symbol(char32_t c) { return char_class(c) == CharClass::symbol; }

// Capitals (properties Uppercase or title case, as "Dz" in one letter) and small letters (Lowercase). Letters of
// scripts without case are neither.
constexpr bool is_capital(char32_t c) { return (text_detail::bits_of(c) & text_detail::kCapital) != 0; }
constexpr bool is_small(char32_t c) { return (text_detail::bits_of(c) & text_detail::kSmall) != 0; }

// What may stand inside of a word and is not seen: soft hyphen, zero-width space, joiner and non-joiner, word joiner,
// byte order mark, directional marks, variation selectors. Two words that differ in them alone are the same word.
constexpr bool is_ignorable(char32_t c) { return (text_detail::bits_of(c) & text_detail::kIgnorable) != 0; }

constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0xFF07; }
constexpr bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

// Of a word: its first code point.
constexpr bool starts_with_capital(std::string_view word) { return is_capital(first_of(word)); }
constexpr bool starts_with_letter(std::string_view word) { return is_letter(first_of(word)); }

// ---- Lower case

// The simple lower case: one code point for one, the same in every language.
constexpr char32_t to_lower(char32_t c) {
  return static_cast<char32_t>(static_cast<int32_t>(c) + text_tables::kToLower[text_detail::record_of(c)]);
}
constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Appends `text` in lower case; the number of bytes may change. Bytes that are no UTF-8 stay.
inline void append_lower(std::string& out, std::string_view text) {
  out.reserve(out.size() + text.size());
  for (size_t at = 0; at < text.size();) {
    size_t end = at;  // of a run of ASCII
    while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
    const size_t begin = out.size();
    out.append(text.substr(at, end - at));
    for (size_t i = begin; i < out.size(); ++i) out[i] = to_lower(out[i]);
    if ((at = end) == text.size()) return;
    const CodePoint c = decode(text, at);
    const char32_t lower = to_lower(c.value);
    if (lower == c.value)
      out.append(text.substr(at, c.size));
    else
      append(out, lower);
    at += c.size;
  }
}
inline std::string to_lower(std::string_view text) {
  std::string out;
  append_lower(out, text);
  return out;
}

// A word as lists have it: lower case, curly apostrophes and hyphens as ' and -, without what is_ignorable().
inline void append_plain(std::string& out, std::string_view word) {
  out.reserve(out.size() + word.size());
  for (size_t at = 0; at < word.size();) {
    if (static_cast<unsigned char>(word[at]) < 0x80) {
      out += to_lower(word[at++]);
      continue;
    }
    const CodePoint c = decode(word, at);
    if (is_apostrophe(c.value))
      out += '\'';
    else if (is_hyphen(c.value))
      out += '-';
    else if (to_lower(c.value) != c.value)
      append(out, to_lower(c.value));
    else if (!is_ignorable(c.value))
      out.append(word.substr(at, c.size));
    at += c.size;
  }
}
inline std::string to_plain(std::string_view word) {
  std::string out;
  append_plain(out, word);
  return out;
}

// ---- Hash

// FNV-1a of 32 or 64 bits, byte by byte: Fnv1a<uint32_t> h; h.add('a'); h.value(). The same on every machine, so that
// it may be stored in files. Not for input that wants to collide.
template <class T>
class Fnv1a {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "uint32_t or uint64_t");

 public:
  static constexpr T kBasis = static_cast<T>(sizeof(T) == 8 ? 0xCBF29CE484222325ull : 0x811C9DC5ull);
  static constexpr T kPrime = static_cast<T>(sizeof(T) == 8 ? 0x100000001B3ull : 0x01000193ull);

  constexpr Fnv1a() = default;
  // Goes on from the value of another one.
  explicit constexpr Fnv1a(T state) : state_(state) {}
  constexpr void add(char c) { state_ = (state_ ^ static_cast<unsigned char>(c)) * kPrime; }
  constexpr void add(std::string_view text) {
    for (const char c : text) add(c);
  }
  // A whole number at once, for a hash of hashes.
  constexpr void mix(T number) { state_ = (state_ ^ number) * kPrime; }
  constexpr T value() const { return state_; }

 private:
  T state_ = kBasis;
};

constexpr uint64_t hash(std::string_view text) {
  Fnv1a<uint64_t> h;
  h.add(text);
  return h.value();
}
constexpr uint32_t hash32(std::string_view text) {
  Fnv1a<uint32_t> h;
  h.add(text);
  return h.value();
}

}  // namespace v1
}  // namespace sdk
}  // namespace newsgrain
