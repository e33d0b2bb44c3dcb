// values.cpp: a hand-written grammar over words; every rule looks at most a few words ahead.
#include "values.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include <newsgrain/abi/layers.h>

namespace entities {
namespace {

enum Word : uint32_t {
  kMonth = 1u << 0,
  kWeekday = 1u << 1,
  kDay = 1u << 2,          // today, yesterday
  kPeriod = 1u << 3,       // week, months, decade
  kClockPeriod = 1u << 4,  // hour, minutes
  kSeason = 1u << 5,
  kRelative = 1u << 6,  // last, next, this, past
  kPart = 1u << 7,      // early, late, mid
  kNumber = 1u << 8,    // five
  kScale = 1u << 9,     // million
  kMoneyWord = 1u << 10,
  kUnit = 1u << 11,      // kilometers
  kMeridiem = 1u << 12,  // a.m.
  kOrdinalWord = 1u << 13,
  kDayPart = 1u << 14,  // morning
  kPercentWord = 1u << 15,
  kAgo = 1u << 16,          // ago, earlier
  kCommonMonth = 1u << 18,  // may, march: months only with a number or a word of time beside them
  kFraction = 1u << 19,     // third, fifths: parts of one
  kVague = 1u << 20,        // few, several: no number, but a time with "ago"
  kHoliday = 1u << 21,
  kStarter = 1u << 22  // other words that a value may start with
};

using Lexicon = std::unordered_map<std::string_view, uint32_t>;

Lexicon make_lexicon() {
  Lexicon out;
  const auto put = [&](uint32_t kind, std::initializer_list<std::string_view> words) {
    for (const std::string_view w : words) out[w] |= kind;
  };
  put(kMonth, {"january",   "february", "march",    "april",    "may",  "june", "july", "august",
               "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
               "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"});
  put(kCommonMonth, {"may", "march", "mar", "august", "april", "june"});
  put(kWeekday, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues",
                 "thur", "thurs", "fri"});
  put(kDay, {"today", "yesterday", "tomorrow"});
  put(kPeriod, {"day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "century",
                "centuries", "weekend", "weekends", "quarter", "quarters", "fortnight"});
  put(kClockPeriod, {"hour", "hours", "minute", "minutes", "second", "seconds"});
  put(kSeason, {"spring", "summer", "autumn", "fall", "winter"});
  put(kRelative, {"last", "next", "this", "past", "previous", "coming"});
  put(kPart, {"early", "late", "mid", "mid-"});
  put(kNumber,
      {"one",      "two",    "three",    "four",      "five",     "six",      "seven",     "eight",     "nine",
       "ten",      "eleven", "twelve",   "thirteen",  "fourteen", "fifteen",  "sixteen",   "seventeen", "eighteen",
       "nineteen", "twenty", "thirty",   "forty",     "fifty",    "sixty",    "seventy",   "eighty",    "ninety",
       "zero",     "dozens", "hundreds", "thousands", "millions", "billions", "trillions", "dozen"});
  put(kScale, {"hundred", "thousand", "million", "billion", "trillion", "bn", "mn", "m", "k", "tn", "dozen", "crore",
               "crores", "lakh", "lakhs"});
  put(kFraction, {"half", "third", "thirds", "quarter", "quarters", "fourth", "fourths", "fifth", "fifths", "sixth",
                  "sixths", "seventh", "sevenths", "eighth", "eighths", "ninth", "ninths", "tenth", "tenths"});
  put(kVague, {"few", "several", "many", "couple"});
  put(kStarter, {"a",
                 "half",
                 "boxing",
                 "new",
                 "fiscal",
                 "q1",
                 "q2",
                 "q3",
                 "q4",
                 "h1",
                 "h2",
                 "midnight",
                 "noon",
                 "tonight",
                 "us",
                 "c",
                 "hk",
                 "nz",
                 "s",
                 "r",
                 "us$",
                 "a$",
                 "c$",
                 "hk$",
                 "nz$",
                 "s$",
                 "r$",
                 "$",
                 "\xe2\x82\xac",
                 "\xc2\xa3",
                 "\xc2\xa5",
                 "\xe2\x82\xa9",
                 "\xe2\x82\xb9",
                 "rs",
                 "rs.",
                 "rm",
                 "inr",
                 "chf",
                 "aud",
                 "cad",
                 "hkd",
                 "sgd",
                 "nzd"});
  put(kHoliday, {"christmas", "thanksgiving", "easter", "halloween"});
  put(kMoneyWord, {"dollar", "dollars", "euro",  "euros",  "pound",     "pounds",  "yen",     "won",    "yuan",
                   "rupee",  "rupees",  "ruble", "rubles", "rouble",    "roubles", "franc",   "francs", "cent",
                   "cents",  "pesos",   "peso",  "krona",  "kronor",    "krone",   "kroner",  "riyals", "riyal",
                   "dinars", "dinar",   "lira",  "liras",  "shekels",   "shekel",  "dirhams", "dirham", "ringgit",
                   "baht",   "rand",    "naira", "cedis",  "shillings", "hryvnia", "zloty",   "zlotys", "rupiah",
                   "taka",   "usd",     "eur",   "gbp",    "krw",       "jpy",     "cny"});
  put(kUnit, {"km",        "kilometer", "kilometers", "kilometre", "kilometres", "mile",      "miles",      "meter",
              "meters",    "metre",     "metres",     "feet",      "foot",       "inch",      "inches",     "yard",
              "yards",     "cm",        "mm",         "kg",        "kilogram",   "kilograms", "gram",       "grams",
              "ton",       "tons",      "tonne",      "tonnes",    "lb",         "lbs",       "ounce",      "ounces",
              "liter",     "liters",    "litre",      "litres",    "gallon",     "gallons",   "barrel",     "barrels",
              "acre",      "acres",     "hectare",    "hectares",  "degrees",    "celsius",   "fahrenheit", "kilowatt",
              "kilowatts", "megawatt",  "megawatts",  "gigawatts", "mw",         "gw",        "kwh",        "mph",
              "kph",       "knots",     "megabytes",  "gigabytes", "terabytes",  "gb",        "mb",         "tb",
              "kilotons",  "kiloton",   "square",     "cubic",     "nautical"});
  put(kMeridiem, {"am", "pm", "a.m", "p.m", "a.m.", "p.m."});
  put(kOrdinalWord, {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
                     "eleventh", "twelfth", "thirteenth", "twentieth", "hundredth"});
  put(kDayPart, {"morning", "afternoon", "evening", "night"});
  put(kPercentWord, {"percent", "%", "percentage", "pct"});
  put(kAgo, {"ago", "earlier", "later", "old", "before"});
  return out;
}

const Lexicon& lexicon() {
  static const Lexicon words = make_lexicon();
  return words;
}

enum class Digits { kNo, kPlain, kYear, kDecade, kOrdinal, kClock, kDate, kScaled, kMeasured };

bool all_digits(std::string_view text) {
  for (const char c : text)
    if (!is_digit(c)) return false;
  return !text.empty();
}

// What a word that starts with a digit is.
Digits digits_of(std::string_view text) {
  if (text.empty() || text.size() > 32 || !is_digit(text[0])) return Digits::kNo;
  size_t end = 0;
  int colons = 0, dashes = 0, slashes = 0;
  while (end < text.size() && (is_digit(text[end]) || (end + 1 < text.size() && is_digit(text[end + 1]) &&
                                                       (text[end] == ',' || text[end] == '.' || text[end] == ':' ||
                                                        text[end] == '-' || text[end] == '/')))) {
    colons += text[end] == ':';
    dashes += text[end] == '-';
    slashes += text[end] == '/';
    ++end;
  }
  const std::string_view rest = text.substr(end);
  if (colons > 0 && dashes + slashes == 0)
    return rest.empty() || rest == "am" || rest == "pm" || rest == "a.m." || rest == "p.m." ? Digits::kClock
                                                                                            : Digits::kNo;
  if ((dashes == 2 || slashes == 2) && dashes + slashes == 2 && text.size() >= 6 && text.size() <= 10 && rest.empty())
    return Digits::kDate;
  if (rest.empty()) {
    if (dashes == 1 && text.size() == 7 && text[4] == '-' && (text[0] == '1' || text[0] == '2'))
      return Digits::kYear;  // 2019-20
    if (text.size() == 4 && all_digits(text) && text >= "1500" && text <= "2099") return Digits::kYear;
    return Digits::kPlain;
  }
  if (rest == "s" || rest == "'s") return end == 4 ? Digits::kDecade : Digits::kNo;
  if (rest == "st" || rest == "nd" || rest == "rd" || rest == "th") return Digits::kOrdinal;
  if (rest == "m" || rest == "bn" || rest == "k" || rest == "tn" || rest == "M" || rest == "B" || rest == "K")
    return Digits::kScaled;
  if (rest == "am" || rest == "pm") return Digits::kClock;
  for (const std::string_view unit :
       {"km", "kg", "cm", "mm", "ft", "lb", "lbs", "mph", "kph", "kW", "MW", "GW", "kWh", "MB", "GB", "TB", "\xc2\xb0",
        "\xc2\xb0"
        "C",
        "\xc2\xb0"
        "F"})
    if (rest == unit) return Digits::kMeasured;
  if ((rest == "C" || rest == "F") && end <= 3 && end > 1) return Digits::kMeasured;
  return Digits::kNo;
}

class Reader {
 public:
  Reader(const std::vector<Unit>& units, uint32_t begin, uint32_t end) : units_(units), end_(end) {
    words_.resize(end - begin);
    begin_ = begin;
    std::string lower;
    for (uint32_t i = begin; i < end; ++i) {
      const std::string_view text = units[i].text;
      Info& w = words_[i - begin];
      if (text.size() > 32) continue;
      lower.assign(text);
      for (char& c : lower) c = sdk::to_lower(c);
      auto it = lexicon().find(lower);
      if (it == lexicon().end() && lower.size() > 2 && lower.back() == '.')
        it = lexicon().find(std::string_view(lower).substr(0, lower.size() - 1));
      if (it != lexicon().end()) w.kind = it->second;
      w.digits = digits_of(text);
      const size_t hyphen = lower.find('-');
      if (hyphen != std::string::npos) compound(lower, hyphen, w);
      if ((w.kind & (kMonth | kWeekday)) && !starts_upper(text)) w.kind &= ~(kMonth | kWeekday | kCommonMonth);
    }
  }

