// plain_title.hpp: the headline of a text without markup.
#pragma once

#include <cstdint>
#include <vector>

#include "features.hpp"
#include "page.hpp"

namespace boilerplate {

// The line above the article whose words the article takes up most: menus and headlines of other articles do not share theirs with
// it. kNone where no line could be one. `content`: is a block the article's; `first_body`: its first paragraph, or kNone. Linear.
uint32_t find_plain_title(const Page& page, const std::vector<BlockFacts>& facts, const std::vector<uint8_t>& content, uint32_t first_body);

}  // namespace boilerplate
