// text.hpp: letters, case, shapes and hashes of words; shared by the plugin, the trainer and (as the same arithmetic in
// Python) the script that packs the gazetteer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include <newsgrain/sdk/text.hpp>

#include "lang/words.hpp"
#include "sorted_words.hpp"

namespace entities {

namespace sdk = newsgrain::sdk;

// Of one byte, so of ASCII: what a tagger's feature or a rule for English asks. Letters of all scripts are
// sdk/text.hpp.
inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_digit(char c) { return sdk::is_ascii_digit(c); }
inline bool is_letter(char c) { return sdk::is_ascii_letter(c); }
inline bool is_multibyte(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Short lists; long ones are SortedWords.
template <size_t N>
bool contains(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}
using newsgrain::english::SortedWords;
using newsgrain::lang::Class;

// Key of a word in the table of classes: as it is written, but digits count as one sign.
inline uint64_t class_key(std::string_view word) {
  sdk::Fnv1a<uint64_t> hash;
  for (const char c : word) hash.add(is_digit(c) ? '0' : c);
  return hash.value();
}

// Spreads the bits of a sum of hashes (the finaliser of splitmix64).
inline uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

// Base letter of a Latin letter with a mark (U+00C0 to U+017F), in lower case; 0 for others.
inline char latin_base(char32_t c) {
  constexpr char kBase[] =
      "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy"
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
      "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  if (c < 0xC0 || c > 0x17F) return 0;
  const char base = kBase[c - 0xC0];
  return base == '*' ? '\0' : base;
}

inline bool starts_upper(std::string_view word) { return sdk::starts_with_capital(word); }

// Lower case, without accents and full stops, curly apostrophes made straight: what the gazetteer is keyed by.
inline void fold_into(std::string_view word, std::string& out) {
  out.clear();
  for (size_t at = 0; at < word.size();) {
    const sdk::CodePoint c = sdk::decode(word, at);
    const std::string_view bytes = word.substr(at, c.size);
    at += c.size;
    if (c.value < 0x80) {
      if (c.value != '.' || word.size() == 1) out.push_back(sdk::to_lower(bytes[0]));
    } else if (const char base = latin_base(c.value); base != 0) {
      out.push_back(base);
    } else if (c.value == 0x2019) {
      out.push_back('\'');
    } else if (!sdk::is_ignorable(c.value)) {
      sdk::append_lower(out, bytes);
    }
  }
}

// What a word looks like: X for capitals, x for small letters, d for digits, others as they are; runs cut after two.
inline uint64_t shape_hash(std::string_view word) {
  sdk::Fnv1a<uint64_t> hash;
  char last = 0;
  int run = 0;
  for (size_t at = 0; at < word.size();) {
    const sdk::CodePoint code = sdk::decode(word, at);
    at += code.size;
    char c = static_cast<char>(code.value);
    if (sdk::is_capital(code.value))
      c = 'X';
    else if (code.value >= 0x80 || is_lower(c))
      c = 'x';
    else if (is_digit(c))
      c = 'd';
    run = c == last ? run + 1 : 1;
    last = c;
    if (run <= 2) hash.add(c);
  }
  return hash.value();
}

}  // namespace entities
