// The grammar of JSON, for values that pass through unread.
#pragma once

#include <string>
#include <string_view>

namespace newsgrain::internal {

// True for exactly one JSON value with white space around it; nesting up to 1,024.
bool is_json_value(std::string_view text);

// Appends the characters of a JSON string, given what stands between its quotation marks. Half a surrogate pair becomes
// U+FFFD. False for an escape that JSON does not know.
bool append_unescaped(std::string_view inside, std::string& out);

}  // namespace newsgrain::internal
