// find.hpp: a short string in a long one, or at its beginning; one of many.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string_view>

namespace boilerplate {

// The first eight bytes of a text, or all of a shorter one with zeros behind.
inline uint64_t first_eight(const char* p, size_t size) {
  const auto load = [](auto number, const char* from) {
    std::memcpy(&number, from, sizeof number);
    return uint64_t{number};
  };
  if (size >= 8) return load(uint64_t{}, p);
  // Two loads that overlap: in the middle both say the same.
  if (size >= 4) return load(uint32_t{}, p) | load(uint32_t{}, p + size - 4) << (8 * (size - 4));
  if (size >= 2) return load(uint16_t{}, p) | load(uint16_t{}, p + size - 2) << (8 * (size - 2));
  return size == 0 ? 0 : load(uint8_t{}, p);
}

// Like text.find(wanted, from), sixteen places at once: the library looks for the first letter alone. `wanted` has at
// least one byte.
inline size_t find(std::string_view text, std::string_view wanted, size_t from = 0) {
  typedef char Bytes __attribute__((vector_size(16)));
  typedef uint64_t Halves __attribute__((vector_size(16)));
  size_t at = from;
  for (; at + sizeof(Bytes) + wanted.size() <= text.size(); at += sizeof(Bytes)) {
    Bytes first, last;  // the first byte, and the last one where it has to stand
    std::memcpy(&first, text.data() + at, sizeof first);
    std::memcpy(&last, text.data() + at + wanted.size() - 1, sizeof last);
    const Halves both =
        reinterpret_cast<Halves>((first == Bytes{} + wanted.front()) & (last == Bytes{} + wanted.back()));
    if ((both[0] | both[1]) == 0) continue;
    if (const size_t found = text.substr(at, sizeof(Bytes) + wanted.size() - 1).find(wanted);
        found != std::string_view::npos)
      return at + found;
  }
  return text.find(wanted, at);
}

inline bool contains(std::string_view text, std::string_view wanted) {
  return find(text, wanted) != std::string_view::npos;
}

inline bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

// A closed list of words of two bytes or more. Where none of them begins, as nearly everywhere, two bytes tell.
template <size_t n>
class WordList {
 public:
  template <size_t... sizes>
  consteval explicit WordList(const char (&... words)[sizes]) : words_{std::string_view(words, sizes - 1)...} {
    for (const std::string_view w : words_) begins_[pair(w, 0)] = true;
  }
  // Where the first one stands in the text, or npos.
  size_t find(std::string_view text) const {
    for (size_t at = 0; at + 1 < text.size(); ++at)
      if (stands_at(text, at)) return at;
    return std::string_view::npos;
  }
  bool within(std::string_view text) const { return find(text) != std::string_view::npos; }
  bool begins(std::string_view text) const { return text.size() > 1 && stands_at(text, 0); }

 private:
  static constexpr size_t pair(std::string_view text, size_t at) {
    return (static_cast<unsigned char>(text[at]) + 8u * static_cast<unsigned char>(text[at + 1])) % 256;
  }
  bool stands_at(std::string_view text, size_t at) const {
    return begins_[pair(text, at)] && std::any_of(words_.begin(), words_.end(), [&](std::string_view w) {
             return w[0] == text[at] && w[1] == text[at + 1] && text.compare(at, w.size(), w) == 0;
           });
  }

  std::array<std::string_view, n> words_;
  std::array<bool, 256> begins_{};  // by pair()
};
template <size_t... sizes>
WordList(const char (&... words)[sizes]) -> WordList<sizeof...(sizes)>;

}  // namespace boilerplate
