// One block per line that is not blank, without the white space around it.
#include "source/plain_text.hpp"

#include "source/html_scan.hpp"

namespace newsgrain {

void read_plain_text(std::string_view markup, size_t content, ReadResult& result) {
  const std::string_view text = markup.substr(content);
  result.text.assign(text);
  result.text_to_markup.append_copy(static_cast<uint32_t>(content), static_cast<uint32_t>(text.size()));
  const auto is_blank = [&](size_t at) { return html::is_space(text[at]) || text[at] == '\v'; };
  size_t begin = 0;
  while (begin < text.size()) {
    size_t line_end = html::find_byte(text, begin, '\n');
    if (line_end == html::kNoEnd) line_end = text.size();
    const size_t next = line_end + 1;
    // A lone carriage return ends a line too.
    const size_t carriage = html::find_byte(text.substr(0, line_end), begin, '\r');
    size_t end = carriage == html::kNoEnd ? line_end : carriage;
    const size_t following = carriage == html::kNoEnd ? next : carriage + 1;
    while (begin < end && is_blank(begin)) ++begin;
    while (end > begin && is_blank(end - 1)) --end;
    if (begin < end) {
      result.blocks.begin.push_back(static_cast<uint32_t>(begin));
      result.blocks.end.push_back(static_cast<uint32_t>(end));
      result.blocks.kind.push_back(static_cast<uint8_t>(BlockKind::paragraph));
      result.blocks.level.push_back(0);
      result.blocks.element.push_back(kNoRow);
      result.blocks.link_bytes.push_back(0);
    }
    begin = following;
  }
}

}  // namespace newsgrain