  // Most words start no value: they need no reading.
  bool may_start(uint32_t i) const {
    const Info& w = at(i);
    return w.kind != 0 || w.digits != Digits::kNo || w.whole != 0 || (!text(i).empty() && text(i)[0] == '$');
  }

  // End of the value that starts at i, or i; sets the type.
  uint32_t read(uint32_t i, uint8_t& type) const {
    uint32_t end = i;
    if ((end = money(i)) > i)
      type = NG_ENTITY_MONEY;
    else if ((end = fraction(i)) > i)
      type = NG_ENTITY_CARDINAL;
    else if ((end = time(i)) > i)
      type = NG_ENTITY_TIME;
    else if ((end = date(i)) > i)
      type = NG_ENTITY_DATE;
    else if ((end = measured(i, type)) > i)
      return end;
    return end;
  }

 private:
  struct Info {
    uint32_t kind = 0;
    Digits digits = Digits::kNo;
    uint8_t whole = 0;  // type + 1 of a compound that is a value by itself
  };

  // "14-year-old", "1-million", "mid-July", "twenty-one".
  void compound(const std::string& lower, size_t hyphen, Info& w) {
    const std::string_view left = std::string_view(lower).substr(0, hyphen);
    std::string_view right = std::string_view(lower).substr(hyphen + 1);
    const size_t second = right.find('-');
    const std::string_view head = right.substr(0, second);
    const auto l = lexicon().find(left), r = lexicon().find(head);
    const uint32_t left_kind = l == lexicon().end() ? 0 : l->second, right_kind = r == lexicon().end() ? 0 : r->second;
    const bool number = digits_of(left) == Digits::kPlain || (left_kind & kNumber) != 0;
    if (left == "mid" && (right_kind & (kMonth | kSeason)))
      w.whole = NG_ENTITY_DATE + 1;
    else if (left == "mid" && (digits_of(head) == Digits::kDecade || digits_of(head) == Digits::kYear))
      w.whole = NG_ENTITY_DATE + 1;
    else if ((left == "first" || left == "second" || left == "third" || left == "fourth") && head == "quarter")
      w.whole = NG_ENTITY_DATE + 1;
    else if ((left_kind & kNumber) && (right_kind & kFraction) && (head.back() == 's' || left == "one"))
      w.whole = NG_ENTITY_CARDINAL + 1;
    else if (number && (right_kind & kPeriod))
      w.whole = NG_ENTITY_DATE + 1;
    else if (number && (right_kind & kClockPeriod))
      w.whole = NG_ENTITY_TIME + 1;
    else if (number && (right_kind & (kScale | kUnit)) && head.size() > 1)
      w.whole = NG_ENTITY_QUANTITY + 1;
    else if ((left_kind & kNumber) && (right_kind & kNumber))
      w.kind |= kNumber;
    else if ((left_kind & kNumber) && (right_kind & kOrdinalWord))
      w.kind |= kOrdinalWord;
  }

