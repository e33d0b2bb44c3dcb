// list_file.hpp: reads a user's list of names from CSV, JSON or TOML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entities {

struct ListEntry {
  std::vector<std::string> names;  // the first one is the entity's name
  uint8_t type = 0;                // NG_ENTITY_*
  std::string id;                  // for kb_id; entries with the same id are one entity
  std::string country;             // ISO 3166-1 alpha-2
  bool any_case = false;
  int32_t priority = 0;  // below zero: only where nothing else was found
};

// Adds the entries of a file to `out`. `path` ends in .csv, .json or .toml. Throws std::runtime_error with "path:line:
// what is wrong" and the cure. Format: README.md.
void read_list(std::string_view path, std::string_view bytes, std::vector<ListEntry>& out);

}  // namespace entities
