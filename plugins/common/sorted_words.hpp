// sorted_words.hpp: a closed list of a few words, written in any order; the compiler sorts it for the search by
// halving. Lists that belong to a language rather than to one rule are plugins/common/lang.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace newsgrain::english {

//   constexpr SortedWords kSmallPlaces({"city", "town", "village"});
// A word that is there twice does not compile.
template <size_t N>
class SortedWords {
 public:
  consteval explicit SortedWords(const std::string_view (&words)[N]) {
    std::copy(words, words + N, words_);
    std::sort(words_, words_ + N);
    if (std::adjacent_find(words_, words_ + N) != words_ + N) throw "a word is there twice";
  }
  constexpr bool contains(std::string_view word) const { return std::binary_search(words_, words_ + N, word); }
  const std::string_view* begin() const { return words_; }
  const std::string_view* end() const { return words_ + N; }

 private:
  std::string_view words_[N];
};

}  // namespace newsgrain::english
