// A page of a list, read as the plugin would get it. For the tools in this folder.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "../src/page.hpp"
#include "newsgrain/reader.hpp"
#include "source/html_extension.hpp"

namespace boilerplate {

inline std::string file_content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

// Keeps what the page's views point to; one page at a time.
class PageFile {
 public:
  // `line`: a path, or "text<TAB>path" for plain text.
  const Page& read(std::string line) {
    newsgrain::ReadOptions options;
    if (line.compare(0, 5, "text\t") == 0) {
      options.media_type = "text/plain";
      line = line.substr(5);
    }
    bytes_ = file_content(line);
    reader_.read(bytes_, options, read_);
    page_.text = read_.text;
    page_.markup = read_.markup_view(bytes_);
    page_.html = static_cast<const ng_html*>(newsgrain::internal::html_extension());
    page_.n_elements = static_cast<uint32_t>(read_.elements.size());
    page_.element_begin = read_.elements.begin.data();
    page_.element_end = read_.elements.end.data();
    page_.parent = read_.elements.parent.data();
    page_.markup_begin = read_.elements.markup_begin.data();
    page_.markup_end = read_.elements.markup_end.data();
    page_.start_tag_end = read_.elements.start_tag_end.data();
    page_.tag = read_.elements.tag.data();
    page_.n_blocks = static_cast<uint32_t>(read_.blocks.size());
    page_.block_begin = read_.blocks.begin.data();
    page_.block_end = read_.blocks.end.data();
    page_.block_element = read_.blocks.element.data();
    page_.link_bytes = read_.blocks.link_bytes.data();
    page_.kind = read_.blocks.kind.data();
    page_.level = read_.blocks.level.data();
    return page_;
  }

 private:
  newsgrain::Reader reader_;
  newsgrain::ReadResult read_;
  std::string bytes_;
  Page page_;
};

}  // namespace boilerplate
