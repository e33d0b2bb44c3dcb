// find.hpp: a short string in a long one, or at its beginning.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string_view>

namespace boilerplate {

// Like text.find(wanted, from), sixteen places at once: the library looks for the first letter alone. `wanted` has at least one byte.
inline size_t find(std::string_view text, std::string_view wanted, size_t from = 0) {
  typedef char Bytes __attribute__((vector_size(16)));
  typedef uint64_t Halves __attribute__((vector_size(16)));
  size_t at = from;
  for (; at + sizeof(Bytes) + wanted.size() <= text.size(); at += sizeof(Bytes)) {
    Bytes first, last;  // the first byte, and the last one where it has to stand
    std::memcpy(&first, text.data() + at, sizeof first);
    std::memcpy(&last, text.data() + at + wanted.size() - 1, sizeof last);
    const Halves both = reinterpret_cast<Halves>((first == Bytes{} + wanted.front()) & (last == Bytes{} + wanted.back()));
    if ((both[0] | both[1]) == 0) continue;
    if (const size_t found = text.substr(at, sizeof(Bytes) + wanted.size() - 1).find(wanted); found != std::string_view::npos) return at + found;
  }
  return text.find(wanted, at);
}

inline bool contains(std::string_view text, std::string_view wanted) { return find(text, wanted) != std::string_view::npos; }

inline bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

// Long lists are passed over by their first letters.
inline bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return !text.empty() && std::any_of(words.begin(), words.end(), [&](std::string_view w) { return w.front() == text.front() && text.starts_with(w); });
}

}  // namespace boilerplate
