// Pieces of JSON text: strings, numbers and rounded floats, free of locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsgrain::json {

// A quoted JSON string. Bytes that are no UTF-8 (file names) become U+FFFD.
void append_string(std::string_view text, std::string& out);
// As above, or null for an empty text.
void append_string_or_null(std::string_view text, std::string& out);
void append_unsigned(uint64_t value, std::string& out);
void append_signed(int64_t value, std::string& out);
// Rounded to four decimals, without trailing zeros; null for what is no number.
void append_fixed(double value, std::string& out);
// An indented copy of compact JSON text.
void append_pretty(std::string_view compact, std::string& out);

}  // namespace newsgrain::json
