// decide.hpp: which blocks are the article's: a probability per block by two forests, then the best sequence.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "context.hpp"
#include "features.hpp"
#include "forest.hpp"
#include "metadata.hpp"
#include "page_kind.hpp"

namespace boilerplate {

struct Models {
  std::vector<Forest> markup, text;  // first and second forest, for pages and for text without markup
  std::vector<Forest> page;          // see judge_page()
};

struct Decision {
  std::vector<float> probability;  // of being content, per block
  std::vector<uint8_t> content;
  PageKind page;
};

// What the decision needs room for; kept from page to page.
struct Scratch {
  Context context;
  std::vector<float> first, second;
};

// `features` get their context. `bias` is added to the log odds: negative favours precision. Viterbi over two states
// with a cost for each change. `url`: of the page, may be empty.
void decide(const Page& page, const Models& models, const Metadata& metadata, std::string_view url, float bias,
            Features& features, Scratch& scratch, Decision& out);

}  // namespace boilerplate
