// features.hpp: what the tagger sees of each word. One source for the plugin and the trainer, so that both hash alike.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gazetteer.hpp"
#include "lang/words.hpp"
#include "text.hpp"

namespace entities {

// A word as the tagger sees it: a token, or several joined by hyphens, or a part of one.
struct Unit {
  std::string_view text;
  uint32_t begin = 0;  // bytes in the document
  uint32_t end = 0;
  uint64_t lower = 0;  // hash of the folded word
  uint64_t exact = 0;  // hash of the word as written
  uint64_t shape = 0;
  uint32_t kinds = 0;    // as a single word
  uint32_t in_name = 0;  // kinds of longest known names of several words around it
  uint32_t starts_name = 0;
  uint32_t evidence = 0;  // what other occurrences in the document say
  uint32_t fine = 0;      // classes of words with like neighbours; 0 for rare words
  uint32_t coarse = 0;
  bool upper = false;       // starts with a capital
  bool lower_case = false;  // starts with a small letter
  bool active = false;      // may be part of a name
  bool punctuation = false;
  newsgrain::lang::WordClasses classes;  // of the plain word; set by the plugin, no feature reads them
};

struct UnitSentence {
  uint32_t first = 0;
  uint32_t last = 0;
  bool shouting = false;  // all in capitals, or Every Word With a Capital
};

enum Evidence : uint32_t {
  kSeenInside = 1u << 0,  // with a capital in the middle of a sentence
  kSeenLower = 1u << 1,   // with a small letter
  kAfterTitle = 1u << 2,
  kAfterFirstName = 1u << 3,
  kBeforeSurname = 1u << 4,
  kBeforeOrgHead = 1u << 5,
  kAfterIn = 1u << 6,
  kPossessive = 1u << 7,
  kBeforeSaid = 1u << 8,
  kAlone = 1u << 9,  // a run of one word
  kInRun = 1u << 10  // in a run of several
};

// Splits documents into units, finds known names and evidence, and lists features.
class Features {
 public:
  // Of the classes' table, a value is fine class times 64 plus coarse class.
  Features(const Gazetteer& gazetteer, const Gazetteer& classes) : gazetteer_(gazetteer), classes_(classes) {}

  std::vector<Unit> units;
  std::vector<UnitSentence> sentences;

  void clear() {
    units.clear();
    sentences.clear();
  }
  void begin_sentence() {
    sentences.push_back(UnitSentence{static_cast<uint32_t>(units.size()), static_cast<uint32_t>(units.size()), false});
  }
  void add(std::string_view text, uint32_t begin, uint32_t end) {
    units.emplace_back();
    Unit& u = units.back();
    u.text = text;
    u.begin = begin;
    u.end = end;
    sentences.back().last = static_cast<uint32_t>(units.size());
  }

  // Call once after the last unit.
  void prepare() {
    for (Unit& u : units) describe(u);
    for (UnitSentence& s : sentences) prepare_sentence(s);
    collect_evidence();
  }

