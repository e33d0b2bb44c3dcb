// words.hpp: what the word lists of a language say of a word, in one look-up. The lists are
// plugins/common/lang/<code>.tsv, compiled into the plugin; README.md there says how to add a word, a class or a
// language.
//
//   const lang::WordClasses classes = lang::english(plain);  // once a token
//   if (classes.has(Class::prep)) ...
//
// A word is looked up in its plain form: sdk::to_plain(). All functions may be called by any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include <newsgrain/sdk/text.hpp>

namespace newsgrain::lang {

// One enumerator a line of classes.tsv, in lower case.
enum class Class : uint16_t {
#include "word_classes.inc"
  count
};

class ClassSet {
 public:
  constexpr ClassSet() = default;
  constexpr ClassSet(std::initializer_list<Class> classes) {
    for (const Class c : classes) bits_[index(c) / 64] |= uint64_t{1} << index(c) % 64;
  }
  constexpr ClassSet& operator|=(const ClassSet& other) {
    for (unsigned i = 0; i < kWords; ++i) bits_[i] |= other.bits_[i];
    return *this;
  }
  constexpr bool has(Class c) const { return (bits_[index(c) / 64] >> index(c) % 64 & 1) != 0; }
  // Whether the two have a class in common.
  constexpr bool any(const ClassSet& of) const {
    for (unsigned i = 0; i < kWords; ++i)
      if ((bits_[i] & of.bits_[i]) != 0) return true;
    return false;
  }
  constexpr bool empty() const { return !any(*this); }

 private:
  static constexpr unsigned index(Class c) { return static_cast<unsigned>(c); }
  static constexpr unsigned kWords = static_cast<unsigned>(Class::count) / 64 + 1;
  uint64_t bits_[kWords] = {};
};

// The classes of one word: a pointer to a set that lives as long as the program. Cheap to keep with each token.
class WordClasses {
 public:
  constexpr WordClasses() = default;
  explicit constexpr WordClasses(const ClassSet& set) : set_(&set) {}
  constexpr bool has(Class c) const { return set_->has(c); }
  constexpr bool any(const ClassSet& of) const { return set_->any(of); }
  // Whether the word is in no list.
  constexpr bool empty() const { return set_->empty(); }

 private:
  static constexpr ClassSet kNone{};
  const ClassSet* set_ = &kNone;
};

// The lists of one language.
class Dictionary {
 public:
  struct Entry {
    std::string_view word;
    uint16_t set;  // index into the sets
  };
  // `slots`: open addressing by sdk::hash(), a power of two of them; 0 is an empty one, else the entry's number plus 1.
  constexpr Dictionary(const Entry* entries, uint32_t count, const ClassSet* sets, const ClassSet& all,
                       const uint16_t* slots, uint32_t mask)
      : entries_(entries), count_(count), sets_(sets), all_(all), slots_(slots), mask_(mask) {}

  WordClasses find(std::string_view plain) const { return find(plain, sdk::hash(plain)); }
  // The same for who has the hash of the word already.
  WordClasses find(std::string_view plain, uint64_t hash) const {
    for (uint32_t slot = static_cast<uint32_t>(hash) & mask_; slots_[slot] != 0; slot = (slot + 1) & mask_)
      if (const Entry& entry = entries_[slots_[slot] - 1]; entry.word == plain) return WordClasses(sets_[entry.set]);
    return {};
  }

  // Whether any word of the language is in the class.
  bool uses(Class c) const { return all_.has(c); }
  // Calls use(word) for each word of the class, in the order of their bytes.
  template <class F>
  void each(Class c, F&& use) const {
    for (uint32_t i = 0; i < count_; ++i)
      if (sets_[entries_[i].set].has(c)) use(entries_[i].word);
  }

 private:
  const Entry* entries_;
  uint32_t count_;
  const ClassSet* sets_;
  ClassSet all_;
  const uint16_t* slots_;
  uint32_t mask_;
};

// Of a language by its two letters ("de"); nullptr where there are no lists.
const Dictionary* dictionary(std::string_view language);
// Of all languages.
std::span<const Dictionary* const> dictionaries();
WordClasses english(std::string_view plain);
WordClasses english(std::string_view plain, uint64_t hash);

}  // namespace newsgrain::lang
