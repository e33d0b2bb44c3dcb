// Fuzz target: any bytes as a page. The maps and rows must hold whatever comes.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "newsgrain/offsets.hpp"
#include "newsgrain/reader.hpp"

namespace {
void require(bool condition) {
  if (!condition) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  newsgrain::ReadOptions options;
  options.media_type = "text/html";
  options.max_depth = 64;
  static newsgrain::Reader reader;  // with the memory of the page before
  static newsgrain::ReadResult page;
  reader.read(bytes, options, page);
  require(newsgrain::is_valid_utf8(page.text));
  require(page.text_to_markup.output_size() == page.text.size());
  const std::string_view markup = page.markup_view(bytes);
  for (const newsgrain::TextSegment& segment : page.text_to_markup.segments()) {
    require(segment.in_end() <= markup.size());
    if (segment.kind != newsgrain::SegmentKind::copy) continue;
    require(std::string_view(page.text).substr(segment.out_begin, segment.out_len) ==
            markup.substr(segment.in_begin, segment.in_len));
  }
  for (size_t row = 0; row < page.elements.size(); ++row) {
    require(page.elements.begin[row] <= page.elements.end[row]);
    require(page.elements.end[row] <= page.text.size());
    require(page.elements.start_tag_end[row] <= page.elements.markup_end[row]);
    require(page.elements.markup_end[row] <= markup.size());
    const uint32_t parent = page.elements.parent[row];
    require(parent == newsgrain::kNoRow || parent < row);
    const uint32_t begin = page.elements.markup_begin[row];
    newsgrain::AttributeIterator attributes(markup.substr(begin, page.elements.start_tag_end[row] - begin));
    while (attributes.next()) attributes.value();
  }
  uint32_t previous = 0;
  for (size_t block = 0; block < page.blocks.size(); ++block) {
    require(page.blocks.begin[block] >= previous && page.blocks.begin[block] < page.blocks.end[block]);
    previous = page.blocks.end[block];
    require(page.to_source({page.blocks.begin[block], previous}).end <= bytes.size());
  }
  require(previous <= page.text.size());
  return 0;
}
