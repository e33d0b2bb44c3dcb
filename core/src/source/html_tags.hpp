// What the parser needs to know about an element by its name.
#pragma once

#include "newsgrain/html_tags.hpp"

namespace newsgrain {

namespace tag_property {
inline constexpr uint32_t kBlock = 1u << 0;           // begins and ends a block of text
inline constexpr uint32_t kVoid = 1u << 1;            // has no content and no end tag
inline constexpr uint32_t kRawText = 1u << 2;         // its content holds no tags
inline constexpr uint32_t kHidden = 1u << 3;          // its content is no visible text
inline constexpr uint32_t kAtomic = 1u << 4;          // drawn as one thing: separates words
inline constexpr uint32_t kClosesP = 1u << 5;         // its start tag ends an open <p>
inline constexpr uint32_t kImplied = 1u << 6;         // start tags of its kind may end others
inline constexpr uint32_t kHeadContent = 1u << 7;     // may stand in <head>
inline constexpr uint32_t kScope = 1u << 8;           // end tags do not reach out of it
inline constexpr uint32_t kHeading = 1u << 9;         // h1 to h6
inline constexpr uint32_t kPreformatted = 1u << 10;   // keeps its white space
inline constexpr uint32_t kResetsContext = 1u << 11;  // what is inside is no list item, quote or caption
inline constexpr uint32_t kLeavesSvg = 1u << 12;      // its start tag ends foreign content, by the HTML standard
inline constexpr uint32_t kTablePart = 1u << 13;      // its end tag reaches as far as the innermost table
}  // namespace tag_property

uint32_t tag_properties(Tag tag);

// The code of the name [begin, end) of a text. Faster than tag_code, since it may look past the name.
Tag tag_code_in(std::string_view text, size_t begin, size_t end);

}  // namespace newsgrain
