// roles.hpp: what each block is, and the credits and datelines inside of blocks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decide.hpp"
#include "features.hpp"
#include "metadata.hpp"

namespace boilerplate {

struct Region {
  uint32_t begin, end;
  uint8_t role;
};

struct Roles {
  std::vector<uint8_t> role;           // NG_ROLE_* per block
  std::vector<uint32_t> duplicate_of;  // an earlier block with the same words and the same role, or kNone
  std::vector<Region> regions;         // sorted
  uint32_t title = kNone, first_body = kNone, last_body = kNone;
};

void assign_roles(const Page& page, const Features& features, const Decision& decision, const Metadata& metadata,
                  Roles& out);

}  // namespace boilerplate
