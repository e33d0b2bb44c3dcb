// The codes of HTML elements in the `tag` column of the element layer.
//
// The numbers are part of the layer's schema: names are only ever appended at the end of the list. Code 0 stands for
// every other name (custom elements, the inside of MathML); the name itself is in the markup.
#pragma once

#include <cstdint>
#include <string_view>

#include "newsgrain/abi/ext/html.h"

namespace newsgrain {

enum class Tag : uint16_t {
  other = 0,
#define NG_TAG_ENUM(identifier, name) identifier,
  NG_HTML_TAGS(NG_TAG_ENUM)
#undef NG_TAG_ENUM
      count
};

// The lower-case name of a code; empty for Tag::other and for codes that do not exist.
std::string_view tag_name(uint16_t code);
inline std::string_view tag_name(Tag tag) { return tag_name(static_cast<uint16_t>(tag)); }

// The code of a name in any case; Tag::other if it is not in the list.
Tag tag_code(std::string_view name);

}  // namespace newsgrain
