// meta_names.hpp: the names of meta tags (property, name, itemprop) that say something of the page.
#pragma once

#include <cstdint>
#include <string_view>

namespace boilerplate {

struct MetaName {
  std::string_view name;  // in lower case
  uint8_t key;            // NG_META_*, or kPageType
  uint8_t rank;           // smaller is better
};
inline constexpr uint8_t kPageType = 0xFF;  // "article", "website", "profile"

// Null for any other name.
const MetaName* find_meta_name(std::string_view lower_case_name);

}  // namespace boilerplate
