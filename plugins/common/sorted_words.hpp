// sorted_words.hpp: closed lists of words, written in any order, sorted by the compiler for binary search.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace newsgrain::english {

template <std::size_t N>
constexpr std::array<std::string_view, N> sorted(std::array<std::string_view, N> words) {
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace newsgrain::english
