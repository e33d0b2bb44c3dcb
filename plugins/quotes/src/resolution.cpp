#include "resolution.hpp"

#include <algorithm>
#include <string>

#include "genders.hpp"

namespace quotes {
namespace {

using newsgrain::english::Gender, newsgrain::english::gender_of_first_name, newsgrain::english::gender_of_title;
using newsgrain::lang::english, newsgrain::lang::WordClasses;

constexpr uint32_t kFarBack = 400;  // tokens; a pronoun reaches no further

bool is_function_word(std::string_view w, WordClasses classes) {
  return classes.any({Class::det, Class::prep}) || w == "and" || w == "'s" || w == "-" || w == "," || w == "who";
}
bool is_function_word(const Token& t) { return is_function_word(t.lower, t.classes); }

bool is_subordinator(std::string_view w) {
  return w == "when" || w == "while" || w == "as" || w == "after" || w == "if" || w == "though" || w == "although" ||
         w == "before" || w == "since" || w == "because";
}

class Resolver {
 public:
  Resolver(const Article& article, const std::vector<Quote>& quotes)
      : a_(article),
        quotes_(quotes),
        gender_(article.entities.size(), Gender::unknown),
        first_(article.entities.size(), kNone),
        told_(article.tokens.size(), false) {
    for (const Quote& q : quotes_)
      for (const Range& r : q.fragments) std::fill(told_.begin() + r.first, told_.begin() + r.last, true);
    learn_genders();
    learn_descriptions();
    learn_surnames();
  }

  std::vector<Speaker> run() {
    std::vector<Speaker> out(quotes_.size());
    for (uint32_t i = 0; i < quotes_.size(); ++i) {
      const Quote& q = quotes_[i];
      if (q.speaker_of != kNone && q.speaker_of < i) {
        out[i] = out[q.speaker_of];
        out[i].certainty *= 0.9f;
      } else if (q.speaker) {
        read_pronouns(std::min(q.speaker.first, q.begin_token()));
        out[i] = speaker_of(q);
      }
      if (out[i].entity != kNone && is_person(out[i].entity)) {
        last_person_ = out[i].entity;
        last_position_ = q.speaker ? q.speaker.first : q.begin_token();
      } else if (out[i].entity != kNone && is_group(out[i].entity)) {
        last_group_ = out[i].entity;
        last_group_position_ = q.speaker ? q.speaker.first : q.begin_token();
      }
    }
    return out;
  }

 private:
  bool is_person(uint32_t entity) const {
    return entity < a_.entities.size() && a_.entities[entity].type == NG_ENTITY_PERSON;
  }

  void learn_genders() {
    for (const Mention& m : a_.mentions) {
      if (m.entity == kNone || m.entity >= gender_.size() || m.type != NG_ENTITY_PERSON) continue;
      Gender g = Gender::unknown;
      for (uint32_t t = m.first; t > 0 && t + 3 > m.first && g == Gender::unknown; --t)
        g = gender_of_title(a_.tokens[t - 1].lower);
      if (g == Gender::unknown && m.last - m.first >= 2) g = gender_of_first_name(a_.tokens[m.first].lower);
      if (g != Gender::unknown && gender_[m.entity] == Gender::unknown) gender_[m.entity] = g;
      first_[m.entity] = std::min(first_[m.entity], m.first);
    }
    learn_from_pronouns();
  }

  // "Holt ... his plan": pronouns that follow a name with no other person in between tell the gender where the name
  // does not.
  void learn_from_pronouns() {
    std::vector<int> votes(gender_.size(), 0);
    constexpr uint32_t kFar = 20;
    for (size_t i = 0; i < a_.mentions.size(); ++i) {
      const Mention& m = a_.mentions[i];
      if (m.type != NG_ENTITY_PERSON || m.entity >= gender_.size() || gender_[m.entity] != Gender::unknown ||
          a_.quoted(m.first))
        continue;
      uint32_t end = std::min(a_.sentence_of(m.first).last, m.last + kFar);
      for (size_t j = i + 1; j < a_.mentions.size() && a_.mentions[j].first < end; ++j)
        if (a_.mentions[j].type == NG_ENTITY_PERSON) end = a_.mentions[j].first;
      for (uint32_t t = m.last; t < end; ++t) {
        const std::string& w = a_.tokens[t].lower;
        const int vote = a_.quoted(t)                                 ? 0
                         : w == "he" || w == "his" || w == "himself"  ? 1
                         : w == "she" || w == "her" || w == "herself" ? -1
                                                                      : 0;
        votes[m.entity] += vote;
        if (vote != 0) break;
      }
    }
    for (size_t e = 0; e < votes.size(); ++e)
      if (votes[e] != 0 && gender_[e] == Gender::unknown) gender_[e] = votes[e] > 0 ? Gender::male : Gender::female;
  }

