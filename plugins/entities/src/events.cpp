// events.cpp: wars, storms, tournaments and festivals, told by the word that ends or begins their name. The tagger
// knows no events and takes them for organisations or places, or only a part of them.
#include <algorithm>
#include <iterator>

#include <newsgrain/abi/layers.h>

#include "names.hpp"
#include "text.hpp"

namespace entities {
namespace {

// Last words of events of several words.
constexpr SortedWords kHeads({"Biennale", "Championship", "Championships", "Cup", "Festival", "Games", "Marathon",
                              "Open", "Paralympics", "Prix", "War"});
// What makes games more than a company's name.
constexpr SortedWords kOfGames({"African", "American", "Asian", "Commonwealth", "Invictus", "Olympic", "Paralympic",
                                "Southeast", "Summer", "Winter"});

class Events {
 public:
  Events(const std::vector<Unit>& units, const UnitSentence& s) : units_(units), s_(s) {}

  // The event that has its head at i: false if there is none.
  bool at(uint32_t i, uint32_t& first, uint32_t& last) const {
    const std::string_view word = text(i);
    first = i;
    last = i + 1;
    if (word == "Olympics" || word == "Holocaust") {
      if (text(i - 1) == "Winter" || text(i - 1) == "Summer") --first;
      return true;
    }
    if ((word == "Hurricane" || word == "Typhoon" || word == "Cyclone") && upper(i + 1)) {
      last = i + 2;
      return !units_[i + 1].punctuation;
    }
    if (word == "Battle" && text(i + 1) == "of" && upper(i + 2)) {
      last = i + 3;
      return true;
    }
    if (word == "Bowl" && text(i - 1) == "Super") {
      --first;
      if (upper(i + 1) && roman(text(i + 1))) ++last;
      return true;
    }
    if (!kHeads.contains(word)) return false;
    const std::string_view before = text(i - 1);
    if (word == "Games" && !kOfGames.contains(before)) return false;
    if (word == "Open" && (i == s_.first || !(units_[i - 1].kinds & (kCountry | kDemonym)))) return false;
    if (word == "Prix" && before != "Grand") return false;
    if (word == "Cup" && text(i + 1) == "of" && text(i + 2) == "Nations") last = i + 3;
    if (word == "War" && before == "World" && (roman(text(i + 1)) || text(i + 1) == "One" || text(i + 1) == "Two"))
      ++last;
    if (before == "World" && (word == "War" || word == "Cup")) {
      --first;
      return true;
    }
    const uint32_t most = word == "War" || word == "Open" ? 2 : 4;
    while (first > s_.first && i - first < most && upper(first - 1) && text(first - 1) != "The") --first;
    return first < i;
  }

 private:
  std::string_view text(uint32_t i) const { return i >= s_.first && i < s_.last ? units_[i].text : std::string_view(); }
  bool upper(uint32_t i) const { return i >= s_.first && i < s_.last && units_[i].upper; }
  static bool roman(std::string_view word) {
    return !word.empty() &&
           std::all_of(word.begin(), word.end(), [](char c) { return c == 'I' || c == 'V' || c == 'X' || c == 'L'; });
  }
  const std::vector<Unit>& units_;
  const UnitSentence& s_;
};

}  // namespace

void find_events(const std::vector<Unit>& units, const UnitSentence& s, size_t start, std::vector<Mention>& out) {
  if (s.shouting) return;
  const Events events(units, s);
  std::vector<Mention> better;
  for (uint32_t i = s.first; i < s.last; ++i) {
    Mention event{0, 0, NG_ENTITY_EVENT, NG_FORM_NAME, kNoEntity, 0.8f};
    if (!units[i].upper || !events.at(i, event.first, event.last)) continue;
    const auto [begin, end] = overlapping(out, start, event.first, event.last);
    // A longer name is something else: "Cannes Festival Committee", "Imperial War Museum".
    if (begin != end &&
        (out[end - 1].last > event.last || (out[begin].first < event.first && out[begin].last != event.last)))
      continue;
    if (begin != end) event.first = std::min(event.first, out[begin].first);
    if (!better.empty() && event.first < better.back().last) continue;
    better.push_back(event);
    i = event.last - 1;
  }
  replace(out, start, better);
}

}  // namespace entities
