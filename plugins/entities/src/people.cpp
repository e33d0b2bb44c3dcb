// people.cpp: roles and countries of people, from what stands before and after their names.
#include <algorithm>
#include <string>

#include <newsgrain/abi/layers.h>

#include "coreference.hpp"

namespace entities {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string between(const Text& text, uint32_t first, uint32_t last) {
  std::string out(text.document.substr(text.units[first].begin, text.units[last - 1].end - text.units[first].begin));
  for (char& c : out)
    if (c == '\n' || c == '\t') c = ' ';
  return out;
}

bool is_role_word(const Unit& u) { return (u.kinds & kTitle) != 0; }
bool is_honorific(std::string_view w) {
  return is_one_of(w, {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr.", "Sir", "Lord", "Lady", "Dame", "St.", "St"});
}

}  // namespace

void describe_people(const Text& text, const std::vector<Mention>& names, std::vector<Entity>& entities) {
  const std::vector<Unit>& units = text.units;
  size_t s = 0;
  for (uint32_t n = 0; n < names.size(); ++n) {
    const Mention& m = names[n];
    while (s + 1 < text.sentences.size() && text.sentences[s].last <= m.first) ++s;
    const UnitSentence& sentence = text.sentences[s];
    if (m.type != NG_ENTITY_PERSON || m.entity == kNoEntity) continue;
    Entity& e = entities[m.entity];
    if (!e.role.empty() && !e.country.empty()) continue;
    // Before: "Norwegian Foreign Minister NAME", "Sen. NAME", "leader NAME".
    uint32_t first = m.first;
    while (first > sentence.first && m.first - first < 5 && is_role_word(units[first - 1]) && !is_honorific(units[first - 1].text)) --first;
    if (first < m.first) {
      // A role of words like "Central" needs a head: its last word must be one that is no mere adjective.
      if (e.role.empty() && !is_one_of(units[m.first - 1].text, {"Foreign", "Defense", "Defence", "Prime", "Vice", "Crown", "Deputy", "Chief"}))
        e.role = between(text, first, m.first);
      if (e.country.empty() && n > 0 && names[n - 1].last == first && names[n - 1].entity != kNoEntity &&
          (names[n - 1].type == NG_ENTITY_NORP || names[n - 1].type == NG_ENTITY_GPE))
        e.country = entities[names[n - 1].entity].country;
    }
    // After: "NAME, a former director of X, said".
    if (e.role.empty() && m.last + 1 < sentence.last && units[m.last].text == ",") {
      uint32_t begin = m.last + 1;
      if (is_one_of(units[begin].text, {"a", "an", "the", "its", "their", "his", "her"})) ++begin;
      uint32_t end = begin;
      bool role = false, prepositions = false;
      while (end < sentence.last && end - begin < 14) {
        const std::string_view w = units[end].text;
        if (units[end].punctuation && w != "-" && w != "'s" && w != "\xe2\x80\x99s") break;
        if (is_one_of(w, {"who", "which", "that", "said", "says", "told", "was", "is", "were", "has", "had", "added", "at", "and"})) break;
        prepositions |= is_one_of(w, {"of", "for", "in", "on", "to", "with"});
        if (!prepositions && is_role_word(units[end])) role = true;
        if (!prepositions && is_one_of(w, {"analyst", "expert", "researcher", "fellow", "manager", "member", "lawyer", "economist", "scientist", "head",
                                           "spokesman", "spokeswoman", "owner", "executive", "official", "activist", "adviser", "advisor", "historian",
                                           "journalist", "writer", "student", "teacher", "candidate", "lawmaker", "politician", "officer", "artist"}))
          role = true;
        ++end;
      }
      if (role && end < sentence.last && end > begin) e.role = between(text, begin, end);
    }
  }
}

}  // namespace entities
