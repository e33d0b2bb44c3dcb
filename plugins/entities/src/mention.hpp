// mention.hpp: the tokens of a document and the mentions found in them, as the parts of this plugin hand them around.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace entities {

struct Token {
  std::string_view text;
  uint32_t begin = 0;  // byte offset in the document
  uint32_t end = 0;
  uint8_t kind = 0;  // NG_TOKEN_*
};

// Tokens [first, last) of one sentence.
struct Sentence {
  uint32_t first = 0;
  uint32_t last = 0;
};

struct Mention {
  uint32_t first = 0;  // token range [first, last)
  uint32_t last = 0;
  uint8_t type = 0;   // NG_ENTITY_*
  uint8_t form = 0;   // NG_FORM_*
  uint32_t entity = 0;
  float score = 1.0f;
};

}  // namespace entities
