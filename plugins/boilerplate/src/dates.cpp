#include "dates.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>

#include "words.hpp"

namespace boilerplate {
namespace {

constexpr size_t kLongest = 200;  // bytes of a text in which a date is looked for

constexpr unsigned kFarthestZone = 14;  // hours

bool digit(char c) { return c >= '0' && c <= '9'; }

// Names and abbreviations in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish; by their first
// letters, where those suffice.
unsigned month_of(std::string_view word) {
  struct Month {
    std::string_view begin;  // of the name
    uint8_t number;
    bool whole;  // nothing may follow
  };
  static constexpr Month kMonths[] = {{"jan", 1, true},
                                      {"january", 1, true},
                                      {"januar", 1, true},
                                      {"j\xC3\xA4nner", 1, true},
                                      {"janv", 1, false},
                                      {"enero", 1, true},
                                      {"ene", 1, true},
                                      {"gennaio", 1, true},
                                      {"gen", 1, true},
                                      {"janeiro", 1, true},
                                      {"januari", 1, true},
                                      {"stycznia", 1, true},
                                      {"feb", 2, true},
                                      {"february", 2, true},
                                      {"februar", 2, true},
                                      {"f\xC3\xA9v", 2, false},
                                      {"febrero", 2, true},
                                      {"febbraio", 2, true},
                                      {"fevereiro", 2, true},
                                      {"fev", 2, true},
                                      {"februari", 2, true},
                                      {"lutego", 2, true},
                                      {"mar", 3, true},
                                      {"march", 3, true},
                                      {"m\xC3\xA4rz", 3, true},
                                      {"m\xC3\xA4r", 3, true},
                                      {"mrz", 3, true},
                                      {"maerz", 3, true},
                                      {"mars", 3, true},
                                      {"marzo", 3, true},
                                      {"mar\xC3\xA7o", 3, true},
                                      {"maart", 3, true},
                                      {"marca", 3, true},
                                      {"apr", 4, true},
                                      {"april", 4, true},
                                      {"avr", 4, false},
                                      {"abril", 4, true},
                                      {"abr", 4, true},
                                      {"aprile", 4, true},
                                      {"kwietnia", 4, true},
                                      {"may", 5, true},
                                      {"mai", 5, true},
                                      {"mayo", 5, true},
                                      {"maggio", 5, true},
                                      {"mag", 5, true},
                                      {"maio", 5, true},
                                      {"mei", 5, true},
                                      {"maja", 5, true},
                                      {"jun", 6, true},
                                      {"june", 6, true},
                                      {"juni", 6, true},
                                      {"juin", 6, true},
                                      {"junio", 6, true},
                                      {"giugno", 6, true},
                                      {"giu", 6, true},
                                      {"junho", 6, true},
                                      {"czerwca", 6, true},
                                      {"jul", 7, true},
                                      {"july", 7, true},
                                      {"juli", 7, true},
                                      {"juil", 7, false},
                                      {"julio", 7, true},
                                      {"luglio", 7, true},
                                      {"lug", 7, true},
                                      {"julho", 7, true},
                                      {"lipca", 7, true},
                                      {"aug", 8, true},
                                      {"august", 8, true},
                                      {"ao\xC3\xBBt", 8, true},
                                      {"agosto", 8, true},
                                      {"ago", 8, true},
                                      {"augustus", 8, true},
                                      {"sierpnia", 8, true},
                                      {"sep", 9, true},
                                      {"sept", 9, true},
                                      {"september", 9, true},
                                      {"septembre", 9, true},
                                      {"septiembre", 9, true},
                                      {"settembre", 9, true},
                                      {"set", 9, true},
                                      {"setembro", 9, true},
                                      {"wrze\xC5\x9Bnia", 9, true},
                                      {"oct", 10, true},
                                      {"october", 10, true},
                                      {"oktober", 10, true},
                                      {"okt", 10, true},
                                      {"octobre", 10, true},
                                      {"octubre", 10, true},
                                      {"ottobre", 10, true},
                                      {"ott", 10, true},
                                      {"outubro", 10, true},
                                      {"pa\xC5\xBA"
                                       "dziernika",
                                       10, true},
                                      {"nov", 11, true},
                                      {"november", 11, true},
                                      {"novembre", 11, true},
                                      {"noviembre", 11, true},
                                      {"novembro", 11, true},
                                      {"listopada", 11, true},
                                      {"dec", 12, true},
                                      {"december", 12, true},
                                      {"dezember", 12, true},
                                      {"dez", 12, true},
                                      {"d\xC3\xA9"
                                       "c",
                                       12, false},
                                      {"diciembre", 12, true},
                                      {"dic", 12, true},
                                      {"dicembre", 12, true},
                                      {"dezembro", 12, true},
                                      {"grudnia", 12, true}};
  static constexpr auto kFirst = [] {
    std::array<bool, 256> out{};
    for (const Month& m : kMonths) out[static_cast<unsigned char>(m.begin[0])] = true;
    return out;
  }();
  if (word.size() < 3 || word.size() > 14 || !kFirst[static_cast<unsigned char>(sdk::to_lower(word[0]))]) return 0;
  const std::string name = sdk::to_lower(word);
  for (const Month& m : kMonths)
    if (name[0] == m.begin[0] && (m.whole ? name == m.begin : name.starts_with(m.begin))) return m.number;
  return 0;
}

// Four digits in a row: no date without them.
bool has_year(std::string_view text) {
  size_t digits = 0;
  for (const char c : text) {
    digits = digit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
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

// "+02:00", "+0200", "+02"; bytes taken, none where it is no zone.
size_t zone_part(std::string_view text) {
  const auto two_digits = [&](size_t at) { return at + 1 < text.size() && digit(text[at]) && digit(text[at + 1]); };
  if (text.empty() || (text[0] != '+' && text[0] != '-') || !two_digits(1)) return 0;
  if (number(text.substr(1, 2)) > kFarthestZone) return 0;  // "19:04-20:30"
  const size_t minutes = text.size() > 3 && text[3] == ':' ? 4 : 3;
  return two_digits(minutes) ? minutes + 2 : 3;
}

// "T07:45", "T07:45:00.000Z", "T07:45:00+02:00"; bytes taken.
size_t time_part(std::string_view text) {
  if (text.size() < 6 || (text[0] != 'T' && text[0] != ' ') || !digit(text[1]) || !digit(text[2]) || text[3] != ':' ||
      !digit(text[4]) || !digit(text[5]))
    return 0;
  size_t at = 6;
  if (at + 2 < text.size() && text[at] == ':' && digit(text[at + 1]) && digit(text[at + 2])) at += 3;
  if (at < text.size() && text[at] == '.') {
    ++at;
    while (at < text.size() && digit(text[at])) ++at;
  }
  if (at < text.size() && text[at] == 'Z') return at + 1;
  if (const size_t zone = zone_part(text.substr(at)); zone != 0) return at + zone;
  return text[0] == 'T' ? at : 0;
}

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), digit); }

// "2025-03-18" and "2025/03/18" at the beginning of the text, with the time behind it; else nothing.
std::string dashed_date(std::string_view text) {
  constexpr size_t kSize = 10;
  if (text.size() < kSize || (text[4] != '-' && text[4] != '/') || text[7] != text[4]) return {};
  const std::string_view year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
  if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return {};
  std::string out = format(number(year), number(month), number(day));
  const size_t rest = out.empty() ? 0 : time_part(text.substr(kSize));
  if (rest != 0) {
    out += text.substr(kSize, rest);
    out[kSize] = 'T';
  }
  return out;
}

// "20250318" at the beginning of the text.
std::string packed_date(std::string_view text) {
  constexpr size_t kSize = 8;
  if (text.size() < kSize || !all_digits(text.substr(0, kSize)) || (text.size() > kSize && digit(text[kSize])))
    return {};
  return format(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6, 2)));
}