  // Slots (hashes) of unit `at` in sentence `s`.
  void extract(const UnitSentence& s, uint32_t at, std::vector<uint32_t>& out) const {
    out.clear();
    const Unit& u = units[at];
    const Unit& p1 = unit(s, at, -1);
    const Unit& p2 = unit(s, at, -2);
    const Unit& n1 = unit(s, at, 1);
    const Unit& n2 = unit(s, at, 2);
    uint64_t id = 0;
    const auto put = [&](uint64_t value) {
      out.push_back(static_cast<uint32_t>(mix(++id * 0x9e3779b97f4a7c15ull ^ value) >> 32));
    };
    const auto skip = [&] { ++id; };
    const bool first = at == s.first || (at == s.first + 1 && units[s.first].punctuation);
    const uint64_t place = (first ? 1u : 0u) + (s.shouting ? 2u : 0u);
    put(0);
    put(u.lower);
    put(u.exact);
    put(p1.lower);
    put(p2.lower);
    put(n1.lower);
    put(n2.lower);
    put(u.shape);
    put(u.shape * 31 + place);
    put(p1.shape * 31 + u.shape);
    put(u.shape * 31 + n1.shape);
    put((p1.shape * 31 + u.shape) * 31 + n1.shape);
    put(p1.lower * 31 + u.lower);
    put(u.lower * 31 + n1.lower);
    put(p1.lower * 31 + n1.lower);
    put(p2.lower * 31 + p1.lower);
    put(n1.lower * 31 + n2.lower);
    put(p1.lower * 31 + u.shape);
    put(n1.lower * 31 + u.shape);
    for (size_t n = 1; n <= 4; ++n) {
      if (u.text.size() > n) {
        put(sdk::hash(u.text.substr(0, n)));
        put(sdk::hash(u.text.substr(u.text.size() - n)));
      } else {
        skip();
        skip();
      }
    }
    put(n1.text.size() > 3 ? sdk::hash(n1.text.substr(n1.text.size() - 3)) : 1);
    put(p1.text.size() > 3 ? sdk::hash(p1.text.substr(p1.text.size() - 3)) : 1);
    // Known names.
    put(u.kinds);
    put(u.kinds * 7919ull + place);
    put((p1.kinds * 65536ull) | u.kinds);
    put((n1.kinds * 65536ull) | u.kinds);
    put(p1.kinds);
    put(n1.kinds);
    put(((p1.kinds & kPersonMask) * 65536ull + (u.kinds & kPersonMask)) * 65536ull + (n1.kinds & kPersonMask));
    put(u.in_name * 3ull + (u.starts_name ? 1 : 0));
    put((static_cast<uint64_t>(u.in_name) << 32 | u.starts_name) * 31 + n1.in_name);
    put(static_cast<uint64_t>(p1.in_name) << 32 | u.in_name);
    // Each kind on its own generalises better than the mask.
    for (uint32_t bit = 0; bit < 16; ++bit) {
      if (u.kinds >> bit & 1u)
        put(bit * 8 + 1);
      else
        skip();
      if (u.in_name >> bit & 1u)
        put(bit * 8 + 2 + (u.starts_name >> bit & 1u));
      else
        skip();
    }
    // The run of capitalised words around it.
    const Run run = run_of(s, at);
    const Unit& before = run.begin > s.first ? units[run.begin - 1] : kNone;
    const Unit& after = run.end < s.last ? units[run.end] : kNone;
    const uint64_t position = (at == run.begin ? 1u : 0u) + (at + 1 == run.end ? 2u : 0u);
    const uint64_t length = std::min<uint32_t>(run.end - run.begin, 5);
    put(length * 4 + position);
    put((length * 4 + position) * 4 + place);
    put(before.lower * 31 + position);
    put(after.lower * 31 + position);
    put(units[run.end - 1].lower * 31 + (position & 2));
    put(units[run.begin].lower * 31 + (position & 1));
    put((units[run.begin].kinds * 65536ull + units[run.end - 1].kinds) * 16 + position);
    put(before.lower * 31 + after.lower);
    put(before.lower * 31 + u.kinds);
    put(after.lower * 31 + u.kinds);
    // Classes of words.
    put(u.fine);
    put(u.coarse);
    put(p1.fine);
    put(n1.fine);
    put(p2.fine);
    put(n2.fine);
    put(p1.coarse * 64ull + u.coarse);
    put(u.coarse * 64ull + n1.coarse);
    put((p1.coarse * 64ull + u.coarse) * 64 + n1.coarse);
    put(p1.fine * 31 + u.shape);
    put(n1.fine * 31 + u.shape);
    put(before.fine * 4ull + position);
    put(after.fine * 4ull + position);
    put(units[run.end - 1].fine * 4ull + position);
    put((units[run.begin].fine * 4ull + position) * 8 + length);
    put(before.fine * 512ull + after.fine);
    put((before.coarse * 64ull + u.coarse) * 64 + after.coarse);
    // The document.
    put(u.evidence * 4ull + place);
    put((u.evidence * 65536ull + u.kinds) * 4 + (first ? 1 : 0));
    for (uint32_t bit = 0; bit < 11; ++bit) {
      if (u.evidence >> bit & 1u)
        put(bit);
      else
        skip();
    }
    put((u.evidence & kPersonEvidence) * 31ull + length);
  }

 private:
  struct Run {
    uint32_t begin;
    uint32_t end;
  };
  static constexpr uint32_t kPersonMask = kFirstName | kSurname | kCommon | kTitle;
  static constexpr uint32_t kPersonEvidence =
      kAfterTitle | kAfterFirstName | kBeforeSurname | kBeforeOrgHead | kAfterIn;
  inline static const Unit kNone{};

  const Unit& unit(const UnitSentence& s, uint32_t at, int by) const {
    const int64_t i = static_cast<int64_t>(at) + by;
    return i < s.first || i >= s.last ? kNone : units[static_cast<size_t>(i)];
  }

  // At most eight words either way, so that hostile text stays linear.
  Run run_of(const UnitSentence& s, uint32_t at) const {
    Run run{at, at + 1};
    while (run.begin > s.first && at - run.begin < 8 && units[run.begin - 1].upper) --run.begin;
    while (run.end < s.last && run.end - at < 8 && units[run.end].upper) ++run.end;
    return run;
  }

  void describe(Unit& u) {
    fold_into(u.text, folded_);
    u.lower = sdk::hash(folded_);
    u.exact = sdk::hash(u.text) * 3;
    u.shape = shape_hash(u.text);
    u.upper = starts_upper(u.text);
    u.lower_case = !u.upper && !u.text.empty() && (is_lower(u.text[0]) || is_multibyte(u.text[0]));
    u.punctuation = !u.upper && !u.lower_case && !(u.text.size() > 0 && is_digit(u.text[0]));
    u.kinds = gazetteer_.find(u.lower);
    if (!u.upper && (u.kinds & ~(kCommon | kTitle)) != 0) u.kinds &= kCommon | kTitle;
    set_class(u, classes_.find(class_key(u.text)));
    u.in_name = u.starts_name = u.evidence = 0;
  }

