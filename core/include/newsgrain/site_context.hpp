// site_context.hpp: which lines stand on several pages of a site, when its pages are given together.
//
//   SiteContext pages;
//   for (const Input& input : inputs) pages.add(input);             // first pass: reads the pages, counts their lines
//   auto known = std::make_shared<const SiteContext>(std::move(pages));
//   for (Input& input : inputs) input.site_context = known;         // second pass: analyse
//
// A page that is analysed with a context gets the layer block.site, which the extractor of the article may read, and a
// note that says so. Nothing is counted unless somebody asks for it, and nothing outlives the context.
//
// Lines are compared as CCNet does (Wenzek et al., 2020): lower case, digits alike, no punctuation, no white space. A
// site is the host of a page's address: as given with the input, else as the page says (canonical link, og:url). A page
// of which nearly all stood on an earlier page of its site is a copy, and counts for nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "newsgrain/input.hpp"
#include "newsgrain/reader.hpp"

namespace newsgrain {

class SiteContext {
 public:
  // At most `max_lines` lines are held, at about 32 bytes each. Beyond that lines seen least are forgotten (lossy
  // counting: Manku and Motwani, 2002), so that counts may be too small, never too large. The same inputs in the same
  // order give the same counts.
  explicit SiteContext(size_t max_lines = size_t{1} << 22);

  // Counts the lines of a page. An input with an error, over `max_input` bytes, or without an address counts for
  // nothing.
  void add(const Input& input, uint64_t max_input = 64u << 20);

  struct Lines {
    std::string site;              // host; empty where it is not known
    uint32_t pages = 0;            // of the site, copies of one article counted once
    std::vector<uint32_t> counts;  // per block: pages of the site with this line, at least 1
  };
  // Of a page that was read from `source`; `url` may be empty. Safe for several threads as long as none adds.
  Lines lines_of(std::string_view url, std::string_view source, const ReadResult& page) const;

 private:
  void count(uint64_t key);
  void forget();

  Reader reader_;
  ReadResult page_;
  std::unordered_map<uint64_t, uint32_t> lines_;  // of a site and a line
  std::unordered_map<uint64_t, uint32_t> pages_;  // of a site
  size_t max_lines_;
  uint32_t floor_ = 0;  // lines with so few pages were forgotten
};

}  // namespace newsgrain
