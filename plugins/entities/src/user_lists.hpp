// user_lists.hpp: names that the user gave, found in the text. 100,000 names cost about as much as ten: a walk over the
// text stops at the first word that starts no listed name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features.hpp"
#include "list_file.hpp"
#include "mention.hpp"

namespace entities {

class UserLists {
 public:
  // Call once; entries with the same id become one.
  void build(std::vector<ListEntry> entries);
  bool empty() const { return entries_.empty(); }
  const ListEntry& entry(uint32_t number) const { return entries_[number]; }

  // Puts listed names among `names` (sorted): where they overlap, the higher priority wins, then the longer one; found
  // names count as just below zero. Listed mentions have `listed` set.
  void add(std::string_view document, const std::vector<Unit>& units, const std::vector<UnitSentence>& sentences,
           std::vector<Mention>& names) const;

 private:
  struct Cell {
    uint64_t key = 0;
    uint32_t entry = kNoEntity;  // kNoEntity: only a beginning
  };
  void insert(uint64_t key, uint32_t entry);
  const Cell* find(uint64_t key) const;
  void insert_name(std::string_view name, uint32_t entry, bool any_case);
  void walk(std::string_view document, const std::vector<Unit>& units, uint32_t first, uint32_t last, bool any_case,
            std::vector<Mention>& out) const;

  std::vector<ListEntry> entries_;
  std::vector<Cell> cells_;
  size_t used_ = 0;
  size_t longest_ = 0;            // bytes of the longest name
  bool has_[2] = {false, false};  // exact names, names in any case
};

}  // namespace entities
