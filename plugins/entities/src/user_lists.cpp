// user_lists.cpp: a hash table of all beginnings of all names.
#include "user_lists.hpp"

#include <algorithm>
#include <unordered_map>

namespace entities {
namespace {

// Hash of a text, piece by piece. Apostrophes are made straight; with any case, also case, accents and combining marks
// are lost. What is not seen (soft hyphens) never counts.
uint64_t extend(uint64_t state, std::string_view text, bool any_case) {
  sdk::Fnv1a<uint64_t> hash(state);
  std::string lower;
  for (size_t at = 0; at < text.size();) {
    const sdk::CodePoint c = sdk::decode(text, at);
    const std::string_view bytes = text.substr(at, c.size);
    at += c.size;
    if (c.value == 0x2018 || c.value == 0x2019) {
      hash.add('\'');
    } else if (sdk::is_ignorable(c.value) || (any_case && sdk::is_mark(c.value))) {
      continue;
    } else if (const char base = any_case ? latin_base(c.value) : '\0'; base != 0) {
      hash.add(base);
    } else if (any_case) {
      lower.clear();
      sdk::append_lower(lower, bytes);
      hash.add(lower);
    } else {
      hash.add(bytes);
    }
  }
  return hash.value();
}

constexpr uint64_t kBasis[2] = {sdk::Fnv1a<uint64_t>::kBasis, sdk::Fnv1a<uint64_t>::kBasis * 31};

bool word_character(char c) { return is_letter(c) || is_digit(c) || is_multibyte(c); }

}  // namespace

void UserLists::build(std::vector<ListEntry> entries) {
  std::unordered_map<std::string, uint32_t> by_id;
  for (ListEntry& e : entries) {
    if (!e.id.empty()) {
      const auto [it, fresh] = by_id.try_emplace(e.id, static_cast<uint32_t>(entries_.size()));
      if (!fresh) {
        for (const std::string& name : e.names) insert_name(name, it->second, e.any_case);
        continue;
      }
    }
    entries_.push_back(std::move(e));
    const auto number = static_cast<uint32_t>(entries_.size() - 1);
    for (const std::string& name : entries_.back().names) insert_name(name, number, entries_.back().any_case);
  }
}

// Every place where a word of the text may end is a beginning: between a letter and another sign, and between signs.
void UserLists::insert_name(std::string_view name, uint32_t entry, bool any_case) {
  has_[any_case ? 1 : 0] = true;
  longest_ = std::max(longest_, name.size());
  uint64_t hash = kBasis[any_case ? 1 : 0];
  for (size_t begin = 0; begin < name.size();) {
    size_t end = begin + 1;
    if (word_character(name[begin]))
      while (end < name.size() && word_character(name[end])) ++end;
    hash = extend(hash, name.substr(begin, end - begin), any_case);
    if (name[begin] != ' ') insert(mix(hash), end == name.size() ? entry : kNoEntity);
    begin = end;
  }
}

void UserLists::insert(uint64_t key, uint32_t entry) {
  if ((used_ + 1) * 2 > cells_.size()) {
    std::vector<Cell> old = std::move(cells_);
    cells_.assign(std::max<size_t>(1024, old.size() * 2), Cell{});
    for (const Cell& c : old) {
      if (c.key == 0) continue;
      size_t at = c.key & (cells_.size() - 1);
      while (cells_[at].key != 0) at = (at + 1) & (cells_.size() - 1);
      cells_[at] = c;
    }
  }
  key |= 1;  // zero is an empty cell
  size_t at = key & (cells_.size() - 1);
  while (cells_[at].key != 0 && cells_[at].key != key) at = (at + 1) & (cells_.size() - 1);
  if (cells_[at].key == 0) ++used_;
  cells_[at].key = key;
  Cell& cell = cells_[at];
  // Of two entries with one name, the higher priority counts, then the first.
  if (entry != kNoEntity && (cell.entry == kNoEntity || entries_[entry].priority > entries_[cell.entry].priority))
    cell.entry = entry;
}

const UserLists::Cell* UserLists::find(uint64_t key) const {
  key |= 1;
  for (size_t at = key & (cells_.size() - 1); cells_[at].key != 0; at = (at + 1) & (cells_.size() - 1))
    if (cells_[at].key == key) return &cells_[at];
  return nullptr;
}

// The longest name that starts at each word.
void UserLists::walk(std::string_view document, const std::vector<Unit>& units, uint32_t first, uint32_t last,
                     bool any_case, std::vector<Mention>& out) const {
  for (uint32_t i = first; i < last; ++i) {
    uint64_t hash = kBasis[any_case ? 1 : 0];
    Mention best;
    // Accents may make the text a little longer than the name.
    for (uint32_t j = i; j < last && units[j].end - units[i].begin <= 2 * longest_; ++j) {
      if (j > i && units[j].begin > units[j - 1].end) hash = extend(hash, " ", any_case);
      const std::string_view text = document.substr(units[j].begin, units[j].end - units[j].begin);
      hash = extend(hash, text, any_case);
      const Cell* cell = find(mix(hash));
      // A part like "do" of "don't" ends where no beginning is known, though the name may go on.
      const bool inside =
          units[j].end < document.size() && word_character(document[units[j].end]) && word_character(text.back());
      if (cell == nullptr && !inside) break;
      if (cell != nullptr && cell->entry != kNoEntity) {
        best = Mention{i, j + 1, entries_[cell->entry].type, 0, kNoEntity, 1.0f};
        best.listed = cell->entry;
      }
    }
    if (best.last != 0) out.push_back(best);
  }
}

void UserLists::add(std::string_view document, const std::vector<Unit>& units,
                    const std::vector<UnitSentence>& sentences, std::vector<Mention>& names) const {
  if (entries_.empty()) return;
  std::vector<Mention> listed;
  for (const UnitSentence& s : sentences)
    for (const bool any_case : {false, true})
      if (has_[any_case ? 1 : 0]) walk(document, units, s.first, s.last, any_case, listed);
  if (listed.empty()) return;
  const auto priority = [&](const Mention& m) {
    return m.listed == kNoEntity ? -0.5f : static_cast<float>(entries_[m.listed].priority);
  };
  std::vector<Mention> all = std::move(names);
  all.insert(all.end(), listed.begin(), listed.end());
  std::stable_sort(all.begin(), all.end(), [&](const Mention& a, const Mention& b) {
    const float p = priority(a), q = priority(b);
    return p != q                                 ? p > q
           : a.last - a.first != b.last - b.first ? a.last - a.first > b.last - b.first
                                                  : a.first < b.first;
  });
  std::vector<uint8_t> taken(units.size(), 0);
  names.clear();
  for (const Mention& m : all) {
    const auto begin = taken.begin() + m.first, end = taken.begin() + m.last;
    if (std::find(begin, end, 1) != end) continue;
    std::fill(begin, end, uint8_t{1});
    names.push_back(m);
  }
  std::sort(names.begin(), names.end(), [](const Mention& a, const Mention& b) { return a.first < b.first; });
}

}  // namespace entities
