// coreference.cpp: groups equal names, then joins the groups by rules for people, organisations and places.
#include "coreference.hpp"
#include "genders.hpp"
#include "person_names.hpp"
#include "text.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include <newsgrain/abi/layers.h>

namespace entities {

using newsgrain::english::Gender;

bool spells_acronym(const std::vector<Unit>& units, const Mention& name, std::string_view acronym);

namespace {

// Surnames that stand first.
constexpr std::string_view kFirstSurnames[] = {
    "ahn",  "ban",   "bae",   "chang", "chen", "cho",   "choe",  "choi", "deng", "gao",    "han", "hong",
    "hu",   "huang", "hwang", "jang",  "jeon", "jeong", "jiang", "jo",   "jung", "kang",   "kim", "kwon",
    "lee",  "li",    "liu",   "lim",   "mao",  "min",   "moon",  "nam",  "ngo",  "nguyen", "oh",  "pak",
    "park", "ri",    "roh",   "seo",   "shin", "sun",   "tran",  "wang", "wei",  "wen",    "wu",  "xi",
    "xu",   "yang",  "yoo",   "yoon",  "yun",  "zhang", "zhao",  "zhou", "zhu"};
constexpr std::string_view kDesignators[] = {"ag",       "co",  "company", "corp", "corporation", "gmbh", "group",
                                             "holdings", "inc", "limited", "llc",  "ltd",         "plc",  "sa"};

// A name that ends so is whole; longer ones are parts of that organisation.
constexpr SortedWords kWholes({"commission", "congress", "council", "government", "house", "nations", "parliament",
                               "senate", "union"});
// Titles that are written before a name of one word.
constexpr std::string_view kRulers[] = {"czar",   "emir",     "emperor", "empress", "king", "lord",   "pope",
                                        "prince", "princess", "queen",   "saint",   "st",   "sultan", "tsar"};

// What introduces a second name, and what may stand around that.
constexpr std::string_view kIntroducing[] = {"aka",
                                             "a.k.a.",
                                             "alias",
                                             "formerly",
                                             "n\xc3\xa9"
                                             "e",
                                             "nicknamed",
                                             "renamed"};
constexpr std::string_view kAroundIntroducing[] = {
    ",",     "(",      "also",       "as",    "better",    "by",         "commonly",       "known",     "her",
    "his",   "is",     "its",        "later", "locally",   "name",       "nickname",       "now",       "officially",
    "once",  "online", "originally", "pen",   "popularly", "previously", "professionally", "pseudonym", "simply",
    "stage", "the",    "their",      "then",  "which",     "who",        "widely"};
// Spellings of words in names of organisations and places.
constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {{"&", "and"},
                                                                        {"assn", "association"},
                                                                        {"ave", "avenue"},
                                                                        {"bros", "brothers"},
                                                                        {"center", "centre"},
                                                                        {"defence", "defense"},
                                                                        {"dept", "department"},
                                                                        {"ft", "fort"},
                                                                        {"govt", "government"},
                                                                        {"harbor", "harbour"},
                                                                        {"inst", "institute"},
                                                                        {"intl", "international"},
                                                                        {"labor", "labour"},
                                                                        {"mt", "mount"},
                                                                        {"natl", "national"},
                                                                        {"organisation", "organization"},
                                                                        {"program", "programme"},
                                                                        {"rd", "road"},
                                                                        {"theater", "theatre"},
                                                                        {"univ", "university"}};

std::string usual_spelling(std::string word) {
  for (const auto& [written, usual] : kSpellings)
    if (word == written) return std::string(usual);
  return word;
}

std::string folded(std::string_view word) {
  std::string out;
  fold_into(word, out);
  return out;
}

bool all_capitals(std::string_view text) {
  size_t letters = 0;
  for (const char c : text) {
    if (is_upper(c))
      ++letters;
    else if (c != '.' && c != '&' && c != '-')
      return false;
  }
  return letters >= 2 && letters <= 7;
}

// Mentions with the same words.
struct Group {
  std::vector<std::string> words;  // folded, without article and designator
  std::string number;              // of a ruler
  Gender gender = Gender::unknown;
  uint32_t twin = kNoEntity;  // group of the same single word, with another title or none
  uint8_t type = 0;
  const Country* country = nullptr;
  uint32_t listed = kNoEntity;  // entry of the user's lists
  uint32_t first = 0;           // its first mention
  uint32_t count = 0;
  uint32_t parent = 0;
};

class Linker {
 public:
  Linker(const Text& text, std::vector<Mention>& names, const UserLists& lists)
      : text_(text), names_(names), lists_(lists) {}

