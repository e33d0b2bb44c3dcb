// One block per line that is not blank, or per paragraph of lines that were broken at a width, without the white space
// around it.
#include "source/plain_text.hpp"

#include <algorithm>

#include "source/html_scan.hpp"
#include "source/wrapped_lines.hpp"

namespace newsgrain {
namespace {

constexpr size_t kPollEvery = 4096;  // lines
constexpr unsigned kTab = 8;

// The end of the line that begins at `begin`, and where the next one begins. A lone carriage return ends a line too;
// any number of them in front of a newline are one end ("\r\r\n" is made by writing "\r\n" to a file of text).
struct LineEnd {
  size_t end, next;
};
LineEnd line_end(std::string_view text, size_t begin, size_t newline) {
  const size_t carriage = html::find_byte(text.substr(0, newline), begin, '\r');
  if (carriage == html::kNoEnd) return {newline, newline + 1};
  size_t next = carriage;
  while (next < newline && text[next] == '\r') ++next;
  return {carriage, next == newline ? newline + 1 : carriage + 1};
}

// All lines, or those until the time for them ran out.
std::vector<TextLine> lines_of(std::string_view text, const ReadOptions& options, bool& stopped) {
  std::vector<TextLine> lines;
  const auto is_blank = [&](size_t at) { return html::is_space(text[at]) || text[at] == '\v'; };
  bool adjacent = false;
  size_t newline = 0;
  size_t count = 0;
  for (size_t begin = 0; begin < text.size();) {
    if (++count % kPollEvery == 0 && options.stopped && options.stopped()) {
      stopped = true;
      break;
    }
    if (begin == 0 || newline < begin) newline = std::min(html::find_byte(text, begin, '\n'), text.size());
    const LineEnd line = line_end(text, begin, newline);
    size_t end = line.end, indent = 0;
    for (; begin < end && is_blank(begin); ++begin)
      indent = text[begin] == '\t' ? (indent / kTab + 1) * kTab : indent + 1;
    while (end > begin && is_blank(end - 1)) --end;
    if (begin < end) {
      lines.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end), adjacent,
                       static_cast<uint16_t>(std::min<size_t>(indent, 0xFF))});
    }
    adjacent = begin < end;
    begin = line.next;
  }
  return lines;
}

}  // namespace

void read_plain_text(std::string_view markup, size_t content, const ReadOptions& options, ReadResult& result) {
  const std::string_view text = markup.substr(content);
  result.text.assign(text);
  result.text_to_markup.append_copy(static_cast<uint32_t>(content), static_cast<uint32_t>(text.size()));
  const std::vector<TextLine> lines = lines_of(text, options, result.stopped);
  const std::vector<uint8_t> continued = continued_lines(text, lines);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (continued[i] != 0) {
      result.blocks.end.back() = lines[i].end;
      continue;
    }
    result.blocks.begin.push_back(lines[i].begin);
    result.blocks.end.push_back(lines[i].end);
    result.blocks.kind.push_back(static_cast<uint8_t>(BlockKind::paragraph));
    result.blocks.level.push_back(0);
    result.blocks.element.push_back(kNoRow);
    result.blocks.link_bytes.push_back(0);
  }
}

}  // namespace newsgrain
