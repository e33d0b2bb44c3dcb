// Writes the features of all blocks of the pages named on standard input, for train.py.
//
//   dump_features OUT [ODDS [summary]] < LIST      LIST: one path per line, or "text<TAB>path" for plain text
// ODDS: a float per block, page after page: what the first forest said; with it the features are those of the second. With
// "summary" it is what the second forest said, and OUT is kSummaryCount floats per page.
// OUT: per page u32 n_blocks, u32 n_features; n_blocks x (u32 size, bytes of the text); n_blocks * n_features floats.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "../src/context.hpp"
#include "../src/metadata.hpp"
#include "../src/page_kind.hpp"
#include "newsgrain/reader.hpp"
#include "source/html_extension.hpp"

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) return 2;
  std::ifstream odds_file;
  if (argc >= 3) odds_file.open(argv[2], std::ios::binary);
  const unsigned width = argc == 3 ? boilerplate::kAllCount : boilerplate::kFeatureCount;
  std::ofstream out(argv[1], std::ios::binary);
  const auto put = [&](uint32_t v) { out.write(reinterpret_cast<const char*>(&v), sizeof v); };
  newsgrain::Reader reader;
  newsgrain::ReadResult read;
  boilerplate::Features features;
  boilerplate::Context context;
  std::vector<float> odds;
  std::string line;
  while (std::getline(std::cin, line)) {
    newsgrain::ReadOptions options;
    if (line.compare(0, 5, "text\t") == 0) {
      options.media_type = "text/plain";
      line = line.substr(5);
    }
    std::ifstream file(line, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    const std::string bytes = content.str();
    reader.read(bytes, options, read);
    boilerplate::Page page;
    page.text = read.text;
    page.markup = read.markup_view(bytes);
    page.html = static_cast<const ng_html*>(newsgrain::internal::html_extension());
    page.n_elements = static_cast<uint32_t>(read.elements.size());
    page.element_begin = read.elements.begin.data();
    page.element_end = read.elements.end.data();
    page.parent = read.elements.parent.data();
    page.markup_begin = read.elements.markup_begin.data();
    page.markup_end = read.elements.markup_end.data();
    page.start_tag_end = read.elements.start_tag_end.data();
    page.tag = read.elements.tag.data();
    page.n_blocks = static_cast<uint32_t>(read.blocks.size());
    page.block_begin = read.blocks.begin.data();
    page.block_end = read.blocks.end.data();
    page.block_element = read.blocks.element.data();
    page.link_bytes = read.blocks.link_bytes.data();
    page.kind = read.blocks.kind.data();
    page.level = read.blocks.level.data();
    const boilerplate::Metadata metadata = boilerplate::read_metadata(page);
    features.compute(page, metadata.titles);
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