  const Info& at(uint32_t i) const { return i < end_ ? words_[i - begin_] : none_; }
  bool is(uint32_t i, uint32_t kind) const { return (at(i).kind & kind) != 0; }
  std::string_view text(uint32_t i) const { return i >= begin_ && i < end_ ? units_[i].text : std::string_view(); }
  bool day_number(uint32_t i) const {
    const std::string_view t = text(i);
    if (at(i).digits == Digits::kOrdinal) return t.size() <= 4;
    return at(i).digits == Digits::kPlain && t.size() <= 2 && all_digits(t) && (t.size() == 1 || t <= "31") && t != "0";
  }
  // "5-7", one word
  bool day_range(uint32_t i) const {
    const std::string_view t = text(i);
    const size_t dash = t.find('-');
    return t.size() <= 5 && dash != std::string_view::npos && dash <= 2 && all_digits(t.substr(0, dash)) &&
           all_digits(t.substr(dash + 1));
  }
  bool year(uint32_t i) const { return at(i).digits == Digits::kYear; }

  // "5", "5.2 million", "twenty-one", "two hundred"; end or i.
  uint32_t number(uint32_t i) const {
    const Digits d = at(i).digits;
    uint32_t end = i;
    if (d == Digits::kPlain || d == Digits::kYear || d == Digits::kScaled || is(i, kNumber))
      end = i + 1;
    else if ((text(i) == "a" || text(i) == "A") && is(i + 1, kScale) && text(i + 1).size() > 2)
      end = i + 1;
    else if ((text(i) == "half") && text(i + 1) == "a" && is(i + 2, kScale))
      end = i + 2;
    if (end == i) return i;
    for (uint32_t n = 0; n < 4 && is(end, kScale | kNumber) && (is(end, kScale) || is(end - 1, kScale | kNumber));
         ++n) {
      if (text(end).size() == 1 && d == Digits::kNo) break;
      ++end;
    }
    return end;
  }

