// table.hpp: what cmake/CompileWords.cmake needs to write a list as a table; included by the files that it writes
// alone.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "words.hpp"

namespace newsgrain::lang {

// Lists are compared with plain words: one with a capital or a curly apostrophe would never be found.
constexpr bool is_plain(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const sdk::CodePoint c = sdk::decode(word, at);
    if (c.value == sdk::kReplacement || sdk::to_lower(c.value) != c.value || sdk::is_ignorable(c.value)) return false;
    if (c.value >= 0x80 && (sdk::is_apostrophe(c.value) || sdk::is_hyphen(c.value))) return false;
    at += c.size;
  }
  return !word.empty();
}
template <size_t N>
constexpr bool all_plain(const Dictionary::Entry (&entries)[N]) {
  return std::all_of(entries, entries + N, [](const Dictionary::Entry& e) { return is_plain(e.word); });
}

template <size_t N>
constexpr ClassSet union_of(const ClassSet (&sets)[N]) {
  ClassSet out;
  for (const ClassSet& set : sets) out |= set;
  return out;
}

// At most half of the slots are taken.
constexpr size_t slots_for(size_t entries) {
  size_t slots = 16;
  while (slots < 2 * entries) slots *= 2;
  return slots;
}
template <size_t N>
constexpr auto slots_of(const Dictionary::Entry (&entries)[N]) {
  static_assert(N < 0xFFFF);
  std::array<uint16_t, slots_for(N)> out{};
  for (size_t i = 0; i < N; ++i) {
    size_t slot = sdk::hash(entries[i].word) % out.size();
    while (out[slot] != 0) slot = (slot + 1) % out.size();
    out[slot] = static_cast<uint16_t>(i + 1);
  }
  return out;
}

}  // namespace newsgrain::lang