  std::vector<Entity> run() {
    vote();
    group();
    introductions();
    people();
    organisations();
    places();
    return entities();
  }

 private:
  std::vector<std::string> words(const Mention& m) const {
    std::vector<std::string> out;
    for (uint32_t i = m.first; i < m.last; ++i) {
      std::string word = folded(text_.units[i].text);
      if (out.empty() && word == "the") continue;
      if (word == "," || word == "'s") continue;
      if (m.type != NG_ENTITY_PERSON) word = usual_spelling(std::move(word));
      out.push_back(std::move(word));
    }
    if (m.type == NG_ENTITY_PERSON) {
      drop_behind(m, out);
      while (out.size() > 1 && contains(kRulers, out.front())) out.erase(out.begin());
    }
    while (m.type == NG_ENTITY_ORG && out.size() > 1 && contains(kDesignators, out.back())) out.pop_back();
    if (out.empty()) out.push_back(folded(covered(text_.document, text_.units, m)));
    return out;
  }
  // "Anna Berg MP", "Martin King Jr.": the letters behind are no part of what is compared.
  void drop_behind(const Mention& m, std::vector<std::string>& words) const {
    for (uint32_t i = m.last; words.size() > 1 && i > m.first + 1 && is_behind_name(words.back()); --i) {
      const std::string_view written = text_.units[i - 1].text;
      const bool junior = words.back() == "jr" || words.back() == "sr";
      const bool letters =
          words.size() > 2 && is_upper(written[written.size() > 2 && written.back() != '.' ? written.size() - 1 : 0]);
      if (!junior && !letters) break;
      words.pop_back();
    }
  }
  static std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& w : words) {
      if (!out.empty()) out.push_back(' ');
      out += w;
    }
    return out;
  }

  // One type per string, if the document mostly agrees.
  void vote() {
    std::unordered_map<std::string, std::map<uint8_t, float>> votes;
    std::unordered_map<std::string, uint8_t> surnames;
    for (const Mention& m : names_) {
      if (m.type == NG_ENTITY_NORP) continue;
      votes[join(words(m))][m.type] += m.score;
      if (m.type == NG_ENTITY_PERSON && m.last - m.first > 1) surnames[folded(text_.units[m.last - 1].text)] = 1;
    }
    for (Mention& m : names_) {
      if (m.type == NG_ENTITY_NORP || m.listed != kNoEntity) continue;
      const std::string key = join(words(m));
      const auto& of = votes[key];
      float total = 0, best = 0;
      uint8_t type = m.type;
      for (const auto& [t, weight] : of) {
        total += weight;
        if (weight > best) {
          best = weight;
          type = t;
        }
      }
      if (best >= 0.6f * total) m.type = type;
      // A single word that is the surname of somebody named in full.
      if (m.last - m.first == 1 && m.type != NG_ENTITY_PERSON && surnames.count(key) != 0 && m.score < 0.97f &&
          !(text_.units[m.first].kinds & (kCountry | kRegion | kNature)) && !all_capitals(text_.units[m.first].text))
        m.type = NG_ENTITY_PERSON;
    }
  }