  // "two-thirds", "three quarters of", "a third of", "half the", "one in five".
  uint32_t fraction(uint32_t i) const {
    if (at(i).whole == NG_ENTITY_CARDINAL + 1) return i + 1;
    const std::string_view t = text(i), n = text(i + 1);
    const auto of = [&](uint32_t k) { return text(k) == "of"; };
    if (t == "half" || t == "Half")
      return of(i + 1) || n == "the" || n == "all" || n == "its" || n == "their" ? i + 1 : i;
    const bool one = t == "a" || t == "A" || t == "one" || t == "One";
    if (one && is(i + 1, kFraction) && n.back() != 's' && (of(i + 2) || ends(i + 2))) return i + 2;
    if (!one && is(i, kNumber) && is(i + 1, kFraction) && n.size() > 1 && n.back() == 's' &&
        (n != "quarters" || of(i + 2)))
      return i + 2;
    const uint32_t middle = n == "in" ? i + 2 : n == "out" && of(i + 2) ? i + 3 : i;
    const auto small = [&](uint32_t k) {
      return (is(k, kNumber) && !is(k, kScale)) ||
             (at(k).digits == Digits::kPlain && all_digits(text(k)) && text(k).size() <= 3);
    };
    if (middle > i && small(i) && small(middle) &&
        !is(middle + 1, kPeriod | kClockPeriod | kScale | kPercentWord | kUnit) && number(middle) == middle + 1)
      return middle + 1;
    return i;
  }
  bool ends(uint32_t i) const { return i >= end_ || units_[i].punctuation; }

  // Words before a currency that say whose it is: "Swiss francs", "Hong Kong dollars".
  uint32_t whose(uint32_t i) const {
    for (uint32_t end = i + 1; end <= i + 2; ++end)
      if (starts_upper(text(i)) && is(end, kMoneyWord) && (end == i + 1 || starts_upper(text(i + 1)))) return end;
    return i;
  }

