// page.hpp: what the features see of a page: text, markup, and the columns of the element and block layers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <newsgrain/abi/ext/html.h>

namespace boilerplate {

inline constexpr uint32_t kNone = 0xFFFFFFFFu;

// Views only; valid as long as the layers are.
struct Page {
  std::string_view text, markup;
  const ng_html* html = nullptr;

  uint32_t n_elements = 0;
  const uint32_t *element_begin = nullptr, *element_end = nullptr, *parent = nullptr, *markup_begin = nullptr,
                 *markup_end = nullptr, *start_tag_end = nullptr;
  const uint16_t* tag = nullptr;

  uint32_t n_blocks = 0;
  const uint32_t *block_begin = nullptr, *block_end = nullptr, *block_element = nullptr, *link_bytes = nullptr;
  const uint8_t *kind = nullptr, *level = nullptr;
  const uint32_t* site_pages = nullptr;  // pages of the site with this line; null where the page stands by itself

  bool plain() const { return n_elements == 0; }
  std::string_view block(uint32_t row) const {
    return text.substr(block_begin[row], block_end[row] - block_begin[row]);
  }
  std::string_view start_tag(uint32_t element) const {
    return markup.substr(markup_begin[element], start_tag_end[element] - markup_begin[element]);
  }
};

}  // namespace boilerplate
