// From the bytes of a page to text, blocks and a flat DOM, with maps back to every byte.
//
//   Reader reader;                                  // one per thread; keeps its memory from page to page
//   ReadResult page;
//   reader.read(bytes, ReadOptions{}, page);
//   page.text;                                      // the visible text, UTF-8
//   page.to_source({page.blocks.begin[0], page.blocks.end[0]});   // where it stands in `bytes`
//
// Reading never fails: a broken page gives what can be read of it and a note that says what was wrong. The work is
// linear in the size of the input, whatever the input is.
//
// The text of an HTML page
// - is what a reader sees: without scripts, styles, comments, form values, and elements that are hidden by the
//   `hidden` attribute, by aria-hidden="true", by an inline style or by their nature (template, closed dialog, ...).
//   If nearly the whole page is hidden that way, its scripts were meant to show it, and so does the reader.
// - has white space collapsed as browsers do, a newline for <br> and between blocks, and nothing where an inline
//   element begins or ends. Each byte either comes from bytes of the markup or is an inserted separator.
// - falls into blocks: maximal runs of inline content below one block-level element. Two or more <br> in a row (in
//   preformatted text: an empty line) end a block, as a paragraph does.
// Plain text stays as it is, byte by byte; each line that is not blank is a block. Lines of a paragraph that a program
// broke at a width are one block, with the line breaks inside.
//
// A Reader may be used by one thread at a time; different Readers are independent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/html_tags.hpp"
#include "newsgrain/text_map.hpp"

namespace newsgrain {

// No row: the parent of a root element, the element of a block that stands in none.
inline constexpr uint32_t kNoRow = 0xFFFFFFFFu;

struct ReadOptions {
  std::string media_type;  // "text/html", "text/plain"; "" looks at the content
  std::string charset;     // as declared outside of the page, for example by HTTP; "" if it was not
  bool decoded = false;  // the bytes are UTF-8 made of characters: a text keeps a U+FEFF in front, which else is a mark
                         // of the file
  uint32_t max_depth = 512;         // deeper elements are kept, but as children of the one at this depth
  uint32_t max_elements = 1000000;  // further elements are left out; their text is not
  uint32_t max_attributes = 1024;   // attributes of one tag that are looked at
  uint64_t max_input = 1u << 30;    // bytes; what follows is cut off, with a note
  std::function<bool()> stopped;    // asked now and then; true ends the reading: what was read until then stays
};

// The flat DOM: one row per element, in document order (so `begin` ascends, and a parent stands before its
// children). Rows exist for elements that have a start tag in the markup; html, head and body are not invented.
struct ElementColumns {
  std::vector<uint32_t> begin;  // text
  std::vector<uint32_t> end;
  std::vector<uint16_t> tag;            // Tag
  std::vector<uint32_t> parent;         // row or kNoRow
  std::vector<uint16_t> depth;          // 0 for a root
  std::vector<uint32_t> markup_begin;   // the '<' of the start tag
  std::vector<uint32_t> markup_end;     // after the end tag, or where the element was closed
  std::vector<uint32_t> start_tag_end;  // after the '>' of the start tag

  size_t size() const { return tag.size(); }
  void clear();
};

enum class BlockKind : uint8_t {
  paragraph = 0,
  heading = 1,
  list_item = 2,
  quote = 3,
  cell = 4,
  preformatted = 5,
  caption = 6,
  other = 7
};

struct BlockColumns {
  std::vector<uint32_t> begin;  // text; not empty, no white space at either end, ascending, disjoint
  std::vector<uint32_t> end;
  std::vector<uint8_t> kind;         // BlockKind
  std::vector<uint8_t> level;        // 1-6 of a heading; nesting of a list item or a quote, from 1; else 0
  std::vector<uint32_t> element;     // the nearest block-level element: row or kNoRow
  std::vector<uint32_t> link_bytes;  // bytes of the block's text inside <a>

  size_t size() const { return begin.size(); }
  void clear();
};

struct ReadResult {
  std::string media_type;  // "text/html" or "text/plain"
  std::string encoding;    // the name the Encoding Standard gives it, in lower case: "utf-8", "windows-1252"
  std::string text;        // UTF-8, always valid, at most 2^31 - 1 bytes

  // The source as UTF-8. If it was UTF-8 already it is not copied: then markup_is_source is true, markup_storage
  // is empty, and the markup is the first markup_size bytes of the source.
  std::string markup_storage;
  bool markup_is_source = true;
  uint32_t markup_size = 0;
  std::string_view markup_view(std::string_view source) const {
    return markup_is_source ? source.substr(0, markup_size) : std::string_view(markup_storage);
  }

  TextMap text_to_markup;
  TextMap markup_to_source;
  ByteRange to_source(ByteRange text_range) const {
    const ByteRange range = text_to_markup.to_input(text_range);
    return markup_is_source ? range : markup_to_source.to_input(range);
  }

  ElementColumns elements;
  BlockColumns blocks;
  std::string html_lang;  // the lang attribute of <html>, as written
  bool stopped = false;   // ReadOptions::stopped ended the reading
  std::string note;       // what was odd: "; " between several remarks; empty if nothing was

  void clear();
};

class Reader {
 public:
  Reader();
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // Reads one page. What `result` held before is lost, its memory is used again.
  void read(std::string_view bytes, const ReadOptions& options, ReadResult& result);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

// The same for a single page.
ReadResult read_source(std::string_view bytes, const ReadOptions& options = ReadOptions());

// The attributes of a start tag.
//
//   AttributeIterator it(markup.substr(markup_begin, start_tag_end - markup_begin));
//   while (it.next()) if (it.is("href")) use(it.value());
//
// Names are as written; compare them with is(), which ignores ASCII case. If a name is given twice the first one
// counts, as in a browser; the iterator shows both.
class AttributeIterator {
 public:
  // `start_tag` begins with '<'.
  explicit AttributeIterator(std::string_view start_tag);

  bool next();
  std::string_view name() const { return name_; }
  std::string_view raw_value() const { return raw_value_; }
  bool has_value() const { return has_value_; }
  // The value with character references decoded. Valid until the next call of value() or next().
  std::string_view value();
  // `lower_case_name` must be in lower case.
  bool is(std::string_view lower_case_name) const;

 private:
  std::string_view tag_;
  size_t position_ = 0;
  std::string_view name_;
  std::string_view raw_value_;
  bool has_value_ = false;
  std::string decoded_;
};

// The decoded value of one attribute. False if the tag has no such attribute.
bool find_attribute(std::string_view start_tag, std::string_view lower_case_name, std::string& value);

// Appends `raw` to `out` with character references decoded by the rules for attribute values or for text.
void decode_character_references(std::string_view raw, bool in_attribute, std::string& out);

}  // namespace newsgrain
