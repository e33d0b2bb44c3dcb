// Articles by models that are not those of the plugin, for cross_validate.py.
//
//   apply_models FOLDER < LIST      FOLDER: holds markup.bin, text.bin, page.bin; LIST: as for dump_features
// Standard output: per page u32 size and the text of its body, blocks joined by newlines.
#include <iostream>

#include <newsgrain/abi/layers.h>

#include "../src/decide.hpp"
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
  for (std::string line; std::getline(std::cin, line);) {
    const Page& page = pages.read(line);
    elements.read(page);
    const Metadata metadata = read_metadata(page, elements);
    features.compute(page, elements, metadata.titles);
    decide(page, models, metadata, {}, 0, features, scratch, decision);
    assign_roles(page, features, decision, metadata, roles);
    std::string body;
    for (uint32_t b = 0; b < page.n_blocks; ++b)
      if (roles.role[b] == NG_ROLE_BODY && roles.duplicate_of[b] == kNone) (body += page.block(b)) += '\n';
    const auto size = static_cast<uint32_t>(body.size());
    std::cout.write(reinterpret_cast<const char*>(&size), sizeof size);
    std::cout << body;
  }
  return std::cout.good() ? 0 : 1;
}
