// Writes the lines that could be the headline of texts without markup, for fit_title.py.
//
//   dump_titles FOLDER < LIST      FOLDER: holds markup.bin, text.bin, page.bin; LIST: as for dump_features, texts only
// Standard output: per page u32 lines; per line u32 size and its text, kTitleClueCount floats.
#include <iostream>

#include "../src/plain_title.hpp"
#include "judge.hpp"

int main(int argc, char** argv) {
  using namespace boilerplate;
  if (argc != 2) return 2;
  Judge judge(argv[1]);
  PageFile pages;
  const auto put = [](const auto* values, size_t n) {
    std::cout.write(reinterpret_cast<const char*>(values), static_cast<std::streamsize>(n * sizeof *values));
  };
  for (std::string line; std::getline(std::cin, line);) {
    const Page& page = pages.read(line);
    judge.read(page);
    const std::vector<TitleLine> lines =
        title_lines(page, judge.features.facts(), judge.decision.content, judge.roles.first_body);
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
