// CPU time per page of what an extraction library does: parse, roles of the blocks, metadata. Pages are in memory,
// nothing is written.
//
//   bench_extraction PLUGIN_FOLDER FOLDER [ROUNDS]      FOLDER holds HTML pages; one thread
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "newsgrain/pipeline.hpp"
#include "pages.hpp"

namespace {

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: bench_extraction PLUGIN_FOLDER FOLDER [ROUNDS]\n");
    return 2;
  }
  const std::vector<PageFile> pages = read_folder(argv[2]);
  const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 5;
  newsgrain::PipelineOptions options;
  options.search.bundled = argv[1];
  options.components = {"boilerplate"};
  options.timings = true;
  options.keep_source = false;
  auto pipeline = newsgrain::Pipeline::create(options);
  if (!pipeline) {
    std::fprintf(stderr, "%s\n", pipeline.error().message.c_str());
    return 1;
  }
  double best = 1e30, best_read = 0, best_roles = 0;
  for (int round = 0; round < rounds; ++round) {
    double read = 0, roles = 0, all = 0;
    for (const PageFile& page : pages) {
      newsgrain::Input input;
      input.bytes = page.bytes;
      input.media_type = "text/html";
      const double start = cpu_ms();
      const newsgrain::Document doc = pipeline.value()->analyze(std::move(input));
      all += cpu_ms() - start;
      for (const auto& timing : doc.timings) {
        if (timing.step == "read") read += static_cast<double>(timing.microseconds) / 1e3;
        if (timing.step == "boilerplate") roles += static_cast<double>(timing.microseconds) / 1e3;
      }
    }
    if (all < best) best = all, best_read = read, best_roles = roles;
  }
  const auto n = static_cast<double>(pages.size());
  std::printf("%zu pages, best of %d rounds, CPU ms a page\n", pages.size(), rounds);
  std::printf("newsgrain                 %8.3f   (reader and language %.3f, roles and metadata %.3f)\n", best / n,
              best_read / n, best_roles / n);
  return 0;
}
