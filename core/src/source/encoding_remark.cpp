#include "source/encoding_remark.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "newsgrain/offsets.hpp"
#include "unicode/characters.hpp"

namespace newsgrain {
namespace {

using internal::next_character;

// The characters of windows-1252 that ISO-8859-1 does not have, in their order, and their bytes.
struct Extra {
  char32_t character;
  uint8_t byte;
};
constexpr Extra kExtras[] = {
    {0x152, 0x8C},  {0x153, 0x9C},  {0x160, 0x8A},  {0x161, 0x9A},  {0x178, 0x9F},  {0x17D, 0x8E},  {0x17E, 0x9E},
    {0x192, 0x83},  {0x2C6, 0x88},  {0x2DC, 0x98},  {0x2013, 0x96}, {0x2014, 0x97}, {0x2018, 0x91}, {0x2019, 0x92},
    {0x201A, 0x82}, {0x201C, 0x93}, {0x201D, 0x94}, {0x201E, 0x84}, {0x2020, 0x86}, {0x2021, 0x87}, {0x2022, 0x95},
    {0x2026, 0x85}, {0x2030, 0x89}, {0x2039, 0x8B}, {0x203A, 0x9B}, {0x20AC, 0x80}, {0x2122, 0x99}};

// The byte that was read as `c`, 0 where there is none.
uint8_t byte_of(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<uint8_t>(c);
  const auto* const at = std::lower_bound(std::begin(kExtras), std::end(kExtras), c,
                                          [](const Extra& e, char32_t value) { return e.character < value; });
  return at != std::end(kExtras) && at->character == c ? at->byte : 0;
}

struct Counts {
  size_t marks = 0;     // quotation marks, dashes and the like that were encoded twice
  size_t letters = 0;   // other characters that were
  size_t others = 0;    // characters beyond ASCII that were not
  size_t controls = 0;  // of those: U+0080 to U+009F
  std::string_view example;
};

// The end of the character encoded twice that begins at `begin`, else `begin`.
size_t behind_double(std::string_view text, size_t begin) {
  size_t at = begin;
  const uint8_t lead = byte_of(next_character(text, at));
  if (lead < 0xC2 || lead > 0xF4) return begin;
  for (int left = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3; left > 0; --left) {
    if (at == text.size() || (byte_of(next_character(text, at)) & 0xC0) != 0x80) return begin;
  }
  return at;
}

Counts count(std::string_view text) {
  Counts counts;
  for (size_t at = ascii_prefix(text); at < text.size(); at += ascii_prefix(text.substr(at))) {
    const size_t begin = at;
    at = behind_double(text, begin);
    if (at != begin) {
      constexpr std::string_view kMark = "\u00E2\u20AC", kMarkOfControls = "\u00E2\u0080";  // E2 80
      const std::string_view found = text.substr(begin, at - begin);
      const bool mark = found.starts_with(kMark) || found.starts_with(kMarkOfControls);
      ++(mark ? counts.marks : counts.letters);
      if (counts.example.empty() || (mark && counts.marks == 1)) counts.example = found;
      continue;
    }
    const char32_t c = next_character(text, at);
    ++counts.others;
    counts.controls += c <= 0x9F;
  }
  return counts;
}

// What was there before the wrong decoding.
std::string meant(std::string_view example) {
  std::string out;
  for (size_t at = 0; at < example.size();) out += static_cast<char>(byte_of(next_character(example, at)));
  return is_valid_utf8(out) ? out : "\uFFFD";
}
// As a reader sees it: without control characters.
std::string visible(std::string_view example) {
  std::string out;
  for (size_t at = 0; at < example.size();) {
    const size_t begin = at;
    const char32_t c = next_character(example, at);
    out += c <= 0x9F ? "?" : example.substr(begin, at - begin);
  }
  return out;
}

}  // namespace

std::string encoding_remark(std::string_view text) {
  const Counts counts = count(text);
  // A capital with an accent before a closing mark looks like one by chance; a mark never does.
  constexpr size_t kFewest = 2, kTimes = 4;
  const bool twice = counts.marks > 0 || (counts.letters >= kFewest && counts.letters >= kTimes * counts.others);
  if (twice) {
    return "characters that were encoded twice (UTF-8 decoded as windows-1252, then encoded again): " +
           std::to_string(counts.marks + counts.letters) + ", such as " + visible(counts.example) + " for " +
           meant(counts.example) + "; decode the source as UTF-8, once";
  }
  if (counts.controls > 0) {
    return "control characters U+0080 to U+009F (windows-1252 decoded as ISO-8859-1): " +
           std::to_string(counts.controls) + "; decode the source as windows-1252";
  }
  return {};
}

}  // namespace newsgrain
