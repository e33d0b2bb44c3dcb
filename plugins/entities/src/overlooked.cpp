// overlooked.cpp: a name that is certain in one place is a name in the others too.
#include <algorithm>
#include <string>
#include <unordered_map>

#include <newsgrain/abi/layers.h>

#include "coreference.hpp"
#include "text.hpp"

namespace entities {
namespace {

bool is_acronym(std::string_view text) {
  size_t letters = 0;
  for (const char c : text) {
    if (is_upper(c))
      ++letters;
    else if (c != '.' && c != '&')
      return false;
  }
  return letters >= 2 && letters <= 7;
}

constexpr uint32_t kTaken = kNoEntity - 1;  // owned by a mention of this step

void sort(std::vector<Mention>& names) {
  std::sort(names.begin(), names.end(), [](const Mention& a, const Mention& b) { return a.first < b.first; });
}

// Marks which units are covered.
std::vector<uint32_t> cover(const std::vector<Mention>& names, size_t units) {
  std::vector<uint32_t> owner(units, kNoEntity);
  for (uint32_t n = 0; n < names.size(); ++n)
    for (uint32_t i = names[n].first; i < names[n].last; ++i) owner[i] = n;
  return owner;
}

// "World Food Programme (WFP)": the initials make the short form an organisation.
bool spells(const std::vector<Unit>& units, uint32_t first, uint32_t last, std::string_view acronym) {
  std::string letters, all;
  for (uint32_t i = first; i < last; ++i) {
    const std::string_view word = units[i].text;
    bool start = true;
    for (const char c : word) {
      if (start && is_letter(c)) {
        const char upper = is_lower(c) ? static_cast<char>(c - 32) : c;
        all.push_back(upper);
        if (is_upper(c)) letters.push_back(c);
      }
      start = c == '-';
    }
  }
  std::string wanted;
  for (const char c : acronym)
    if (is_upper(c)) wanted.push_back(c);
  return wanted.size() >= 2 && (wanted == letters || wanted == all);
}

// "the League" where one league was named so far, and no other.
void add_heads(const Text& text, std::vector<uint32_t>& owner, const std::vector<Mention>& names,
               std::vector<Mention>& more) {
  const std::vector<Unit>& units = text.units;
  struct Heads {
    const Mention* name;
    uint32_t other;  // where another one is named
  };
  std::unordered_map<uint64_t, Heads> of_head;
  for (const Mention& m : names) {
    if (m.type != NG_ENTITY_ORG || m.last - m.first < 2 || m.score < 0.6f) continue;
    const uint32_t head = head_of(units, m);
    if (!(units[head].kinds & kOrgHead) || units[head].text.size() < 4) continue;
    const auto [it, fresh] = of_head.try_emplace(units[head].exact, Heads{&m, kNoEntity});
    if (fresh || it->second.other != kNoEntity) continue;
    const Mention& first = *it->second.name;
    const bool same = first.last - first.first == m.last - m.first &&
                      units[first.first].exact == units[m.first].exact &&
                      units[first.last - 1].exact == units[m.last - 1].exact;
    if (!same) it->second.other = m.first;
  }
  for (const UnitSentence& s : text.sentences) {
    for (uint32_t i = s.first + 1; i < s.last && !s.shouting; ++i) {
      if (owner[i] != kNoEntity || !units[i].upper || (units[i - 1].text != "the" && units[i - 1].text != "The"))
        continue;
      if (i + 1 < s.last && (units[i + 1].upper || units[i + 1].text == "of" || units[i + 1].text == "for")) continue;
      const auto it = of_head.find(units[i].exact);
      if (it == of_head.end() || it->second.name->first > i || it->second.other < i) continue;
      owner[i] = kTaken;
      more.push_back(Mention{i, i + 1, NG_ENTITY_ORG, NG_FORM_NAME, kNoEntity, 0.6f});
    }
  }
}

// "Interior Minister", "Spanish Defense Minister": the portfolio is no organisation.
void drop_portfolios(const Text& text, std::vector<Mention>& names) {
  constexpr SortedWords kPortfolios({"Agriculture", "Culture", "Defence", "Defense", "Education", "Energy",
                                     "Environment", "Finance", "Foreign", "Health", "Information", "Interior",
                                     "Justice", "Labor", "Labour", "Trade", "Transport", "Treasury"});
  std::erase_if(names, [&](Mention& m) {
    if (m.type != NG_ENTITY_ORG || m.last - m.first > 2 || m.last >= text.units.size()) return false;
    const std::string_view next = text.units[m.last].text;
    if (!kPortfolios.contains(text.units[m.last - 1].text) ||
        !(next == "Minister" || next == "Secretary" || next == "Ministers"))
      return false;
    if (m.last - m.first == 1) return true;
    if (text.countries.demonym(text.units[m.first].text) == nullptr) return false;
    m.last = m.first + 1;
    m.type = NG_ENTITY_NORP;
    m.form = NG_FORM_DEMONYM;
    return false;
  });
}

// "kerala" and "KERALA" where Kerala is certain, and no common word.
void add_other_case(const Text& text, std::vector<uint32_t>& owner, const std::vector<Mention>& names,
                    std::vector<Mention>& more) {
  const std::vector<Unit>& units = text.units;
  std::unordered_map<uint64_t, uint8_t> certain;
  for (const Mention& m : names) {
    const Unit& u = units[m.first];
    constexpr float kCertain = 0.9f;
    constexpr size_t kShortest = 4;
    if (m.last - m.first == 1 && m.type != NG_ENTITY_NORP && m.score > kCertain && u.text.size() >= kShortest &&
        !(u.kinds & (kCommon | kDateWord)) && is_lower(u.text[1]))
      certain.emplace(u.lower, m.type);
  }
  if (certain.empty()) return;
  for (const UnitSentence& s : text.sentences) {
    for (uint32_t i = s.first; i < s.last; ++i) {
      const Unit& u = units[i];
      if (owner[i] != kNoEntity || u.punctuation || u.text.size() < 4 || (u.kinds & kCommon) ||
          (u.upper && is_lower(u.text[1])))
        continue;
      const auto it = certain.find(u.lower);
      if (it == certain.end()) continue;
      owner[i] = kTaken;
      more.push_back(Mention{i, i + 1, it->second, NG_FORM_NAME, kNoEntity, 0.6f});
    }
  }
}

}  // namespace

uint32_t head_of(const std::vector<Unit>& units, const Mention& name) {
  for (uint32_t i = name.first + 1; i + 1 < name.last; ++i)
    if (units[i].text == "of" || units[i].text == "for") return i - 1;
  return name.last - 1;
}

bool spells_acronym(const std::vector<Unit>& units, const Mention& name, std::string_view acronym) {
  return spells(units, name.first, name.last, acronym);
}

void add_overlooked(const Text& text, std::vector<Mention>& names) {
  drop_portfolios(text, names);
  const std::vector<Unit>& units = text.units;
  std::vector<uint32_t> owner = cover(names, units.size());
  std::vector<Mention> more;
  const auto add = [&](uint32_t first, uint32_t last, uint8_t type, float score) {
    for (uint32_t i = first; i < last; ++i) owner[i] = kTaken;
    more.push_back(Mention{first, last, type, NG_FORM_NAME, kNoEntity, score});
  };

  // Definitions in brackets: the words before whose initials are the letters become one name with the brackets' type.
  std::vector<uint8_t> dropped(names.size(), 0);
  for (uint32_t i = 2; i + 1 < units.size(); ++i) {
    if (units[i - 1].text != "(" || units[i + 1].text != ")" || !is_acronym(units[i].text)) continue;
    uint32_t first = i - 1;
    for (uint32_t back = 2; back <= 10 && back < i; ++back) {
      const Unit& u = units[i - back];
      if (u.punctuation && u.text != "&") break;
      if (u.upper && back > 2 && spells(units, i - back, i - 1, units[i].text)) {
        first = i - back;
        break;
      }
    }
    if (first == i - 1) continue;
    // A name that only starts or ends inside stays as it is: the letters then stand for something else.
    uint8_t type = NG_ENTITY_ORG;
    float score = 0;
    bool crossed = false;
    for (uint32_t k = first; k < i - 1; ++k) {
      const uint32_t n = owner[k];
      if (n == kNoEntity) continue;
      if (n >= names.size()) {
        crossed = true;
        break;
      }
      crossed |= names[n].first < first || names[n].last > i - 1;
      if (names[n].last - names[n].first > 1 && names[n].type == NG_ENTITY_GPE && names[n].first == first &&
          names[n].last == i - 1)
        type = names[n].type;
      score = std::max(score, names[n].score);
    }
    if (crossed || (owner[i] != kNoEntity && owner[i] >= names.size())) continue;
    for (uint32_t k = first; k < i - 1; ++k)
      if (owner[k] != kNoEntity) dropped[owner[k]] = 1;
    if (owner[i] != kNoEntity) dropped[owner[i]] = 1;
    for (uint32_t k = first; k < i - 1; ++k) owner[k] = kTaken;
    owner[i] = kTaken;
    more.push_back(Mention{first, i - 1, type, NG_FORM_NAME, kNoEntity, std::max(score, 0.8f)});
    more.push_back(Mention{i, i + 1, type, NG_FORM_NAME, kNoEntity, 0.9f});
  }
  size_t kept = 0;
  for (size_t n = 0; n < names.size(); ++n)
    if (dropped[n] == 0) names[kept++] = names[n];
  names.resize(kept);

  // Words that are certain: last names of people named in full, and names of one word found with confidence.
  struct Known {
    uint8_t type;
    float weight;
    bool surname;
  };
  std::unordered_map<uint64_t, Known> known;
  struct Longer {
    uint32_t first;
    uint32_t last;
    uint8_t type;
  };
  std::unordered_map<uint64_t, std::vector<Longer>> longer;  // by the first word
  const auto learn = [&](const Mention& m) {
    const uint32_t length = m.last - m.first;
    const Unit& last = units[m.last - 1];
    if (m.type == NG_ENTITY_PERSON && length > 1 && length < 5 && last.text.size() > 2 && !(last.kinds & kTitle)) {
      known.emplace(last.exact, Known{NG_ENTITY_PERSON, m.score, true});
      const Unit& first = units[m.first];
      if (last.text.find('-') != std::string_view::npos && first.text.size() > 1)
        known.emplace(first.exact, Known{NG_ENTITY_PERSON, m.score, true});
    } else if (length == 1 && m.type != NG_ENTITY_NORP && m.score > 0.7f && last.text.size() > 1 &&
               (!(last.kinds & kCommon) || is_acronym(last.text) ||
                (m.score > 0.9f && !(last.evidence & kSeenLower)))) {
      known.emplace(last.exact, Known{m.type, m.score, false});
    }
    if (length > 1 && m.score > 0.6f) {
      std::vector<Longer>& list = longer[units[m.first].exact];
      if (list.size() < 8) list.push_back(Longer{m.first, m.last, m.type});
    }
  };
  for (const Mention& m : names) learn(m);
  for (size_t n = 0, count = more.size(); n < count; ++n) learn(more[n]);
  for (const UnitSentence& s : text.sentences) {
    for (uint32_t i = s.first; i < s.last; ++i) {
      if (owner[i] != kNoEntity || !units[i].upper) continue;
      bool done = false;
      if (const auto it = longer.find(units[i].exact); it != longer.end()) {
        for (const Longer& l : it->second) {
          const uint32_t length = l.last - l.first;
          if (i + length > s.last) continue;
          bool same = true;
          for (uint32_t k = 0; k < length && same; ++k)
            same = owner[i + k] == kNoEntity && units[i + k].exact == units[l.first + k].exact;
          if (!same) continue;
          add(i, i + length, l.type, 0.6f);
          done = true;
          break;
        }
      }
      if (done) continue;
      const auto it = known.find(units[i].exact);
      if (it == known.end()) continue;
      const bool neighbour = (i + 1 < s.last && units[i + 1].upper) ||
                             (i > s.first && units[i - 1].upper && !(units[i - 1].kinds & kTitle));
      const bool doubtful = (units[i].kinds & kCommon) != 0 && (i == s.first || s.shouting);
      if (neighbour || doubtful) continue;
      add(i, i + 1, it->second.type, 0.55f);
    }
  }

  add_heads(text, owner, names, more);
  add_other_case(text, owner, names, more);

  // "the North": which half of a divided country is meant, the document says.
  constexpr std::string_view kDivided[] = {"Korea", "Sudan", "Vietnam", "Yemen", "Cyprus"};
  for (const std::string_view country : kDivided) {
    bool north = false, south = false;
    for (const Mention& m : names) {
      if (m.last - m.first != 2 || units[m.last - 1].text != country) continue;
      const std::string_view first = units[m.first].text;
      north |= first == "North" || first == "N.";
      south |= first == "South" || first == "S.";
    }
    if (!north && !south) continue;
    for (const UnitSentence& s : text.sentences)
      for (uint32_t i = s.first + 1; i < s.last; ++i) {
        if (owner[i] != kNoEntity) continue;
        const std::string_view word = units[i].text;
        if (!((word == "North" && north) || (word == "South" && south))) continue;
        const std::string_view before = units[i - 1].text;
        if (before != "the" && before != "The") continue;
        if (i + 1 < s.last && units[i + 1].upper) continue;
        add(i, i + 1, NG_ENTITY_GPE, 0.6f);
      }
    break;
  }
  names.insert(names.end(), more.begin(), more.end());
  sort(names);
}

}  // namespace entities