std::string year_first(std::string_view text) {
  for (size_t i = 0; i + 8 <= text.size(); ++i) {
    if (i > 0 && digit(text[i - 1])) continue;
    if (std::string out = dashed_date(text.substr(i)); !out.empty()) return out;
    if (std::string out = packed_date(text.substr(i)); !out.empty()) return out;
  }
  return {};
}

// Three numbers with full stops or strokes between them.
struct ThreeNumbers {
  std::string_view part[3];
  char separator = 0;
};

std::optional<ThreeNumbers> three_numbers(std::string_view text) {
  ThreeNumbers out;
  size_t at = 0;
  for (unsigned part = 0; part < 3; ++part) {
    const size_t begin = at;
    while (at < text.size() && digit(text[at])) ++at;
    out.part[part] = text.substr(begin, at - begin);
    if (at == begin) return std::nullopt;
    if (part == 2) break;
    if (at >= text.size() || (text[at] != '.' && text[at] != '/') || (part == 1 && text[at] != out.separator))
      return std::nullopt;
    out.separator = text[at++];
    if (out.separator == '.' && at < text.size() && text[at] == ' ') ++at;
  }
  if (out.part[0].size() > 2 || out.part[1].size() > 2 || out.part[2].size() != 4) return std::nullopt;
  return out;
}

