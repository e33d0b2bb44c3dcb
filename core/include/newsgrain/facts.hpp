// facts.hpp: the metadata of a document in one struct.
#pragma once

#include <string_view>
#include <vector>

#include "newsgrain/document.hpp"

namespace newsgrain {

// What the page says of itself, and where it is silent what came with the input; empty where neither says anything. The
// views point into the document.
struct Facts {
  std::string_view title, published, modified, site, language, url, description, image;  // dates are ISO 8601
  std::string_view subtitle, image_caption, section, page_kind, quality;
  std::vector<std::string_view> authors, tags;
};
Facts facts_of(const Document& doc);

}  // namespace newsgrain