  void group() {
    std::unordered_map<std::string, uint32_t> ids;
    group_of_.resize(names_.size());
    bool north = false, south = false;
    for (const Mention& m : names_) {
      const Country* c = text_.countries.named(covered(text_.document, text_.units, m));
      north |= c != nullptr && c->code == "KP";
      south |= c != nullptr && c->code == "KR";
    }
    for (uint32_t n = 0; n < names_.size(); ++n) {
      const Mention& m = names_[n];
      const std::string_view surface = covered(text_.document, text_.units, m);
      const Country* country = nullptr;
      const bool own = m.listed == kNoEntity || lists_.entry(m.listed).id.empty();
      if (m.type == NG_ENTITY_GPE && own) country = text_.countries.named(surface);
      if (m.type == NG_ENTITY_GPE && surface == "North" && north) country = text_.countries.named("North Korea");
      if (m.type == NG_ENTITY_GPE && surface == "South" && south) country = text_.countries.named("South Korea");
      if (m.type == NG_ENTITY_NORP) country = text_.countries.demonym(surface);
      std::vector<std::string> w = words(m);
      std::string key = std::to_string(m.type == NG_ENTITY_FAC ? NG_ENTITY_LOC : m.type) + ":";
      std::string number;
      if (m.type == NG_ENTITY_PERSON && w.size() > 1 && is_number_of_ruler(w.back())) {
        number = std::move(w.back());
        w.pop_back();
        key += number;
      }
      const Gender gender = m.type == NG_ENTITY_PERSON ? title_gender(m) : Gender::unknown;
      if (gender != Gender::unknown && w.size() == 1) key += gender == Gender::female ? "f" : "m";
      if (m.listed != kNoEntity)
        key = "listed " + std::to_string(m.listed);
      else if (country != nullptr)
        key += "country " + std::string(country->name);
      else
        key += join(w);
      const auto [it, fresh] = ids.try_emplace(key, static_cast<uint32_t>(groups_.size()));
      if (fresh) {
        Group g;
        if (w.size() == 1 && m.type == NG_ENTITY_PERSON) {
          // "Berg" is whom "Mr Berg" means, where nobody is named in full; of "Mr Berg" and "Ms Berg" the one named
          // first.
          const auto [same, alone] = single_.emplace(w[0], it->second);
          g.twin = alone ? kNoEntity : same->second;
        }
        g.words = std::move(w);
        g.number = std::move(number);
        g.gender = gender;
        g.type = m.type;
        g.country = country;
        g.listed = m.listed;
        g.first = n;
        g.parent = it->second;
        groups_.push_back(std::move(g));
      }
      ++groups_[it->second].count;
      if (groups_[it->second].gender == Gender::unknown) groups_[it->second].gender = gender;
      group_of_[n] = it->second;
    }
  }

  // Of Mr, Ms and the like before the name; a person named in full may also have a first name that tells.
  Gender title_gender(const Mention& m) const {
    Gender gender = Gender::unknown;
    if (m.first > 0 && text_.units[m.first - 1].upper)
      gender = newsgrain::english::gender_of_title(folded(text_.units[m.first - 1].text));
    if (gender == Gender::unknown && m.last - m.first > 1)
      gender = newsgrain::english::gender_of_listed_name(folded(text_.units[m.first].text));
    return gender;
  }

  // "Jenna Berg, better known as Jen B.", "Northport (formerly Port Grey)": a second name is introduced.
  void introductions() {
    for (uint32_t n = 0; n + 1 < names_.size(); ++n) {
      const Mention &a = names_[n], &b = names_[n + 1];
      if (a.type != b.type || a.type == NG_ENTITY_NORP || groups_[group_of_[n]].country != nullptr ||
          groups_[group_of_[n + 1]].country != nullptr)
        continue;
      if (b.last < text_.units.size() &&
          (text_.units[b.last].text == "'s" || text_.units[b.last].text == "\xe2\x80\x99s"))
        continue;
      if (introduces(a.last, b.first)) join(group_of_[n + 1], group_of_[n]);
    }
  }
  bool introduces(uint32_t first, uint32_t last) const {
    constexpr uint32_t kFar = 16;
    if (last - first > kFar) return false;
    bool told = false, bracket = false;
    for (uint32_t i = first; i < last; ++i) {
      const std::string_view w = text_.units[i].text;
      if (w == "(") bracket = true;
      const bool born = w == "born" && i + 1 == last;  // not "born in"
      if (born || contains(kIntroducing, w) || (w == "known" && i + 1 < last && text_.units[i + 1].text != "for"))
        told = true;
      else if (w == ")")
        bracket = false;
      else if (!told && bracket)
        continue;  // what is told in between
      else if (!contains(kAroundIntroducing, w) && !(bracket && i + 1 < last && text_.units[last - 1].text != "("))
        return false;
    }
    return told && (text_.units[last - 1].text != "(");
  }

