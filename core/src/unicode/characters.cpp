#include "unicode/characters.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace newsgrain::internal {
namespace {

bool is_straight_mark(char32_t c) { return c == '"' || c == '\''; }
int8_t category(char32_t c) { return u_charType(static_cast<UChar32>(c)); }

}  // namespace

char32_t next_character(std::string_view text, size_t& at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(bytes, at, text.size(), c);
  return static_cast<char32_t>(c);
}

char32_t previous_character(std::string_view text, size_t& at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 c = 0;
  auto i = static_cast<int32_t>(at);
  U8_PREV_OR_FFFD(bytes, 0, i, c);
  at = static_cast<size_t>(i);
  return static_cast<char32_t>(c);
}

bool is_format(char32_t c) { return category(c) == U_FORMAT_CHAR; }

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return u_isalpha(static_cast<UChar32>(c)) != 0;
}
bool is_capital(char32_t c) {
  return u_isUUppercase(static_cast<UChar32>(c)) != 0 || category(c) == U_TITLECASE_LETTER;
}

bool is_closing_mark(char32_t c) {
  const int8_t type = category(c);
  return is_straight_mark(c) || type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

bool is_opening_mark(char32_t c) {
  const int8_t type = category(c);
  return is_straight_mark(c) || type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

bool is_ideograph(char32_t c) {
  constexpr char32_t kThai = 0xE00;  // the first of them
  if (c < kThai) return false;
  const auto breaks = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK);
  return breaks == U_LB_IDEOGRAPHIC || breaks == U_LB_COMPLEX_CONTEXT || breaks == U_LB_CONDITIONAL_JAPANESE_STARTER;
}

}  // namespace newsgrain::internal