  static void set_class(Unit& u, uint32_t value) {
    u.fine = value >> 6;
    u.coarse = value & 63;
  }
  // In a headline or a line in capitals: the class of the word as it is written elsewhere, "Oslo" for "OSLO", "says"
  // for "SAYS".
  void quiet_class(Unit& u) {
    folded_.assign(u.text.substr(0, 40));
    for (size_t i = 1; i < folded_.size(); ++i) folded_[i] = sdk::to_lower(folded_[i]);
    set_class(u, classes_.find(class_key(folded_)));
    if (u.fine != 0 || !is_upper(folded_[0])) return;
    folded_[0] = sdk::to_lower(folded_[0]);
    set_class(u, classes_.find(class_key(folded_)));
  }

  void prepare_sentence(UnitSentence& s) {
    uint32_t capitals = 0, words = 0, upper_words = 0;
    for (uint32_t i = s.first; i < s.last; ++i) {
      const Unit& u = units[i];
      capitals += u.upper ? 1 : 0;
      words += u.upper || u.lower_case ? 1 : 0;
      upper_words += u.upper && u.text.size() > 1 && is_upper(u.text[u.text.size() - 1]) ? 1 : 0;
    }
    s.shouting = words > 3 && (upper_words * 2 > words || capitals * 4 > words * 3);
    for (uint32_t i = s.first; s.shouting && i < s.last; ++i)
      if (units[i].fine == 0 && units[i].upper) quiet_class(units[i]);
    // Longest known names, left to right.
    for (uint32_t i = s.first; i < s.last;) {
      if (!units[i].upper) {
        ++i;
        continue;
      }
      uint64_t key = units[i].lower;
      uint32_t best = i + 1, kinds = 0;
      for (uint32_t j = i + 1; j < s.last && j - i < kMaxNameWords; ++j) {
        key = extend_key(key, units[j].lower);
        if (!units[j].upper && !units[j].lower_case && units[j].text.size() < 2 && units[j].text != "&") continue;
        const uint32_t found = gazetteer_.find(key) & kNameKinds;
        if (found != 0) {
          best = j + 1;
          kinds = found;
        }
      }
      if (kinds != 0) {
        units[i].starts_name = kinds;
        for (uint32_t j = i; j < best; ++j) units[j].in_name = kinds;
      }
      i = best;
    }
    // What may be part of a name: capitals and digits after capitals, and small words between capitals.
    for (uint32_t i = s.first; i < s.last; ++i) {
      Unit& u = units[i];
      u.active = u.upper;
      if (u.active || u.text.empty()) continue;
      bool inner_capital = false;
      for (size_t c = 1; c < u.text.size() && c < 24; ++c) inner_capital |= is_upper(u.text[c]);
      if (inner_capital) {
        u.active = true;
        continue;
      }
      const bool left = (i > s.first && units[i - 1].upper) || (i > s.first + 1 && units[i - 2].upper);
      const bool right = (i + 1 < s.last && units[i + 1].upper) || (i + 2 < s.last && units[i + 2].upper);
      u.active = left && (right || is_digit(u.text[0]) || u.text[0] == '\'' || u.text[0] == '.');
    }
  }

  void collect_evidence() {
    size_t size = 64;
    while (size < units.size()) size *= 2;
    if (size > 65536) size = 65536;  // in very long texts, words may share a cell
    cells_.assign(size, 0);
    const auto cell = [&](uint64_t lower) -> uint32_t& { return cells_[mix(lower) & (size - 1)]; };
    for (const UnitSentence& s : sentences) {
      if (s.shouting) continue;
      for (uint32_t i = s.first; i < s.last; ++i) {
        const Unit& u = units[i];
        if (u.lower_case) cell(u.lower) |= kSeenLower;
        if (!u.upper) continue;
        const Unit& p = unit(s, i, -1);
        const Unit& n = unit(s, i, 1);
        uint32_t bits = 0;
        if (i > s.first && !p.punctuation) bits |= kSeenInside;
        if ((p.kinds & kTitle) && p.upper) bits |= kAfterTitle;
        if (p.upper && (p.kinds & kFirstName) && !(p.kinds & kCommon)) bits |= kAfterFirstName;
        if (n.upper && (n.kinds & kSurname) && !(n.kinds & (kCommon | kOrgHead | kLocHead))) bits |= kBeforeSurname;
        if (n.upper && (n.kinds & kOrgHead)) bits |= kBeforeOrgHead;
        if (p.text == "in" || p.text == "from" || p.text == "near") bits |= kAfterIn;
        if (n.text == "'s" || n.text == "\xe2\x80\x99s") bits |= kPossessive;
        if (n.text == "said" || n.text == "says" || n.text == "told" || n.text == "added") bits |= kBeforeSaid;
        if (!p.upper && !n.upper)
          bits |= kAlone;
        else
          bits |= kInRun;
        cell(u.lower) |= bits;
      }
    }
    for (Unit& u : units)
      if (u.active) u.evidence = cell(u.lower);
  }

  const Gazetteer& gazetteer_;
  const Gazetteer& classes_;
  std::string folded_;
  std::vector<uint32_t> cells_;
};

}  // namespace entities