  uint32_t money(uint32_t i) const {
    const std::string_view t = text(i);
    const auto sign = [](std::string_view s) {
      return s == "$" || s == "\xe2\x82\xac" || s == "\xc2\xa3" || s == "\xc2\xa5" || s == "\xe2\x82\xa9" ||
             s == "\xe2\x82\xb9" || s == "US$" || s == "A$" || s == "C$" || s == "HK$" || s == "NZ$" || s == "S$" ||
             s == "R$";
    };
    uint32_t start = i;
    if ((t == "US" || t == "A" || t == "C" || t == "HK" || t == "NZ" || t == "S" || t == "R") && text(i + 1) == "$" &&
        units_[i].end == units_[i + 1].begin)
      ++start;
    if (sign(text(start))) {
      if (at(start + 1).whole == NG_ENTITY_QUANTITY + 1) return start + 2;
      const uint32_t end = number(start + 1);
      return end > start + 1 ? end : i;
    }
    if (t.size() > 1 && t[0] == '$' && is_digit(t[1])) {
      uint32_t end = i + 1;
      while (is(end, kScale) && end < i + 3) ++end;
      return end;
    }
    // "Rs 500", "USD 20m", "RM 3"
    for (const std::string_view code : {"Rs", "Rs.", "RM", "USD", "EUR", "GBP", "INR", "CHF", "CNY", "JPY", "KRW",
                                        "AUD", "CAD", "HKD", "SGD", "NZD"}) {
      if (t != code) continue;
      const uint32_t amount = number(i + 1);
      return amount > i + 1 ? amount : i;
    }
    const uint32_t end = number(i);
    if (end == i) return i;
    if (is(end, kMoneyWord)) return end + 1;
    const uint32_t noun = whose(end);
    return noun > end ? noun + 1 : i;
  }

  uint32_t date(uint32_t i) const {
    const Info& w = at(i);
    if (w.whole == NG_ENTITY_DATE + 1) return i + 1 + (year(i + 1) ? 1 : 0);
    if (w.digits == Digits::kDate || text(i) == "9/11") return i + 1;
    if (w.kind & kDay) return i + 1;
    if (text(i) == "day" && (text(i + 1) == "before" || text(i + 1) == "after") && is(i + 2, kDay)) return i + 3;
    if (const uint32_t end = named_period(i); end > i) return end;
    uint32_t start = i;
    if (is(i, kPart | kRelative)) ++start;
    if (start > i && is(start, kPart) && is(i, kRelative)) ++start;  // "last late"
    const bool prefixed = start > i;
    if (is(start, kWeekday)) {
      uint32_t end = start + 1;
      if (text(end) == "," && is(end + 1, kMonth) && day_number(end + 2))
        end = month(end + 1);
      else if (is(end, kMonth) && day_number(end + 1))
        end = month(end);
      return end;
    }
    if (is(start, kMonth)) {
      const uint32_t end = month(start);
      const bool sure = end > start + 1 || prefixed || !is(start, kCommonMonth) || before_date(start);
      return sure ? end : i;
    }
    if (prefixed && is(start, kPeriod | kSeason) && is(i, kRelative)) return start + 1;
    if (prefixed && is(i, kRelative)) {  // "the last three years"
      const uint32_t end = number(start);
      if (end > start && is(end, kPeriod)) return end + 1;
    }
    if (at(start).digits == Digits::kDecade) return start + 1;
    if (year(start) && (prefixed || before_date(start) || year_stands(start))) return start + 1;
    if (prefixed) return i;
    if (day_number(i) && is(i + 1, kMonth) && units_[i].end != units_[i + 1].begin) {  // 5 May 2020
      uint32_t end = i + 2;
      if (text(end) == "," && year(end + 1))
        end += 2;
      else if (year(end))
        ++end;
      return end;
    }
    const uint32_t end = number(i);
    if (end > i && is(end, kPeriod)) return is(end + 1, kAgo) ? end + 2 : end + 1;
    if (is(i, kSeason) && year(i + 1)) return i + 2;
    // "a decade ago", "a few days later", "several months earlier"
    const uint32_t count = text(i) == "a" || text(i) == "A" ? i + 1 : i;
    uint32_t noun = is(count, kVague) ? count + 1 + (text(count + 1) == "of" ? 1 : 0) : count;
    if (noun > i && is(noun, kPeriod) && is(noun + 1, kAgo) && text(noun + 1) != "old") return noun + 2;
    return i;
  }

