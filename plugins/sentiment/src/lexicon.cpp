#include "lexicon.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "lang/words.hpp"

namespace sentiment {
namespace {

using newsgrain::lang::Class;

// Plain form of a key: whitespace of any kind becomes one space.
std::string plain_key(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t size = 0;
    while (size < text.size() && static_cast<unsigned char>(text[size]) > ' ' && text.substr(size, 2) != "\xC2\xA0")
      ++size;
    if (size == 0) {
      text.remove_prefix(text[0] == '\xC2' ? 2 : 1);
      continue;
    }
    if (!out.empty()) out += ' ';
    out += Plain(text.substr(0, size)).view();
    text.remove_prefix(size);
  }
  return out;
}

bool is_phrase(std::string_view key) {
  // The tokens of a key with marks inside are not known: letters and digits alone are one token for certain.
  return std::any_of(key.begin(), key.end(), [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80);
  });
}

}  // namespace

Plain::Plain(std::string_view text) {
  const auto put = [&](std::string_view bytes) {
    std::copy(bytes.begin(), bytes.end(), bytes_ + size_);
    size_ += bytes.size();
  };
  std::string lower;
  for (size_t at = 0; at < text.size() && size_ < kLongest;) {
    const sdk::CodePoint c = sdk::decode(text, at);
    const std::string_view bytes = text.substr(at, c.size);
    at += c.size;
    if (c.value == '`' || (c.value >= 0x2018 && c.value <= 0x201B)) {
      put("'");
    } else if (c.value >= 0x2010 && c.value <= 0x2015) {
      put("-");
    } else if (c.value >= 0x201C && c.value <= 0x201F) {
      put("\"");
    } else if (c.value == 0x2026) {
      put(".");
    } else if ((c.value >= 0x2000 && c.value < 0x2040) || sdk::is_ignorable(c.value)) {
      continue;  // the rest of general punctuation
    } else if (c.value < 0x80) {
      bytes_[size_++] = sdk::to_lower(bytes[0]);
    } else {
      lower.clear();
      sdk::append_lower(lower, bytes);
      put(lower);
    }
  }
  const std::string_view all = view();
  if (all == "''" || all == "\xC2\xAB" || all == "\xC2\xBB") {
    bytes_[0] = '"';
    size_ = 1;
  } else if (size_ > 1 && (all.find_first_not_of('-') == std::string_view::npos ||
                           all.find_first_not_of('.') == std::string_view::npos)) {
    size_ = 1;
  }
}

Lexicon::Lexicon(std::string_view shipped) {
  table_.resize(1 << 15);
  mask_ = static_cast<uint32_t>(table_.size() - 1);
  while (!shipped.empty()) {
    const size_t end = std::min(shipped.find('\n'), shipped.size());
    const std::string_view line = shipped.substr(0, end);
    shipped.remove_prefix(std::min(shipped.size(), end + 1));
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos || line[0] == '#') continue;
    float value = 0;
    if (std::from_chars(line.data() + tab + 1, line.data() + line.size(), value).ec == std::errc())
      put(line.substr(0, tab), value, false);
  }
  // Of a word with several the last counts.
  constexpr std::pair<Class, Role> kRoles[] = {
      {Class::function_word, Role::function}, {Class::reporting, Role::said},  {Class::booster, Role::booster},
      {Class::damper, Role::damper},          {Class::adversative, Role::but}, {Class::negation, Role::negation}};
  for (const auto& [c, role] : kRoles)
    newsgrain::lang::dictionary("en")->each(c, [&, r = role](std::string_view word) { set_role(word, r); });
  set_role(",", Role::comma);
  set_role("\"", Role::quote);
  set_role("-", Role::hyphen);
  for (const std::string_view mark : {";", ":", ".", "!", "?", "(", ")", "[", "]", "/"}) set_role(mark, Role::mark);
  sort_phrases();
}

void Lexicon::add_users(std::string_view file, const std::string& name) {
  if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
  std::vector<std::pair<std::string, float>> seen;
  for (size_t number = 1; !file.empty(); ++number) {
    const size_t end = std::min(file.find('\n'), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(file.size(), end + 1));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    const auto fault = [&](const std::string& what) {
      throw std::runtime_error(name + ", line " + std::to_string(number) + ": " + what +
                               "; a line is: word or phrase, tab, score from -1 to 1");
    };
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) fault("no tab");
    const std::string key = plain_key(line.substr(0, tab));
    if (key.empty()) fault("no word before the tab");
    std::string_view number_text = line.substr(tab + 1);
    while (!number_text.empty() && number_text.front() == ' ') number_text.remove_prefix(1);
    while (!number_text.empty() && (number_text.back() == ' ' || number_text.back() == '\t'))
      number_text.remove_suffix(1);
    if (number_text.starts_with('+')) number_text.remove_prefix(1);
    float value = 0;
    const auto [rest, error] = std::from_chars(number_text.data(), number_text.data() + number_text.size(), value);
    if (error != std::errc() || rest != number_text.data() + number_text.size() || !std::isfinite(value))
      fault("the score is no number");
    if (value < -1 || value > 1) fault("the score lies outside of -1 to 1");
    put(key, value, true);
  }
  sort_phrases();
}

Lexicon::Entry& Lexicon::slot_of(uint32_t hash) {
  if (count_ * 2 >= table_.size()) grow();
  uint32_t slot = hash & mask_;
  while (table_[slot].used && table_[slot].hash != hash) slot = (slot + 1) & mask_;
  if (!table_[slot].used) {
    table_[slot].used = true;
    table_[slot].hash = hash;
    seen_[hash >> 21] |= uint64_t{1} << (hash >> 15 & 63);
    ++count_;
  }
  return table_[slot];
}

void Lexicon::grow() {
  std::vector<Entry> old(table_.size() * 2);
  old.swap(table_);
  mask_ = static_cast<uint32_t>(table_.size() - 1);
  for (const Entry& entry : old) {
    if (!entry.used) continue;
    uint32_t slot = entry.hash & mask_;
    while (table_[slot].used) slot = (slot + 1) & mask_;
    table_[slot] = entry;
  }
}

void Lexicon::put(std::string_view plain, float valence, bool users) {
  if (is_phrase(plain)) phrases_.push_back({std::string(plain), valence, users});
  // A key with marks may be one token as well (":-)", "t-shirt"); with spaces it is none.
  if (plain.find(' ') != std::string_view::npos) return;
  Entry& entry = slot_of(hash_bytes(plain));
  entry.valence = valence;
  entry.users = users;
}

void Lexicon::set_role(std::string_view word, Role role) { slot_of(hash_bytes(word)).role = role; }

void Lexicon::sort_phrases() {
  // Of equal keys the user's, and of the user's the last, stays.
  std::stable_sort(phrases_.begin(), phrases_.end(), [](const Phrase& a, const Phrase& b) { return a.key < b.key; });
  std::vector<Phrase> kept;
  for (Phrase& phrase : phrases_) {
    if (!kept.empty() && kept.back().key == phrase.key)
      kept.back() = std::move(phrase);
    else
      kept.push_back(std::move(phrase));
  }
  phrases_ = std::move(kept);
  std::fill(starts_.begin(), starts_.end(), 0);
  for (const Phrase& phrase : phrases_) {
    Hasher hasher;
    for (size_t i = 0; i < phrase.key.size() && i < kLead && ascii_alnum(phrase.key[i]); ++i) hasher.add(phrase.key[i]);
    starts_[hasher.lead() >> 6] |= uint64_t{1} << (hasher.lead() & 63);
  }
}

}  // namespace sentiment
