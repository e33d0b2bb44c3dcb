// segmented.hpp: a text through tokeniser and splitter, as strings.
#pragma once

#include <string>
#include <vector>

#include "splitter.hpp"
#include "tokenizer.hpp"

namespace segments {

struct Segmented {
  std::vector<Token> tokens;
  std::vector<uint32_t> ends;  // of sentences, in tokens
};

inline Segmented segmented(const std::string& text, std::string_view language = {},
                           const ng_unicode* unicode = nullptr) {
  Segmented out;
  Tokenizer(unicode).tokenize(text, 0, static_cast<uint32_t>(text.size()), language, out.tokens);
  split_sentences(text, out.tokens, 0, static_cast<uint32_t>(out.tokens.size()), language, out.ends);
  return out;
}

using Words = std::vector<std::string>;

inline Words words(const std::string& text, std::string_view language = {}) {
  Words out;
  for (const Token& t : segmented(text, language).tokens) out.push_back(text.substr(t.begin, t.end - t.begin));
  return out;
}

inline Words sentences(const std::string& text, std::string_view language = {}) {
  const Segmented s = segmented(text, language);
  Words out;
  uint32_t first = 0;
  for (const uint32_t end : s.ends) {
    out.push_back(text.substr(s.tokens[first].begin, s.tokens[end - 1].end - s.tokens[first].begin));
    first = end;
  }
  return out;
}

}  // namespace segments
