// The HTML parser: one pass over the markup, a stack of open elements, no tree and no recursion.
//
// Every step costs O(1) or takes elements off the stack, each once: the innermost open element of a name, of a scope
// and of the block level is known at any time, so that no end tag ever searches.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "newsgrain/reader.hpp"
#include "source/element_rows.hpp"
#include "source/html_scan.hpp"
#include "source/text_builder.hpp"

namespace newsgrain {

class HtmlParser {
 public:
  // Fills text, text_to_markup, elements, blocks, html_lang and note of the result.
  void parse(std::string_view markup, size_t content, const ReadOptions& options, ReadResult& result);

 private:
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  static constexpr size_t kTags = static_cast<size_t>(Tag::count);

  // Chains of open elements: each knows the next outer one of its kind.
  enum Chain : uint8_t { kBlockChain, kScopeChain, kListChain, kTableChain, kButtonChain, kChains };

  struct Open {
    Tag tag;
    bool hidden;
    bool hidden_by_attribute;
    bool link;
    bool block;
    bool dead;      // its end tag has come, but it stays as long as what it contains
    bool recorded;  // has a row of its own
    uint8_t list_level;
    uint8_t quote_level;
    BlockKind inherited;  // what text in generic elements inside of it is
    BlockContext context;
    uint32_t row;  // its row, or that of the next outer element that has one
    uint16_t depth;
    uint32_t markup_begin;
    uint32_t outer_of_name;
    uint32_t outer[kChains];
  };

  struct StartTag {
    Tag tag;
    uint32_t properties;
    uint32_t begin;
    uint32_t end;
    uint32_t name_begin;
    uint32_t name_end;
    bool self_closing = false;
    bool hidden = false;
    bool open_attribute = false;  // of <dialog>
    bool shadow_root = false;     // of <template>
    bool shown_later = false;     // hidden only until a script or the reader of the page opens it
    size_t lang_begin = 0, lang_end = 0;
  };

  void parse_all(bool show_hidden);
  void reset(bool show_hidden);
  void finish();
  size_t on_markup(size_t lt);
  size_t on_start_tag(size_t lt);
  size_t on_end_tag(size_t lt);
  void end_tag(Tag tag, size_t name_begin, size_t name_end, uint32_t begin, uint32_t end);
  bool end_by_own_rule(Tag tag, size_t name_begin, size_t name_end, uint32_t begin, uint32_t end);
  void end_heading(uint32_t begin, uint32_t end);
  bool scan_attributes(StartTag& tag, size_t position);
  bool is_repeated(const StartTag& tag);
  bool leave_select(const StartTag& tag);
  void note_attribute(StartTag& tag, const html::Attribute& attribute);
  size_t recover_tag_end(size_t name_end);

  void text(size_t begin, size_t end, bool references = true);
  void close_implied(const StartTag& tag);
  void close_up_to(Tag tag, Chain border, uint32_t markup_end);
  size_t raw_text_element(const StartTag& tag);
  uint32_t add_row(const StartTag& tag);
  void push(const StartTag& tag);
  static void set_context(Open& open, const Open* outer, const StartTag& tag);
  void pop_to(uint32_t level, uint32_t inner_markup_end, uint32_t markup_end);
  void pop_one(uint32_t markup_end);
  void close_inline(uint32_t level, uint32_t markup_begin, uint32_t markup_end);
  uint32_t find_custom(size_t name_begin, size_t name_end) const;
  void block_border() {
    if (hidden_ == 0) builder_.block_break();
  }
  uint32_t& innermost(Tag tag) { return innermost_[static_cast<size_t>(tag)]; }
  uint32_t innermost(Tag tag) const { return innermost_[static_cast<size_t>(tag)]; }
  // True if an element of this name is open inside of the innermost one of the chain.
  bool in_scope(Tag tag, Chain chain) const { return inside(innermost(tag), chains_[chain]); }
  static bool inside(uint32_t level, uint32_t border) { return level != kNone && (border == kNone || level >= border); }
  void add_note(const char* remark);

  std::string_view markup_;
  size_t content_ = 0;  // where the page begins: after a byte order mark
  const ReadOptions* options_ = nullptr;
  ReadResult* result_ = nullptr;
  ElementRows rows_;
  TextBuilder builder_;

  std::vector<Open> stack_;
  uint32_t innermost_[kTags];
  uint32_t chains_[kChains];
  uint32_t overflow_[kTags];  // open elements by name that are too deep for the stack
  uint32_t overflows_ = 0;
  uint32_t hidden_ = 0;  // open elements that hide their content
  uint32_t hidden_by_attribute_ = 0;
  bool show_hidden_ = false;
  bool head_open_ = false;
  bool body_seen_ = false;
  bool after_link_ = false;  // nothing stood between here and the last </a>
  uint32_t body_end_ = 0;    // after </body>, as long as nothing follows it
  uint32_t body_text_size_ = 0;
  uint32_t recoveries_ = 0;
  bool end_tag_missing_[kTags];  // raw-text elements whose end tag does not come any more
  uint64_t hidden_bytes_ = 0;    // text left out because of an attribute
  uint64_t noscript_bytes_ = 0;
  bool depth_limit_hit_ = false;
  bool element_limit_hit_ = false;
};

}  // namespace newsgrain
