// Writes the features of all blocks of the pages named on standard input, for train.py.
//
//   dump_features OUT [ODDS [summary]] < LIST      LIST: one path per line, or "text<TAB>path" for plain text
// ODDS: a float per block, page after page: what the first forest said; with it the features are those of the second.
// With "summary" it is what the second forest said, and OUT is kSummaryCount floats per page. OUT: per page u32
// n_blocks, u32 n_features; n_blocks x (u32 size, bytes of the text); n_blocks * n_features floats.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "../src/context.hpp"
#include "../src/metadata.hpp"
#include "../src/page_kind.hpp"
#include "page_file.hpp"

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) return 2;
  std::ifstream odds_file;
  if (argc >= 3) odds_file.open(argv[2], std::ios::binary);
  const unsigned width = argc == 3 ? boilerplate::kAllCount : boilerplate::kFeatureCount;
  std::ofstream out(argv[1], std::ios::binary);
  const auto put = [&](uint32_t v) { out.write(reinterpret_cast<const char*>(&v), sizeof v); };
  boilerplate::PageFile pages;
  boilerplate::Elements elements;
  boilerplate::Features features;
  boilerplate::Context context;
  std::vector<float> odds;
  std::string line;
  while (std::getline(std::cin, line)) {
    const boilerplate::Page& page = pages.read(line);
    elements.read(page);
    const boilerplate::Metadata metadata = boilerplate::read_metadata(page, elements);
    features.compute(page, elements, metadata.titles);
    if (argc >= 3) {
      odds.resize(page.n_blocks);
      odds_file.read(reinterpret_cast<char*>(odds.data()), std::streamsize(sizeof(float) * page.n_blocks));
      if (!odds_file) return 1;
      if (argc == 4) {
        const boilerplate::Summary summary = boilerplate::summarise(page, features, odds, metadata, {});
        out.write(reinterpret_cast<const char*>(summary.data()), sizeof summary);
        continue;
      }
      context.compute(page, odds, features);
    }
    put(page.n_blocks);
    put(width);
    for (uint32_t b = 0; b < page.n_blocks; ++b) {
      put(static_cast<uint32_t>(page.block(b).size()));
      out << page.block(b);
    }
    for (uint32_t b = 0; b < page.n_blocks; ++b)
      for (uint32_t k = 0; k < width; ++k) {
        const float value = features.rows().at(b, k);
        out.write(reinterpret_cast<const char*>(&value), sizeof value);
      }
  }
  return out.good() ? 0 : 1;
}