  uint32_t root(uint32_t g) {
    while (groups_[g].parent != g) g = groups_[g].parent = groups_[groups_[g].parent].parent;
    return g;
  }
  // The longer name stays the root.
  void join(uint32_t child, uint32_t of) {
    child = root(child);
    of = root(of);
    if (groups_[child].listed != kNoEntity) {
      if (groups_[of].listed != kNoEntity) return;  // two entries are two entities
      std::swap(child, of);
    }
    if (child != of) groups_[child].parent = of;
  }

  // Whether a and b, which end alike, may be names of one person: the same first name or its initial or short form, or
  // one name holding all words of the other in their order ("Otto Jespersen", "Jens Otto Harry Jespersen").
  static bool same_person(const Group& a, const Group& b) {
    if (!a.number.empty() && !b.number.empty() && a.number != b.number) return false;
    if (!agree(a.gender, b.gender)) return false;
    if (same_first_name(a.words.front(), b.words.front())) return true;
    const Group& longer = a.words.size() > b.words.size() ? a : b;
    const Group& shorter = a.words.size() > b.words.size() ? b : a;
    size_t found = 0;
    for (const std::string& word : longer.words)
      if (found < shorter.words.size() && word == shorter.words[found]) ++found;
    return found == shorter.words.size() && longer.words.size() > shorter.words.size();
  }
  static bool agree(Gender a, Gender b) { return a == Gender::unknown || b == Gender::unknown || a == b; }

  using Index = std::unordered_map<std::string, std::vector<uint32_t>>;

  void people() {
    Index by_last, by_first, by_middle, by_two;
    std::unordered_map<std::string, uint32_t> turned;  // "higuchi ichiyo"
    for (uint32_t g = 0; g < groups_.size(); ++g) {
      const Group& a = groups_[g];
      if (a.type != NG_ENTITY_PERSON || (a.words.size() < 2 && a.number.empty())) continue;
      if (a.words.size() < 2) {  // "Elizabeth II"
        by_first[a.words[0]].push_back(g);
        continue;
      }
      std::vector<uint32_t>& same_last = by_last[a.words.back()];
      bool done = false;
      for (size_t k = same_last.size(); k-- > 0 && !done && same_last.size() - k < 20;) {
        const Group& b = groups_[same_last[k]];
        if (!same_person(a, b)) continue;
        if (b.words.size() >= a.words.size())
          join(g, same_last[k]);
        else
          join(same_last[k], g);
        done = true;
      }
      same_last.push_back(g);
      if (a.words.size() == 2) {
        if (const auto it = turned.find(a.words[1] + " " + a.words[0]); it != turned.end()) join(g, it->second);
        turned.emplace(join(a.words), g);
      } else {
        by_two[a.words[0] + " " + a.words[1]].push_back(g);
        by_middle[a.words[a.words.size() - 2]].push_back(g);
      }
      const bool eastern = a.words.back().find('-') != std::string::npos || contains(kFirstSurnames, a.words.front());
      if (eastern)
        by_last[a.words.front()].push_back(g);
      else
        by_first[a.words.front()].push_back(g);
    }
    for (uint32_t g = 0; g < groups_.size(); ++g) {
      const Group& a = groups_[g];
      if (a.type != NG_ENTITY_PERSON || a.words.size() > 2 || !a.number.empty()) continue;
      if (a.words.size() == 2) {  // "Gabriel Garcia" of "Gabriel Garcia Marquez"
        if (root(g) == g) join_only(g, by_two, a.words[0] + " " + a.words[1]);
        continue;
      }
      if (a.twin != kNoEntity && by_last.count(a.words[0]) == 0 && agree(groups_[a.twin].gender, a.gender))
        join(g, a.twin);
      if (const auto last = likeliest(by_last, a.words[0], a); last != kNoEntity)
        join(g, last);
      else if (const auto first = likeliest(by_first, a.words[0], a); first != kNoEntity)
        join(g, first);
      else if (!join_only(g, by_middle, a.words[0]))
        join_short_form(g, by_first);
    }
  }

  // Joins with the entity that all of the groups under the key belong to.
  bool join_only(uint32_t g, const Index& index, const std::string& key) {
    const auto it = index.find(key);
    if (it == index.end() || it->second.size() > 20) return false;
    const uint32_t of = root(it->second[0]);
    for (const uint32_t other : it->second)
      if (root(other) != of || !agree(groups_[other].gender, groups_[g].gender) ||
          groups_[other].first > groups_[g].first)
        return false;
    join(g, of);
    return true;
  }

