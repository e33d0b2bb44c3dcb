#include "words.hpp"

namespace newsgrain::lang {

// languages.inc has NG_LANGUAGE(code) for each list that is compiled in.
#define NG_LANGUAGE(code) extern const Dictionary words_##code;
#include "languages.inc"
#undef NG_LANGUAGE

const Dictionary* dictionary(std::string_view language) {
#define NG_LANGUAGE(code) \
  if (language == #code) return &words_##code;
#include "languages.inc"
#undef NG_LANGUAGE
  return nullptr;
}

std::span<const Dictionary* const> dictionaries() {
  static constexpr const Dictionary* kAll[] = {
#define NG_LANGUAGE(code) &words_##code,
#include "languages.inc"
#undef NG_LANGUAGE
  };
  return kAll;
}

WordClasses english(std::string_view plain) { return words_en.find(plain); }
WordClasses english(std::string_view plain, uint64_t hash) { return words_en.find(plain, hash); }

}  // namespace newsgrain::lang
