// The reader: decoding, then parsing. See reader.hpp for the contract.
#include "newsgrain/reader.hpp"

#include <algorithm>

#include "source/decode.hpp"
#include "source/encoding_remark.hpp"
#include "source/html_parser.hpp"
#include "source/html_scan.hpp"
#include "source/plain_text.hpp"
#include "source/sniff.hpp"

namespace newsgrain {

void ElementColumns::clear() {
  begin.clear();
  end.clear();
  tag.clear();
  parent.clear();
  depth.clear();
  markup_begin.clear();
  markup_end.clear();
  start_tag_end.clear();
}

void BlockColumns::clear() {
  begin.clear();
  end.clear();
  kind.clear();
  level.clear();
  element.clear();
  link_bytes.clear();
}

void ReadResult::clear() {
  media_type.clear();
  encoding.clear();
  text.clear();
  markup_storage.clear();
  markup_is_source = true;
  markup_size = 0;
  text_to_markup.clear();
  markup_to_source.clear();
  elements.clear();
  blocks.clear();
  html_lang.clear();
  stopped = false;
  note.clear();
}

struct Reader::Scratch {
  Decoder decoder;
  HtmlParser parser;
};

Reader::Reader() : scratch_(std::make_unique<Scratch>()) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

namespace {

bool is_html_type(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  while (!media_type.empty() && media_type.back() == ' ') media_type.remove_suffix(1);
  return html::equals_lower(media_type.data(), media_type.size(), "text/html") ||
         html::equals_lower(media_type.data(), media_type.size(), "application/xhtml+xml");
}

}  // namespace

void Reader::read(std::string_view bytes, const ReadOptions& options, ReadResult& result) {
  result.clear();
  const auto limit = static_cast<size_t>(std::min<uint64_t>(options.max_input, kMaxMarkup));
  const bool cut = bytes.size() > limit;
  if (cut) bytes = bytes.substr(0, limit);
  const bool is_html = options.media_type.empty() ? looks_like_html(bytes) : is_html_type(options.media_type);
  result.media_type = is_html ? "text/html" : "text/plain";

  const size_t behind_mark = scratch_->decoder.decode(bytes, options.charset, is_html, result);
  const size_t content = options.decoded && !is_html ? 0 : behind_mark;
  if (cut) {
    if (!result.note.empty()) result.note += "; ";
    result.note += "input cut at the limit";
  }
  const std::string_view markup = result.markup_view(bytes);
  if (is_html) {
    scratch_->parser.parse(markup, content, options, result);
  } else {
    read_plain_text(markup, content, options, result);
  }
  if (const std::string remark = encoding_remark(result.text); !remark.empty()) {
    if (!result.note.empty()) result.note += "; ";
    result.note += remark;
  }
}

ReadResult read_source(std::string_view bytes, const ReadOptions& options) {
  ReadResult result;
  Reader().read(bytes, options, result);
  return result;
}

}  // namespace newsgrain