  // Words that describe a person: behind the name between commas, and before it.
  void learn_descriptions() {
    descriptions_.resize(a_.entities.size());
    for (const Mention& m : a_.mentions) {
      if (m.type != NG_ENTITY_PERSON || m.entity == kNone || m.entity >= descriptions_.size()) continue;
      const Range s = a_.sentence_of(m.first);
      auto& words = descriptions_[m.entity];
      const auto take = [&](uint32_t t) {
        const Token& token = a_.tokens[t];
        if (!is_function_word(token) && token.kind == NG_TOKEN_WORD && words.size() < 64) words.push_back(token.lower);
      };
      if (m.last + 1 < s.last && (a_.tokens[m.last].is(",") || a_.tokens[m.last].is("\xE2\x80\x94"))) {
        constexpr uint32_t kLongest = 20;
        for (uint32_t t = m.last + 1; t < s.last && t < m.last + kLongest && !a_.tokens[t].is(","); ++t) take(t);
      }
      for (uint32_t t = m.first; t > s.first && t + 6 > m.first; --t) {
        const Token& token = a_.tokens[t - 1];
        if (token.kind != NG_TOKEN_WORD || !is_nominal(token) || token.lower == "'s") break;
        take(t - 1);
      }
    }
    for (uint32_t e = 0; e < a_.entities.size(); ++e) {
      std::string word;
      for (const char c : newsgrain::sdk::to_plain(a_.entities[e].role) + " ") {
        if (c != ' ') {
          word += c;
        } else if (!word.empty()) {
          if (!is_function_word(word, english(word))) descriptions_[e].push_back(word);
          word.clear();
        }
      }
      std::sort(descriptions_[e].begin(), descriptions_[e].end());
      descriptions_[e].erase(std::unique(descriptions_[e].begin(), descriptions_[e].end()), descriptions_[e].end());
      if (is_person(e))
        for (const std::string& w : descriptions_[e]) described_.emplace_back(w, e);
    }
    std::sort(described_.begin(), described_.end());
  }

  void learn_surnames() {
    for (uint32_t e = 0; e < a_.entities.size(); ++e) {
      const std::string_view name = a_.entities[e].name;
      const size_t space = name.rfind(' ');
      if (!is_person(e) || space == std::string_view::npos) continue;
      surnames_.emplace_back(newsgrain::sdk::to_plain(name.substr(space + 1)), e);
    }
    std::sort(surnames_.begin(), surnames_.end());
  }

  bool inside_content(uint32_t token, const Quote& q) const {
    return std::any_of(q.fragments.begin(), q.fragments.end(),
                       [&](const Range& r) { return token >= r.first && token < r.last; });
  }

  Speaker speaker_of(const Quote& q) {
    const Phrase p = q.speaker;
    const Token& head = a_.tokens[p.last - 1];
    if (p.last - p.first == 1 && (head.lower == "who" || head.lower == "which" || head.lower == "that"))
      return antecedent(p.first);
    if (p.last - p.first == 1 && head.mention == kNone) {
      if (head.is("he") || head.is("his")) return person_meant(Gender::male, q, p.first);
      if (head.is("she") || head.is("her")) return person_meant(Gender::female, q, p.first);
      if (head.is("it") || head.is("they")) return group_meant(q, p.first);
      if (is_personal_pronoun(head)) return {};
    }
    return named(p);
  }

  // Whom a relative pronoun means: the phrase in front of it, or the name to which that is an apposition.
  Speaker antecedent(uint32_t pronoun) {
    const Range s = a_.sentence_of(pronoun);
    uint32_t end = pronoun;
    for (int round = 0; round < 2 && end > s.first; ++round) {
      if (a_.tokens[end - 1].is(",")) --end;
      const Phrase phrase = subject_before(a_, end, s.first);
      if (!phrase) break;
      if (const Speaker found = named(phrase); found.entity != kNone) return found;
      end = phrase.first;
      if (end == s.first || !a_.tokens[end - 1].is(",")) break;
    }
    return {};
  }

