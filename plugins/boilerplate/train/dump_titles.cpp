// Writes the lines that could be the headline of texts without markup, for fit_title.py.
//
//   dump_titles FOLDER < LIST      FOLDER: holds markup.bin, text.bin, page.bin; LIST: as for dump_features, texts only
// Standard output: per page u32 lines; per line u32 size and its text, kTitleClueCount floats.
#include <iostream>

#include <newsgrain/abi/layers.h>

#include "../src/decide.hpp"
#include "../src/plain_title.hpp"
#include "../src/roles.hpp"
#include "page_file.hpp"

int main(int argc, char** argv) {
  using namespace boilerplate;
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  const std::string markup = file_content(folder + "/markup.bin"), text = file_content(folder + "/text.bin"), kinds = file_content(folder + "/page.bin");
  const Models models{read_forests(markup, {kFeatureCount, kAllCount}), read_forests(text, {kFeatureCount, kAllCount}),
                      read_forests(kinds, {kSummaryCount, kSummaryCount, kSummaryCount, kSummaryCount})};
  PageFile pages;
  Elements elements;
  Features features;
  Scratch scratch;
  Decision decision;
  Roles roles;
  const auto put = [](const auto* values, size_t n) { std::cout.write(reinterpret_cast<const char*>(values), static_cast<std::streamsize>(n * sizeof *values)); };
  for (std::string line; std::getline(std::cin, line);) {
    const Page& page = pages.read(line);
    elements.read(page);
    const Metadata metadata = read_metadata(page, elements);
    features.compute(page, elements, metadata.titles);
    decide(page, models, metadata, {}, 0, features, scratch, decision);
    assign_roles(page, features, decision, metadata, roles);
    const std::vector<TitleLine> lines = title_lines(page, features.facts(), decision.content, roles.first_body);
    const auto n = static_cast<uint32_t>(lines.size());
    put(&n, 1);
    for (const TitleLine& l : lines) {
      const auto size = static_cast<uint32_t>(page.block(l.block).size());
      put(&size, 1);
      std::cout << page.block(l.block);
      put(l.clues.data(), l.clues.size());
    }
  }
  return std::cout.good() ? 0 : 1;
}
