// series.cpp: "Agudat Yisrael, Shas and Likud": what stands in a row is of one type, which the tagger, that sees two
// words each way, cannot know. Where a row's sure names agree, doubtful ones of another type follow them.
#include <algorithm>

#include <newsgrain/abi/layers.h>

#include "names.hpp"
#include "text.hpp"

namespace entities {
namespace {

constexpr size_t kShortest = 3;
constexpr size_t kLongest = 64;  // so that an endless row stays linear
constexpr uint32_t kMostWords = 4;
constexpr float kSure = 0.95f;
constexpr uint8_t kTypeOf[] = {NG_ENTITY_PERSON, NG_ENTITY_ORG, NG_ENTITY_GPE};

struct Item {
  uint32_t first;
  uint32_t last;
  size_t name;  // its index; kNoName: words with capitals that are no name
};
constexpr size_t kNoName = ~size_t{0};

uint32_t group_of(uint8_t type) {
  if (type == NG_ENTITY_PERSON) return 0;
  if (type == NG_ENTITY_ORG) return 1;
  return type == NG_ENTITY_GPE || type == NG_ENTITY_LOC || type == NG_ENTITY_FAC ? 2 : 3;
}

// Walks through the rows of a sentence.
class Rows {
 public:
  Rows(const std::vector<Unit>& units, const UnitSentence& s, const std::vector<Mention>& found, size_t start)
      : units_(units), s_(s), found_(found), at_(s.first), name_(start) {}

  bool next(std::vector<Item>& items) {
    while (at_ < s_.last) {
      items.clear();
      Item item;
      for (uint32_t i = at_; items.size() < kLongest && item_at(i, item);) {
        items.push_back(item);
        i = behind_separator(item.last);
        if (i == item.last) break;
      }
      at_ = items.empty() ? at_ + 1 : items.back().last;
      if (items.size() >= kShortest) return true;
    }
    return false;
  }

 private:
  std::string_view text(uint32_t i) const { return i < s_.last ? units_[i].text : std::string_view(); }

  // A name, or words with capitals, that fills the place up to the next separator.
  bool item_at(uint32_t i, Item& item) {
    while (name_ < found_.size() && found_[name_].last <= i) ++name_;
    const bool covered = name_ < found_.size() && found_[name_].first <= i;
    if (i >= s_.last || (covered && found_[name_].first != i)) return false;
    item = Item{i, i, kNoName};
    if (covered) {
      item = Item{i, found_[name_].last, name_};
    } else {
      const uint32_t limit = name_ < found_.size() ? std::min(s_.last, found_[name_].first) : s_.last;
      while (item.last < limit && units_[item.last].upper && item.last - i <= kMostWords &&
             !(units_[item.last].kinds & (kDateWord | kTitle)))
        ++item.last;
    }
    return item.last > i && item.last - i <= 2 * kMostWords && !(item.last < s_.last && units_[item.last].upper);
  }

  uint32_t behind_separator(uint32_t i) const {
    if (text(i) == ",") ++i;
    if (text(i) == "and" || text(i) == "or" || text(i) == "&") ++i;
    return i;
  }

  const std::vector<Unit>& units_;
  const UnitSentence& s_;
  const std::vector<Mention>& found_;
  uint32_t at_;
  size_t name_;
};

// The type that most names of the row have, if they outweigh the others; 3 if none does.
uint32_t common_group(const std::vector<Item>& items, const std::vector<Mention>& found) {
  float votes[4] = {};
  uint32_t counts[4] = {};
  for (const Item& item : items) {
    if (item.name == kNoName) continue;
    const uint32_t group = group_of(found[item.name].type);
    votes[group] += found[item.name].score;
    ++counts[group];
  }
  const uint32_t top = static_cast<uint32_t>(std::max_element(votes, votes + 3) - votes);
  const float others = votes[0] + votes[1] + votes[2] + votes[3] - votes[top];
  const bool clear = votes[top] > 1.2f && votes[top] > 2 * others && counts[top] >= 2;
  return clear ? top : 3;
}

}  // namespace

void agree_in_rows(const Gazetteer& gazetteer, const std::vector<Unit>& units, const UnitSentence& s, size_t start,
                   std::vector<Mention>& out) {
  if (s.shouting || out.size() - start < kShortest) return;
  std::vector<Item> items;
  for (Rows rows(units, s, out, start); rows.next(items);) {
    const uint32_t group = common_group(items, out);
    for (const Item& item : items) {
      if (group == 3 || item.name == kNoName) continue;
      Mention& m = out[item.name];
      const uint32_t kinds = kinds_of(gazetteer, units, m.first, m.last);
      const bool organisation = (units[m.last - 1].kinds & kOrgHead) && m.last - m.first > 1;
      if (m.score > kSure || group_of(m.type) == group || group_of(m.type) == 3 || (kinds & kCountry) || organisation)
        continue;
      m.type = kTypeOf[group];
      if (m.type == NG_ENTITY_GPE) m.type = place_type(units, m, kinds);
    }
  }
}

}  // namespace entities