  Speaker named(const Phrase& p) {
    // A name in the phrase: a person, or an organisation at its end. "Holt's lawyer" is not Holt.
    const Mention* best = nullptr;
    for (uint32_t t = p.first; t < p.last; ++t) {
      const uint32_t m = a_.tokens[t].mention;
      if (m == kNone) continue;
      const Mention& mention = a_.mentions[m];
      const uint32_t after = mention.last;
      const bool possessive = after < p.last && (a_.tokens[after].is("'s") || a_.tokens[after].is("'"));
      if (possessive || mention.entity == kNone) continue;
      const bool behind_preposition = mention.first > p.first && is_preposition(a_.tokens[mention.first - 1]);
      if (mention.type == NG_ENTITY_PERSON && !behind_preposition &&
          (best == nullptr || best->type != NG_ENTITY_PERSON || mention.first > best->first))
        best = &mention;
      if (mention.type != NG_ENTITY_PERSON && mention.type != NG_ENTITY_NORP && mention.last == p.last &&
          best == nullptr && !behind_preposition)
        best = &mention;
    }
    if (best != nullptr) return {best->row, best->entity, 1.0f};
    // An apposition behind: "the mayor, Ingrid Solberg, said".
    if (p.last + 2 < a_.tokens.size() && a_.tokens[p.last].is(",")) {
      const bool title = a_.tokens[p.last + 1].mention == kNone && a_.tokens[p.last + 1].capital;
      const uint32_t m = a_.tokens[p.last + (title ? 2 : 1)].mention;
      if (m != kNone && a_.mentions[m].type == NG_ENTITY_PERSON && a_.mentions[m].entity != kNone)
        return {a_.mentions[m].row, a_.mentions[m].entity, 0.95f};
    }
    if (const Speaker found = of_age(p); found.entity != kNone) return found;
    if (const Speaker found = surname_alone(p); found.entity != kNone) return found;
    if (const Speaker found = nominal(p); found.entity != kNone) return found;
    return group_called(p);
  }

  // "the 45-year-old": who was named with that age.
  Speaker of_age(const Phrase& p) const {
    uint32_t at = p.last;
    while (at > p.first && !a_.tokens[at - 1].is("old") && !a_.tokens[at - 1].lower.ends_with("-year-old")) --at;
    if (at == p.first) return {};
    std::string_view age = a_.tokens[at - 1].lower;
    if (a_.tokens[at - 1].is("old")) {
      if (at < p.first + 5 || !a_.tokens[at - 3].is("year")) return {};
      age = a_.tokens[at - 5].lower;
    } else {
      age = age.substr(0, age.find('-'));
    }
    const auto behind = std::lower_bound(a_.mentions.begin(), a_.mentions.end(), p.first,
                                         [](const Mention& m, uint32_t t) { return m.first < t; });
    for (auto it = behind; it != a_.mentions.begin();) {
      const Mention& m = *--it;
      if (p.first - m.first > kFarBack) break;
      if (m.type == NG_ENTITY_PERSON && m.entity != kNone && m.last + 1 < a_.tokens.size() &&
          a_.tokens[m.last].is(",") && a_.tokens[m.last + 1].is(age))
        return {kNone, m.entity, 0.9f};
    }
    return {};
  }

