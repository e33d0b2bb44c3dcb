// mention.hpp: mentions and entities as the parts of this plugin hand them around.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entities {

constexpr uint32_t kNoEntity = 0xffffffffu;

struct Mention {
  uint32_t first = 0;  // units [first, last)
  uint32_t last = 0;
  uint8_t type = 0;  // NG_ENTITY_*
  uint8_t form = 0;  // NG_FORM_*
  uint32_t entity = kNoEntity;
  float score = 1.0f;
  uint32_t listed = kNoEntity;  // entry of the user's lists
};

struct Entity {
  std::string name;
  uint8_t type = 0;
  std::string kb_id;
  std::string country;
  std::string role;
  uint32_t affiliation = kNoEntity;  // of a person: the organisation or place of the role
  std::vector<uint32_t> mentions;
  std::vector<std::string> aliases;
};

}  // namespace entities
