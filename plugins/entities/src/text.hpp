// text.hpp: letters, case, shapes and hashes of words; shared by the plugin, the trainer and (as the same arithmetic in
// Python) the script that packs the gazetteer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "lang/words.hpp"
#include "sorted_words.hpp"

namespace entities {

inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return is_lower(c) || is_upper(c); }
inline bool is_multibyte(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Short lists; long ones are SortedWords.
template <size_t N>
bool contains(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}
using newsgrain::english::SortedWords;
using newsgrain::lang::Class;

constexpr uint64_t kFnvBasis = 14695981039346656037ull;
constexpr uint64_t kFnvPrime = 1099511628211ull;

inline uint64_t fnv(std::string_view text, uint64_t hash = kFnvBasis) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return hash;
}

// Key of a word in the table of classes: as it is written, but digits count as one sign.
inline uint64_t class_key(std::string_view word) {
  uint64_t hash = kFnvBasis;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(is_digit(c) ? '0' : c)) * kFnvPrime;
  return hash;
}

// Spreads the bits of a sum of hashes (the finaliser of splitmix64).
inline uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

// Base letter and case of a two-byte Latin letter (U+00C0 to U+017F); 0 for others.
struct Latin {
  char base;  // lower case
  bool upper;
};
inline Latin latin_letter(unsigned char first, unsigned char second) {
  const uint32_t c = (static_cast<uint32_t>(first & 0x1f) << 6) | (second & 0x3fu);
  if (c >= 0xc0 && c <= 0xff) {
    constexpr char kBase[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy";
    const char base = kBase[c - 0xc0];
    return base == '*' ? Latin{0, false} : Latin{base, c < 0xdf};
  }
  if (c >= 0x100 && c <= 0x17f) {
    constexpr char kBase[] =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
        "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    const bool odd_is_lower = !((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e));
    const bool upper = c == 0x178 || (odd_is_lower ? (c & 1u) == 0 : (c & 1u) == 1);
    return Latin{kBase[c - 0x100], upper};
  }
  return Latin{0, false};
}

inline bool starts_upper(std::string_view word) {
  if (word.empty()) return false;
  if (is_upper(word[0])) return true;
  return word.size() > 1 && (word[0] & '\xe0') == '\xc0' &&
         latin_letter(static_cast<unsigned char>(word[0]), static_cast<unsigned char>(word[1])).upper;
}

// Lower case, without accents and full stops, curly apostrophes made straight: what the gazetteer is keyed by.
inline void fold_into(std::string_view word, std::string& out) {
  out.clear();
  for (size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (is_upper(c))
      out.push_back(static_cast<char>(c + 32));
    else if (c == '.' && word.size() > 1)
      continue;
    else if ((c & '\xe0') == '\xc0' && i + 1 < word.size()) {
      const Latin letter = latin_letter(static_cast<unsigned char>(c), static_cast<unsigned char>(word[i + 1]));
      if (letter.base != 0)
        out.push_back(letter.base);
      else
        out.append(word.substr(i, 2));
      ++i;
    } else if (c == '\xe2' && word.substr(i, 3) == "\xe2\x80\x99") {
      out.push_back('\'');
      i += 2;
    } else {
      out.push_back(c);
    }
  }
}

// What a word looks like: X for capitals, x for small letters, d for digits, others as they are; runs cut after two.
inline uint64_t shape_hash(std::string_view word) {
  uint64_t hash = kFnvBasis;
  char last = 0;
  int run = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    char c = word[i];
    if (is_multibyte(c)) {
      if ((c & '\xc0') == '\x80') continue;
      c = starts_upper(word.substr(i)) ? 'X' : 'x';
    } else {
      c = is_upper(c) ? 'X' : is_lower(c) ? 'x' : is_digit(c) ? 'd' : c;
    }
    run = c == last ? run + 1 : 1;
    last = c;
    if (run <= 2) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  }
  return hash;
}

}  // namespace entities
