// find.hpp: a short string in a long one, sixteen places at once; the library's search looks for the first letter alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace boilerplate {

// Like text.find(wanted, from); `wanted` has at least one byte.
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

}  // namespace boilerplate
