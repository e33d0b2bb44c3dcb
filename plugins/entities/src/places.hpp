// places.hpp: countries (and parts of them, and countries of the past) with their names, adjectives, codes and Wikidata
// ids (data/countries.tsv).
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text.hpp"

namespace entities {

struct Country {
  std::string_view code;
  std::string_view id;
  std::string_view name;
  std::string_view capital;     // its usual name
  std::string_view capital_id;  // empty where other places have that name
};

class Countries {
 public:
  // `bytes` must outlive the object.
  void open(std::string_view bytes) {
    while (!bytes.empty()) {
      const size_t newline = bytes.find('\n');
      std::string_view line = bytes.substr(0, newline);
      bytes.remove_prefix(newline == std::string_view::npos ? bytes.size() : newline + 1);
      std::string_view fields[7];
      for (std::string_view& field : fields) field = cut(line, '\t');
      const uint32_t row = static_cast<uint32_t>(countries_.size());
      std::string_view seats = fields[5];
      countries_.push_back(Country{fields[0], fields[1], fields[2], cut(seats, '|'), fields[6]});
      while (!fields[3].empty()) names_.emplace(key(cut(fields[3], '|')), row);
      while (!fields[5].empty()) capitals_.emplace(key(cut(fields[5], '|')), row);
      while (!fields[4].empty()) demonyms_.emplace(key(cut(fields[4], '|')), row);
    }
  }
  // nullptr where the text is no name (adjective) of a country.
  const Country* named(std::string_view text) const { return find(names_, text); }
  const Country* demonym(std::string_view text) const { return find(demonyms_, text); }
  const Country* capital(std::string_view text) const { return find(capitals_, text); }

 private:
  using Table = std::unordered_map<uint64_t, uint32_t>;
  static std::string_view cut(std::string_view& text, char at) {
    const size_t end = text.find(at);
    const std::string_view out = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return out;
  }
  static uint64_t key(std::string_view text) {
    std::string folded;
    fold_into(text, folded);
    return sdk::hash(folded);
  }
  const Country* find(const Table& table, std::string_view text) const {
    if (text.size() > 60) return nullptr;
    const auto it = table.find(key(text));
    return it == table.end() ? nullptr : &countries_[it->second];
  }
  std::vector<Country> countries_;
  Table names_, demonyms_, capitals_;
};

}  // namespace entities
