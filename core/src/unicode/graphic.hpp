// Characters that can be seen.
#pragma once

#include <string_view>

namespace newsgrain::internal {

// True if the UTF-8 text has a character with a glyph: not only blanks, controls and marks of no width.
bool has_graphic_character(std::string_view text);

}  // namespace newsgrain::internal
