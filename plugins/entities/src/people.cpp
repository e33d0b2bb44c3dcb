// people.cpp: roles, affiliations and countries of people, from what stands before and after their names:
// "former US intelligence officer NAME", "Acme chairman NAME", "NAME, a former director of X at Y, said", "NAME of the
// X".
#include <algorithm>
#include <string>

#include <newsgrain/abi/layers.h>

#include "coreference.hpp"
#include "text.hpp"

namespace entities {
namespace {

// Nouns of roles beside the titles of the gazetteer.
constexpr SortedWords kRoleNouns({"academic",
                                  "activist",
                                  "actor",
                                  "actress",
                                  "administrator",
                                  "adviser",
                                  "advisor",
                                  "aide",
                                  "ambassador",
                                  "analyst",
                                  "anchor",
                                  "announcer",
                                  "anthropologist",
                                  "archaeologist",
                                  "archbishop",
                                  "architect",
                                  "artist",
                                  "astronaut",
                                  "astronomer",
                                  "athlete",
                                  "attorney",
                                  "auditor",
                                  "author",
                                  "banker",
                                  "bassist",
                                  "biologist",
                                  "bishop",
                                  "blogger",
                                  "bodyguard",
                                  "boss",
                                  "boxer",
                                  "broadcaster",
                                  "broker",
                                  "bureaucrat",
                                  "businessman",
                                  "businesswoman",
                                  "candidate",
                                  "captain",
                                  "cardinal",
                                  "cellist",
                                  "chairman",
                                  "chairperson",
                                  "chairwoman",
                                  "champion",
                                  "chancellor",
                                  "chef",
                                  "chemist",
                                  "chief",
                                  "choreographer",
                                  "cleric",
                                  "clerk",
                                  "climatologist",
                                  "co-chair",
                                  "co-chairman",
                                  "co-founder",
                                  "coach",
                                  "columnist",
                                  "comedian",
                                  "commander",
                                  "commentator",
                                  "commissioner",
                                  "composer",
                                  "conductor",
                                  "congressman",
                                  "congresswoman",
                                  "consultant",
                                  "contractor",
                                  "coordinator",
                                  "coroner",
                                  "correspondent",
                                  "councillor",
                                  "councilman",
                                  "councilwoman",
                                  "counsel",
                                  "courier",
                                  "creator",
                                  "critic",
                                  "curator",
                                  "cyclist",
                                  "dancer",
                                  "dean",
                                  "defector",
                                  "defender",
                                  "deputy",
                                  "designer",
                                  "detective",
                                  "developer",
                                  "dictator",
                                  "diplomat",
                                  "director",
                                  "dissident",
                                  "doctor",
                                  "driver",
                                  "drummer",
                                  "economist",
                                  "editor",
                                  "editor-in-chief",
                                  "educator",
                                  "emperor",
                                  "engineer",
                                  "entrepreneur",
                                  "envoy",
                                  "epidemiologist",
                                  "ethicist",
                                  "executive",
                                  "exile",
                                  "expert",
                                  "farmer",
                                  "fellow",
                                  "filmmaker",
                                  "firefighter",
                                  "footballer",
                                  "founder",
                                  "geologist",
                                  "goalie",
                                  "goalkeeper",
                                  "governor",
                                  "guitarist",
                                  "gymnast",
                                  "head",
                                  "historian",
                                  "host",
                                  "illustrator",
                                  "inspector",
                                  "instructor",
                                  "interpreter",
                                  "inventor",
                                  "investigator",
                                  "investor",
                                  "journalist",
                                  "judge",
                                  "king",
                                  "lawmaker",
                                  "lawyer",
                                  "leader",
                                  "lecturer",
                                  "legislator",
                                  "librarian",
                                  "linguist",
                                  "lobbyist",
                                  "magistrate",
                                  "magnate",
                                  "manager",
                                  "marshal",
                                  "mathematician",
                                  "mayor",
                                  "member",
                                  "meteorologist",
                                  "microbiologist",
                                  "midfielder",
                                  "minister",
                                  "mogul",
                                  "monarch",
                                  "monk",
                                  "musician",
                                  "negotiator",
                                  "neuroscientist",
                                  "nominee",
                                  "novelist",
                                  "nun",
                                  "nurse",
                                  "official",
                                  "ombudsman",
                                  "oncologist",
                                  "operative",
                                  "organizer",
                                  "owner",
                                  "paramedic",
                                  "parliamentarian",
                                  "partner",
                                  "pastor",
                                  "patriarch",
                                  "pediatrician",
                                  "pharmacist",
                                  "philanthropist",
                                  "philosopher",
                                  "photographer",
                                  "physician",
                                  "physicist",
                                  "pianist",
                                  "pilot",
                                  "pitcher",
                                  "player",
                                  "playwright",
                                  "poet",
                                  "policeman",
                                  "politician",
                                  "preacher",
                                  "premier",
                                  "presenter",
                                  "president",
                                  "president-elect",
                                  "priest",
                                  "prince",
                                  "princess",
                                  "principal",
                                  "producer",
                                  "professor",
                                  "programmer",
                                  "prosecutor",
                                  "provost",
                                  "psychiatrist",
                                  "psychologist",
                                  "publisher",
                                  "quarterback",
                                  "queen",
                                  "rabbi",
                                  "rapper",
                                  "rapporteur",
                                  "rector",
                                  "referee",
                                  "registrar",
                                  "reporter",
                                  "representative",
                                  "researcher",
                                  "rider",
                                  "scholar",
                                  "scientist",
                                  "screenwriter",
                                  "sculptor",
                                  "secretary",
                                  "senator",
                                  "separatist",
                                  "sergeant",
                                  "sheriff",
                                  "singer",
                                  "skater",
                                  "skier",
                                  "skipper",
                                  "sociologist",
                                  "soldier",
                                  "solicitor",
                                  "soloist",
                                  "songwriter",
                                  "speaker",
                                  "specialist",
                                  "spokesman",
                                  "spokesperson",
                                  "spokeswoman",
                                  "sprinter",
                                  "statistician",
                                  "stockbroker",
                                  "strategist",
                                  "striker",
                                  "student",
                                  "superintendent",
                                  "superstar",
                                  "surgeon",
                                  "swimmer",
                                  "teacher",
                                  "technician",
                                  "tenor",
                                  "theologian",
                                  "trainer",
                                  "treasurer",
                                  "trustee",
                                  "tutor",
                                  "tycoon",
                                  "undersecretary",
                                  "undersecretary-general",
                                  "veteran",
                                  "violinist",
                                  "virologist",
                                  "warlord",
                                  "whistleblower",
                                  "winger",
                                  "writer",
                                  "zoologist"});
// What may stand between a nation and the noun.
constexpr SortedWords kRoleModifiers({"acting",    "army",        "assistant",  "associate",      "business",
                                      "campaign",  "chief",       "co",         "communications", "defence",
                                      "defense",   "deputy",      "economic",   "education",      "emeritus",
                                      "energy",    "environment", "ex",         "executive",      "finance",
                                      "financial", "fire",        "foreign",    "former",         "founding",
                                      "general",   "government",  "health",     "home",           "intelligence",
                                      "interim",   "interior",    "justice",    "labor",          "labour",
                                      "legal",     "longtime",    "managing",   "marketing",      "military",
                                      "national",  "nuclear",     "opposition", "outgoing",       "party",
                                      "permanent", "police",      "policy",     "political",      "presidential",
                                      "press",     "prime",       "public",     "research",       "security",
                                      "senior",    "special",     "state",      "team",           "then",
                                      "top",       "trade",       "transport",  "veteran",        "vice"});

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_possessive(std::string_view w) { return w == "'s" || w == "\xe2\x80\x99s" || w == "'" || w == "\xe2\x80\x99"; }
bool is_honorific(std::string_view w) {
  return is_one_of(
      w, {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr.", "Sir", "Lord", "Lady", "Dame", "St.", "St"});
}

// What may stand between a role and the name, and is no role by itself.
bool is_style(std::string_view w) {
  return is_honorific(w) ||
         is_one_of(w, {"Ayatollah", "Dr", "Hojatoleslam", "Imam", "Maulana", "Mullah", "Sheik", "Sheikh"});
}

}  // namespace

bool is_role_noun(const Unit& u) {
  constexpr size_t kLongest = 24;
  if (u.lower_case && is_one_of(u.text, {"aunt", "brother", "daughter", "father", "mother", "sister", "son", "uncle"}))
    return false;
  if (u.kinds & kTitle) return true;
  if (u.lower_case) return kRoleNouns.contains(u.text);
  if (!u.upper || u.text.size() > kLongest || !is_upper(u.text[0])) return false;
  return kRoleNouns.contains(sdk::to_lower(u.text));
}

namespace {

// "Foreign", "Vice": needs a noun behind it.
bool is_bare_modifier(std::string_view w) {
  return is_one_of(w, {"Foreign", "Defense", "Defence", "Prime", "Vice", "Crown", "Deputy", "Chief"});
}
bool is_modifier(const Unit& u) {
  return (u.lower_case && kRoleModifiers.contains(u.text)) || u.text == "Former" || is_bare_modifier(u.text);
}

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
    s = 0;
    for (uint32_t n = 0; n < names_.size(); ++n) {
      const Mention& m = names_[n];
      while (s + 1 < text_.sentences.size() && text_.sentences[s].last <= m.first) ++s;
      if (m.type == NG_ENTITY_PERSON && m.entity != kNoEntity) is_a(n, text_.sentences[s]);
    }
    for (Entity& e : entities_)
      if (e.type == NG_ENTITY_PERSON) identify(e);
  }

 private:
  std::string words(uint32_t first, uint32_t last) const {
    std::string out(text_.document.substr(units_[first].begin, units_[last - 1].end - units_[first].begin));
    std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return out;
  }

  // A member of Congress: by name where the text gives such an office, and no other country.
  void identify(Entity& e) const {
    if (!e.kb_id.empty() || !(e.country.empty() || e.country == "US")) return;
    std::string role;
    fold_into(e.role, role);
    constexpr SortedWords kOffices({"congressman", "congresswoman", "house majority leader", "house minority leader",
                                    "house speaker", "rep", "representative", "sen", "senate majority leader",
                                    "senate minority leader", "senator", "us rep", "us representative", "us sen",
                                    "us senator"});
    for (const std::string_view former : {"former ", "then ", "republican ", "democratic "})
      if (role.starts_with(former)) role.erase(0, former.size());
    if (!kOffices.contains(role)) return;
    const std::string_view id = text_.legislators.id(e.name);
    if (id.empty()) return;
    e.kb_id = id;
    e.country = "US";
  }

  void belongs(Entity& person, const Mention& to) {
    if (to.entity == kNoEntity || &entities_[to.entity] == &person) return;
    const Entity& other = entities_[to.entity];
    if (person.country.empty() && (other.type == NG_ENTITY_NORP || other.type == NG_ENTITY_GPE))
      person.country = other.country;
    const bool group = other.type == NG_ENTITY_ORG || other.type == NG_ENTITY_GPE;
    const bool better = person.affiliation == kNoEntity ||
                        (entities_[person.affiliation].type == NG_ENTITY_GPE && other.type == NG_ENTITY_ORG);
    if (group && better) person.affiliation = to.entity;
  }

  // "Norwegian Foreign Minister NAME", "Sen. NAME", "former US intelligence officer NAME", "Secretary of State NAME".
  void before(uint32_t n, const UnitSentence& sentence) {
    Entity& e = entities_[names_[n].entity];
    uint32_t end = names_[n].first;
    const uint32_t person = n;
    if (n > 0 &&
        is_of_office(names_[n - 1], end, sentence)) {  // "Secretary of [State] NAME", "President of [Ghana] NAME"
      if (names_[n - 1].type == NG_ENTITY_GPE) belongs(e, names_[n - 1]);
      --n;
    }
    const uint32_t floor = n > 0 && names_[n - 1].last > sentence.first ? names_[n - 1].last : sentence.first;
    while (end > floor && is_style(units_[end - 1].text)) --end;
    if (end == floor) return;
    if (units_[end - 1].text == ",") {
      if (person == n) introduced(n, end - 1, sentence);
      return;
    }
    uint32_t first = noun_before(floor, end);
    if (first == end) return;
    while (first > floor && end - first < 6 && is_part(first - 1, sentence)) --first;
    std::string role = words(first, end);
    const bool owner = n > 0 && first > floor && names_[n - 1].last + 1 == first &&
                       is_possessive(units_[first - 1].text);  // "Kenya's leader"
    if (owner) belongs(e, names_[n - 1]);
    if (n > 0 && first == floor && names_[n - 1].last == first) {
      const Mention& holder = names_[n - 1];
      belongs(e, holder);
      if (!role.empty() && holder.first > sentence.first) {  // "former US intelligence officer"
        const std::string_view w = units_[holder.first - 1].text;
        if (is_one_of(w, {"former", "ex", "acting", "then"}))
          role.insert(0, std::string(w) + " ");
        else if (w == "Former")
          role.insert(0, "former ");
      }
    }
    if (e.role.empty()) e.role = std::move(role);
  }
  bool is_of_office(const Mention& name, uint32_t end, const UnitSentence& sentence) const {
    if (name.last != end || name.first < sentence.first + 2 || name.type == NG_ENTITY_PERSON) return false;
    const Unit& noun = units_[name.first - 2];
    return is_one_of(units_[name.first - 1].text, {"of", "for"}) && noun.upper && is_role_noun(noun);
  }
  // Where the role noun before `end` stands, also with "of" behind it; `end` if there is none.
  uint32_t noun_before(uint32_t floor, uint32_t end) const {
    const Unit& last = units_[end - 1];
    if (is_role_noun(last) && !is_honorific(last.text) && !is_bare_modifier(last.text)) return end - 1;
    constexpr uint32_t kLongest = 6;
    for (uint32_t i = end; i > floor + 1 && end - i < kLongest; --i) {
      const Unit& u = units_[i - 1];
      if (u.text == "of" || u.text == "for")
        return i != end && units_[i - 2].upper && is_role_noun(units_[i - 2]) ? i - 2 : end;
      if (!u.upper && u.text != "and" && u.text != "&") return end;
    }
    return end;
  }
  // "chief", "Information", "Supreme" before a noun of a role.
  bool is_part(uint32_t i, const UnitSentence& sentence) const {
    const Unit& u = units_[i];
    if (is_honorific(u.text)) return false;
    if (is_role_noun(u) || is_modifier(u)) return true;
    return u.upper && i != sentence.first && !(u.kinds & kDateWord) && !is_one_of(u.text, {"The", "A", "An"});
  }

  // "A hospital spokesman, NAME, said"; "its chief adviser, NAME"; "Peru's ambassador to Chile, NAME,": the phrase ends
  // before `comma`.
  void introduced(uint32_t n, uint32_t comma, const UnitSentence& sentence) {
    const Mention& m = names_[n];
    const bool closed = m.last < sentence.last &&
                        (units_[m.last].punctuation ||
                         is_one_of(units_[m.last].text, {"said", "says", "told", "added", "was", "is", "has"}));
    if (!closed || comma == sentence.first) return;
    const uint32_t noun = noun_of_phrase(comma, sentence);
    if (noun == comma || is_style(units_[noun].text)) return;
    Entity& e = entities_[m.entity];
    constexpr uint32_t kLongest = 7;
    uint32_t first = noun;
    for (; first > sentence.first; --first) {
      const Unit& u = units_[first - 1];
      const bool owned = is_possessive(u.text);
      const Mention* holder = ending_at(n, owned ? first - 1 : first);
      if (holder != nullptr && holder->type != NG_ENTITY_PERSON) belongs(e, *holder);
      if (holder != nullptr || owned || is_article(u.text)) break;
      if (noun - first >= kLongest || (!u.lower_case && !is_role_noun(u) && u.text != "-")) return;
      if (is_one_of(u.text, {"of", "for", "in", "on", "at", "by", "to", "with", "from", "and", "or", "as", "who",
                             "that", "said", "is", "was"}))
        return;
    }
    if (first == sentence.first && noun > first && !is_role_noun(units_[first])) return;
    // "a representative of the leader, NAME": either may be meant.
    if (first > sentence.first + 2 && is_one_of(units_[first - 2].text, {"of", "for", "to"}) &&
        is_role_noun(units_[first - 3]))
      return;
    if (e.role.empty()) e.role = words(first, comma);
    if (noun + 1 == comma || !is_one_of(units_[noun + 1].text, {"of", "for", "at"})) return;
    for (uint32_t k = n; k > 0 && names_[k - 1].first > noun; --k)
      if (names_[k - 1].type != NG_ENTITY_PERSON) belongs(e, names_[k - 1]);
  }
  // The role noun that ends before `comma`, or that has the last words before it for a complement; `comma` if there is
  // none.
  uint32_t noun_of_phrase(uint32_t comma, const UnitSentence& sentence) const {
    if (is_role_noun(units_[comma - 1])) return comma - 1;
    constexpr uint32_t kLongest = 9;
    for (uint32_t i = comma - 1; i > sentence.first && comma - i < kLongest; --i) {
      if (units_[i].punctuation && units_[i].text != "-" && !is_possessive(units_[i].text)) return comma;
      if (is_one_of(units_[i].text, {"of", "for", "at", "to"}) && is_role_noun(units_[i - 1])) return i - 1;
      if (is_one_of(units_[i].text,
                    {"said", "says", "told", "who", "which", "that", "was", "is", "were", "has", "had"}))
        return comma;
    }
    return comma;
  }
  static bool is_article(std::string_view w) {
    return is_one_of(w, {"a", "an", "the", "his", "her", "its", "their", "another", "one", "A", "An", "The", "His",
                         "Her", "Its", "Their", "Another", "One"});
  }
  // The name before number `n` that ends at a unit.
  const Mention* ending_at(uint32_t n, uint32_t unit) const {
    for (uint32_t k = n; k > 0 && names_[k - 1].last >= unit; --k)
      if (names_[k - 1].last == unit) return &names_[k - 1];
    return nullptr;
  }

  // "NAME was the bureau chief of the X": taken where nothing else says what somebody is.
  void is_a(uint32_t n, const UnitSentence& sentence) {
    const Mention& m = names_[n];
    Entity& e = entities_[m.entity];
    const uint32_t article = m.last + 1;
    if (!e.role.empty() || article + 1 >= sentence.last || !is_one_of(units_[m.last].text, {"is", "was"}) ||
        !is_one_of(units_[article].text, {"a", "an", "the"}))
      return;
    constexpr uint32_t kLongest = 6;
    uint32_t noun = article + 1;
    while (noun + 1 < sentence.last && noun - article < kLongest &&
           !is_one_of(units_[noun + 1].text, {"of", "for", "at", "in", "from", ",", ".", "who", "and", "with"})) {
      if (units_[noun].punctuation && units_[noun].text != "-") return;
      ++noun;
    }
    if (noun - article >= kLongest || !is_role_noun(units_[noun])) return;
    uint32_t first = article + 1;
    if (const Mention* holder = n + 1 < names_.size() && names_[n + 1].first == first ? &names_[n + 1] : nullptr;
        holder != nullptr && holder->last <= noun) {
      belongs(e, *holder);
      first = holder->last;
    }
    for (uint32_t i = first; i < noun; ++i)
      if (is_one_of(units_[i].text,
                    {"first", "only", "best", "most", "second", "last", "of", "to", "kind", "good", "great", "big"}))
        return;
    e.role = words(first, noun + 1);
    const std::string_view next = noun + 1 < sentence.last ? units_[noun + 1].text : std::string_view();
    if (!is_one_of(next, {"of", "for", "at", "in", "with"})) return;
    for (uint32_t k = n + 1; k < names_.size() && names_[k].first <= noun + 3; ++k) {
      const bool directly =
          names_[k].first == noun + 2 || (names_[k].first == noun + 3 && units_[noun + 2].text == "the");
      if (directly && (names_[k].type == NG_ENTITY_ORG || next == "of")) belongs(e, names_[k]);
    }
  }

  // "NAME, a former director of X at Y, said"; "NAME of the X".
  void after(uint32_t n, const UnitSentence& sentence) {
    const Mention& m = names_[n];
    Entity& e = entities_[m.entity];
    if (m.last + 1 >= sentence.last) return;
    if (is_one_of(units_[m.last].text, {"of", "from", "at", "with"})) {
      if (n + 1 >= names_.size()) return;
      const Mention& holder = names_[n + 1];
      const bool directly =
          holder.first == m.last + 1 || (holder.first == m.last + 2 && units_[m.last + 1].text == "the");
      const bool country = holder.type == NG_ENTITY_GPE &&
                           (units_[m.last].text == "of" || units_[m.last].text == "from") &&
                           text_.countries.named(entities_[holder.entity].name) != nullptr;
      const bool goes_on = holder.last < sentence.last && units_[holder.last].upper;  // "of Burma Campaign UK"
      if (directly && !goes_on && (holder.type == NG_ENTITY_ORG || country)) belongs(e, holder);
      return;
    }
    if (units_[m.last].text != ",") return;
    uint32_t begin = m.last + 1;
    if (begin + 2 < sentence.last && is_digit(units_[begin].text[0]) && units_[begin].text.size() < 4 &&
        units_[begin + 1].text == ",")
      begin += 2;  // the age
    if (is_one_of(units_[begin].text, {"a", "an", "the", "its", "their", "his", "her"}))
      ++begin;
    else if (units_[begin].lower_case && !is_role_noun(units_[begin]) && !is_modifier(units_[begin]))
      return;                        // "NAME, asked by an official, said"
    uint32_t end = begin, stop = 0;  // of the role; of all that says where
    bool role = false, prepositions = false;
    for (; end < sentence.last && end - begin < 20; ++end) {
      const std::string_view w = units_[end].text;
      if (units_[end].punctuation && w != "-" && w != "'s" && w != "\xe2\x80\x99s") break;
      if (is_one_of(
              w, {"who", "which", "that", "said", "says", "told", "was", "is", "were", "has", "had", "added", "and"}))
        break;
      if (w == "at" && stop == 0) stop = end;
      prepositions |= is_one_of(w, {"of", "for", "in", "on", "to", "with", "at"});
      role = role || (!prepositions && is_role_noun(units_[end]));
    }
    if (!role || end == sentence.last || end == begin) return;
    for (uint32_t k = n + 1; k < names_.size() && names_[k].first < end; ++k)
      if (names_[k].type == NG_ENTITY_PERSON) return;  // "NAME, Chinese President NAME and ..."
    const uint32_t last = std::min(stop != 0 ? stop : end, begin + 14);
    if (e.role.empty() && last > begin) e.role = words(begin, last);
    for (uint32_t k = n + 1; k < names_.size() && names_[k].last <= end; ++k) {
      // "officer for North Korea": what the work is about is no place to belong to; "president of France", "farmer from
      // Norway" is.
      const uint32_t at = names_[k].first;
      const bool about = names_[k].type == NG_ENTITY_GPE && units_[at - 1].text != "of" &&
                         units_[at - 1].text != "from" &&
                         !(units_[at - 1].text == "the" && units_[at - 2].text == "of");
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
