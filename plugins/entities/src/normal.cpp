// normal.cpp: reads the words of one value that the grammar of values.cpp has found.
#include "normal.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <newsgrain/abi/layers.h>

namespace entities {
namespace {

template <class T, size_t N>
const T* find(const std::pair<std::string_view, T> (&table)[N], std::string_view word) {
  for (const auto& [key, value] : table)
    if (key == word) return &value;
  return nullptr;
}

constexpr std::pair<std::string_view, int> kMonths[] = {
    {"january", 1}, {"february", 2}, {"march", 3},     {"april", 4},    {"may", 5},       {"june", 6},
    {"july", 7},    {"august", 8},   {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12},
    {"jan", 1},     {"feb", 2},      {"mar", 3},       {"apr", 4},      {"jun", 6},       {"jul", 7},
    {"aug", 8},     {"sep", 9},      {"sept", 9},      {"oct", 10},     {"nov", 11},      {"dec", 12}};
constexpr std::pair<std::string_view, int> kWeekdays[] = {
    {"monday", 1}, {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4}, {"friday", 5}, {"saturday", 6}, {"sunday", 7},
    {"mon", 1},    {"tue", 2},     {"tues", 2},      {"wed", 3},      {"thur", 4},   {"thurs", 4},    {"fri", 5}};
constexpr std::pair<std::string_view, int> kSmall[] = {
    {"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
    {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
    {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
    {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90},  {"a", 1}};
constexpr std::pair<std::string_view, int> kOrdinals[] = {
    {"first", 1},     {"second", 2},   {"third", 3},       {"fourth", 4},     {"fifth", 5},
    {"sixth", 6},     {"seventh", 7},  {"eighth", 8},      {"ninth", 9},      {"tenth", 10},
    {"eleventh", 11}, {"twelfth", 12}, {"thirteenth", 13}, {"twentieth", 20}, {"hundredth", 100}};
// Parts of one.
constexpr std::pair<std::string_view, int> kFractions[] = {{"half", 2},  {"third", 3}, {"quarter", 4}, {"fourth", 4},
                                                           {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8},
                                                           {"ninth", 9}, {"tenth", 10}};
// Powers of ten.
constexpr std::pair<std::string_view, int> kScales[] = {
    {"lakh", 5},     {"lakhs", 5},   {"crore", 7},   {"crores", 7},    {"hundred", 2},
    {"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}, {"k", 3},
    {"m", 6},        {"mn", 6},      {"bn", 9},      {"b", 9},         {"tn", 12}};
constexpr std::pair<std::string_view, std::string_view> kCurrencies[] = {
    {"$", "USD"},        {"us$", "USD"},          {"a$", "AUD"},           {"c$", "CAD"},           {"hk$", "HKD"},
    {"nz$", "NZD"},      {"s$", "SGD"},           {"r$", "BRL"},           {"\xe2\x82\xac", "EUR"}, {"\xc2\xa3", "GBP"},
    {"\xc2\xa5", "JPY"}, {"\xe2\x82\xa9", "KRW"}, {"\xe2\x82\xb9", "INR"}, {"dollar", "USD"},       {"dollars", "USD"},
    {"euro", "EUR"},     {"euros", "EUR"},        {"pound", "GBP"},        {"pounds", "GBP"},       {"yen", "JPY"},
    {"won", "KRW"},      {"yuan", "CNY"},         {"rupee", "INR"},        {"rupees", "INR"},       {"ruble", "RUB"},
    {"rubles", "RUB"},   {"rouble", "RUB"},       {"roubles", "RUB"},      {"krona", "SEK"},        {"lira", "TRY"},
    {"shekels", "ILS"},  {"riyals", "SAR"},       {"cent", "USD"},         {"cents", "USD"},        {"rs", "INR"},
    {"rs.", "INR"},      {"rm", "MYR"},           {"ringgit", "MYR"},      {"baht", "THB"},         {"rand", "ZAR"},
    {"naira", "NGN"},    {"hryvnia", "UAH"},      {"zloty", "PLN"},        {"zlotys", "PLN"},       {"rupiah", "IDR"},
    {"taka", "BDT"},     {"shekel", "ILS"},       {"liras", "TRY"},        {"kronor", "SEK"},       {"krone", "NOK"},
    {"chf", "CHF"},      {"inr", "INR"},          {"aud", "AUD"},          {"cad", "CAD"},          {"hkd", "HKD"},
    {"sgd", "SGD"},      {"nzd", "NZD"},          {"usd", "USD"},          {"eur", "EUR"},          {"gbp", "GBP"},
    {"krw", "KRW"},      {"jpy", "JPY"},          {"cny", "CNY"}};
// Whose money it is, where the noun is that of several countries.
struct Currency {
  std::string_view whose, noun, code;
};
constexpr Currency kNational[] = {
    {"swiss", "franc", "CHF"},      {"canadian", "dollar", "CAD"},    {"australian", "dollar", "AUD"},
    {"kong", "dollar", "HKD"},      {"singapore", "dollar", "SGD"},   {"singaporean", "dollar", "SGD"},
    {"zealand", "dollar", "NZD"},   {"taiwan", "dollar", "TWD"},      {"jamaican", "dollar", "JMD"},
    {"mexican", "peso", "MXN"},     {"philippine", "peso", "PHP"},    {"argentine", "peso", "ARS"},
    {"chilean", "peso", "CLP"},     {"colombian", "peso", "COP"},     {"cuban", "peso", "CUP"},
    {"swedish", "kron", "SEK"},     {"danish", "kron", "DKK"},        {"norwegian", "kron", "NOK"},
    {"indian", "rupee", "INR"},     {"pakistani", "rupee", "PKR"},    {"lankan", "rupee", "LKR"},
    {"nepalese", "rupee", "NPR"},   {"egyptian", "pound", "EGP"},     {"syrian", "pound", "SYP"},
    {"lebanese", "pound", "LBP"},   {"sudanese", "pound", "SDG"},     {"kenyan", "shilling", "KES"},
    {"ugandan", "shilling", "UGX"}, {"tanzanian", "shilling", "TZS"}, {"saudi", "riyal", "SAR"},
    {"qatari", "riyal", "QAR"},     {"iranian", "rial", "IRR"},       {"kuwaiti", "dinar", "KWD"},
    {"iraqi", "dinar", "IQD"},      {"jordanian", "dinar", "JOD"},    {"algerian", "dinar", "DZD"},
    {"serbian", "dinar", "RSD"},    {"uae", "dirham", "AED"},         {"emirati", "dirham", "AED"},
    {"moroccan", "dirham", "MAD"},  {"ghana", "cedi", "GHS"},         {"ghanaian", "cedi", "GHS"},
    {"us", "dollar", "USD"},        {"u.s.", "dollar", "USD"},        {"american", "dollar", "USD"}};
constexpr std::pair<std::string_view, std::string_view> kUnits[] = {{"\xc2\xb0", "deg"},
                                                                    {"\xc2\xb0"
                                                                     "c",
                                                                     "degC"},
                                                                    {"\xc2\xb0"
                                                                     "f",
                                                                     "degF"},
                                                                    {"c", "degC"},
                                                                    {"f", "degF"},
                                                                    {"ft", "ft"},
                                                                    {"kw", "kW"},
                                                                    {"kilometer", "km"},
                                                                    {"kilometers", "km"},
                                                                    {"kilometre", "km"},
                                                                    {"kilometres", "km"},
                                                                    {"km", "km"},
                                                                    {"mile", "mi"},
                                                                    {"miles", "mi"},
                                                                    {"meter", "m"},
                                                                    {"meters", "m"},
                                                                    {"metre", "m"},
                                                                    {"metres", "m"},
                                                                    {"foot", "ft"},
                                                                    {"feet", "ft"},
                                                                    {"inch", "in"},
                                                                    {"inches", "in"},
                                                                    {"yard", "yd"},
                                                                    {"yards", "yd"},
                                                                    {"cm", "cm"},
                                                                    {"mm", "mm"},
                                                                    {"kg", "kg"},
                                                                    {"kilogram", "kg"},
                                                                    {"kilograms", "kg"},
                                                                    {"gram", "g"},
                                                                    {"grams", "g"},
                                                                    {"ton", "t"},
                                                                    {"tons", "t"},
                                                                    {"tonne", "t"},
                                                                    {"tonnes", "t"},
                                                                    {"lb", "lb"},
                                                                    {"lbs", "lb"},
                                                                    {"ounce", "oz"},
                                                                    {"ounces", "oz"},
                                                                    {"liter", "l"},
                                                                    {"liters", "l"},
                                                                    {"litre", "l"},
                                                                    {"litres", "l"},
                                                                    {"gallon", "gal"},
                                                                    {"gallons", "gal"},
                                                                    {"barrel", "bbl"},
                                                                    {"barrels", "bbl"},
                                                                    {"acre", "ac"},
                                                                    {"acres", "ac"},
                                                                    {"hectare", "ha"},
                                                                    {"hectares", "ha"},
                                                                    {"degrees", "deg"},
                                                                    {"celsius", "degC"},
                                                                    {"fahrenheit", "degF"},
                                                                    {"kilowatt", "kW"},
                                                                    {"kilowatts", "kW"},
                                                                    {"megawatt", "MW"},
                                                                    {"megawatts", "MW"},
                                                                    {"mw", "MW"},
                                                                    {"gigawatts", "GW"},
                                                                    {"gw", "GW"},
                                                                    {"kwh", "kWh"},
                                                                    {"mph", "mph"},
                                                                    {"kph", "km/h"},
                                                                    {"knots", "kn"},
                                                                    {"megabytes", "MB"},
                                                                    {"mb", "MB"},
                                                                    {"gigabytes", "GB"},
                                                                    {"gb", "GB"},
                                                                    {"terabytes", "TB"},
                                                                    {"tb", "TB"},
                                                                    {"kiloton", "kt"},
                                                                    {"kilotons", "kt"}};

struct Period {
  char unit;  // D W M Y, lower case: h m s
  int factor;
};
constexpr std::pair<std::string_view, Period> kPeriods[] = {
    {"day", {'D', 1}},     {"week", {'W', 1}},   {"fortnight", {'W', 2}}, {"month", {'M', 1}},
    {"quarter", {'M', 3}}, {"year", {'Y', 1}},   {"decade", {'Y', 10}},   {"century", {'Y', 100}},
    {"hour", {'h', 1}},    {"minute", {'m', 1}}, {"second", {'s', 1}}};
constexpr std::pair<std::string_view, std::string_view> kSeasons[] = {
    {"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"}, {"winter", "WI"}};
constexpr std::pair<std::string_view, std::string_view> kDayParts[] = {
    {"morning", "MO"}, {"afternoon", "AF"}, {"evening", "EV"}, {"night", "NI"}};

const Period* period_of(std::string_view word) {
  if (word == "centuries")
    word = "century";
  else if (word.size() > 3 && word.back() == 's')
    word.remove_suffix(1);
  return find(kPeriods, word);
}

// A decimal number, digits * 10^power. Not valid after an overflow.
struct Decimal {
  int64_t digits = 0;
  int power = 0;
  bool valid = true;

  void times(int64_t factor) { valid = valid && !__builtin_mul_overflow(digits, factor, &digits); }
  void add(Decimal other) {
    while (other.power > power && other.valid) {
      other.times(10);
      --other.power;
    }
    while (power > other.power && valid) {
      times(10);
      --power;
    }
    valid = valid && other.valid && !__builtin_add_overflow(digits, other.digits, &digits);
  }
  std::string text() const {
    if (!valid || power > 18) return {};
    std::string out = std::to_string(digits);
    if (power >= 0) return digits == 0 ? out : out.append(static_cast<size_t>(power), '0');
    const auto places = static_cast<size_t>(-power);
    if (out.size() <= places) out.insert(0, places + 1 - out.size(), '0');
    out.insert(out.size() - places, ".");
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
    return out;
  }
  int whole() const { return power == 0 && valid && digits < 100000 ? static_cast<int>(digits) : -1; }
};

bool digits_only(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }
int to_int(std::string_view text) {
  return digits_only(text) && text.size() < 9 ? std::atoi(std::string(text).c_str()) : -1;
}

// "1,200.50"; the rest ("m", "bn", "th") is cut off `text`.
bool read_digits(std::string_view& text, Decimal& out) {
  size_t i = 0;
  bool point = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    const bool more = i + 1 < text.size() && is_digit(text[i + 1]);
    if (c == ',' && i > 0 && more) continue;
    if (c == '.' && !point && more) {
      point = true;
      continue;
    }
    if (!is_digit(c)) break;
    out.times(10);
    out.valid = out.valid && !__builtin_add_overflow(out.digits, int64_t{c - '0'}, &out.digits);
    if (point) --out.power;
  }
  text.remove_prefix(i);
  return i > 0;
}

// ---- calendar

int64_t days_of(const Day& d) {  // days since 1970-01-01 (Howard Hinnant's days_from_civil)
  const int64_t y = d.year - (d.month <= 2 ? 1 : 0);
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t yoe = y - era * 400;
  const int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

Day day_of(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t doe = days - era * 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int64_t mp = (5 * doy + 2) / 153;
  Day out;
  out.day = static_cast<int32_t>(doy - (153 * mp + 2) / 5 + 1);
  out.month = static_cast<int32_t>(mp < 10 ? mp + 3 : mp - 9);
  out.year = static_cast<int32_t>(yoe + era * 400 + (out.month <= 2 ? 1 : 0));
  return out;
}

int weekday_of(int64_t days) { return static_cast<int>(((days + 3) % 7 + 7) % 7) + 1; }  // Monday is 1

std::string padded(int value, size_t width) {
  std::string out = std::to_string(value);
  if (out.size() < width) out.insert(0, width - out.size(), '0');
  return out;
}

std::string iso_month(int year, int month) { return (year > 0 ? padded(year, 4) : "XXXX") + "-" + padded(month, 2); }
std::string iso_day(const Day& d) { return iso_month(d.year, d.month) + "-" + padded(d.day, 2); }

std::string iso_week(int64_t days) {
  const Day thursday = day_of(days - weekday_of(days) + 4);  // a week belongs to the year of its Thursday
  const int64_t first = days_of({thursday.year, 1, 1});
  return padded(thursday.year, 4) + "-W" + padded(static_cast<int>((days_of(thursday) - first) / 7) + 1, 2);
}

bool possible(const Day& d) {
  constexpr int kLengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= kLengths[d.month - 1];
}

// ---- one value

class Reading {
 public:
  Reading(const std::vector<Unit>& units, const Mention& value, const Day& published) : published_(published) {
    for (uint32_t i = value.first; i < value.last; ++i) {
      std::string word(units[i].text.substr(0, 40));
      for (char& c : word) c = sdk::to_lower(c);
      if (word.size() > 2 && word.back() == '.' && word.find('.') == word.size() - 1) word.pop_back();
      // "14-year-old", "5-million", "mid-July": the parts count.
      const bool date = std::count(word.begin(), word.end(), '-') == 2 && is_digit(word[0]) && is_digit(word.back());
      size_t at = 0;
      for (size_t dash = date ? std::string::npos : word.find('-'); dash != std::string::npos;
           dash = word.find('-', at)) {
        if (dash > at) words_.push_back(word.substr(at, dash - at));
        if (is_digit(word[0]) && dash + 1 < word.size() && is_digit(word[dash + 1])) words_.emplace_back("-");
        at = dash + 1;
      }
      if (at < word.size()) words_.push_back(word.substr(at));
    }
  }

  std::string date() const {
    if (const std::string named = named_period(); !named.empty()) return named;
    if (words_.size() == 1) {
      if (const Day day = whole_date(words_[0]); day.known()) return iso_day(day);
    }
    int month = 0, day = 0, last_day = 0, year = 0, last_year = 0, weekday = 0, moved = 0;
    bool relative = false, range = false, ago = false;
    const Period* period = nullptr;
    std::string_view season;
    for (const std::string& w : words_) {
      if (const int* ordinal = find(kOrdinals, w))
        day = *ordinal;  // "Fourth of July"
      else if (const int* m = find(kMonths, w))
        month = *m;
      else if (const int* d = find(kWeekdays, w))
        weekday = *d;
      else if (const Period* p = period_of(w))
        period = p;
      else if (const std::string_view* s = find(kSeasons, w))
        season = *s;
      else if (w == "today" || w == "yesterday" || w == "tomorrow")
        return days_away(w == "today" ? 0 : w == "tomorrow" ? 1 : -1);
      else if (w == "last" || w == "previous")
        relative = true, moved = -1;
      else if (w == "next" || w == "coming")
        relative = true, moved = 1;
      else if (w == "this")
        relative = true;
      else if (w == "past")
        relative = true, moved = -1;
      else if (w == "ago" || w == "earlier" || w == "before")
        ago = true;
      else if (w == "-" || w == "\xe2\x80\x93")
        range = true;
      else if (w.size() == 5 && w[4] == 's' && to_int(w.substr(0, 4)) > 0)
        return w.substr(0, 3) + "X";
      else if (is_digit(w[0])) {
        std::string_view digits(w);
        while (!digits.empty() && !is_digit(digits.back())) digits.remove_suffix(1);
        const int n = to_int(digits);
        if (n >= 1000)
          (year != 0 ? last_year : year) = n;
        else if (range && year != 0 && digits.size() == 2)
          last_year = year / 100 * 100 + n;
        else if (n >= 1 && n <= 31)
          (day != 0 ? last_day : day) = n;
      }
    }
    if (period != nullptr) return period_value(*period, relative, moved, ago);
    if (!season.empty()) return season_value(season, year, relative, moved);
    if (month != 0) return calendar(month, day, last_day, year, relative ? moved : 0);
    if (weekday != 0) return weekday_value(weekday, relative, moved);
    if (year != 0) return padded(year, 4) + (last_year > year ? "/" + padded(last_year, 4) : "");
    return {};
  }

  std::string time() const {
    int hour = -1, minute = 0;
    bool utc = false;
    const Period* period = nullptr;
    for (size_t i = 0; i < words_.size(); ++i) {
      const std::string& w = words_[i];
      if (w == "noon") return "T12:00";
      if (w == "midnight") return "T00:00";
      if (w == "tonight") return part_of_day(0, "NI");
      if (const std::string_view* part = find(kDayParts, w)) {
        const int* weekday = i == 0 ? nullptr : find(kWeekdays, words_[i - 1]);
        if (weekday != nullptr)
          return weekday_value(*weekday, i > 1,
                               words_[0] == "last"   ? -1
                               : words_[0] == "next" ? 1
                                                     : 0) +
                 "T" + std::string(*part);
        const bool before = words_[0] == "last" || words_[0] == "yesterday",
                   after = words_[0] == "next" || words_[0] == "tomorrow";
        return i == 0 ? std::string() : part_of_day(before ? -1 : after ? 1 : 0, *part);
      }
      if (const Period* p = period_of(w)) period = p;
      if (w == "gmt" || w == "utc") utc = true;
      if (is_digit(w[0]) && hour < 0) {
        hour = std::atoi(w.c_str());
        if (const size_t colon = w.find_first_of(":."); colon != std::string::npos)
          minute = std::atoi(w.c_str() + colon + 1);
        else if (w.size() == 4 && digits_only(w))
          minute = hour % 100, hour /= 100;  // 1800 GMT
      }
      const bool afternoon = w == "pm" || w == "p.m" || w == "p.m." ||
                             (w.size() > 2 && is_digit(w[0]) && w.find('p') != std::string::npos);
      const bool morning = w == "am" || w == "a.m" || w == "a.m." ||
                           (w.size() > 2 && is_digit(w[0]) && w.find('a') != std::string::npos);
      if (afternoon && hour >= 0 && hour < 12) hour += 12;
      if (morning && hour == 12) hour = 0;
    }
    if (period != nullptr) return duration(*period);
    if (hour < 0 || hour > 24 || minute > 59) return {};
    return "T" + padded(hour, 2) + ":" + padded(minute, 2) + (utc ? "Z" : "");
  }

  std::string money() const {
    std::string_view currency;
    bool cents = false;
    for (size_t i = 0; i < words_.size(); ++i) {
      std::string_view w = words_[i];
      if (w.size() > 1 && w[0] == '$' && is_digit(w[1])) w = w.substr(0, 1);
      if (const std::string_view* c = find(kCurrencies, w); c != nullptr && currency.empty()) currency = *c;
      cents = cents || w == "cent" || w == "cents";
      const std::string_view dollar = i + 1 < words_.size() ? std::string_view(words_[i + 1]) : std::string_view();
      for (const Currency& c : kNational)
        if (w == c.whose && dollar.substr(0, c.noun.size()) == c.noun) currency = c.code;
      if (dollar == "$") {
        if (w == "a")
          currency = "AUD";
        else if (w == "c")
          currency = "CAD";
        else if (w == "hk")
          currency = "HKD";
        else if (w == "nz")
          currency = "NZD";
        else if (w == "s")
          currency = "SGD";
        else if (w == "r")
          currency = "BRL";
      }
    }
    Decimal amount;
    if (currency.empty() || !number(amount)) return {};
    if (cents) amount.power -= 2;
    const std::string text = amount.text();
    return text.empty() ? text : std::string(currency) + " " + text;
  }

  std::string plain_number() const {
    if (const std::string part = fraction(); !part.empty()) return part;
    Decimal value;
    return number(value) ? value.text() : std::string();
  }

  std::string quantity() const {
    std::string unit;
    for (std::string_view w : words_) {
      if (is_digit(w[0])) w.remove_prefix(std::min(w.size(), w.find_first_not_of("0123456789.,")));  // "5km"
      if (w == "square")
        unit = "sq ";
      else if (w == "cubic")
        unit = "cu ";
      else if (w == "nautical")
        unit = "n";
      else if (const std::string_view* u = find(kUnits, w)) {
        if (unit == "deg") unit.clear();
        unit += *u;
      }
    }
    const std::string value = plain_number();
    return value.empty() || unit.empty() ? value : value + " " + unit;
  }

  std::string ordinal() const {
    Decimal tens;
    for (const std::string& w : words_) {
      std::string_view digits(w);
      Decimal value;
      if (read_digits(digits, value)) return value.text();
      if (const int* n = find(kOrdinals, w)) {
        value.digits = *n;
        value.add(tens);
        return value.text();
      }
      if (const int* n = find(kSmall, w)) tens.digits = *n;
    }
    return {};
  }

 private:
  // "two thirds" is 2/3, "one in five" 1/5; empty where it is no part of one.
  std::string fraction() const {
    const auto count = [](const std::string& w) {
      const int* n = find(kSmall, w);
      return n != nullptr ? *n : to_int(w);
    };
    if (words_.size() >= 3 && (words_[1] == "in" || words_[1] == "out")) {
      const int a = count(words_[0]), b = count(words_.back());
      return a >= 0 && b > 0 ? std::to_string(a) + "/" + std::to_string(b) : std::string();
    }
    std::string noun = words_.back();
    const bool several = noun.size() > 4 && noun.back() == 's';
    if (several) noun.pop_back();
    const int* part = find(kFractions, noun);
    if (part == nullptr || words_.size() > 2) return {};
    const int times = words_.size() == 1 ? 1 : count(words_[0]);
    if (!several && times != 1) return {};
    return times > 0 ? std::to_string(times) + "/" + std::to_string(*part) : std::string();
  }

  // The words' number; vague ones ("dozens") have none.
  bool number(Decimal& out) const {
    Decimal total, part;
    bool any = false, part_used = false;
    for (size_t i = 0; i < words_.size(); ++i) {
      std::string_view w(words_[i]);
      if (w == "-") return false;  // a range is no number
      while (!w.empty() && !is_digit(w[0]) && !is_letter(w[0])) w.remove_prefix(1);
      Decimal value;
      if (read_digits(w, value)) {
        if (part_used && part.power < 0) break;
        part = value;
        any = part_used = true;
        if (w.empty()) continue;
      } else if (const int* n = find(kSmall, w);
                 n != nullptr && (w != "a" || (i + 1 < words_.size() && scale(words_[i + 1])))) {
        value.digits = *n;
        part.add(value);
        any = part_used = true;
        continue;
      } else if (w == "half") {
        part.digits = 5;
        part.power = -1;
        any = part_used = true;
        ++i;  // "half a million"
        continue;
      }
      if (w == "dozen" && any) {
        part.times(12);
        continue;
      }
      const int* power = find(kScales, w);
      if (power == nullptr || !any) continue;
      part.power += *power;
      if (*power > 2) {
        total.add(part);
        part = Decimal();
        part_used = false;
      }
    }
    total.add(part);
    out = total;
    return any && out.valid;
  }
  static bool scale(std::string_view word) { return find(kScales, word) != nullptr || word == "dozen"; }

  static Day whole_date(std::string_view text) {
    if (text.size() == 10 && text[4] == '-') return read_day(text);
    const size_t a = text.find('/');
    const size_t b = a == std::string_view::npos ? a : text.find('/', a + 1);
    if (b == std::string_view::npos) return {};
    const int x = to_int(text.substr(0, a)), y = to_int(text.substr(a + 1, b - a - 1)), z = to_int(text.substr(b + 1));
    Day out;
    if (x > 1000)
      out = {x, y, z};
    else if (z > 1000 && x > 12)
      out = {z, y, x};
    else if (z > 1000 && y > 12)
      out = {z, x, y};  // both at most 12: nobody knows
    return possible(out) ? out : Day{};
  }

  std::string days_away(int days) const {
    return published_.known() ? iso_day(day_of(days_of(published_) + days)) : std::string();
  }
  std::string part_of_day(int days, std::string_view part) const {
    const std::string day = days_away(days);
    return day.empty() ? day : day + "T" + std::string(part);
  }

  std::string duration(const Period& p) const {
    Decimal count;
    if (!number(count)) return {};
    count.times(p.factor);
    std::string text = count.text();
    if (text.empty()) return text;
    return (is_lower(p.unit) ? "PT" : "P") + text + static_cast<char>(is_lower(p.unit) ? p.unit - 32 : p.unit);
  }

  // Quarters, halves, centuries and holidays; empty for other dates.
  std::string named_period() const {
    const std::string& last = words_.back();
    if (words_[0] == "9/11") return "2001-09-11";
    if (words_.size() == 3 && words_[0] == "day") {
      const int days = words_[1] == "before" ? -1 : 1;
      return last == "yesterday" ? days_away(days - 1) : last == "tomorrow" ? days_away(days + 1) : std::string();
    }
    if (last == "weekend") {
      if (!published_.known()) return {};
      const int64_t today = days_of(published_);
      const int steps = words_[0] == "next"                                ? 1
                        : words_[0] == "this"                              ? 0
                        : weekday_of(today) >= 6 && words_[0] == "weekend" ? 0
                                                                           : -1;
      return iso_week(today + 7 * steps) + "-WE";
    }
    if (const std::string day = holiday(); !day.empty()) return day;
    int year = 0, moved = 0, number = 0;
    char kind = 0;
    for (const std::string& w : words_) {
      const int* ordinal = find(kOrdinals, w);
      if (ordinal != nullptr && number == 0)
        number = *ordinal;
      else if (w == "quarter")
        kind = 'Q';
      else if (w == "half")
        kind = 'H';
      else if (w == "century")
        kind = 'C';
      else if (w.size() == 2 && (w[0] == 'q' || w[0] == 'h') && is_digit(w[1]))
        kind = w[0] == 'q' ? 'Q' : 'H', number = w[1] - '0';
      else if (w == "last" || w == "past" || w == "previous")
        moved = -1;
      else if (w == "next")
        moved = 1;
      else if (const int* tens = find(kSmall, w); tens != nullptr && *tens >= 20)
        number = *tens;
      else if (is_digit(w[0]) && w.size() == 4 && digits_only(w))
        year = to_int(w);
      else if (is_digit(w[0]) && !digits_only(w))
        number = std::atoi(w.c_str());
    }
    if (kind == 0 || number == 0) return {};
    if (kind == 'C') {
      for (size_t i = 0; i + 1 < words_.size(); ++i)  // "twenty first century"
        if (const int *tens = find(kSmall, words_[i]), *ones = find(kOrdinals, words_[i + 1]);
            tens != nullptr && ones != nullptr)
          number = *tens + *ones;
      return number < 100 ? padded(number - 1, 2) + "XX" : std::string();
    }
    if (year == 0 && published_.known()) {
      const int begins = (number - 1) * (kind == 'Q' ? 3 : 6) + 1;
      year = published_.year + moved - (moved == 0 && begins > published_.month ? 1 : 0);
      if (words_.size() > 2 && words_[words_.size() - 2] == "this") year = published_.year;
    }
    return (year > 0 ? padded(year, 4) : "XXXX") + "-" + kind + std::to_string(number);
  }

  // Of holidays that have a fixed day, the one nearest to the publication.
  std::string holiday() const {
    std::string name;
    for (const std::string& w : words_) name += (name.empty() ? "" : " ") + w;
    constexpr std::pair<std::string_view, std::pair<int, int>> kDays[] = {{"christmas", {12, 25}},
                                                                          {"christmas day", {12, 25}},
                                                                          {"christmas eve", {12, 24}},
                                                                          {"boxing day", {12, 26}},
                                                                          {"halloween", {10, 31}},
                                                                          {"new year's day", {1, 1}},
                                                                          {"new year's eve", {12, 31}},
                                                                          {"new year \xe2\x80\x99s day", {1, 1}},
                                                                          {"new year \xe2\x80\x99s eve", {12, 31}},
                                                                          {"new year 's day", {1, 1}},
                                                                          {"new year 's eve", {12, 31}}};
    const auto* day = find(kDays, name);
    return day == nullptr ? std::string() : calendar(day->first, day->second, 0, 0, 0);
  }

  // "three years", "last month", "two weeks ago".
  std::string period_value(const Period& p, bool relative, int moved, bool ago) const {
    Decimal count;
    bool counted = number(count);
    if (!counted && ago && words_[0] == "a" && words_.size() == 3) count.digits = 1, counted = true;
    if (counted && !ago) return duration(p);
    if (!published_.known() || (!counted && !relative)) return {};
    const int steps = (counted ? -count.whole() : moved) * p.factor;
    if (counted && count.whole() < 0) return {};
    const int64_t today = days_of(published_);
    if (p.unit == 'D') return relative && moved == 0 ? iso_day(published_) : iso_day(day_of(today + steps));
    if (p.unit == 'W') return iso_week(today + 7 * int64_t{steps});
    if (p.unit == 'Y') return p.factor == 1 || counted ? padded(published_.year + steps, 4) : std::string();
    if (p.unit != 'M' || (p.factor != 1 && !counted)) return {};
    const int months = published_.year * 12 + published_.month - 1 + steps;
    return iso_month(months / 12, months % 12 + 1);
  }

  std::string season_value(std::string_view season, int year, bool relative, int moved) const {
    if (year == 0) {
      if (!published_.known() || !relative) return {};
      const int begins = season == "SP" ? 3 : season == "SU" ? 6 : season == "FA" ? 9 : 12;
      year = published_.year;
      if (moved < 0 && published_.month < begins + 3) --year;
      if (moved > 0 && published_.month >= begins) ++year;
    }
    return padded(year, 4) + "-" + std::string(season);
  }

  // A month, perhaps with days and a year; else the year that brings it nearest to the publication.
  std::string calendar(int month, int day, int last_day, int year, int moved) const {
    if (day != 0 && !possible({2000, month, day})) return {};
    if (year == 0 && published_.known()) {
      const int distance = month - published_.month;
      year = published_.year;
      if (moved < 0 ? distance >= 0 : moved == 0 && distance > 6)
        --year;
      else if (moved > 0 ? distance <= 0 : moved == 0 && distance < -6)
        ++year;
    }
    if (day == 0) return iso_month(year, month);
    const std::string first = iso_month(year, month) + "-" + padded(day, 2);
    return last_day > day ? first + "/" + iso_month(year, month) + "-" + padded(last_day, 2) : first;
  }

  // "on Thursday" is the last one up to the publication, as news has it.
  std::string weekday_value(int weekday, bool relative, int moved) const {
    if (!published_.known()) return "XXXX-WXX-" + std::to_string(weekday);
    const int64_t today = days_of(published_);
    int64_t back = (weekday_of(today) - weekday + 7) % 7;
    if (relative && moved > 0)
      back -= 7;
    else if (relative && moved < 0 && back == 0)
      back = 7;
    else if (relative && moved == 0)
      back = weekday_of(today) - weekday;
    return iso_day(day_of(today - back));
  }

  std::vector<std::string> words_;
  Day published_;
};

}  // namespace

Day read_day(std::string_view text) {
  Day out;
  if (text.size() >= 10 && text[4] == '-' && text[7] == '-')
    out = {to_int(text.substr(0, 4)), to_int(text.substr(5, 2)), to_int(text.substr(8, 2))};
  return out.year > 0 && possible(out) ? out : Day{};
}

std::string plain_value(const std::vector<Unit>& units, const Mention& value, const Day& published) {
  const Reading reading(units, value, published);
  switch (value.type) {
    case NG_ENTITY_DATE: return reading.date();
    case NG_ENTITY_TIME: return reading.time();
    case NG_ENTITY_MONEY: return reading.money();
    case NG_ENTITY_PERCENT:
    case NG_ENTITY_CARDINAL: return reading.plain_number();
    case NG_ENTITY_QUANTITY: return reading.quantity();
    case NG_ENTITY_ORDINAL: return reading.ordinal();
    default: return {};
  }
}

}  // namespace entities