  // "Barb" beside "Barbara Jean" or "Barbara".
  void join_short_form(uint32_t g, const Index& by_first) {
    uint32_t match = kNoEntity;
    const auto consider = [&](uint32_t other) {
      if (match != kNoEntity && root(match) != root(other)) return false;
      match = other;
      return true;
    };
    for (const std::string_view form : forms_of(groups_[g].words[0])) {
      const std::string key(form);
      if (const auto it = by_first.find(key); it != by_first.end())
        for (size_t k = 0; k < it->second.size() && k < 20; ++k)
          if (!consider(it->second[k])) return;
      if (const auto it = single_.find(key); it != single_.end() && it->second != g && !consider(it->second)) return;
    }
    if (match != kNoEntity) join(g, match);
  }

  // The one named most often; of those, the last one named before the mention, else the first one after it.
  uint32_t likeliest(const Index& index, const std::string& key, const Group& name) {
    const auto it = index.find(key);
    if (it == index.end()) return kNoEntity;
    std::unordered_map<uint32_t, uint32_t> counts;
    for (const uint32_t g : it->second) counts[root(g)] += groups_[g].count;
    uint32_t best = kNoEntity;
    for (const uint32_t g : it->second) {
      if (!agree(groups_[g].gender, name.gender)) continue;
      if (best == kNoEntity) {
        best = g;
        continue;
      }
      const uint32_t count = counts[root(g)], most = counts[root(best)];
      const bool nearer =
          groups_[g].first < name.first && (groups_[best].first > name.first || groups_[g].first > groups_[best].first);
      if (count > most || (count == most && nearer)) best = g;
    }
    return best;
  }

