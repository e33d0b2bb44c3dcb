// references.cpp: pronouns and common nouns that mean a named entity. A walk from left to right keeps whom the text
// spoke of lately: each mention weighs by its place (subjects most), and less with each sentence (after Lappin and
// Leass 1994); a pronoun takes the weightiest entity that agrees, a noun the one that it describes. Where two are near
// each other, neither is taken.
#include <algorithm>
#include <string>
#include <unordered_map>

#include <newsgrain/abi/layers.h>

#include "coreference.hpp"
#include "genders.hpp"
#include "text.hpp"

namespace entities {
namespace {

using newsgrain::english::Gender;
using newsgrain::lang::ClassSet;

// Those of which the text need not say that the organisation is one.
constexpr SortedWords kAnyGroup({"agency", "company", "corporation", "firm", "group", "institution", "organisation",
                                 "organization"});
constexpr SortedWords kSmallPlaces({"city", "town", "village"});
// People without a name, who take pronouns from those with one.
constexpr SortedWords kNameless({"aunt",      "baby",       "boy",      "boyfriend",   "brother",     "child",
                                 "colleague", "cousin",     "daughter", "father",      "fiance",      "friend",
                                 "girl",      "girlfriend", "god",      "grandfather", "grandmother", "guy",
                                 "husband",   "king",       "lady",     "man",         "mother",      "nephew",
                                 "niece",     "parent",     "patient",  "person",      "prisoner",    "queen",
                                 "sister",    "son",        "suspect",  "uncle",       "victim",      "widow",
                                 "wife",      "witness",    "woman"});
// Words before a noun that do not make another office of it.
constexpr SortedWords kFreeModifiers({"current", "ex", "former", "late", "longtime", "new", "outgoing", "popular",
                                      "then", "veteran", "young"});
constexpr SortedWords kTelling({"added", "announced", "believes", "confirmed", "said", "says"});

// What follows the end of a noun phrase.
constexpr ClassSet kAfterNoun{Class::prep,   Class::clause_start, Class::det, Class::pronoun,
                              Class::adverb, Class::aux,          Class::be,  Class::past_irregular};

struct Pronoun {
  std::string_view word;
  enum Kind : uint8_t { male, female, thing } kind;
  enum Case : uint8_t { subject, object, possessive, reflexive } use;
};
constexpr Pronoun kPronouns[] = {
    {"he", Pronoun::male, Pronoun::subject},       {"him", Pronoun::male, Pronoun::object},
    {"his", Pronoun::male, Pronoun::possessive},   {"himself", Pronoun::male, Pronoun::reflexive},
    {"she", Pronoun::female, Pronoun::subject},    {"her", Pronoun::female, Pronoun::possessive},
    {"hers", Pronoun::female, Pronoun::object},    {"herself", Pronoun::female, Pronoun::reflexive},
    {"it", Pronoun::thing, Pronoun::subject},      {"its", Pronoun::thing, Pronoun::possessive},
    {"itself", Pronoun::thing, Pronoun::reflexive}};

bool is_possessive_mark(std::string_view w) {
  return w == "'s" || w == "\xe2\x80\x99s" || w == "'" || w == "\xe2\x80\x99";
}

std::string lowered(std::string_view word) {
  std::string out;
  fold_into(word, out);
  return out;
}

class References {
 public:
  References(const Text& text, const std::vector<Mention>& names, const std::vector<Entity>& entities)
      : text_(text),
        units_(text.units),
        names_(names),
        entities_(entities),
        gender_(entities.size(), Gender::unknown),
        described_as_(entities.size()),
        counts_(entities.size(), 0) {
    learn_genders();
    learn_descriptions();
    for (uint32_t e = 0; e < entities_.size(); ++e)
      if (is_country(e)) countries_.emplace(entities_[e].country, e);
  }

  std::vector<Mention> run(const std::function<void()>& pause) {
    uint32_t next = 0;
    for (sentence_ = 0; sentence_ < text_.sentences.size(); ++sentence_) {
      const UnitSentence& s = text_.sentences[sentence_];
      pause();
      if (new_paragraph(s)) ++age_;
      for (uint32_t i = s.first; i < s.last;) {
        while (next < names_.size() && names_[next].last <= i) ++next;
        if (next < names_.size() && names_[next].first <= i) {
          see(names_[next], s);
          i = names_[next].last;
          continue;
        }
        if (const Pronoun* p = pronoun_at(i))
          pronoun(*p, i, s, next);
        else if (!noun(i, s, next))
          nameless(i, s);
        ++i;
      }
    }
    std::sort(out_.begin(), out_.end(), [](const Mention& a, const Mention& b) { return a.first < b.first; });
    return std::move(out_);
  }

