// plain_title.hpp: the headline of a text without markup.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "features.hpp"
#include "page.hpp"

namespace boilerplate {

// A line that could be the headline, and what speaks for and against it.
inline constexpr unsigned kTitleClueCount = 20;
struct TitleLine {
  uint32_t block;
  std::array<float, kTitleClueCount> clues;
};

// `content`: is a block the article's; `first_body`: its first paragraph, or kNone. Linear.
std::vector<TitleLine> title_lines(const Page& page, const std::vector<BlockFacts>& facts,
                                   const std::vector<uint8_t>& content, uint32_t first_body);

// The likeliest line, by weights that train/fit_title.py finds; kNone where no line could be one.
uint32_t find_plain_title(const Page& page, const std::vector<BlockFacts>& facts, const std::vector<uint8_t>& content,
                          uint32_t first_body);

}  // namespace boilerplate
