// The grammar of JSON, for values that pass through unread.
#pragma once

#include <string>
#include <string_view>

namespace newsgrain::internal {

// True for exactly one JSON value with white space around it.
bool is_json_value(std::string_view text);

// Appends the characters of a JSON string, given what stands between its quotation marks.
struct Unescaped {
  bool whole = true;  // false for an escape that JSON does not know: what follows is missing
  bool lone = false;  // half a surrogate pair became U+FFFD
};
Unescaped append_unescaped(std::string_view inside, std::string& out);

// In valid JSON: values inside more than `depth` arrays and objects become strings that hold their JSON. True if there
// were any.
bool limit_nesting(std::string& json, size_t depth);

// In valid JSON: escapes of half a surrogate pair become U+FFFD. True if there were any.
bool replace_lone_surrogates(std::string& json);

}  // namespace newsgrain::internal