 private:
  struct Seen {
    uint32_t entity;
    uint32_t at;  // unit
    uint32_t sentence;
    float weight;
    bool subject;
    bool quoted;
  };

  std::string_view word(uint32_t i) const { return i < units_.size() ? units_[i].text : std::string_view(); }

  // Words in small letters.
  bool is_any(uint32_t i, const ClassSet& classes) const {
    return i < units_.size() && units_[i].lower_case && units_[i].classes.any(classes);
  }

  bool is_behind(uint32_t i, const UnitSentence& s, const ClassSet& classes) const {
    return i > s.first && is_any(i - 1, classes);
  }

  bool new_paragraph(const UnitSentence& s) const {
    if (s.first == 0 || s.first >= units_.size()) return false;
    const uint32_t end = units_[s.first - 1].end, begin = units_[s.first].begin;
    return text_.document.substr(end, begin - end).find('\n') != std::string_view::npos;
  }

  // Which words stand between quotation marks; marks that are left open end with the paragraph.
  void learn_genders() {
    std::vector<int> votes(entities_.size(), 0);
    const auto vote = [&](const Mention& m, Gender g, int weight) {
      votes[m.entity] += g == Gender::male ? weight : g == Gender::female ? -weight : 0;
    };
    for (const Mention& m : names_) {
      if (m.type != NG_ENTITY_PERSON || m.entity == kNoEntity) continue;
      if (m.first > 0) vote(m, newsgrain::english::gender_of_title(lowered(word(m.first - 1))), 6);
      if (m.last - m.first > 1) {
        const std::string first = lowered(word(m.first));
        const Gender listed = newsgrain::english::gender_of_listed_name(first);
        vote(m, listed != Gender::unknown ? listed : newsgrain::english::gender_of_first_name(first),
             listed != Gender::unknown ? 4 : 1);
      } else {
        vote(m, newsgrain::english::gender_of_listed_name(lowered(word(m.first))), 1);
      }
    }
    // "Holt ... his": the first pronoun behind, with no other person in between.
    size_t s = 0;
    for (uint32_t n = 0; n < names_.size(); ++n) {
      const Mention& m = names_[n];
      while (s + 1 < text_.sentences.size() && text_.sentences[s].last <= m.first) ++s;
      if (m.type != NG_ENTITY_PERSON || m.entity == kNoEntity) continue;
      constexpr uint32_t kFar = 20;
      uint32_t end = std::min(text_.sentences[s].last, m.last + kFar);
      for (uint32_t k = n + 1; k < names_.size() && names_[k].first < end; ++k)
        if (names_[k].type == NG_ENTITY_PERSON) end = names_[k].first;
      for (uint32_t i = m.last; i < end; ++i) {
        const Pronoun* p = pronoun_at(i);
        if (p == nullptr || p->kind == Pronoun::thing || text_.quoted[i] != text_.quoted[m.first]) continue;
        vote(m, p->kind == Pronoun::male ? Gender::male : Gender::female, 1);
        break;
      }
    }
    for (size_t e = 0; e < votes.size(); ++e)
      if (votes[e] != 0) gender_[e] = votes[e] > 0 ? Gender::male : Gender::female;
  }