  void organisations() {
    std::vector<uint32_t> full;  // of several words
    std::unordered_map<std::string, std::vector<uint32_t>> by_first;
    for (uint32_t g = 0; g < groups_.size(); ++g) {
      const Group& a = groups_[g];
      if (a.words.size() < 2 || a.type == NG_ENTITY_PERSON || a.type == NG_ENTITY_NORP || a.country != nullptr)
        continue;
      full.push_back(g);
      if (a.type == NG_ENTITY_ORG) by_first[a.words[0]].push_back(g);
    }
    std::unordered_map<std::string, std::vector<uint32_t>> by_last;
    for (const uint32_t g : full)
      if (groups_[g].type == NG_ENTITY_ORG) by_last[groups_[g].words.back()].push_back(g);
    std::unordered_map<std::string, std::vector<uint32_t>> by_head;
    for (const uint32_t g : full) {
      const Mention& m = names_[groups_[g].first];
      if (groups_[g].type == NG_ENTITY_ORG && m.last - m.first > 1)
        by_head[folded(text_.units[head_of(text_.units, m)].text)].push_back(g);
    }
    std::unordered_map<std::string, uint32_t> by_bag;
    std::unordered_map<char, std::vector<uint32_t>> by_letter;
    for (const uint32_t g : full) by_letter[groups_[g].words[0][0]].push_back(g);
    for (uint32_t g = 0; g < groups_.size(); ++g) {
      const Group& a = groups_[g];
      const Mention& m = names_[a.first];
      if (a.type == NG_ENTITY_PERSON || a.type == NG_ENTITY_NORP || a.country != nullptr) continue;
      const std::string_view surface = covered(text_.document, text_.units, m);
      if (a.words.size() == 1 && all_capitals(surface)) {
        const char letter = sdk::to_lower(surface[0]);
        const auto it = by_letter.find(letter);
        uint32_t tries = 0;
        bool done = false;
        if (it != by_letter.end())
          for (const uint32_t f : it->second) {
            if (++tries > 200) break;
            if (!spells_acronym(text_.units, names_[groups_[f].first], surface)) continue;
            join(g, f);
            groups_[g].type = groups_[f].type;
            done = true;
            break;
          }
        if (done) continue;
      }
      if (a.type != NG_ENTITY_ORG) continue;
      // "Senate" beside "U.S. Senate": a unique longer name that ends with all its words.
      if (const auto longer = by_last.find(a.words.back());
          longer != by_last.end() && (text_.units[m.last - 1].kinds & kOrgHead) && surface != "House") {
        uint32_t match = kNoEntity;
        for (size_t k = 0; k < longer->second.size() && k < 50; ++k) {
          const uint32_t f = longer->second[k];
          const std::vector<std::string>& words = groups_[f].words;
          if (f == g || words.size() <= a.words.size() || !std::equal(a.words.rbegin(), a.words.rend(), words.rbegin()))
            continue;
          const bool other = match != kNoEntity && root(match) != root(f);
          match = other ? kNoEntity : f;
          if (other) break;
        }
        if (match != kNoEntity) {
          join(g, match);
          continue;
        }
      }
      // "League" beside "Australian League of Rights", if that is the only league named so far.
      if (const auto only = by_head.find(a.words[0]);
          only != by_head.end() && a.words.size() == 1 && (text_.units[m.last - 1].kinds & kOrgHead)) {
        const uint32_t named = only->second[0];  // the first one
        const auto same = [&](uint32_t f) {
          return root(f) == root(named) || (groups_[named].first < a.first && groups_[f].first > a.first);
        };
        if (only->second.size() < 50 && std::all_of(only->second.begin(), only->second.end(), same)) {
          join(g, only->second[0]);
          continue;
        }
      }
      // "Defense Department" beside "Department of Defense": the same words.
      if (a.words.size() > 1) {
        const auto [same, fresh] = by_bag.try_emplace(bag(a.words), g);
        if (!fresh) {
          join(g, same->second);
          continue;
        }
      }
      // "Pepsi" after "Pepsi Cola Bottling": a unique longer name that starts with all its words.
      const auto it = by_first.find(a.words[0]);
      if (it == by_first.end()) continue;
      // "United Nations" is a name of its own beside "United Nations Development Fund".
      if (a.words.size() > 1 && kWholes.contains(a.words.back())) continue;
      const bool place = a.words.size() == 1 && (text_.units[m.first].kinds & (kCountry | kCity | kDemonym)) != 0;
      uint32_t match = kNoEntity;
      for (size_t k = 0; k < it->second.size() && k < 50; ++k) {
        const Group& b = groups_[it->second[k]];
        if (it->second[k] == g || b.words.size() <= a.words.size() ||
            !std::equal(a.words.begin(), a.words.end(), b.words.begin()))
          continue;
        if (place && !(b.words.size() == 2 && is_school(b.words[1])))
          continue;  // "Harvard" beside "Harvard University"
        // Much longer strings are rather products ("Acme Quiet Window Fan") than names of the firm.
        const Mention& longest = names_[b.first];
        const bool of = b.words[a.words.size()] == "of";  // "House" beside "House of Representatives"
        if (b.words.size() > a.words.size() + 1 && !of && !(text_.units[longest.last - 1].kinds & kOrgHead)) continue;
        const bool other = match != kNoEntity && root(match) != root(it->second[k]);
        match = other ? kNoEntity : it->second[k];
        if (other) break;
      }
      if (match != kNoEntity) join(g, match);
    }
  }

  static std::string bag(const std::vector<std::string>& words) {
    std::vector<std::string> sorted;
    for (const std::string& word : words)
      if (word != "of" && word != "the" && word != "for" && word != "and") sorted.push_back(word);
    std::sort(sorted.begin(), sorted.end());
    return join(sorted);
  }
  static bool is_school(std::string_view word) {
    return word == "university" || word == "school" || word == "college" || word == "academy" || word == "institute";
  }

  // "Rakhine" beside "Rakhine State", "New York" beside "New York City". Cities are not what they are named after where
  // that is a country or a region of the same name.
  void places() {
    std::unordered_map<std::string, uint32_t> by_name;
    for (uint32_t g = 0; g < groups_.size(); ++g)
      if (is_place(groups_[g]) && groups_[g].country == nullptr) by_name.emplace(join(groups_[g].words), g);
    for (uint32_t g = 0; g < groups_.size(); ++g) {
      const Group& a = groups_[g];
      if (!is_place(a) || a.words.size() < 2 || a.country != nullptr || a.listed != kNoEntity) continue;
      const std::string& kind = a.words.back();
      const bool city = kind == "city";
      if (!city && kind != "province" && kind != "state" && kind != "governorate" && kind != "oblast" &&
          kind != "prefecture")
        continue;
      const auto it = by_name.find(join(std::vector<std::string>(a.words.begin(), a.words.end() - 1)));
      if (it == by_name.end()) continue;
      const Unit& of = text_.units[names_[groups_[it->second].first].first];
      const bool york = a.words[0] == "new" && a.words[1] == "york";
      if (city ? !york && (of.kinds & kRegion) : york || (of.kinds & kCity)) continue;
      join(it->second, g);
    }
  }
  static bool is_place(const Group& g) { return g.type == NG_ENTITY_GPE || g.type == NG_ENTITY_LOC; }

