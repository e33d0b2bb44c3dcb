// Character references: &amp; &#8217; &#x2019; and the 2,125 others by name.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsgrain {

struct CharacterReference {
  uint32_t length = 0;  // bytes of the reference in the markup; 0 if there is none
  std::string_view value() const { return {utf8, size}; }

  uint8_t size = 0;
  char utf8[8] = {};
};

// The reference at `p`, where '&' stands. In an attribute a name without ';' counts only if no letter, digit or '='
// follows.
CharacterReference match_reference(const char* p, const char* end, bool in_attribute);

// Writes one code point as UTF-8; returns the number of bytes (1 to 4).
uint8_t encode_utf8(uint32_t code_point, char* out);

}  // namespace newsgrain
