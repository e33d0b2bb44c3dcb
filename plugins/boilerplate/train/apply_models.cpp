// Articles by models that are not those of the plugin, for cross_validate.py.
//
//   apply_models FOLDER < LIST      FOLDER: holds markup.bin, text.bin, page.bin; LIST: as for dump_features
// Standard output: per page u32 size and the text of its body, blocks joined by newlines.
#include <iostream>

#include <newsgrain/abi/layers.h>

#include "judge.hpp"

int main(int argc, char** argv) {
  using namespace boilerplate;
  if (argc != 2) return 2;
  Judge judge(argv[1]);
  PageFile pages;
  for (std::string line; std::getline(std::cin, line);) {
    const Page& page = pages.read(line);
    judge.read(page);
    std::string body;
    for (uint32_t b = 0; b < page.n_blocks; ++b)
      if (judge.roles.role[b] == NG_ROLE_BODY && judge.roles.duplicate_of[b] == kNone) (body += page.block(b)) += '\n';
    const auto size = static_cast<uint32_t>(body.size());
    std::cout.write(reinterpret_cast<const char*>(&size), sizeof size);
    std::cout << body;
  }
  return std::cout.good() ? 0 : 1;
}