  std::vector<Entity> entities() {
    std::vector<Entity> out;
    std::unordered_map<uint32_t, uint32_t> id_of;
    for (uint32_t n = 0; n < names_.size(); ++n) {
      Mention& m = names_[n];
      const uint32_t r = root(group_of_[n]);
      const auto [it, fresh] = id_of.try_emplace(r, static_cast<uint32_t>(out.size()));
      if (fresh) out.emplace_back();
      Entity& e = out[it->second];
      if (fresh) e.type = groups_[r].type;
      if (m.type != groups_[r].type && m.type != NG_ENTITY_FAC) m.type = groups_[r].type;
      m.entity = it->second;
      e.mentions.push_back(n);
      if (groups_[r].listed != kNoEntity) {
        e.country = lists_.entry(groups_[r].listed).country;
        e.kb_id = lists_.entry(groups_[r].listed).id;
      } else if (groups_[r].country != nullptr) {
        e.country = groups_[r].country->code;
        if (e.type == NG_ENTITY_GPE) e.kb_id = groups_[r].country->id;
      } else if (fresh && e.type == NG_ENTITY_GPE) {
        const Country* seat = text_.countries.capital(covered(text_.document, text_.units, m));
        if (seat != nullptr) {
          e.country = seat->code;
          e.kb_id = seat->capital_id;
        }
      }
    }
    for (const auto& [r, id] : id_of) name(out[id], groups_[r]);
    return out;
  }

  // The longest form becomes the name, the others aliases; sets the forms of the mentions.
  void name(Entity& e, const Group& group) {
    std::vector<std::string> forms;
    std::unordered_map<std::string, uint32_t> counts;
    for (const uint32_t n : e.mentions) {
      std::string surface(covered(text_.document, text_.units, names_[n]));
      for (char& c : surface)
        if (c == '\n' || c == '\t') c = ' ';
      if (counts[surface]++ == 0) forms.push_back(surface);
    }
    size_t best = 0;
    const auto one_case = [](std::string_view s) {
      return std::none_of(s.begin(), s.end(), is_lower) || std::none_of(s.begin(), s.end(), is_upper);
    };
    for (size_t i = 1; i < forms.size(); ++i) {
      const bool worse = one_case(forms[i]) && !one_case(forms[best]);
      const bool better = !one_case(forms[i]) && one_case(forms[best]);
      if (better || (!worse && (forms[i].size() > forms[best].size() && (e.type != NG_ENTITY_NORP)))) best = i;
    }
    e.name = group.country != nullptr && e.type == NG_ENTITY_GPE ? std::string(group.country->name) : forms[best];
    if (group.listed != kNoEntity) e.name = lists_.entry(group.listed).names[0];
    for (std::string& form : forms)
      if (form != e.name) e.aliases.push_back(form);
    for (const uint32_t n : e.mentions) {
      Mention& m = names_[n];
      const std::string_view surface = covered(text_.document, text_.units, m);
      if (m.type == NG_ENTITY_NORP)
        m.form = NG_FORM_DEMONYM;
      else if (m.type != NG_ENTITY_PERSON && m.last - m.first == 1 && all_capitals(surface))
        m.form = NG_FORM_ACRONYM;
      else if (surface.size() < e.name.size())
        m.form = NG_FORM_ALIAS;
      else
        m.form = NG_FORM_NAME;
    }
  }

  const Text& text_;
  std::vector<Mention>& names_;
  const UserLists& lists_;
  std::unordered_map<std::string, uint32_t> single_;  // people's names of one word
  std::vector<uint32_t> group_of_;
  std::vector<Group> groups_;
};

}  // namespace

std::vector<Entity> link_names(const Text& text, std::vector<Mention>& names, const UserLists& lists) {
  return Linker(text, names, lists).run();
}

}  // namespace entities
