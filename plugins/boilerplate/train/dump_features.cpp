// Writes the features of all blocks of the pages named on standard input, for train.py.
//
//   dump_features OUT < LIST      LIST: one path per line, or "text<TAB>path" for plain text
// OUT: per page u32 n_blocks, u32 n_features; n_blocks x (u32 size, bytes of the text); n_blocks * n_features floats.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "../src/features.hpp"
#include "../src/metadata.hpp"
#include "newsgrain/reader.hpp"
#include "source/html_extension.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ofstream out(argv[1], std::ios::binary);
  const auto put = [&](uint32_t v) { out.write(reinterpret_cast<const char*>(&v), sizeof v); };
  newsgrain::Reader reader;
  newsgrain::ReadResult read;
  boilerplate::Features features;
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
    put(page.n_blocks);
    put(boilerplate::kFeatureCount);
    for (uint32_t b = 0; b < page.n_blocks; ++b) {
      put(static_cast<uint32_t>(page.block(b).size()));
      out << page.block(b);
    }
    if (page.n_blocks != 0) out.write(reinterpret_cast<const char*>(features.row(0)), std::streamsize(sizeof(float) * page.n_blocks * boilerplate::kFeatureCount));
  }
  return out.good() ? 0 : 1;
}
