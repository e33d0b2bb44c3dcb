// Language tags by ICU's list of ISO 639 codes; names of encodings and addresses by their form.
#include "newsgrain/declared.hpp"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

#include "source/encoding_names.hpp"

namespace newsgrain {
namespace {

Error no(std::string message, std::string cure) {
  return {ErrorCode::bad_usage, std::move(message), "", std::move(cure)};
}

std::string quoted(std::string_view text) {
  constexpr size_t kShown = 80;
  // Cut before a character, not inside.
  size_t end = std::min(text.size(), kShown);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return "\"" + std::string(text.substr(0, end)) + (end < text.size() ? "..." : "") + "\"";
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_language_code(std::string_view code) {
  const std::string wanted = lower(code);
  for (const char* const* known = uloc_getISOLanguages(); *known != nullptr; ++known)
    if (wanted == *known) return wanted != "und" && wanted != "mul" && wanted != "zxx";
  return false;
}

// What follows the language: "BR", "Hant", "x-mine".
bool are_subtags(std::string_view rest) {
  constexpr size_t kLongest = 8;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const size_t end = std::min(rest.find('-'), rest.size());
    const std::string_view part = rest.substr(0, end);
    const bool fits = !part.empty() && part.size() <= kLongest &&
                      std::all_of(part.begin(), part.end(), [](char c) { return is_letter(c) || is_digit(c); });
    if (!fits) return false;
    rest.remove_prefix(end);
  }
  return true;
}

// "English", "Deutsch", "GERMAN" -> "en", "de", "de".
std::string code_of_name(std::string_view name) {
  const icu::UnicodeString wanted =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int32_t>(name.size()))).foldCase();
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    for (const char* in : {"en", *code}) {
      constexpr int32_t kRoom = 100;
      char16_t shown[kRoom];
      UErrorCode status = U_ZERO_ERROR;
      const int32_t length = uloc_getDisplayLanguage(*code, in, shown, kRoom, &status);
      if (U_SUCCESS(status) && length < kRoom && icu::UnicodeString(shown, length).foldCase() == wanted) return *code;
    }
  }
  return "";
}

// The tag that was meant, "" if nothing tells.
std::string meant(std::string_view tag) {
  std::string dashes(tag.substr(0, tag.find('.')));  // en_US.UTF-8
  std::replace(dashes.begin(), dashes.end(), '_', '-');
  if (dashes != tag && check_language(dashes)) return dashes;
  constexpr size_t kLongestName = 60;
  return tag.size() > kLongestName ? "" : code_of_name(tag);
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

bool is_url(std::string_view url) {
  const size_t colon = url.find("://");
  if (colon == std::string_view::npos || !is_scheme(url.substr(0, colon))) return false;
  if (std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }))
    return false;
  const std::string_view rest = url.substr(colon + 3);
  return lower(url.substr(0, colon)) == "file" ? rest.size() > 1 : !rest.substr(0, rest.find_first_of("/?#")).empty();
}

// Takes `count` digits off the front; -1 if they are not there.
int take_number(std::string_view& text, size_t count) {
  if (text.size() < count || !std::all_of(text.begin(), text.begin() + static_cast<ptrdiff_t>(count), is_digit))
    return -1;
  int value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// "Z", "+02:00", "+0200", "+02", nothing.
bool is_zone(std::string_view text) {
  take(text, ' ');
  if (text.empty() || text == "Z") return true;
  if (!take(text, '+') && !take(text, '-')) return false;
  if (const int hours = take_number(text, 2); hours < 0 || hours > 23) return false;
  if (text.empty()) return true;
  take(text, ':');
  const int minutes = take_number(text, 2);
  return minutes >= 0 && minutes < 60 && text.empty();
}

// "19:04", "19:04:05", "19:04:05.123"
bool is_time(std::string_view text) {
  const int hour = take_number(text, 2);
  if (hour < 0 || hour > 24 || !take(text, ':')) return false;
  if (const int minute = take_number(text, 2); minute < 0 || minute > 59) return false;
  if (take(text, ':')) {
    if (const int second = take_number(text, 2); second < 0 || second > 60) return false;
    if (take(text, '.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  }
  return is_zone(text);
}

bool is_date(std::string_view text) {
  const int year = take_number(text, 4);
  if (year < 0) return false;
  if (text.empty()) return true;
  const bool dashes = take(text, '-');
  const int month = take_number(text, 2);
  if (month < 1 || month > 12) return false;
  if (text.empty()) return dashes;
  if (dashes && !take(text, '-')) return false;
  const int day = take_number(text, 2);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(std::max(day, 0)))};
  if (!date.ok()) return false;
  return text.empty() || ((take(text, 'T') || take(text, ' ')) && is_time(text));
}

}  // namespace

Result<void> check_language(std::string_view tag) {
  const size_t end = std::min(tag.find('-'), tag.size());
  if (is_language_code(tag.substr(0, end)) && are_subtags(tag.substr(end))) return {};
  const std::string code = meant(tag);
  return no(quoted(tag) + " is no code of a language",
            code.empty() ? "Name a language by its code, such as en, de or pt-BR; leave it out where it is not known."
                         : "Write " + code + ".");
}

Result<void> check_charset(std::string_view label) {
  if (find_encoding(label) != nullptr) return {};
  return no(
      quoted(label) + " is no encoding that is known here",
      "Name one that browsers know, such as utf-8, iso-8859-1, windows-1251 or shift_jis; leave it out where it is "
      "not known.");
}

Result<void> check_url(std::string_view url) {
  if (is_url(url)) return {};
  return no(quoted(url) + " is no address", "Give a whole address, such as https://example.org/story.");
}

Result<void> check_date(std::string_view date) {
  if (is_date(date)) return {};
  return no(quoted(date) + " is no date", "Write it as in ISO 8601, such as 2026-03-01 or 2026-03-01T19:04:00+01:00.");
}

}  // namespace newsgrain