// "18.03.2025"; "18/03/2025" and "03/18/2025" where only one reading is a date.
std::string year_last(std::string_view text, bool day_first) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!digit(text[i]) || (i > 0 && (digit(text[i - 1]) || text[i - 1] == '.' || text[i - 1] == '/'))) continue;
    const auto found = three_numbers(text.substr(i));
    if (!found) continue;
    const unsigned a = number(found->part[0]), b = number(found->part[1]), year = number(found->part[2]);
    std::string out;
    if (found->separator == '.' || (a > 12 && b <= 12))
      out = format(year, b, a);
    else if (b > 12 && a <= 12)
      out = format(year, a, b);
    else if (a == b || day_first)
      out = format(year, b, a);
    if (!out.empty()) return out;
  }
  return {};
}

bool letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || byte >= 0xC3 || (byte & 0xC0) == 0x80;
}

// The runs of digits and of letters in a text.
class Words {
 public:
  explicit Words(std::string_view text) {
    for (size_t i = 0; i < text.size();) {
      const bool is_digit = digit(text[i]);
      if (!is_digit && !letter(text[i])) {
        ++i;
        continue;
      }
      const size_t begin = i;
      // "Anna BergDec 05, 2023": two elements without a blank.
      const auto glued = [&] {
        return i > begin && text[i] >= 'A' && text[i] <= 'Z' && text[i - 1] >= 'a' && text[i - 1] <= 'z';
      };
      while (i < text.size() && (is_digit ? digit(text[i]) : letter(text[i]) && !glued())) ++i;
      words_[size_++] = text.substr(begin, i - begin);
    }
  }

  size_t size() const { return size_; }
  std::string_view operator[](size_t i) const { return words_[i]; }
  // 0 where there is none.
  unsigned day_at(size_t i) const { return is_number(i) && words_[i].size() <= 2 ? number(words_[i]) : 0; }
  unsigned year_at(size_t i) const { return is_number(i) && words_[i].size() == 4 ? number(words_[i]) : 0; }
  // What may stand between day, month and year: "3rd of March", "3 de mayo".
  bool is_filler(size_t i) const {
    static constexpr std::string_view kFillers[] = {"st", "nd", "rd", "th", "of", "de", "er"};
    return i < size_ && std::find(std::begin(kFillers), std::end(kFillers), words_[i]) != std::end(kFillers);
  }
  size_t behind_filler(size_t i) const { return is_filler(i) ? i + 1 : i; }

 private:
  bool is_number(size_t i) const { return i < size_ && digit(words_[i][0]); }

  std::array<std::string_view, kLongest> words_;
  size_t size_ = 0;
};

// A month's name with a day on one side and a year behind.
std::string named_month(std::string_view text) {
  const Words words(text);
  for (size_t i = 0; i < words.size(); ++i) {
    const unsigned month = month_of(words[i]);
    if (month == 0) continue;
    if (const unsigned day = words.day_at(i + 1); day != 0)
      if (const unsigned year = words.year_at(words.behind_filler(i + 2)); year != 0) return format(year, month, day);
    size_t before = i;
    while (before > 0 && words.is_filler(before - 1)) --before;
    const unsigned day = before > 0 ? words.day_at(before - 1) : 0;
    const unsigned year = words.year_at(words.behind_filler(i + 1));
    if (day != 0 && year != 0) return format(year, month, day);
  }
  return {};
}

}  // namespace

std::string iso_date(std::string_view text, bool day_first) {
  text = text.substr(0, kLongest);
  if (!has_year(text)) return {};
  std::string out = year_first(text);
  if (out.empty()) out = year_last(text, day_first);
  return out.empty() ? named_month(text) : out;
}

std::string day_after(std::string_view day, int days) {
  const std::string iso = iso_date(day.substr(0, 10));
  if (iso.size() < 10) return {};
  unsigned year = number(iso.substr(0, 4)), month = number(iso.substr(5, 2)), at = number(iso.substr(8, 2));
  const auto length = [&] {
    constexpr unsigned kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return kLengths[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
  };
  for (; days > 0; --days)
    if (++at > length()) {
      at = 1;
      if (++month > 12) month = 1, ++year;
    }
  for (; days < 0; ++days)
    if (--at == 0) {
      if (--month == 0) month = 12, --year;
      at = length();
    }
  return format(year, month, at);
}

std::string date_in_url(std::string_view url) {
  for (size_t i = 1; i + 10 <= url.size(); ++i) {
    if (url[i - 1] != '/' && url[i - 1] != '-') continue;
    if (url[i] != '1' && url[i] != '2') continue;
    const char separator = url[i + 4];
    if ((separator != '/' && separator != '-') || url[i + 7] != separator) continue;
    bool all = true;
    for (const size_t j : {i, i + 1, i + 2, i + 3, i + 5, i + 6, i + 8, i + 9}) all = all && digit(url[j]);
    if (all && (i + 10 == url.size() || !digit(url[i + 10])))
      return format(number(url.substr(i, 4)), number(url.substr(i + 5, 2)), number(url.substr(i + 8, 2)));
  }
  return {};
}

}  // namespace boilerplate
