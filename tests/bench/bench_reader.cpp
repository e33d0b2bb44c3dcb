// How fast pages become text and blocks, beside libxml2: GB of markup per second on one thread.
//
//   bench_reader FOLDER [ROUNDS]      FOLDER holds HTML pages
//
// The pages are read into memory first. Each contender makes, of every page, the text of its body; the best of several
// rounds counts, and rounds of the contenders take turns so that none has the quiet machine for itself.
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "newsgrain/reader.hpp"
#include "pages.hpp"

namespace {

using Clock = std::chrono::steady_clock;

size_t run_newsgrain(const std::vector<PageFile>& pages) {
  static newsgrain::Reader reader;
  static newsgrain::ReadResult result;
  newsgrain::ReadOptions options;
  options.media_type = "text/html";
  size_t bytes = 0;
  for (const PageFile& page : pages) {
    reader.read(page.bytes, options, result);
    bytes += result.text.size();
  }
  return bytes;
}

size_t text_bytes(const xmlNode* node) {
  size_t bytes = 0;
  while (node != nullptr) {  // no recursion: pages nest deeply
    if (node->type == XML_TEXT_NODE && node->content != nullptr) {
      bytes += static_cast<size_t>(xmlStrlen(node->content));
    }
    if (node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != nullptr && node->next == nullptr) node = node->parent;
    if (node != nullptr) node = node->next;
    if (node != nullptr && node->type == XML_HTML_DOCUMENT_NODE) break;
  }
  return bytes;
}

size_t run_libxml2(const std::vector<PageFile>& pages) {
  size_t bytes = 0;
  for (const PageFile& page : pages) {
    htmlDocPtr document =
        htmlReadMemory(page.bytes.data(), static_cast<int>(page.bytes.size()), nullptr, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    if (document == nullptr) continue;
    bytes += text_bytes(xmlDocGetRootElement(document));
    xmlFreeDoc(document);
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_reader FOLDER [ROUNDS]\n");
    return 2;
  }
  const std::vector<PageFile> pages = read_folder(argv[1]);
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  size_t markup = 0;
  for (const PageFile& page : pages) markup += page.bytes.size();
  struct Contender {
    const char* name;
    std::function<size_t(const std::vector<PageFile>&)> run;
    double best = 1e30;
    size_t bytes = 0;
  };
  Contender contenders[] = {{"newsgrain", run_newsgrain}, {"libxml2", run_libxml2}};
  for (int round = 0; round < rounds; ++round) {
    for (Contender& contender : contenders) {
      const auto start = Clock::now();
      contender.bytes = contender.run(pages);
      contender.best = std::min(contender.best, std::chrono::duration<double>(Clock::now() - start).count());
    }
  }
  std::printf("%zu pages, %.1f MB of markup, best of %d rounds\n", pages.size(), static_cast<double>(markup) / 1e6,
              rounds);
  std::printf("%-12s%10s%12s\n", "reader", "GB/s", "text MB");
  for (const Contender& contender : contenders) {
    std::printf("%-12s%10.3f%12.1f\n", contender.name, static_cast<double>(markup) / 1e9 / contender.best,
                static_cast<double>(contender.bytes) / 1e6);
  }
  return 0;
}
