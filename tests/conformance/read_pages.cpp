// The reader over a pipe: reads pages in frames from standard input, writes what the reader makes of each as one JSON
// line. run.py compares that with what conformance suites expect.
//
// A frame is a line "MODE ARGUMENT SIZE" and SIZE bytes. Modes:
//   html -       the bytes as an HTML page in UTF-8
//   sniff -      the bytes as an HTML page whose encoding is to be found
//   raw NAME     the inside of the raw-text element NAME, up to its end tag
//   rcdata NAME  the same with character references
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "newsgrain/reader.hpp"
#include "source/html_scan.hpp"

namespace {

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      constexpr char kHex[] = "0123456789abcdef";
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_element(std::string& out, const newsgrain::ReadResult& page, std::string_view markup, size_t row) {
  const newsgrain::ElementColumns& elements = page.elements;
  const std::string_view tag =
      markup.substr(elements.markup_begin[row], elements.start_tag_end[row] - elements.markup_begin[row]);
  out += "{\"tag\":";
  append_json(out, tag.substr(1, newsgrain::html::scan_tag_name(tag, 1) - 1));
  out += ",\"parent\":";
  out += elements.parent[row] == newsgrain::kNoRow ? "-1" : std::to_string(elements.parent[row]);
  out += ",\"begin\":" + std::to_string(elements.begin[row]) + ",\"end\":" + std::to_string(elements.end[row]);
  out += ",\"attributes\":[";
  newsgrain::AttributeIterator attributes(tag);
  bool first = true;
  while (attributes.next()) {
    if (!first) out += ',';
    first = false;
    out += '[';
    append_json(out, attributes.name());
    out += ',';
    append_json(out, attributes.value());
    out += ']';
  }
  out += "]}";
}

std::string read_page(std::string_view bytes, const char* charset) {
  newsgrain::ReadOptions options;
  options.media_type = "text/html";
  options.charset = charset;
  const newsgrain::ReadResult page = newsgrain::read_source(bytes, options);
  std::string out = "{\"encoding\":";
  append_json(out, page.encoding);
  out += ",\"text\":";
  append_json(out, page.text);
  out += ",\"elements\":[";
  for (size_t row = 0; row < page.elements.size(); ++row) {
    if (row > 0) out += ',';
    append_element(out, page, page.markup_view(bytes), row);
  }
  return out + "]}";
}

std::string read_raw(std::string_view bytes, const std::string& name, bool references) {
  using newsgrain::html::RawText;
  const RawText kind = name == "script" ? RawText::script : name == "plaintext" ? RawText::rest : RawText::plain;
  const size_t end = newsgrain::html::find_raw_text_end(bytes, 0, name, kind);
  const std::string_view inside = bytes.substr(0, end);
  std::string text;
  if (references) {
    newsgrain::decode_character_references(inside, false, text);
  } else {
    text = inside;
  }
  std::string out = "{\"text\":";
  append_json(out, text);
  return out + (end == newsgrain::html::kNoEnd ? ",\"ended\":false}" : ",\"ended\":true}");
}

}  // namespace

int main() {
  char mode[16];
  char argument[64];
  unsigned long size = 0;
  std::string bytes;
  while (std::scanf("%15s %63s %lu", mode, argument, &size) == 3) {
    std::getchar();  // the end of the line
    bytes.resize(size);
    if (std::fread(bytes.data(), 1, size, stdin) != size) return 2;
    const std::string_view what = mode;
    std::string line;
    if (what == "html") {
      line = read_page(bytes, "utf-8");
    } else if (what == "sniff") {
      line = read_page(bytes, "");
    } else {
      line = read_raw(bytes, argument, what == "rcdata");
    }
    std::puts(line.c_str());
    std::fflush(stdout);
  }
  return 0;
}
