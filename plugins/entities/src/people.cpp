// people.cpp: roles, affiliations and countries of people, from what stands before and after their names:
// "former US intelligence officer NAME", "Acme chairman NAME", "NAME, a former director of X at Y, said", "NAME of the X".
#include <algorithm>
#include <string>

#include <newsgrain/abi/layers.h>

#include "coreference.hpp"
#include "text.hpp"

namespace entities {
namespace {

// Sorted. Nouns of roles beside the titles of the gazetteer.
constexpr std::string_view kRoleNouns[] = {
    "activist", "administrator", "adviser", "advisor", "aide", "analyst", "architect", "artist", "astronaut", "athlete", "author",
    "banker", "biologist", "boss", "broker", "candidate", "champion", "chief", "climatologist", "columnist", "comedian", "composer",
    "consultant", "correspondent", "counsel", "creator", "critic", "curator", "dean", "designer", "developer", "diplomat", "driver",
    "economist", "engineer", "entrepreneur", "executive", "expert", "farmer", "fellow", "filmmaker", "firefighter", "footballer",
    "goalkeeper", "head", "historian", "investigator", "investor", "journalist", "lawmaker", "lawyer", "lecturer", "manager",
    "mathematician", "member", "meteorologist", "midfielder", "musician", "negotiator", "novelist", "nurse", "official", "organizer",
    "owner", "partner", "pastor", "philosopher", "photographer", "physician", "physicist", "pilot", "player", "playwright", "poet",
    "policeman", "politician", "presenter", "president-elect", "priest", "producer", "professor", "prosecutor", "psychologist",
    "publisher", "rapper", "reporter", "representative", "researcher", "rider", "scholar", "scientist", "sculptor", "skipper",
    "sociologist", "soldier", "specialist", "spokesman", "spokesperson", "spokeswoman", "strategist", "striker", "student",
    "superintendent", "surgeon", "teacher", "trainer", "veteran", "writer"};
// Sorted. What may stand between a nation and the noun.
constexpr std::string_view kRoleModifiers[] = {
    "acting", "army", "assistant", "associate", "business", "campaign", "chief", "co", "communications", "defence", "defense", "deputy",
    "economic", "education", "emeritus", "energy", "environment", "ex", "executive", "finance", "financial", "fire", "foreign", "former",
    "founding", "general", "government", "health", "home", "intelligence", "interim", "interior", "justice", "labor", "labour", "legal",
    "longtime", "managing", "marketing", "military", "national", "nuclear", "opposition", "outgoing", "party", "permanent", "police",
    "policy", "political", "presidential", "press", "prime", "public", "research", "security", "senior", "special", "state", "team",
    "then", "top", "trade", "transport", "veteran", "vice"};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_possessive(std::string_view w) { return w == "'s" || w == "\xe2\x80\x99s" || w == "'" || w == "\xe2\x80\x99"; }
bool is_honorific(std::string_view w) {
  return is_one_of(w, {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr.", "Sir", "Lord", "Lady", "Dame", "St.", "St"});
}

}  // namespace

bool is_role_noun(const Unit& u) { return (u.kinds & kTitle) != 0 || (u.lower_case && contains_sorted(kRoleNouns, u.text)); }

namespace {

// "Foreign", "Vice": needs a noun behind it.
bool is_bare_modifier(std::string_view w) {
  return is_one_of(w, {"Foreign", "Defense", "Defence", "Prime", "Vice", "Crown", "Deputy", "Chief"});
}
bool is_modifier(const Unit& u) { return (u.lower_case && contains_sorted(kRoleModifiers, u.text)) || u.text == "Former" || is_bare_modifier(u.text); }

class People {
 public:
  People(const Text& text, const std::vector<Mention>& names, std::vector<Entity>& entities)
      : text_(text), units_(text.units), names_(names), entities_(entities) {}

  void run() {
    size_t s = 0;
    for (uint32_t n = 0; n < names_.size(); ++n) {
      const Mention& m = names_[n];
      while (s + 1 < text_.sentences.size() && text_.sentences[s].last <= m.first) ++s;
      if (m.type != NG_ENTITY_PERSON || m.entity == kNoEntity) continue;
      const UnitSentence& sentence = text_.sentences[s];
      before(n, sentence);
      after(n, sentence);
    }
  }

 private:
  std::string words(uint32_t first, uint32_t last) const {
    std::string out(text_.document.substr(units_[first].begin, units_[last - 1].end - units_[first].begin));
    std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return out;
  }

  void belongs(Entity& person, const Mention& to) {
    if (to.entity == kNoEntity || &entities_[to.entity] == &person) return;
    const Entity& other = entities_[to.entity];
    if (person.country.empty() && (other.type == NG_ENTITY_NORP || other.type == NG_ENTITY_GPE)) person.country = other.country;
    const bool group = other.type == NG_ENTITY_ORG || other.type == NG_ENTITY_GPE;
    const bool better = person.affiliation == kNoEntity || (entities_[person.affiliation].type == NG_ENTITY_GPE && other.type == NG_ENTITY_ORG);
    if (group && better) person.affiliation = to.entity;
  }

  // "Norwegian Foreign Minister NAME", "Sen. NAME", "former US intelligence officer NAME".
  void before(uint32_t n, const UnitSentence& sentence) {
    const Mention& m = names_[n];
    Entity& e = entities_[m.entity];
    const uint32_t floor = n > 0 && names_[n - 1].last > sentence.first ? names_[n - 1].last : sentence.first;
    if (m.first == floor || !is_role_noun(units_[m.first - 1]) || is_honorific(units_[m.first - 1].text)) return;
    uint32_t first = m.first - 1;
    while (first > floor && m.first - first < 6 &&
           ((is_role_noun(units_[first - 1]) && !is_honorific(units_[first - 1].text)) || is_modifier(units_[first - 1])))
      --first;
    std::string role = is_bare_modifier(units_[m.first - 1].text) ? std::string() : words(first, m.first);
    const bool owner = n > 0 && first > floor && names_[n - 1].last + 1 == first && is_possessive(units_[first - 1].text);  // "Kenya's leader"
    if (owner) belongs(e, names_[n - 1]);
    if (n > 0 && first == floor && names_[n - 1].last == first) {
      const Mention& holder = names_[n - 1];
      belongs(e, holder);
      if (!role.empty() && holder.first > sentence.first) {  // "former US intelligence officer"
        const std::string_view w = units_[holder.first - 1].text;
        if (is_one_of(w, {"former", "ex", "acting", "then"})) role.insert(0, std::string(w) + " ");
        else if (w == "Former") role.insert(0, "former ");
      }
    }
    if (e.role.empty()) e.role = std::move(role);
  }

  // "NAME, a former director of X at Y, said"; "NAME of the X".
  void after(uint32_t n, const UnitSentence& sentence) {
    const Mention& m = names_[n];
    Entity& e = entities_[m.entity];
    if (m.last + 1 >= sentence.last) return;
    if (is_one_of(units_[m.last].text, {"of", "from", "at", "with"})) {
      if (n + 1 >= names_.size()) return;
      const Mention& holder = names_[n + 1];
      const bool directly = holder.first == m.last + 1 || (holder.first == m.last + 2 && units_[m.last + 1].text == "the");
      if (directly && holder.type == NG_ENTITY_ORG) belongs(e, holder);
      return;
    }
    if (units_[m.last].text != ",") return;
    uint32_t begin = m.last + 1;
    if (begin + 2 < sentence.last && is_digit(units_[begin].text[0]) && units_[begin].text.size() < 4 && units_[begin + 1].text == ",") begin += 2;  // the age
    if (is_one_of(units_[begin].text, {"a", "an", "the", "its", "their", "his", "her"})) ++begin;
    uint32_t end = begin, stop = 0;  // of the role; of all that says where
    bool role = false, prepositions = false;
    for (; end < sentence.last && end - begin < 20; ++end) {
      const std::string_view w = units_[end].text;
      if (units_[end].punctuation && w != "-" && w != "'s" && w != "\xe2\x80\x99s") break;
      if (is_one_of(w, {"who", "which", "that", "said", "says", "told", "was", "is", "were", "has", "had", "added", "and"})) break;
      if (w == "at" && stop == 0) stop = end;
      prepositions |= is_one_of(w, {"of", "for", "in", "on", "to", "with", "at"});
      role = role || (!prepositions && is_role_noun(units_[end]));
    }
    if (!role || end == sentence.last || end == begin) return;
    const uint32_t last = std::min(stop != 0 ? stop : end, begin + 14);
    if (e.role.empty() && last > begin) e.role = words(begin, last);
    for (uint32_t k = n + 1; k < names_.size() && names_[k].last <= end; ++k) {
      // "officer for North Korea": what the work is about is no place to belong to; "president of France", "farmer from Norway" is.
      const uint32_t at = names_[k].first;
      const bool about = names_[k].type == NG_ENTITY_GPE && units_[at - 1].text != "of" && units_[at - 1].text != "from" && !(units_[at - 1].text == "the" && units_[at - 2].text == "of");
      if (!about) belongs(e, names_[k]);
    }
  }

  const Text& text_;
  const std::vector<Unit>& units_;
  const std::vector<Mention>& names_;
  std::vector<Entity>& entities_;
};

}  // namespace

void describe_people(const Text& text, const std::vector<Mention>& names, std::vector<Entity>& entities) {
  People(text, names, entities).run();
}

}  // namespace entities
