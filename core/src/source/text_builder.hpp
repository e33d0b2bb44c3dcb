// Builds the text of a page and its blocks from pieces of markup: white space, references, separators.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/reader.hpp"
#include "source/element_rows.hpp"

namespace newsgrain {

// What a block gets when it is opened.
struct BlockContext {
  BlockKind kind = BlockKind::other;
  uint8_t level = 0;
  bool preformatted = false;
  uint32_t element = kNoRow;
};

class TextBuilder {
 public:
  void start(std::string_view markup, ReadResult& result, ElementRows& rows);

  void set_context(const BlockContext& context) { context_ = context; }
  void enter_link() { ++links_; }
  void leave_link() { --links_; }

  // Character data of the markup, [begin, end). Without `references` an '&' is just an '&'.
  void run(uint32_t begin, uint32_t end, bool references = true);
  // A <br>.
  void line_break(uint32_t begin, uint32_t end);
  // A border where two words must not be glued together, though no white space stands there.
  void word_break(uint32_t markup_position);
  // The border of a block-level element.
  void block_break() {
    if (block_open_) close_block();
  }
  void finish() { block_break(); }

  uint32_t size() const { return static_cast<uint32_t>(text_->size()); }

 private:
  enum class PendingKind : uint8_t { space, newline, no_break_space, literal };
  struct Pending {
    uint32_t begin;
    uint32_t end;
    PendingKind kind;
    bool in_link;
  };

  void add_white_space(uint32_t begin, uint32_t end);
  void add_pending(uint32_t begin, uint32_t end, PendingKind kind);
  void add_reference(uint32_t begin, uint32_t end, std::string_view value);
  void emit(uint32_t begin, uint32_t end);
  void emit_value(uint32_t begin, uint32_t end, std::string_view value);
  void before_visible(uint32_t markup_position, char first);
  void flush_pending(uint32_t markup_position);
  void open_block(uint32_t markup_position);
  void close_block();
  void append(uint32_t begin, uint32_t end, std::string_view value);

  const char* markup_ = nullptr;
  const char* markup_end_ = nullptr;
  std::string* text_ = nullptr;
  TextMap* map_ = nullptr;
  BlockColumns* blocks_ = nullptr;
  ElementRows* rows_ = nullptr;

  BlockContext context_;
  uint32_t links_ = 0;
  bool block_open_ = false;
  bool block_preformatted_ = false;
  uint32_t newlines_ = 0;         // among the pending pieces
  uint32_t word_break_ = kNoRow;  // where in the markup a word break is pending
  std::vector<Pending> pending_;  // white space that counts only if text follows in the block
};

}  // namespace newsgrain