  // "HOLT" in a transcript, "Holt" where no mention stands: the one person of that surname.
  Speaker surname_alone(const Phrase& p) const {
    const Token& name = a_.tokens[p.last - 1];
    const bool capitals = std::none_of(name.text.begin(), name.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (name.text.size() < 3 || !name.capital || !(capitals || p.last - p.first == 1)) return {};
    const auto [from, to] =
        std::equal_range(surnames_.begin(), surnames_.end(), std::string_view(name.lower), BySurname());
    return to - from == 1 ? Speaker{kNone, from->second, 0.9f} : Speaker();
  }

  bool agrees(uint32_t entity, Gender g) const {
    return g == Gender::unknown || gender_[entity] == Gender::unknown || gender_[entity] == g;
  }

  // How much a sentence is about the person it names.
  float prominence(const Mention& m) const {
    const Range s = a_.sentence_of(m.first);
    const bool possessive = m.last < a_.tokens.size() && (a_.tokens[m.last].is("'s") || a_.tokens[m.last].is("'"));
    const bool opening = m.first <= s.first + 4;
    if (possessive) return opening ? 0.75f : 0.4f;
    uint32_t first = m.first;  // over a title: "Mr.", "police chief"
    while (first > s.first && a_.tokens[first - 1].mention == kNone && is_nominal(a_.tokens[first - 1]) &&
           a_.tokens[first - 1].kind == NG_TOKEN_WORD && first + 5 > m.first)
      --first;
    // "NBC's Anna Berg"
    if (first > s.first + 1 && a_.tokens[first - 1].is("'s") && a_.tokens[first - 2].mention != kNone)
      first = std::max(s.first, a_.mentions[a_.tokens[first - 2].mention].first);
    const bool object = first > s.first && is_preposition(a_.tokens[first - 1]);
    uint32_t next = m.last;
    while (next < s.last && is_adverb(a_.tokens[next])) ++next;
    const bool subordinate =
        opening && s.first < m.first && first > s.first && is_subordinator(a_.tokens[first - 1].lower);
    if (subordinate) return 0.85f;
    const bool verb =
        next < s.last &&
        (is_finite_auxiliary(a_.tokens[next]) || a_.tokens[next].cue != Strength::none ||
         (!a_.tokens[next].capital && a_.tokens[next].lower.size() > 3 && a_.tokens[next].lower.ends_with("ed")));
    const bool speaks = first > s.first && a_.tokens[first - 1].cue == Strength::strong;  // "noted Holt"
    if (!object && (opening || verb || speaks)) return 0.95f;
    // Who is named for the first time, in full, is likely to be heard next.
    if (first_[m.entity] == m.first && m.last - m.first >= 2) return object ? 0.75f : 0.9f;
    return object ? 0.5f : 0.7f;
  }

  // Of what stands at `token`, for a pronoun at `at` in a quote that begins at `begin`.
  float nearness(uint32_t token, uint32_t at, uint32_t begin) const {
    if (a_.tokens[token].sentence == a_.tokens[at].sentence) return 1.1f;
    const uint32_t from = a_.tokens[std::max(begin, token)].sentence, sentences = from - a_.tokens[token].sentence;
    if (sentences <= 1) return a_.tokens[token].block == a_.tokens[begin].block ? 1.05f : 1.0f;
    return sentences == 2 ? 0.9f : sentences <= 4 ? 0.8f : sentences <= 8 ? 0.65f : 0.5f;
  }

  // "the company", "the ministry": the organisation last named that has the word in its name, or the only one that has
  // been a subject lately where the word says no more than that it is one.
  Speaker group_called(const Phrase& p) const {
    if (p.last - p.first < 2 || p.last - p.first > 4 || !a_.tokens[p.first].is("the")) return {};
    const std::string& noun = a_.tokens[p.last - 1].lower;
    if (!a_.tokens[p.last - 1].is(Class::group_noun)) return {};
    const auto behind = std::lower_bound(a_.mentions.begin(), a_.mentions.end(), p.first,
                                         [](const Mention& m, uint32_t t) { return m.first < t; });
    uint32_t seen = 0, subject = kNone;
    bool several = false;
    constexpr uint32_t kMost = 60;
    for (auto it = behind; it != a_.mentions.begin() && seen < kMost;) {
      const Mention& m = *--it;
      if (p.first - m.first > kFarBack) break;
      if (m.type != NG_ENTITY_ORG || m.entity == kNone) continue;
      ++seen;
      for (uint32_t t = m.first; t < m.last; ++t)
        if (a_.tokens[t].lower.ends_with(noun)) return {kNone, m.entity, 0.8f};
      constexpr uint32_t kOpening = 2;
      if (m.first > a_.sentence_of(m.first).first + kOpening || a_.quoted(m.first)) continue;
      several = several || (subject != kNone && subject != m.entity);
      subject = m.entity;
    }
    const bool plain = noun == "company" || noun == "firm" || noun == "group" || noun == "business" ||
                       noun == "organisation" || noun == "organization";
    if (!plain || subject == kNone || several) return {};
    return {kNone, subject, 0.6f};
  }

  bool is_group(uint32_t entity) const {
    return entity < a_.entities.size() &&
           (a_.entities[entity].type == NG_ENTITY_ORG || a_.entities[entity].type == NG_ENTITY_GPE ||
            a_.entities[entity].type == NG_ENTITY_NORP);
  }

  // "it" and "they": the organisation that spoke last or begins the sentence before, or this one. Nobody else is tried.
  Speaker group_meant(const Quote& q, uint32_t at) {
    const uint32_t sentence = a_.tokens[std::min(at, q.begin_token())].sentence;
    const uint32_t from = a_.sentences[sentence > 0 ? sentence - 1 : 0].first;
    const auto behind = std::lower_bound(a_.mentions.begin(), a_.mentions.end(), at,
                                         [](const Mention& m, uint32_t t) { return m.first < t; });
    uint32_t best = kNone;
    float best_score = 0;
    for (auto it = behind; it != a_.mentions.begin();) {
      const Mention& m = *--it;
      if (m.first < from) break;
      if (m.entity == kNone || a_.quoted(m.first) || inside_content(m.first, q) || !is_group(m.entity)) continue;
      const Range s = a_.sentence_of(m.first);
      if (m.last < a_.tokens.size() && (a_.tokens[m.last].is("'s") || a_.tokens[m.last].is("'"))) continue;
      constexpr uint32_t kOpening = 3;
      const bool subject =
          m.first <= s.first + kOpening && (m.first == s.first || !is_preposition(a_.tokens[m.first - 1]));
      if (!subject) continue;
      const bool also = m.type == NG_ENTITY_ORG || m.entity == last_group_;
      const float score = also ? 0.8f : 0.6f;
      if (score > best_score) best_score = score, best = m.entity;
    }
    const bool spoke_last = last_group_ != kNone && last_group_position_ >= last_position_ &&
                            last_group_position_ >= from && last_group_position_ < at;
    if (best == kNone && spoke_last) best = last_group_, best_score = 0.7f;
    if (best == kNone) return {};
    return {a_.tokens[at].pronoun, best, best_score};
  }

  // Whom "he" and "she" mean in the narration up to `limit`: each tells the next one whom the text is about.
  void read_pronouns(uint32_t limit) {
    static const Quote kNoQuote{0, {}, {kNone, kNone}, {}, kNone, kNone, 0, {}};
    for (; read_ < limit; ++read_) {
      const Token& t = a_.tokens[read_];
      if (!(t.is("he") || t.is("she")) || a_.quoted(read_) || told_[read_]) continue;
      const Gender g = t.is("he") ? Gender::male : Gender::female;
      if (const Speaker found = person_meant(g, kNoQuote, read_); found.entity != kNone)
        meant_[static_cast<size_t>(g)] = {read_, found.entity};
    }
  }

  Speaker person_meant(Gender g, const Quote& q, uint32_t at) {
    // Candidates: who spoke last, and persons named before, outside of this quote and of other quotes.
    float best_score = 0;
    uint32_t best = kNone;
    const auto consider = [&](uint32_t entity, float score) {
      if (!is_person(entity) || !agrees(entity, g)) return;
      if (gender_[entity] == g) score *= 1.1f;
      if (score > best_score) best_score = score, best = entity;
    };
    const uint32_t begin = q.fragments.empty() ? at : std::min(at, q.begin_token());
    if (const auto [where, entity] = meant_[static_cast<size_t>(g)];
        entity != kNone && where < at && at - where < kFarBack && !inside_content(where, q))
      consider(entity, 0.95f * nearness(where, at, begin));
    if (last_person_ != kNone && at >= last_position_ && at - last_position_ < kFarBack)
      consider(last_person_, nearness(last_position_, at, begin) +
                                 (a_.tokens[last_position_].sentence == a_.tokens[at].sentence ? 0.15f : 0.0f));
    uint32_t seen = 0;
    const auto behind = std::lower_bound(a_.mentions.begin(), a_.mentions.end(), at,
                                         [](const Mention& m, uint32_t t) { return m.first < t; });
    for (auto it = behind; it != a_.mentions.begin();) {
      const Mention& candidate = *--it;
      if (candidate.type != NG_ENTITY_PERSON || candidate.entity == kNone) continue;
      if (at - candidate.first > kFarBack || ++seen > 8) break;
      if (inside_content(candidate.first, q) || a_.quoted(candidate.first)) continue;
      float score = prominence(candidate) * nearness(candidate.first, at, begin);
      if (told_[candidate.first]) score *= 0.7f;  // of whom others speak
      consider(candidate.entity, score);
    }
    // The first quote of a text may come before its speaker's name.
    if (best == kNone)
      for (auto it = behind; it != a_.mentions.end() && it->first < at + 60; ++it) {
        const Mention& candidate = *it;
        if (candidate.first > at && candidate.type == NG_ENTITY_PERSON && candidate.entity != kNone &&
            !a_.quoted(candidate.first)) {
          consider(candidate.entity, 0.4f);
          break;
        }
      }
    if (best == kNone) return {};
    return {a_.tokens[at].pronoun, best, std::min(1.0f, 0.5f + best_score / 2.5f)};
  }

  Speaker nominal(const Phrase& p) {
    std::vector<std::string_view> words;
    bool definite = false, plural = false;
    uint32_t head = p.last - 1;
    for (uint32_t t = p.first; t < p.last; ++t) {
      const Token& token = a_.tokens[t];
      const std::string& w = token.lower;
      if (t > p.first && is_preposition(token) && head == p.last - 1) head = t - 1;
      if (t == p.first) definite = w == "the" || w == "his" || w == "her" || w == "this";
      if (!is_function_word(token)) words.push_back(w);
    }
    const std::string& noun = a_.tokens[head].lower;
    plural = noun.size() > 3 && noun.back() == 's' && !noun.ends_with("ss") && noun != "boss";
    if (plural || words.empty() || is_personal_pronoun(a_.tokens[head])) return {};
    Gender g = gender_of_title(noun);
    uint32_t best = kNone;
    float best_score = 0;
    std::vector<uint32_t> candidates;
    for (const std::string_view w : words) {
      // A word that describes so many says nothing about one of them.
      constexpr ptrdiff_t kMost = 32;
      const auto [from, to] = std::equal_range(described_.begin(), described_.end(), w, ByWord());
      for (auto it = from; it != to && to - from <= kMost; ++it) candidates.push_back(it->second);
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (const uint32_t e : candidates) {
      if (!agrees(e, g)) continue;
      unsigned both = 0;
      for (const std::string_view w : words)
        both += std::binary_search(descriptions_[e].begin(), descriptions_[e].end(), w);
      const bool same_head = std::binary_search(descriptions_[e].begin(), descriptions_[e].end(), noun);
      if (both < 2 && !(same_head && definite)) continue;
      float score = static_cast<float>(both) / static_cast<float>(words.size()) + (same_head ? 0.3f : 0) +
                    (e == last_person_ ? 0.2f : 0);
      if (score > best_score) best_score = score, best = e;
    }
    if (best == kNone || best_score < 0.4f) return {};
    return {kNone, best, std::min(0.9f, 0.4f + best_score / 2)};
  }

  const Article& a_;
  const std::vector<Quote>& quotes_;
  std::vector<Gender> gender_;
  std::vector<uint32_t> first_;  // by entity: the token of its first mention
  struct ByWord {
    bool operator()(const std::pair<std::string_view, uint32_t>& a, std::string_view b) const { return a.first < b; }
    bool operator()(std::string_view a, const std::pair<std::string_view, uint32_t>& b) const { return a < b.first; }
  };
  std::vector<std::vector<std::string>> descriptions_;            // by entity, sorted
  std::vector<std::pair<std::string_view, uint32_t>> described_;  // word and person, sorted
  struct BySurname {
    bool operator()(const std::pair<std::string, uint32_t>& a, std::string_view b) const { return a.first < b; }
    bool operator()(std::string_view a, const std::pair<std::string, uint32_t>& b) const { return a < b.first; }
  };
  std::vector<std::pair<std::string, uint32_t>> surnames_;  // in lower case, and person; sorted
  std::vector<bool> told_;                                  // by token: in the content of a quote
  uint32_t last_person_ = kNone, last_position_ = 0;
  uint32_t read_ = 0;  // pronouns before are understood
  std::pair<uint32_t, uint32_t> meant_[3] = {
      {0, kNone}, {0, kNone}, {0, kNone}};  // by gender: the last pronoun and its person
  uint32_t last_group_ = kNone, last_group_position_ = 0;
};

}  // namespace

std::vector<Speaker> resolve(const Article& article, const std::vector<Quote>& quotes) {
  return Resolver(article, quotes).run();
}

}  // namespace quotes