  // Quarters and halves of a year, centuries, holidays, fiscal years, "4th of July".
  uint32_t named_period(uint32_t i) const {
    const std::string_view t = text(i);
    const auto with_year = [&](uint32_t end) {
      if (year(end)) return end + 1;
      if (text(end) == "of" && year(end + 1)) return end + 2;
      if (text(end) == "of" && is(end + 1, kRelative) && (text(end + 2) == "year")) return end + 3;
      return end;
    };
    if (at(i).whole == NG_ENTITY_DATE + 1 && t.find("uarter") != std::string_view::npos) return with_year(i + 1);
    if (t.size() == 2 && ((t[0] == 'Q' && t[1] >= '1' && t[1] <= '4') ||
                          (t[0] == 'H' && (t[1] == '1' || t[1] == '2') && with_year(i + 1) > i + 1)))
      return with_year(i + 1);
    const bool ordinal = at(i).digits == Digits::kOrdinal || is(i, kOrdinalWord);
    if (ordinal && text(i + 1) == "quarter" && (t == "first" || t == "second" || t == "third" || t == "fourth"))
      return with_year(i + 2);
    if (ordinal && text(i + 1) == "half" && with_year(i + 2) > i + 2) return with_year(i + 2);
    if (ordinal && (text(i + 1) == "century" || text(i + 1) == "centuries")) return i + 2;
    if (ordinal && text(i + 1) == "of" && is(i + 2, kMonth)) return year(i + 3) ? i + 4 : i + 3;
    if (is(i, kHoliday) && starts_upper(t))
      return text(i + 1) == "Day" || text(i + 1) == "Eve" || is(i + 1, kWeekday) ? i + 2 : i + 1;
    if (t == "Boxing" && text(i + 1) == "Day") return i + 2;
    if ((t == "New" && text(i + 1) == "Year" && text(i + 2).size() > 1 && text(i + 2).back() == 's') &&
        (text(i + 3) == "Day" || text(i + 3) == "Eve"))
      return i + 4;
    if (t == "fiscal") return year(i + 1) ? i + 2 : text(i + 1) == "year" && year(i + 2) ? i + 3 : i;
    if (t == "weekend" && i > begin_ && (text(i - 1) == "the" || text(i - 1) == "The")) return i + 1;
    return i;
  }

  uint32_t month(uint32_t i) const {  // i: the month
    uint32_t end = i + 1;
    if ((day_number(end) || day_range(end)) && !is(end + 1, kPercentWord | kScale)) {
      ++end;
      if ((text(end) == "-" || text(end) == "\xe2\x80\x93") && day_number(end + 1)) end += 2;
      if (text(end) == "," && year(end + 1))
        end += 2;
      else if (year(end))
        ++end;
    } else if (year(end)) {
      ++end;
    } else if (text(end) == "," && year(end + 1)) {
      end += 2;
    }
    return end;
  }

  bool before_date(uint32_t i) const {
    if (i == begin_) return false;
    const std::string_view p = units_[i - 1].text;
    return p == "in" || p == "In" || p == "since" || p == "Since" || p == "by" || p == "By" || p == "until" ||
           p == "during" || p == "from" || p == "From" || p == "of" || p == "on" || p == "On" || p == "before" ||
           p == "after" || p == "After" || p == "through" || p == "till" || p == "for" || p == "and" || p == "to" ||
           p == "between" || p == "Between";
  }
  // A bare year in brackets or before a noun of an event.
  bool year_stands(uint32_t i) const {
    const std::string_view p = i > begin_ ? units_[i - 1].text : std::string_view(), n = text(i + 1);
    return (p == "(" && (n == ")" || n == "-" || n == "\xe2\x80\x93")) ||
           ((p == "the" || p == "The" || p == "a" || p == "its" || p == "his" || p == "her") && !n.empty() &&
            is_letter(n[0]));
  }

  static bool is_zone(std::string_view zone) {
    return zone == "GMT" || zone == "UTC" || zone == "ET" || zone == "EST" || zone == "EDT" || zone == "PT" ||
           zone == "PST" || zone == "KST" || zone == "CET" || zone == "BST" || zone == "IST" || zone == "JST" ||
           zone == "CEST";
  }

