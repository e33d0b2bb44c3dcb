// Which lines of a plain text are one paragraph that somebody's program broke at a width.
//
// A program that wraps puts into each line as many words as fit: the line is not longer than the width, and with the
// next line's first word it would be. Lines that end without a stop and go on in small letters show that width; where
// most of them agree on one, breaks that fit it join their lines, all others (headlines, last lines of paragraphs,
// lists, verse, tables, dialogue) stay.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace newsgrain {

struct TextLine {
  uint32_t begin, end;  // bytes, without the white space around it; not empty
  bool adjacent;        // no blank line stands between it and the one before
  uint16_t indent;      // columns of white space in front
};

// For each line: 1 where it goes on with the one before, else 0. Linear in the text.
std::vector<uint8_t> continued_lines(std::string_view text, const std::vector<TextLine>& lines);

}  // namespace newsgrain
