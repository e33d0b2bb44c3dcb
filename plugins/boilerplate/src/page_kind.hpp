// page_kind.hpp: what kind of page it is, and how well its article was found, from numbers that sum the page up.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "features.hpp"
#include "forest.hpp"
#include "metadata.hpp"

namespace boilerplate {

inline constexpr unsigned kSummaryCount = 36;
using Summary = std::array<float, kSummaryCount>;

// `odds`: log odds of each block by the last forest. `url`: of the page; may be empty.
Summary summarise(const Page& page, const Features& features, const std::vector<float>& odds, const Metadata& metadata,
                  std::string_view url);

struct PageKind {
  float article = 0, list = 0;  // probabilities
  float press = 0;    // probability that it is like a page of a newspaper, judged as if it said little of itself
  float quality = 0;  // F1 of the article to expect
};

// `forests`: log odds of an article, log odds of a list, expected F1, log odds of press.
PageKind judge_page(const std::vector<Forest>& forests, const Summary& summary);

}  // namespace boilerplate