  // Role nouns before a name ("Senator Ruiz"), behind it ("Ruiz, a lawyer from Lima,") and after "is" ("Ruiz was a
  // lawyer"); the latter two are mentions themselves.
  void learn_descriptions() {
    size_t s = 0;
    for (const Mention& m : names_) {
      while (s + 1 < text_.sentences.size() && text_.sentences[s].last <= m.first) ++s;
      if (m.type != NG_ENTITY_PERSON || m.entity == kNoEntity) continue;
      const UnitSentence& sentence = text_.sentences[s];
      for (uint32_t i = m.first; i > sentence.first && m.first - i < 5 && is_role(i - 1); --i)
        describe(m.entity, i - 1);
      const std::string_view behind = word(m.last);
      if (m.last >= sentence.last || !(behind == "," || behind == "(" || behind == "is" || behind == "was")) continue;
      uint32_t i = m.last + 1;
      const std::string_view article = word(i);
      if (i >= sentence.last || !(article == "a" || article == "an" || article == "the")) continue;
      constexpr uint32_t kLongest = 6;
      uint32_t head = i;
      for (uint32_t k = i + 1; k < sentence.last && k - i <= kLongest; ++k) {
        if (units_[k].punctuation && word(k) != "-") break;
        if (is_any(k, {Class::prep, Class::clause_start})) break;
        if (is_role(k)) head = k;
      }
      if (head == i) continue;
      describe(m.entity, head);
      add(i, head + 1, m.entity, NG_FORM_NOMINAL, 0.9f);
    }
    for (uint32_t e = 0; e < entities_.size(); ++e) {
      if (entities_[e].type != NG_ENTITY_PERSON) continue;
      std::sort(described_as_[e].begin(), described_as_[e].end());
      for (const uint64_t noun : described_as_[e]) by_noun_[noun].push_back(e);
    }
    for (auto& [noun, list] : by_noun_) list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  bool is_role(uint32_t i) const {
    const std::string_view w = word(i);
    return is_role_noun(units_[i]) && w.back() != '.' && w != "Mr" && w != "Mrs" && w != "Ms" && w != "Miss" &&
           w != "Dr" && w != "Sir" && w != "Lord" && w != "Lady" && w != "Dame";
  }
  // By the noun, and by the noun with the word before: a "vice president" is no "president".
  void describe(uint32_t entity, uint32_t i) {
    std::vector<uint64_t>& nouns = described_as_[entity];
    if (nouns.size() > 30) return;
    const std::string before = i > 0 ? lowered(word(i - 1)) : std::string();
    if (i > 0) nouns.push_back(extend_key(units_[i - 1].lower, units_[i].lower));
    if (before != "vice" && before != "deputy" && before != "assistant" && before != "prime")
      nouns.push_back(units_[i].lower);
  }

  const Pronoun* pronoun_at(uint32_t i) const {
    const std::string_view w = units_[i].text;
    if (w.size() < 2 || w.size() > 7 || std::string_view("hsiHSI").find(w[0]) == std::string_view::npos) return nullptr;
    char lower[8] = {};
    for (size_t c = 0; c < w.size(); ++c) lower[c] = is_upper(w[c]) && c == 0 ? static_cast<char>(w[c] + 32) : w[c];
    for (const Pronoun& p : kPronouns)
      if (p.word == std::string_view(lower, w.size())) return &p;
    return nullptr;
  }

  // A name: remembered with the weight of its place.
  void see(const Mention& m, const UnitSentence& s) {
    if (m.entity == kNoEntity) return;
    if (m.type == NG_ENTITY_NORP) {  // "Iranian officials" speak of Iran
      const auto it = countries_.find(entities_[m.entity].country);
      remember(it == countries_.end() ? m.entity : it->second, m.first, 0.8f, false);
      return;
    }
    uint32_t start = m.first;
    while (start > s.first && m.first - start < 5 &&
           (is_role_noun(units_[start - 1]) || word(start - 1) == "the" || word(start - 1) == "The"))
      --start;
    const std::string_view frame = start > s.first ? word(start - 1) : std::string_view();
    ++counts_[m.entity];
    most_ = std::max(most_, entities_[m.entity].type == NG_ENTITY_PERSON ? counts_[m.entity] : 0);
    const bool possessive = is_possessive_mark(word(m.last));
    const bool oblique = is_behind(start, s, {Class::prep}) || is_behind(m.first, s, {Class::prep});
    const bool opening = start <= s.first + 1 || frame == "," || frame == "and" ||
                         is_behind(start, s, {Class::clause_start}) || units_[start - 1].punctuation;
    const bool subject = opening && !possessive && !oblique;
    remember(m.entity, m.first, subject ? 2.0f : possessive ? 1.0f : oblique ? 0.8f : 1.2f, subject);
  }
  void remember(uint32_t entity, uint32_t at, float weight, bool subject) {
    constexpr size_t kMost = 40;
    if (seen_.size() == 2 * kMost) seen_.erase(seen_.begin(), seen_.begin() + kMost);
    seen_.push_back({entity, at, sentence_ + age_, weight, subject, text_.quoted[at] != 0});
  }

  // "his father", "a young woman".
  void nameless(uint32_t i, const UnitSentence& s) {
    if (!units_[i].lower_case || !(kNameless.contains(word(i)) || is_role(i))) return;
    if (i + 1 < s.last && units_[i + 1].upper) return;  // "his brother John"
    const auto [it, fresh] =
        nameless_.try_emplace(units_[i].lower, static_cast<uint32_t>(entities_.size() + gender_of_nameless_.size()));
    if (fresh)
      gender_of_nameless_.push_back(
          newsgrain::english::gender_of_title(word(i) == "boy" || word(i) == "man" || word(i) == "guy" ? "mr"
                                              : word(i) == "girl" || word(i) == "woman"                ? "ms"
                                                                                                       : word(i)));
    uint32_t start = i;
    while (start > s.first && i - start < 4 && !units_[start - 1].punctuation &&
           !is_any(start - 1, {Class::prep, Class::clause_start}) && units_[start - 1].lower_case)
      --start;
    const bool oblique = is_behind(start, s, {Class::prep});
    const bool subject =
        !oblique && (start <= s.first + 1 || units_[start - 1].punctuation || is_any(start - 1, {Class::clause_start}));
    remember(it->second, i, subject ? 1.6f : oblique ? 0.6f : 0.8f, subject);
  }
  bool is_nameless(uint32_t entity) const { return entity >= entities_.size(); }
  bool is_person(uint32_t entity) const { return is_nameless(entity) || entities_[entity].type == NG_ENTITY_PERSON; }
  Gender gender_of(uint32_t entity) const {
    return is_nameless(entity) ? gender_of_nameless_[entity - entities_.size()] : gender_[entity];
  }

  struct Choice {
    uint32_t entity = kNoEntity;
    float best = 0, second = 0;
  };
  // The weightiest of those whom `fits` lets pass: its weight and the next one's.
  template <class Fits>
  Choice weightiest(uint32_t at, uint32_t reach, Fits&& fits) const {
    std::unordered_map<uint32_t, float> weights;
    for (size_t k = seen_.size(); k-- > 0;) {
      const Seen& seen = seen_[k];
      const uint32_t back = sentence_ + age_ - seen.sentence;
      if (back > reach) break;
      if (seen.at >= at || !fits(seen)) continue;
      float weight = seen.weight;
      for (uint32_t b = 0; b < back && b < 12; ++b) weight *= 0.5f;
      if (seen.quoted && text_.quoted[at] == 0) weight *= 0.5f;
      if (is_person(seen.entity)) {
        if (gender_of(seen.entity) == Gender::unknown) weight *= 0.5f;
        if (seen.subject && back == 0) weight *= 1.3f;
        // Whom the text is about.
        if (!is_nameless(seen.entity) && most_ > 2 && counts_[seen.entity] == most_) weight *= 1.5f;
      }
      // What was said more than once weighs more, but no more than twice.
      float& sum = weights[seen.entity];
      sum = std::min(sum + (sum > 0 ? 0.5f * weight : weight), 2 * std::max(sum, weight));
    }
    Choice out;
    for (const auto& [entity, weight] : weights) {
      if (weight > out.best || (weight == out.best && entity < out.entity)) {
        out.second = out.best;
        out.best = weight;
        out.entity = entity;
      } else {
        out.second = std::max(out.second, weight);
      }
    }
    return out;
  }

  // A quote's words are its speaker's: only names in the same quotation marks are looked at.
  bool same_voice(const Seen& seen, uint32_t at) const {
    if (text_.quoted[at] == 0) return true;
    if (!seen.quoted) return false;
    for (uint32_t i = seen.at; i < at; ++i)
      if (text_.quoted[i] == 0) return false;
    return true;
  }

  // "Ruiz met him": the subject of the clause is not the object.
  bool in_same_clause(uint32_t from, uint32_t at) const {
    for (uint32_t i = from + 1; i < at; ++i)
      if (units_[i].punctuation ? word(i) != "-" : is_any(i, {Class::clause_start})) return false;
    return true;
  }

  static Pronoun::Case use_of(const Pronoun& p, std::string_view next, const Unit* unit) {
    if (p.word != "her") return p.use;
    if (unit == nullptr || unit->punctuation ||
        (unit->lower_case && unit->classes.any({Class::prep, Class::clause_start})) || next == "a" || next == "an" ||
        next == "the" || next == "to")
      return Pronoun::object;
    return Pronoun::possessive;
  }

  void pronoun(const Pronoun& p, uint32_t at, const UnitSentence& s, uint32_t next) {
    const Pronoun::Case use = use_of(p, word(at + 1), at + 1 < s.last ? &units_[at + 1] : nullptr);
    if (p.kind == Pronoun::thing) return thing(p, at, s);
    const Gender gender = p.kind == Pronoun::male ? Gender::male : Gender::female;
    if (use == Pronoun::reflexive) return reflexive(at, s, gender);
    const auto fits = [&](const Seen& seen) {
      if (!is_person(seen.entity)) return false;
      if (gender_of(seen.entity) != Gender::unknown && gender_of(seen.entity) != gender) return false;
      if (use == Pronoun::object && seen.sentence == sentence_ + age_ && in_same_clause(seen.at, at)) return false;
      return same_voice(seen, at);
    };
    constexpr uint32_t kReach = 4;  // sentences
    Choice choice = weightiest(at, kReach, fits);
    if (is_nameless(choice.entity)) return;
    if (const uint32_t ahead = named_ahead(at, s, next, gender);
        ahead != kNoEntity && (choice.entity == kNoEntity || choice.best < 1))
      choice = {ahead, 1.5f, 0};
    if (choice.entity == kNoEntity || choice.best < 0.2f || choice.second > 0.75f * choice.best) return;
    if (gender_[choice.entity] == Gender::unknown) gender_[choice.entity] = gender;
    const float margin = 1 - choice.second / choice.best;
    add(at, at + 1, choice.entity, NG_FORM_PRONOUN,
        std::min(0.95f, 0.6f + 0.2f * margin + 0.1f * std::min(choice.best, 2.0f)));
    remember(choice.entity, at, use == Pronoun::subject ? 2.0f : 1.0f, use == Pronoun::subject);
  }

  // "herself": the subject of the clause. "Ruiz herself said" is not marked.
  void reflexive(uint32_t at, const UnitSentence& s, Gender gender) {
    for (size_t k = seen_.size(); k-- > 0 && seen_[k].at >= s.first && seen_[k].sentence == sentence_ + age_;) {
      const Seen& seen = seen_[k];
      if (!seen.subject || !is_person(seen.entity)) continue;
      const bool directly = seen.at + 1 == at || (!out_.empty() && out_.back().last == at);
      if (is_nameless(seen.entity) || directly || units_[at - 1].upper ||
          (gender_of(seen.entity) != Gender::unknown && gender_of(seen.entity) != gender))
        return;
      add(at, at + 1, seen.entity, NG_FORM_PRONOUN, 0.85f);
      return;
    }
  }

  // "After his visit to Lima, Ruiz said": the name comes behind the comma.
  uint32_t named_ahead(uint32_t at, const UnitSentence& s, uint32_t next, Gender gender) const {
    if (text_.quoted[at] != 0 || at > s.first + 6) return kNoEntity;
    if (!units_[s.first].classes.any({Class::prep, Class::clause_start})) return kNoEntity;
    uint32_t comma = at;
    while (comma < s.last && word(comma) != ",") ++comma;
    for (uint32_t n = next; n < names_.size() && names_[n].first < s.last; ++n) {
      const Mention& m = names_[n];
      if (m.type != NG_ENTITY_PERSON || m.entity == kNoEntity) continue;
      const bool subject = m.first > comma && m.first - comma < 4;
      return subject && (gender_[m.entity] == Gender::unknown || gender_[m.entity] == gender) ? m.entity : kNoEntity;
    }
    return kNoEntity;
  }

  // "its", and "it" behind "said": the organisation or country that begins the sentence, with no other one in between.
  void thing(const Pronoun& p, uint32_t at, const UnitSentence& s) {
    if (p.word == "it") {
      const uint32_t verb = at > s.first + 1 && word(at - 1) == "that" ? at - 2 : at - 1;
      if (at <= s.first + 1 || !kTelling.contains(word(verb))) return;
    }
    uint32_t best = kNoEntity;
    for (size_t k = seen_.size(); k-- > 0 && seen_[k].sentence == sentence_ + age_ && seen_[k].at >= s.first;) {
      const Seen& seen = seen_[k];
      if (is_nameless(seen.entity)) continue;
      const uint8_t type = entities_[seen.entity].type;
      if (type != NG_ENTITY_ORG && type != NG_ENTITY_GPE) continue;
      if (!same_voice(seen, at)) return;
      if (best != kNoEntity && best != seen.entity) return;
      if (best == kNoEntity && !seen.subject) return;
      best = seen.entity;
    }
    if (best == kNoEntity) return;
    add(at, at + 1, best, NG_FORM_PRONOUN, 0.7f);
  }

  // "the former minister", "the company", "the city".
  bool noun(uint32_t at, const UnitSentence& s, uint32_t next) {
    const std::string_view article = word(at);
    if (!(article == "the" || article == "The")) return false;
    const uint32_t limit = std::min(s.last, at + 6);
    uint32_t head = kNoEntity;
    std::string_view nation;  // code
    bool holds_name = false;
    for (uint32_t i = at + 1, n = next; i < limit; ++i) {
      while (n < names_.size() && names_[n].last <= i) ++n;
      if (n < names_.size() && names_[n].first <= i) {
        if (names_[n].type != NG_ENTITY_NORP && names_[n].type != NG_ENTITY_GPE) return false;
        holds_name = true;
        if (names_[n].entity != kNoEntity) nation = entities_[names_[n].entity].country;
        continue;
      }
      if (units_[i].punctuation && word(i) != "-") break;
      if (units_[i].upper && !is_role(i)) return false;
      if (is_any(i, {Class::prep, Class::clause_start})) break;
      if (is_role(i) || is_any(i, {Class::group_noun}) || is_place_noun(word(i)))
        head = i;
      else if (head != kNoEntity)
        break;
    }
    if (head == kNoEntity || !ends_phrase(head + 1, s, next)) return false;
    uint32_t entity = kNoEntity;
    float score = 0.75f;
    if (is_role(head))
      entity = person_described(at, head, holds_name ? &nation : nullptr);
    else if (head == at + 1 && is_place_noun(word(head)))
      entity = place_meant(at, word(head)), score = 0.7f;
    else if (!holds_name && is_any(head, {Class::group_noun}))
      entity = group_meant(at, head);
    if (entity == kNoEntity) return false;
    add(at, head + 1, entity, NG_FORM_NOMINAL, score);
    remember(entity, at, at <= s.first + 1 ? 2.0f : 1.0f, at <= s.first + 1);
    return true;
  }
  static bool is_place_noun(std::string_view w) { return kSmallPlaces.contains(w) || w == "country"; }

  // Is the noun before `i` the end of its phrase: no name, "of" or other noun goes on?
  bool ends_phrase(uint32_t i, const UnitSentence& s, uint32_t next) const {
    if (i >= s.last) return true;
    const std::string_view w = word(i);
    if (w == "of" || w == "for" || w == "-") return false;
    while (next < names_.size() && names_[next].last <= i) ++next;
    if (next < names_.size() && names_[next].first <= i) return false;
    if (units_[i].punctuation || is_possessive_mark(w) || is_any(i, kAfterNoun) || kTelling.contains(w) || w == "or" ||
        w == "than")
      return true;
    const bool verb = w.size() > 3 && (w.ends_with("ed") || (w.ends_with("s") && !w.ends_with("ss")));
    return verb;
  }

  // The person of whom the text used the noun before; of several the one spoken of in this sentence or the one before.
  uint32_t person_described(uint32_t at, uint32_t head, const std::string_view* nation) const {
    // "the prime minister", "the senate president": whom the text called so with both words.
    const std::string before = head > at + 1 ? lowered(word(head - 1)) : std::string();
    const bool free =
        head == at + 1 || kFreeModifiers.contains(before) || before.ends_with("ed") || units_[head - 1].upper;
    const auto it = by_noun_.find(free ? units_[head].lower : extend_key(units_[head - 1].lower, units_[head].lower));
    if (it == by_noun_.end() || it->second.size() > 16) return kNoEntity;
    const Gender gender = newsgrain::english::gender_of_title(lowered(word(head)));
    const auto fits = [&](uint32_t e) {
      if (nation != nullptr && (nation->empty() || entities_[e].country != *nation)) return false;
      return std::find(it->second.begin(), it->second.end(), e) != it->second.end() &&
             (gender == Gender::unknown || gender_[e] == Gender::unknown || gender_[e] == gender);
    };
    uint32_t only = kNoEntity;
    bool several = false;
    for (const uint32_t e : it->second) {
      if (!fits(e) || names_[entities_[e].mentions.front()].first > at) continue;
      several |= only != kNoEntity;
      only = e;
    }
    if (!several) return only;
    const Choice choice =
        weightiest(at, 2, [&](const Seen& seen) { return !is_nameless(seen.entity) && fits(seen.entity); });
    return choice.second > 0.5f * choice.best ? kNoEntity : choice.entity;
  }

  // The organisation with the noun in its name, or for "the company" the only one that the last two sentences began
  // with.
  uint32_t group_meant(uint32_t at, uint32_t head) const {
    const auto named = weightiest(at, 4, [&](const Seen& seen) {
      if (is_nameless(seen.entity) || entities_[seen.entity].type != NG_ENTITY_ORG) return false;
      for (uint32_t i = at + 1; i <= head; ++i)
        if (!is_named_with(seen.entity, units_[i].lower)) return false;
      return true;
    });
    if (named.entity != kNoEntity) return named.second > 0.5f * named.best ? kNoEntity : named.entity;
    if (head != at + 1 || !kAnyGroup.contains(word(head))) return kNoEntity;
    const auto any = weightiest(at, 2, [&](const Seen& seen) {
      return !is_nameless(seen.entity) && entities_[seen.entity].type == NG_ENTITY_ORG;
    });
    return any.second > 0 || any.best < 1 ? kNoEntity : any.entity;
  }

  bool is_country(uint32_t e) const {
    return entities_[e].type == NG_ENTITY_GPE && text_.countries.named(entities_[e].name) != nullptr;
  }
  bool is_named_with(uint32_t entity, uint64_t lower) const {
    const std::vector<uint32_t>& mentions = entities_[entity].mentions;
    constexpr size_t kForms = 6, kWords = 8;
    for (size_t k = 0; k < mentions.size() && k < kForms; ++k) {
      const Mention& m = names_[mentions[k]];
      for (uint32_t i = m.first; i < m.last && i < m.first + kWords; ++i)
        if (units_[i].lower == lower) return true;
    }
    return false;
  }

  // The only country, or town, of the last sentences; it must be the one named most.
  uint32_t place_meant(uint32_t at, std::string_view noun) const {
    const bool country = noun == "country";
    const auto is_it = [&](uint32_t e) {
      if (country) return is_country(e) || entities_[e].type == NG_ENTITY_NORP;
      return entities_[e].type == NG_ENTITY_GPE && !is_country(e);
    };
    uint32_t most = 0;
    const auto choice = weightiest(at, 3, [&](const Seen& seen) {
      if (is_nameless(seen.entity)) return false;
      const bool fits = is_it(seen.entity);
      if (fits) most = std::max(most, counts_[seen.entity]);
      return fits;
    });
    if (choice.entity == kNoEntity || entities_[choice.entity].type == NG_ENTITY_NORP ||
        counts_[choice.entity] < most || (!country && most < 2) || choice.second > 0.4f * choice.best)
      return kNoEntity;
    return choice.entity;
  }

  void add(uint32_t first, uint32_t last, uint32_t entity, uint8_t form, float score) {
    out_.push_back(Mention{first, last, entities_[entity].type, form, entity, score});
  }

  const Text& text_;
  const std::vector<Unit>& units_;
  const std::vector<Mention>& names_;
  const std::vector<Entity>& entities_;
  std::vector<Gender> gender_;  // by entity
  std::vector<std::vector<uint64_t>> described_as_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> by_noun_;
  std::vector<Seen> seen_;
  std::vector<uint32_t> counts_;                         // by entity: names so far
  uint32_t most_ = 0;                                    // of a person
  std::unordered_map<std::string, uint32_t> countries_;  // by code
  std::unordered_map<uint64_t, uint32_t> nameless_;      // by noun: numbers behind those of the entities
  std::vector<Gender> gender_of_nameless_;
  uint32_t sentence_ = 0;
  uint32_t age_ = 0;  // paragraphs count as sentences
  std::vector<Mention> out_;
};

}  // namespace

std::vector<Mention> find_references(const Text& text, const std::vector<Mention>& names,
                                     const std::vector<Entity>& entities, const std::function<void()>& pause) {
  return References(text, names, entities).run(pause);
}

}  // namespace entities
