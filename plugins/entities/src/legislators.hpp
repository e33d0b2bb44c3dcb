// legislators.hpp: members of the US Congress with their Wikidata ids (data/legislators.tsv).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "text.hpp"

namespace entities {

class Legislators {
 public:
  // `bytes` must outlive the object.
  void open(std::string_view bytes) {
    while (!bytes.empty()) {
      const size_t newline = bytes.find('\n');
      const std::string_view line = bytes.substr(0, newline);
      bytes.remove_prefix(newline == std::string_view::npos ? bytes.size() : newline + 1);
      const size_t tab = line.find('\t');
      if (tab != std::string_view::npos) ids_.emplace(key(line.substr(0, tab)), line.substr(tab + 1));
    }
  }
  // Empty where nobody has that name, case and accents aside.
  std::string_view id(std::string_view name) const {
    constexpr size_t kLongest = 60;
    const auto it = name.size() > kLongest ? ids_.end() : ids_.find(key(name));
    return it == ids_.end() ? std::string_view() : it->second;
  }

 private:
  static uint64_t key(std::string_view name) {
    std::string folded;
    fold_into(name, folded);
    return sdk::hash(folded);
  }
  std::unordered_map<uint64_t, std::string_view> ids_;
};

}  // namespace entities