  uint32_t time(uint32_t i) const {
    const Info& w = at(i);
    if (w.whole == NG_ENTITY_TIME + 1) return i + 1;
    if ((is(i, kWeekday) && is(i + 1, kDayPart)) ||
        ((text(i) == "yesterday" || text(i) == "tomorrow") && is(i + 1, kDayPart)))
      return i + 2;
    if (is(i, kRelative) && is(i + 1, kWeekday) && is(i + 2, kDayPart)) return i + 3;
    if (text(i).size() == 4 && all_digits(text(i)) && text(i) < "2400" && is_zone(text(i + 1)))
      return i + 2;  // 1800 GMT
    if (w.digits == Digits::kClock || ((w.digits == Digits::kPlain) && text(i).size() <= 2 && is(i + 1, kMeridiem))) {
      uint32_t end = i + 1;
      if (is(end, kMeridiem)) {
        ++end;
        if (text(end) == "." && units_[end].begin == units_[end - 1].end && text(end - 1).size() == 3) ++end;
      }
      if (is_zone(text(end))) ++end;
      return end;
    }
    if (text(i) == "midnight" || text(i) == "noon" || text(i) == "tonight" || text(i) == "Tonight") return i + 1;
    if (is(i, kRelative) && is(i + 1, kDayPart)) return i + 2;
    const uint32_t end = number(i);
    if (end > i && is(end, kClockPeriod)) return is(end + 1, kAgo) ? end + 2 : end + 1;
    return i;
  }

  uint32_t measured(uint32_t i, uint8_t& type) const {
    const Info& w = at(i);
    if (w.whole == NG_ENTITY_QUANTITY + 1) {
      type = NG_ENTITY_QUANTITY;
      return i + 1;
    }
    if (w.digits == Digits::kMeasured) {
      type = NG_ENTITY_QUANTITY;
      const bool degrees = text(i).back() == '\xb0' && (text(i + 1) == "C" || text(i + 1) == "F");
      return i + (degrees ? 2 : 1);
    }
    if (w.digits == Digits::kOrdinal || (is(i, kOrdinalWord) && text(i) != "second" && !is(i + 1, kPeriod))) {
      type = NG_ENTITY_ORDINAL;
      return i + 1;
    }
    const uint32_t end = number(i);
    if (end == i) return i;
    if (is(end, kPercentWord)) {
      type = NG_ENTITY_PERCENT;
      if (text(end) == "percentage") return text(end + 1) == "points" || text(end + 1) == "point" ? end + 2 : i;
      return end + 1;
    }
    if (text(end) == "per" && text(end + 1) == "cent") {
      type = NG_ENTITY_PERCENT;
      return end + 2;
    }
    if (text(end) == "\xc2\xb0" ||
        text(end) ==
            "\xc2\xb0"
            "C" ||
        text(end) ==
            "\xc2\xb0"
            "F") {
      type = NG_ENTITY_QUANTITY;
      return end + (text(end + 1) == "C" || text(end + 1) == "F" ? 2 : 1);
    }
    if (is(end, kUnit)) {
      const std::string_view u = text(end);
      const bool prefix = u == "square" || u == "cubic" || u == "nautical" || u == "degrees";
      const bool more = prefix && is(end + 1, kUnit);
      if (!prefix || more || u == "degrees") {
        type = NG_ENTITY_QUANTITY;
        return end + (more ? 2 : 1);
      }
    }
    if (end == i + 1 && is(i, kNumber) && (text(i) == "one" || text(i) == "One" || text(i) == "zero")) return i;
    type = NG_ENTITY_CARDINAL;
    return end;
  }

  const std::vector<Unit>& units_;
  uint32_t begin_ = 0;
  uint32_t end_;
  std::vector<Info> words_;
  Info none_;
};

}  // namespace

void find_values(const std::vector<Unit>& units, const UnitSentence& s, const std::vector<Mention>& names,
                 std::vector<Mention>& out) {
  const Reader reader(units, s.first, s.last);
  // Names do not overlap, so their ends are sorted too. Walking from the first name would be quadratic in the document.
  const auto first =
      std::partition_point(names.begin(), names.end(), [&](const Mention& m) { return m.last <= s.first; });
  auto next = static_cast<size_t>(first - names.begin());
  for (uint32_t i = s.first; i < s.last;) {
    while (next < names.size() && names[next].last <= i) ++next;
    if (next < names.size() && names[next].first <= i) {
      i = names[next].last;
      continue;
    }
    if (!reader.may_start(i)) {
      ++i;
      continue;
    }
    uint8_t type = 0;
    uint32_t end = reader.read(i, type);
    if (next < names.size()) end = std::min(end, names[next].first);
    if (end > i) {
      out.push_back(Mention{i, end, type, NG_FORM_VALUE, kNoEntity, 1.0f});
      i = end;
    } else {
      ++i;
    }
  }
}

}  // namespace entities
