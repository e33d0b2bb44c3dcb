// Single characters of valid UTF-8 and their classes, over ICU.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsgrain::internal {

// The character at `at` < text.size(); moves `at` behind it.
char32_t next_character(std::string_view text, size_t& at);
// The character that ends before `at` > 0; moves `at` in front of it.
char32_t previous_character(std::string_view text, size_t& at);

bool is_letter(char32_t c);
bool is_capital(char32_t c);       // upper and title case
bool is_closing_mark(char32_t c);  // brackets and quotation marks; straight ones open as well
bool is_opening_mark(char32_t c);
bool is_format(char32_t c);  // soft hyphens, joiners, marks of direction
// Of a script whose words stand without spaces between them: a line may end behind each of them.
bool is_ideograph(char32_t c);

}  // namespace newsgrain::internal
