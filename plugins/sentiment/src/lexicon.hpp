// lexicon.hpp: valences of words and phrases in [-1, 1], and what part a word plays in its sentence.
//
// Words are compared in plain form: lower case, straight marks, one space between words. Precedence: the user's lexicon
// before the shipped one; in each, the longest phrase before shorter ones and single words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <newsgrain/sdk/text.hpp>

namespace sentiment {

namespace sdk = newsgrain::sdk;

enum class Role : uint8_t { word, function, negation, said, booster, damper, but, comma, quote, mark, hyphen };

// A word in plain form in a buffer of its own; longer words are cut.
class Plain {
 public:
  static constexpr size_t kLongest = 40;
  explicit Plain(std::string_view text);
  std::string_view view() const { return {bytes_, size_}; }

 private:
  char bytes_[kLongest + 4];
  size_t size_ = 0;
};

// FNV-1a with its bits mixed at the end.
class Hasher {
 public:
  void add(char c) { fnv_.add(c); }
  uint32_t value() const {
    uint32_t h = fnv_.value() ^ fnv_.value() >> 15;
    h *= 0x2C1B3C6Du;
    return h ^ h >> 12;
  }
  // 16 bits before the mixing, enough to tell begins of words apart.
  uint32_t lead() const { return (fnv_.value() ^ fnv_.value() >> 16) & 0xFFFF; }

 private:
  sdk::Fnv1a<uint32_t> fnv_;
};
inline uint32_t hash_bytes(std::string_view text) {
  Hasher hasher;
  for (const char c : text) hasher.add(c);
  return hasher.value();
}
inline bool ascii_alnum(char c) { return sdk::is_ascii_digit(c) || sdk::is_ascii_letter(c); }

class Lexicon {
 public:
  struct Entry {
    uint32_t hash = 0;
    Role role = Role::word;
    bool used = false, users = false;
    float valence = 0;
  };
  struct Phrase {
    std::string key;
    float valence;
    bool users;
  };

  // Parses "word or phrase<TAB>valence" lines of the shipped table.
  explicit Lexicon(std::string_view shipped);
  // Adds the user's entries. Throws std::runtime_error that names the line of a fault.
  void add_users(std::string_view file, const std::string& name);
  // nullptr for a word that is not listed.
  const Entry* find(uint32_t hash) const {
    if ((seen_[hash >> 21] >> (hash >> 15 & 63) & 1) == 0)
      return nullptr;  // most words: without leaving the nearest cache
    for (uint32_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
      const Entry& entry = table_[slot];
      if (!entry.used) return nullptr;
      if (entry.hash == hash) return &entry;
    }
  }
  // Whether a phrase may begin with a word whose first letters and digits, up to kLead of them, have this
  // Hasher::lead().
  bool may_start(uint32_t lead) const { return starts_[lead >> 6] >> (lead & 63) & 1; }
  static constexpr size_t kLead = 5;
  // The longest phrase that the words from `at` on spell out, the user's first; `last` becomes the word behind it.
  // nullptr for none. `Words` have begin and end in `text`. Slow: ask may_start() before.
  template <class Words>
  const Phrase* phrase(std::string_view text, const Words& words, size_t at, size_t& last) const;

 private:
  void put(std::string_view plain, float valence, bool users);
  void set_role(std::string_view word, Role role);
  Entry& slot_of(uint32_t hash);
  void grow();
  void sort_phrases();

  std::vector<Entry> table_;
  std::vector<uint64_t> seen_ = std::vector<uint64_t>(1 << 11);  // a bit per first 17 bits of a hash in the table
  uint32_t mask_ = 0, count_ = 0;
  std::vector<Phrase> phrases_;                                 // sorted by key
  std::vector<uint64_t> starts_ = std::vector<uint64_t>(1024);  // a bit per lead() of a phrase
};

template <class Words>
const Lexicon::Phrase* Lexicon::phrase(std::string_view text, const Words& words, size_t at, size_t& last) const {
  constexpr size_t kMostWords = 12;
  const Phrase *best = nullptr, *low = phrases_.data(), *high = low + phrases_.size();
  size_t length = 0;
  // Narrows the range of phrases byte by byte: the work is bounded by the longest phrase.
  const auto narrow = [&](std::string_view bytes) {
    for (const char c : bytes) {
      const auto byte_at = [&](const Phrase& p) {
        return p.key.size() > length ? static_cast<unsigned char>(p.key[length]) : -1;
      };
      const int wanted = static_cast<unsigned char>(c);
      const Phrase* end = high;
      for (const Phrase* step = end; low < step;) {
        const Phrase* middle = low + (step - low) / 2;
        if (byte_at(*middle) < wanted)
          low = middle + 1;
        else
          step = middle;
      }
      const Phrase* begin = low;
      for (const Phrase* step = begin; step < high;) {
        const Phrase* middle = step + (high - step) / 2;
        if (byte_at(*middle) <= wanted)
          step = middle + 1;
        else
          high = middle;
      }
      ++length;
      if (low == high) return false;
    }
    return true;
  };
  for (size_t i = at; i < words.size() && i < at + kMostWords; ++i) {
    if (i > at && words[i].begin > words[i - 1].end && !narrow(" ")) break;
    if (!narrow(Plain(text.substr(words[i].begin, words[i].end - words[i].begin)).view())) break;
    if (low->key.size() == length && (best == nullptr || low->users >= best->users)) {
      best = low;
      last = i + 1;
    }
  }
  return best;
}

}  // namespace sentiment
