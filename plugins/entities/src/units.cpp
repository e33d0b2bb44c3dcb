// units.cpp: joining and splitting of tokens.
#include "units.hpp"
#include "text.hpp"

#include <algorithm>
#include <string>

namespace entities {
namespace {

constexpr SortedWords kAbbreviations({"Adm", "Amb",  "Assn", "Ave",    "Bros", "Capt", "Cmdr", "Co",  "Col", "Corp",
                                      "Cpl", "Dept", "Dr",   "Fr",     "Ft",   "Gen",  "Gov",  "Hon", "Inc", "Jr",
                                      "Lt",  "Ltd",  "Maj",  "Messrs", "Mr",   "Mrs",  "Ms",   "Mt",  "Pfc", "Prof",
                                      "Pvt", "Rep",  "Reps", "Rev",    "Sen",  "Sens", "Sgt",  "Sr",  "St"});

// Second halves of compounds whose first half is a name of its own.
constexpr SortedWords kSuffixes({"administered", "affiliated", "aligned",   "allied",     "area",     "backed",
                                 "based",        "born",       "bound",     "branded",    "brokered", "built",
                                 "centric",      "controlled", "designed",  "dominated",  "donated",  "educated",
                                 "era",          "flagged",    "friendly",  "funded",     "held",     "imposed",
                                 "inspired",     "issued",     "led",       "like",       "linked",   "listed",
                                 "made",         "mediated",   "native",    "occupied",   "operated", "organized",
                                 "owned",        "produced",   "proposed",  "raised",     "ready",    "registered",
                                 "related",      "ruled",      "run",       "sanctioned", "speaking", "sponsored",
                                 "style",        "supplied",   "supported", "trained",    "wide"});

bool is_hyphen(std::string_view text) { return text == "-" || text == "\xe2\x80\x90" || text == "\xe2\x80\x91"; }
bool is_word(std::string_view text) {
  return !text.empty() && (is_letter(text[0]) || is_digit(text[0]) || (is_multibyte(text[0]) && text[0] != '\xe2'));
}
// "U", "U.S", "D.C"
bool is_dotted(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i)
    if (i % 2 == 0 ? !is_letter(text[i]) : text[i] != '.') return false;
  return text.size() < 12 && is_upper(text[0]);
}

size_t possessive(std::string_view text) {  // bytes of a final 's
  if (text.size() > 2 && text.substr(text.size() - 2) == "'s") return 2;
  if (text.size() > 4 && text.substr(text.size() - 4) == "\xe2\x80\x99s") return 4;
  return 0;
}

uint32_t kinds_of(std::string_view word, const Gazetteer& gazetteer) {
  std::string folded;
  fold_into(word, folded);
  return gazetteer.find(sdk::hash(folded));
}

// First parts that only make sense with what follows.
constexpr SortedWords kPrefixes({"Afro",   "Al",    "Anglo", "Anti",  "Austro", "Bosnia", "East",  "Euro",  "Ex",
                                 "Franco", "Greco", "Indo",  "Italo", "Judeo",  "Latin",  "Non",   "North", "Pan",
                                 "Post",   "Pre",   "Pro",   "Russo", "Serbo",  "Sino",   "South", "Trans", "West"});

// "Israel" beside "Hamas": a country or its people, and another name. Where one may be a first name ("Jordan"), the
// other must not be a surname.
bool are_rivals(std::string_view left, std::string_view right, const Gazetteer& gazetteer) {
  if (left.size() < 2 || right.size() < 3 || !starts_upper(right) || kPrefixes.contains(left)) return false;
  const uint32_t l = kinds_of(left, gazetteer), r = kinds_of(right, gazetteer);
  constexpr uint32_t kPlace = kCountry | kDemonym, kOfPeople = kFirstName | kSurname;
  return ((l & kPlace) && !(r & kFirstName) && !((l & kOfPeople) && (r & kSurname))) ||
         ((r & kPlace) && !(r & kOfPeople) && !(l & kOfPeople));
}

// Does the word name a place or people when it stands beside another one?
bool is_partner(std::string_view word, const Gazetteer& gazetteer) {
  if (!starts_upper(word)) return false;
  const uint32_t kinds = kinds_of(word, gazetteer);
  return (kinds & (kCountry | kDemonym)) != 0 ||
         ((kinds & kCity) != 0 && (kinds & (kFirstName | kSurname | kCommon)) == 0);
}

}  // namespace

bool is_abbreviation(std::string_view word) { return kAbbreviations.contains(word); }

void add_units(const TokenView& tokens, uint32_t first, uint32_t last, const Gazetteer& gazetteer, Features& features) {
  features.begin_sentence();
  const auto token = [&](uint32_t i) { return tokens.text.substr(tokens.begin[i], tokens.end[i] - tokens.begin[i]); };
  const auto joined = [&](uint32_t i) { return i < last && tokens.begin[i] == tokens.end[i - 1]; };
  const auto add = [&](uint32_t begin, uint32_t end) {
    if (begin < end) features.add(tokens.text.substr(begin, end - begin), begin, end);
  };
  for (uint32_t i = first; i < last;) {
    const uint32_t begin = tokens.begin[i];
    uint32_t next = i + 1;
    bool word = is_word(token(i));
    while (word && joined(next) && tokens.end[next] - begin < 64) {
      const std::string_view so_far = tokens.text.substr(begin, tokens.end[next - 1] - begin);
      const std::string_view text = token(next);
      if (text == "." && (is_dotted(so_far) || is_abbreviation(so_far))) {
        ++next;
        if (!(joined(next) && is_dotted(so_far) && token(next).size() == 1 && is_upper(token(next)[0])))
          word = false;
        else
          ++next;
      } else if ((is_hyphen(text) || text == "&") && joined(next + 1) && is_word(token(next + 1))) {
        next += 2;
      } else if ((text == "'" || text == "\xe2\x80\x99") && joined(next + 1) &&
                 (so_far == "O" || so_far == "D" || so_far == "L") && starts_upper(token(next + 1))) {
        next += 2;
      } else {
        break;
      }
    }
    uint32_t end = tokens.end[next - 1];
    i = next;
    std::string_view text = tokens.text.substr(begin, end - begin);
    const uint32_t tail = static_cast<uint32_t>(possessive(text));
    text.remove_suffix(tail);
    const size_t hyphen = text.size() < 64 ? text.rfind('-') : std::string_view::npos;
    bool split = false;
    if (hyphen != std::string_view::npos && hyphen > 0 && hyphen + 1 < text.size() && starts_upper(text)) {
      const std::string_view left = text.substr(0, hyphen), right = text.substr(hyphen + 1);
      split = kSuffixes.contains(right) ||
              (kinds_of(text, gazetteer) == 0 && left.find('-') == std::string_view::npos &&
               ((is_partner(left, gazetteer) && is_partner(right, gazetteer)) || are_rivals(left, right, gazetteer)));
    }
    if (split) {
      const uint32_t at = begin + static_cast<uint32_t>(hyphen);
      add(begin, at);
      add(at, at + 1);
      add(at + 1, end - tail);
    } else {
      add(begin, end - tail);
    }
    add(end - tail, end);
  }
}

}  // namespace entities
