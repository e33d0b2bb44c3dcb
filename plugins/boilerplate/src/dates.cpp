#include "dates.hpp"

#include <cstdint>
#include <vector>

namespace boilerplate {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

unsigned month_of(std::string_view word) {
  static constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  static constexpr std::string_view kRest[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(c | 0x20);
  if (lower.size() < 3) return 0;
  for (unsigned m = 0; m < 12; ++m)
    if (lower == kMonths[m] || lower == kRest[m] || (m == 8 && lower == "sept")) return m + 1;
  return 0;
}

std::string format(unsigned year, unsigned month, unsigned day) {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  std::string out = std::to_string(year);
  out += month < 10 ? "-0" : "-";
  out += std::to_string(month);
  out += day < 10 ? "-0" : "-";
  return out + std::to_string(day);
}

unsigned number(std::string_view text) {
  unsigned value = 0;
  for (const char c : text) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

// "T07:45", "T07:45:00.000Z", "T07:45:00+02:00"; bytes taken.
size_t time_part(std::string_view text) {
  if (text.size() < 6 || (text[0] != 'T' && text[0] != ' ') || !digit(text[1]) || !digit(text[2]) || text[3] != ':' || !digit(text[4]) || !digit(text[5])) return 0;
  size_t at = 6;
  if (at + 2 < text.size() && text[at] == ':' && digit(text[at + 1]) && digit(text[at + 2])) at += 3;
  if (at < text.size() && text[at] == '.') {
    ++at;
    while (at < text.size() && digit(text[at])) ++at;
  }
  if (at < text.size() && text[at] == 'Z') return at + 1;
  if (at + 4 < text.size() && (text[at] == '+' || text[at] == '-') && digit(text[at + 1]) && digit(text[at + 2])) {
    if (text[at + 3] == ':' && at + 5 < text.size()) return at + 6;
    return at + 5;
  }
  return text[0] == 'T' ? at : 0;
}

}  // namespace

std::string iso_date(std::string_view text) {
  text = text.substr(0, 200);
  for (size_t i = 0; i + 8 <= text.size(); ++i) {
    if (i > 0 && digit(text[i - 1])) continue;
    if (!digit(text[i]) || !digit(text[i + 1]) || !digit(text[i + 2]) || !digit(text[i + 3])) continue;
    if (i + 10 <= text.size() && (text[i + 4] == '-' || text[i + 4] == '/') && digit(text[i + 5]) && digit(text[i + 6]) && text[i + 7] == text[i + 4] && digit(text[i + 8]) && digit(text[i + 9])) {
      std::string out = format(number(text.substr(i, 4)), number(text.substr(i + 5, 2)), number(text.substr(i + 8, 2)));
      if (out.empty()) continue;
      if (const size_t rest = time_part(text.substr(i + 10)); rest != 0) {
        out += text.substr(i + 10, rest);
        out[10] = 'T';
      }
      return out;
    }
    bool all = true;
    for (size_t j = i + 4; j < i + 8; ++j) all = all && digit(text[j]);
    if (all && (i + 8 == text.size() || !digit(text[i + 8])))
      if (std::string out = format(number(text.substr(i, 4)), number(text.substr(i + 4, 2)), number(text.substr(i + 6, 2))); !out.empty()) return out;
  }
  // Words: a month's name with a day on one side and a year behind.
  std::vector<std::string_view> words;
  for (size_t i = 0; i < text.size();) {
    const bool is_digit = digit(text[i]), is_letter = (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z';
    if (!is_digit && !is_letter) {
      ++i;
      continue;
    }
    const size_t begin = i;
    while (i < text.size() && (is_digit ? digit(text[i]) : (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z')) ++i;
    words.push_back(text.substr(begin, i - begin));
  }
  const auto day_at = [&](size_t i) { return i < words.size() && digit(words[i][0]) && words[i].size() <= 2 ? number(words[i]) : 0u; };
  const auto year_at = [&](size_t i) { return i < words.size() && digit(words[i][0]) && words[i].size() == 4 ? number(words[i]) : 0u; };
  const auto ordinal = [&](size_t i) { return i < words.size() && (words[i] == "st" || words[i] == "nd" || words[i] == "rd" || words[i] == "th" || words[i] == "of"); };
  for (size_t i = 0; i < words.size(); ++i) {
    const unsigned month = month_of(words[i]);
    if (month == 0) continue;
    if (const unsigned day = day_at(i + 1); day != 0) {
      const size_t next = i + 2 + (ordinal(i + 2) ? 1 : 0);
      if (const unsigned year = year_at(next); year != 0) return format(year, month, day);
    }
    size_t before = i;
    while (before > 0 && ordinal(before - 1)) --before;
    if (before > 0 && day_at(before - 1) != 0 && year_at(i + 1) != 0) return format(year_at(i + 1), month, day_at(before - 1));
  }
  return {};
}

std::string date_in_url(std::string_view url) {
  for (size_t i = 1; i + 10 <= url.size(); ++i) {
    if (url[i - 1] != '/' && url[i - 1] != '-') continue;
    if (url[i] != '1' && url[i] != '2') continue;
    const char separator = url[i + 4];
    if ((separator != '/' && separator != '-') || url[i + 7] != separator) continue;
    bool all = true;
    for (const size_t j : {i, i + 1, i + 2, i + 3, i + 5, i + 6, i + 8, i + 9}) all = all && digit(url[j]);
    if (all && (i + 10 == url.size() || !digit(url[i + 10]))) return format(number(url.substr(i, 4)), number(url.substr(i + 5, 2)), number(url.substr(i + 8, 2)));
  }
  return {};
}

}  // namespace boilerplate
