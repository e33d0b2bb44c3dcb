// What some bytes look like, told by the bytes alone.
#pragma once

#include <string>
#include <string_view>

namespace newsgrain {

// The first bytes of a file as text: without byte order mark and white space in front; of UTF-16 with a byte order mark
// every second byte. Views `bytes` or `storage`.
std::string_view text_head(std::string_view bytes, std::string& storage);

// True if these bytes are HTML: they begin with a tag, a doctype or a comment.
bool looks_like_html(std::string_view bytes);

// The name of the first element of a text that begins like XML, behind prolog, comments and doctype; empty where there
// is none. `head` comes from text_head().
std::string_view first_element(std::string_view head);

}  // namespace newsgrain
