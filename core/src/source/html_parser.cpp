// The parser's way through the markup: what is a tag, which elements it opens and closes.
#include "source/html_parser.hpp"

#include <algorithm>
#include <cstring>

#include "source/html_tags.hpp"

namespace newsgrain {

using namespace tag_property;
using html::kNoEnd;

namespace {

// A recovery from an unclosed quote may read to the end of the page; so many are granted.
constexpr uint32_t kMaxRecoveries = 8;
// How far the search for the start tag of a custom element goes.
constexpr int kCustomSearch = 16;
// Pieces of markup between two looks at the clock.
constexpr size_t kPollEvery = 4096;

uint32_t u32(size_t value) { return static_cast<uint32_t>(value); }

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

bool holds_visible(std::string_view text) {
  for (const char c : text) {
    if (!html::is_space(c) && c != '\0') return true;
  }
  return false;
}

// True if a style attribute says `property: value`.
bool style_says(std::string_view style, std::string_view property, std::string_view value) {
  for (size_t at = 0; at + property.size() + value.size() < style.size(); ++at) {
    if (!html::equals_lower(style.data() + at, property.size(), property)) continue;
    if (at > 0 && style[at - 1] != ';' && !html::is_space(style[at - 1])) continue;
    size_t next = at + property.size();
    while (next < style.size() && html::is_space(style[next])) ++next;
    if (next == style.size() || style[next] != ':') continue;
    ++next;
    while (next < style.size() && html::is_space(style[next])) ++next;
    if (style.size() - next >= value.size() && html::equals_lower(style.data() + next, value.size(), value)) {
      return true;
    }
  }
  return false;
}

// Most attributes are passed over by their first letter: id, lang, role, style, hidden, xml:lang, shadowroot,
// aria-hidden, open.
bool may_say_something(char first) {
  const unsigned letter = static_cast<unsigned>(first | 0x20) - 'a';
  constexpr uint32_t kFirst = 1u << ('i' - 'a') | 1u << ('l' - 'a') | 1u << ('r' - 'a') | 1u << ('s' - 'a') |
                              1u << ('h' - 'a') | 1u << ('x' - 'a') | 1u << ('a' - 'a') | 1u << ('o' - 'a');
  return letter < 26 && (kFirst >> letter & 1) != 0;
}

const char* why_no_text(std::string_view markup) {
  if (markup.find("<script") != std::string_view::npos || markup.find("<SCRIPT") != std::string_view::npos)
    return "no visible text: scripts fill this page in a browser, save it from there";
  if (markup.find("<frame") != std::string_view::npos || markup.find("<iframe") != std::string_view::npos)
    return "no visible text: the frames of this page hold it, read their addresses";
  return "no visible text";
}

}  // namespace

void HtmlParser::parse(std::string_view markup, size_t content, const ReadOptions& options, ReadResult& result) {
  markup_ = markup;
  content_ = content;
  options_ = &options;
  result_ = &result;
  parse_all(false);
  // A page that hides nearly everything shows it by a script: read it as the script leaves it.
  const size_t visible = result.text.size();
  if (!result.stopped && (hidden_bytes_ > 4 * visible + 400 || noscript_bytes_ > 8 * visible + 1000)) {
    result.text.clear();
    result.text_to_markup.clear();
    result.blocks.clear();
    result.html_lang.clear();
    parse_all(true);
    add_note("nearly all text was hidden and has been kept");
  }
  if (result.text.empty() && markup.size() > content) add_note(why_no_text(markup));
  rows_.move_to(result.elements);
  if (depth_limit_hit_) add_note("elements nested too deeply were flattened");
  if (element_limit_hit_) add_note("too many elements: not all were recorded");
}

void HtmlParser::reset(bool show_hidden) {
  rows_.clear();
  builder_.start(markup_, *result_, rows_);
  stack_.clear();
  std::fill(std::begin(innermost_), std::end(innermost_), kNone);
  std::fill(std::begin(chains_), std::end(chains_), kNone);
  std::fill(std::begin(overflow_), std::end(overflow_), 0);
  overflows_ = 0;
  hidden_ = hidden_by_attribute_ = 0;
  show_hidden_ = show_hidden;
  head_open_ = body_seen_ = after_link_ = false;
  body_end_ = body_text_size_ = 0;
  recoveries_ = 0;
  std::fill(std::begin(end_tag_missing_), std::end(end_tag_missing_), false);
  hidden_bytes_ = noscript_bytes_ = 0;
  depth_limit_hit_ = element_limit_hit_ = false;
}

void HtmlParser::parse_all(bool show_hidden) {
  reset(show_hidden);
  size_t position = content_, steps = 0;
  while (position < markup_.size()) {
    if (++steps % kPollEvery == 0 && options_->stopped && options_->stopped()) {
      result_->stopped = true;
      break;
    }
    const size_t lt = html::find_byte(markup_, position, '<');
    if (lt == kNoEnd) {
      text(position, markup_.size());
      break;
    }
    if (lt > position) text(position, lt);
    position = on_markup(lt);
  }
  finish();
}

void HtmlParser::finish() {
  const uint32_t end = u32(markup_.size());
  const uint32_t body = innermost(Tag::body);
  if (body != kNone && body_end_ != 0 && body_text_size_ == builder_.size()) {
    pop_to(body, body_end_, body_end_);
  }
  if (!stack_.empty()) pop_to(0, end, end);
  builder_.finish();
  rows_.finish(builder_.size());
}

// What begins with the '<' at this position; returns where to go on.
size_t HtmlParser::on_markup(size_t lt) {
  switch (html::classify(markup_, lt, innermost(Tag::math) != kNone)) {
    case html::MarkupKind::start_tag: return on_start_tag(lt);
    case html::MarkupKind::end_tag: return on_end_tag(lt);
    case html::MarkupKind::empty_end_tag: return lt + 3;
    case html::MarkupKind::text: text(lt, lt + 1); return lt + 1;
    case html::MarkupKind::comment: {
      size_t content_end = 0;
      const size_t end = html::scan_comment(markup_, lt + 4, content_end);
      return end == kNoEnd ? markup_.size() : end;
    }
    case html::MarkupKind::cdata: {
      const size_t end = markup_.find("]]>", lt + 9);
      text(lt + 9, std::min(end, markup_.size()), false);
      return end == std::string_view::npos ? markup_.size() : end + 3;
    }
    case html::MarkupKind::doctype:
    case html::MarkupKind::bogus_comment: break;
  }
  const size_t end = html::find_byte(markup_, lt + 2, '>');
  return end == kNoEnd ? markup_.size() : end + 1;
}

void HtmlParser::text(size_t begin, size_t end, bool references) {
  if (hidden_ > 0) {
    if (hidden_by_attribute_ == 0) return;
    if (end - begin > 20) hidden_bytes_ += end - begin;
    // Words that only some readers get still part their neighbours: "159<span hidden> badges,</span>1 badge".
    if (holds_visible(markup_.substr(begin, end - begin))) builder_.word_break(u32(begin));
    return;
  }
  if (head_open_ && holds_visible(markup_.substr(begin, end - begin))) {
    pop_to(innermost(Tag::head), u32(begin), u32(begin));
  }
  after_link_ = false;
  builder_.run(u32(begin), u32(end), references);
}

// --- start tags -----------------------------------------------------------------------------------

size_t HtmlParser::on_start_tag(size_t lt) {
  StartTag tag;
  tag.begin = u32(lt);
  tag.name_begin = u32(lt + 1);
  const size_t name_end = html::scan_tag_name(markup_, lt + 1);
  tag.name_end = u32(name_end);
  tag.tag = tag_code_in(markup_, lt + 1, name_end);
  tag.properties = tag_properties(tag.tag);
  if (show_hidden_ && tag.tag == Tag::noscript) tag.properties = 0;
  if (!scan_attributes(tag, name_end)) {
    const size_t end = recover_tag_end(name_end);
    if (end == kNoEnd) return markup_.size();
    tag.end = u32(end);
  }
  if (is_repeated(tag)) return tag.end;
  if (innermost(Tag::select) != kNone && leave_select(tag)) return tag.end;
  if (tag.shown_later) tag.hidden = false;
  if (tag.tag == Tag::template_) tag.hidden = !tag.shadow_root;
  if (tag.tag == Tag::dialog && !tag.open_attribute && !show_hidden_) tag.hidden = true;

  if (head_open_ && (tag.properties & kHeadContent) == 0) {
    pop_to(innermost(Tag::head), tag.begin, tag.begin);
  }
  body_end_ = 0;
  if ((tag.properties & (kClosesP | kImplied | kHeading)) != 0 || tag.tag == Tag::a || tag.tag == Tag::button) {
    close_implied(tag);
  }
  const bool block = (tag.properties & kBlock) != 0;
  if (hidden_ == 0) {
    if (block && !tag.hidden) builder_.block_break();
    if ((tag.properties & kAtomic) != 0) builder_.word_break(tag.begin);
  }
  if ((tag.properties & kVoid) != 0) {
    add_row(tag);
    if (tag.tag == Tag::br && hidden_ == 0) builder_.line_break(tag.begin, tag.end);
    return tag.end;
  }
  if ((tag.properties & kRawText) != 0) return raw_text_element(tag);
  if (tag.tag == Tag::svg) {
    const uint32_t row = add_row(tag);
    if (tag.self_closing) return tag.end;
    size_t end = html::skip_svg(markup_, tag.end);
    if (end == kNoEnd) end = markup_.size();
    if (row != kNone) rows_[row].markup_end = u32(end);
    return end;
  }
  if (tag.tag == Tag::a && after_link_ && hidden_ == 0) builder_.word_break(tag.begin);
  push(tag);
  // A newline right after <pre> does not count.
  if ((tag.properties & kPreformatted) != 0) {
    if (markup_.substr(tag.end, 2) == "\r\n") return tag.end + 2;
    if (markup_.substr(tag.end, 1) == "\n") return tag.end + 1;
  }
  return tag.end;
}

// Reads up to the end of the tag. False if the text ends first.
bool HtmlParser::scan_attributes(StartTag& tag, size_t position) {
  html::Attribute attribute;
  uint32_t count = 0;
  while (true) {
    switch (html::scan_attribute(markup_, position, attribute, tag.self_closing)) {
      case html::AttributeScan::end_of_text: return false;
      case html::AttributeScan::end_of_tag: tag.end = u32(position); return true;
      case html::AttributeScan::attribute:
        if (++count <= options_->max_attributes && may_say_something(markup_[attribute.name_begin]))
          note_attribute(tag, attribute);
        break;
    }
  }
}

void HtmlParser::note_attribute(StartTag& tag, const html::Attribute& attribute) {
  const char* name = markup_.data() + attribute.name_begin;
  const size_t size = attribute.name_end - attribute.name_begin;
  const auto is = [&](std::string_view lower) { return html::equals_lower(name, size, lower); };
  const auto value = [&] { return markup_.substr(attribute.value_begin, attribute.value_end - attribute.value_begin); };
  switch (size) {
    case 2:
      // React streams content in hidden containers and moves it to its place by a script.
      if (is("id") && value().substr(0, 2) == "S:") tag.shown_later = true;
      break;
    case 4:
      if (tag.tag == Tag::html && is("lang") && tag.lang_end == 0) {
        tag.lang_begin = attribute.value_begin;
        tag.lang_end = attribute.value_end;
      } else if (tag.tag == Tag::dialog && is("open")) {
        tag.open_attribute = true;
      } else if (is("role") && (value() == "tabpanel" || value() == "region")) {
        // A tab or an accordion: the reader of the page opens it, like <details>.
        tag.shown_later = true;
      }
      break;
    case 5:
      if (!show_hidden_ && is("style") &&
          (style_says(value(), "display", "none") || style_says(value(), "visibility", "hidden"))) {
        tag.hidden = true;
      }
      break;
    case 6:
      if (!show_hidden_ && is("hidden")) tag.hidden = true;
      break;
    case 8:
      if (tag.tag == Tag::html && is("xml:lang") && tag.lang_end == 0) {
        tag.lang_begin = attribute.value_begin;
        tag.lang_end = attribute.value_end;
      }
      break;
    case 10:
      if (tag.tag == Tag::template_ && is("shadowroot")) tag.shadow_root = true;
      break;
    case 11:
      if (!show_hidden_ && is("aria-hidden") && html::equals_lower(value().data(), value().size(), "true")) {
        tag.hidden = true;
      }
      break;
    case 14:
      if (tag.tag == Tag::template_ && is("shadowrootmode")) tag.shadow_root = true;
      break;
    default: break;
  }
}

// An unclosed quote would swallow the rest of the page: then the tag ends at its first '>'.
size_t HtmlParser::recover_tag_end(size_t name_end) {
  if (++recoveries_ > kMaxRecoveries) return kNoEnd;
  const size_t end = html::find_byte(markup_, name_end, '>');
  return end == kNoEnd ? kNoEnd : end + 1;
}

// html, head and body exist once; what another start tag says is ignored, but for the language.
bool HtmlParser::is_repeated(const StartTag& tag) {
  switch (tag.tag) {
    case Tag::html:
      if (result_->html_lang.empty() && tag.lang_end > tag.lang_begin) {
        decode_character_references(markup_.substr(tag.lang_begin, tag.lang_end - tag.lang_begin), true,
                                    result_->html_lang);
      }
      return innermost(Tag::html) != kNone || !stack_.empty();
    case Tag::head: return innermost(Tag::head) != kNone || body_seen_;
    case Tag::body: return innermost(Tag::body) != kNone;
    default: return false;
  }
}

// Tags that can not stand in a <select> end it; a second <select> does no more than that. True if the tag is done.
bool HtmlParser::leave_select(const StartTag& tag) {
  switch (tag.tag) {
    case Tag::select:
    case Tag::input:
    case Tag::keygen:
    case Tag::textarea:
      if (!in_scope(Tag::select, kScopeChain)) return false;
      pop_to(innermost(Tag::select), tag.begin, tag.begin);
      return tag.tag == Tag::select;
    case Tag::caption:
    case Tag::table:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
      // Only in a table, whose parts go on.
      if (innermost(Tag::table) != kNone && in_scope(Tag::select, kTableChain)) {
        pop_to(innermost(Tag::select), tag.begin, tag.begin);
      }
      return false;
    default: return false;
  }
}

void HtmlParser::close_up_to(Tag tag, Chain border, uint32_t markup_end) {
  if (in_scope(tag, border)) pop_to(innermost(tag), markup_end, markup_end);
}

// Elements whose end tags may be left out.
void HtmlParser::close_implied(const StartTag& tag) {
  const uint32_t at = tag.begin;
  switch (tag.tag) {
    case Tag::li: close_up_to(Tag::li, kListChain, at); break;
    case Tag::dt:
    case Tag::dd:
      close_up_to(Tag::dt, kListChain, at);
      close_up_to(Tag::dd, kListChain, at);
      break;
    case Tag::td:
    case Tag::th:
      close_up_to(Tag::td, kTableChain, at);
      close_up_to(Tag::th, kTableChain, at);
      close_up_to(Tag::caption, kTableChain, at);
      return;
    case Tag::tr:
      close_up_to(Tag::tr, kTableChain, at);
      close_up_to(Tag::caption, kTableChain, at);
      close_up_to(Tag::colgroup, kTableChain, at);
      return;
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::caption:
    case Tag::colgroup:
      for (const Tag other : {Tag::tbody, Tag::thead, Tag::tfoot, Tag::caption, Tag::colgroup}) {
        close_up_to(other, kTableChain, at);
      }
      return;
    case Tag::option:
      // Never one outside of the present <select>.
      if (inside(innermost(Tag::option), innermost(Tag::select))) close_up_to(Tag::option, kScopeChain, at);
      return;
    case Tag::optgroup:
      if (inside(innermost(Tag::option), innermost(Tag::select))) close_up_to(Tag::option, kScopeChain, at);
      if (inside(innermost(Tag::optgroup), innermost(Tag::select))) close_up_to(Tag::optgroup, kScopeChain, at);
      return;
    case Tag::rb:
    case Tag::rt:
    case Tag::rtc:
    case Tag::rp:
      if (!stack_.empty()) {
        const Tag top = stack_.back().tag;
        if (top == Tag::rb || top == Tag::rt || top == Tag::rp) pop_to(u32(stack_.size() - 1), at, at);
      }
      return;
    case Tag::a:
      if (in_scope(Tag::a, kScopeChain)) close_inline(innermost(Tag::a), at, at);
      return;
    case Tag::button: close_up_to(Tag::button, kScopeChain, at); return;
    default: break;
  }
  if ((tag.properties & kClosesP) != 0) close_up_to(Tag::p, kButtonChain, at);
  if ((tag.properties & kHeading) != 0 && !stack_.empty() && is_heading(stack_.back().tag)) {
    pop_to(u32(stack_.size() - 1), at, at);
  }
}

size_t HtmlParser::raw_text_element(const StartTag& tag) {
  const uint32_t row = add_row(tag);
  const std::string_view name = tag_name(tag.tag);
  const auto kind = tag.tag == Tag::script      ? html::RawText::script
                    : tag.tag == Tag::plaintext ? html::RawText::rest
                                                : html::RawText::plain;
  bool& missing = end_tag_missing_[static_cast<size_t>(tag.tag)];
  const size_t found = missing ? kNoEnd : html::find_raw_text_end(markup_, tag.end, name, kind);
  missing = found == kNoEnd;
  size_t close = found;
  const bool visible = (tag.properties & kHidden) == 0;
  size_t end = close;
  if (close == kNoEnd) {
    // Scripts and styles without end reach to the end of the page, as in a browser. All others are taken as empty,
    // so that the page is not lost with them.
    const bool to_the_end = visible || tag.tag == Tag::script || tag.tag == Tag::style;
    end = close = to_the_end ? markup_.size() : tag.end;
    if (tag.tag == Tag::title) end = close = std::min(html::find_byte(markup_, tag.end, '<'), markup_.size());
  } else {
    html::Attribute attribute;
    bool self_closing = false;
    end = close + 2 + name.size();
    html::AttributeScan scan;
    while ((scan = html::scan_attribute(markup_, end, attribute, self_closing)) == html::AttributeScan::attribute) {}
    if (scan == html::AttributeScan::end_of_text) end = markup_.size();
  }
  if (tag.tag == Tag::noscript) noscript_bytes_ += close - tag.end;
  if (row != kNone) rows_[row].markup_end = u32(end);
  if (visible && !tag.hidden && hidden_ == 0) {
    builder_.set_context({BlockKind::preformatted, 0, true, row});
    builder_.run(tag.end, u32(close), false);
    builder_.block_break();
    const uint32_t block = chains_[kBlockChain];
    builder_.set_context(block == kNone ? BlockContext() : stack_[block].context);
  }
  return end;
}

// --- the stack ------------------------------------------------------------------------------------

// A row for an element that holds nothing (yet).
uint32_t HtmlParser::add_row(const StartTag& tag) {
  if (rows_.size() >= options_->max_elements) {
    element_limit_hit_ = true;
    return kNone;
  }
  const bool root = stack_.empty();
  const uint16_t depth = root ? uint16_t{0} : static_cast<uint16_t>(std::min(stack_.back().depth + 1, 65535));
  const uint32_t row =
      rows_.add(static_cast<uint16_t>(tag.tag), root ? kNoRow : stack_.back().row, depth, tag.begin, tag.end);
  rows_.close(row, builder_.size(), tag.end);
  return row;
}

void HtmlParser::push(const StartTag& tag) {
  const uint32_t row = add_row(tag);
  if (stack_.size() >= options_->max_depth) {
    ++overflow_[static_cast<size_t>(tag.tag)];
    ++overflows_;
    depth_limit_hit_ = true;
    return;
  }
  const uint32_t level = u32(stack_.size());
  const bool root = stack_.empty();
  Open& open = stack_.emplace_back();
  const Open* const outer = root ? nullptr : &open - 1;
  open.tag = tag.tag;
  open.hidden_by_attribute = tag.hidden && tag.tag != Tag::template_ && tag.tag != Tag::html && tag.tag != Tag::body;
  open.hidden =
      open.hidden_by_attribute || tag.hidden || ((tag.properties & kHidden) != 0 && tag.tag != Tag::template_);
  if (tag.tag == Tag::html || tag.tag == Tag::body) open.hidden = false;
  open.link = tag.tag == Tag::a;
  open.block = (tag.properties & kBlock) != 0;
  open.dead = false;
  open.recorded = row != kNone;
  open.row = open.recorded ? row : root ? kNoRow : outer->row;
  open.depth = root ? uint16_t{0} : static_cast<uint16_t>(std::min(outer->depth + 1, 65535));
  open.markup_begin = tag.begin;
  open.outer_of_name = innermost(tag.tag);
  std::copy(std::begin(chains_), std::end(chains_), open.outer);
  set_context(open, outer, tag);
  if (open.recorded) rows_.reopen(row);
  innermost(tag.tag) = level;
  if (open.block) {
    chains_[kBlockChain] = level;
    builder_.set_context(open.context);
  }
  const bool scope = (tag.properties & kScope) != 0;
  const bool list =
      tag.tag == Tag::ul || tag.tag == Tag::ol || tag.tag == Tag::dl || tag.tag == Tag::menu || tag.tag == Tag::dir;
  if (scope) chains_[kScopeChain] = chains_[kButtonChain] = level;
  if (scope || list) chains_[kListChain] = level;
  if (tag.tag == Tag::button) chains_[kButtonChain] = level;
  if (tag.tag == Tag::table || tag.tag == Tag::template_) chains_[kTableChain] = level;

  hidden_ += open.hidden;
  hidden_by_attribute_ += open.hidden_by_attribute;
  if (open.link) builder_.enter_link();
  if (tag.tag == Tag::head) head_open_ = true;
  if (tag.tag == Tag::body) body_seen_ = true;
}

// What text in this element is, and what it passes on to generic elements inside of it.
void HtmlParser::set_context(Open& open, const Open* outer, const StartTag& tag) {
  if (outer == nullptr) {
    open.list_level = open.quote_level = 0;
    open.inherited = BlockKind::other;
    open.context = BlockContext();
  } else {
    open.list_level = outer->list_level;
    open.quote_level = outer->quote_level;
    open.inherited = outer->inherited;
    open.context = outer->context;
  }
  if (!open.block) return;

  const auto deeper = [](uint8_t level) { return static_cast<uint8_t>(level < 255 ? level + 1 : 255); };
  BlockContext& context = open.context;
  context.element = open.row;
  if ((tag.properties & kResetsContext) != 0) open.inherited = BlockKind::other;
  switch (tag.tag) {
    case Tag::ul:
    case Tag::ol:
    case Tag::dl:
    case Tag::menu:
    case Tag::dir: open.list_level = deeper(open.list_level); break;
    case Tag::li:
    case Tag::dt:
    case Tag::dd: open.inherited = BlockKind::list_item; break;
    case Tag::blockquote:
      open.quote_level = deeper(open.quote_level);
      open.inherited = BlockKind::quote;
      break;
    case Tag::figure:
    case Tag::figcaption:
    case Tag::caption: open.inherited = BlockKind::caption; break;
    case Tag::td:
    case Tag::th: open.inherited = BlockKind::cell; break;
    case Tag::pre:
    case Tag::listing: open.inherited = BlockKind::preformatted; break;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6: open.inherited = BlockKind::heading; break;
    default: break;
  }
  context.kind = open.inherited;
  if (tag.tag == Tag::p && (context.kind == BlockKind::other || context.kind == BlockKind::cell)) {
    context.kind = BlockKind::paragraph;
  }
  context.preformatted = context.preformatted || (tag.properties & kPreformatted) != 0;
  switch (context.kind) {
    case BlockKind::heading:
      if (is_heading(tag.tag)) {
        context.level = static_cast<uint8_t>(static_cast<int>(tag.tag) - static_cast<int>(Tag::h1) + 1);
      }
      break;
    case BlockKind::list_item: context.level = std::max<uint8_t>(open.list_level, 1); break;
    case BlockKind::quote: context.level = open.quote_level; break;
    default: context.level = 0; break;
  }
}

// Takes everything off the stack down to and including this level.
void HtmlParser::pop_to(uint32_t level, uint32_t inner_markup_end, uint32_t markup_end) {
  while (stack_.size() > level + 1) pop_one(inner_markup_end);
  pop_one(markup_end);
}

void HtmlParser::pop_one(uint32_t markup_end) {
  const Open& open = stack_.back();
  if (open.recorded) rows_.close(open.row, builder_.size(), markup_end);
  std::copy(std::begin(open.outer), std::end(open.outer), chains_);
  if (!open.dead) {
    innermost(open.tag) = open.outer_of_name;
    if (open.link) builder_.leave_link();
    hidden_ -= open.hidden;
    hidden_by_attribute_ -= open.hidden_by_attribute;
  }
  if (open.tag == Tag::head) head_open_ = false;
  if (open.block) {
    if (!open.hidden) block_border();
    const uint32_t outer = chains_[kBlockChain];
    builder_.set_context(outer == kNone ? BlockContext() : stack_[outer].context);
  }
  stack_.pop_back();
  if (overflows_ > 0) {
    std::fill(std::begin(overflow_), std::end(overflow_), 0);
    overflows_ = 0;
  }
}

// An inline element may end while block-level elements inside of it are still open. Those stay open: the element has
// no effect any more, but keeps its place as their parent.
void HtmlParser::close_inline(uint32_t level, uint32_t markup_begin, uint32_t markup_end) {
  const uint32_t block = chains_[kBlockChain];
  if (block == kNone || block < level) return pop_to(level, markup_begin, markup_end);
  Open& open = stack_[level];
  if (innermost(open.tag) != level) return;
  open.dead = true;
  innermost(open.tag) = open.outer_of_name;
  if (open.link) builder_.leave_link();
  hidden_ -= open.hidden;
  hidden_by_attribute_ -= open.hidden_by_attribute;
}

// --- end tags -------------------------------------------------------------------------------------

size_t HtmlParser::on_end_tag(size_t lt) {
  const size_t name_begin = lt + 2;
  const size_t name_end = html::scan_tag_name(markup_, name_begin);
  size_t end = name_end;
  if (end < markup_.size() && markup_[end] == '>') {
    ++end;
  } else {
    html::Attribute attribute;
    bool self_closing = false;
    html::AttributeScan scan;
    while ((scan = html::scan_attribute(markup_, end, attribute, self_closing)) == html::AttributeScan::attribute) {}
    if (scan == html::AttributeScan::end_of_text) {
      end = recover_tag_end(name_end);
      if (end == kNoEnd) return markup_.size();
    }
  }
  const Tag tag = tag_code_in(markup_, name_begin, name_end);
  end_tag(tag, name_begin, name_end, u32(lt), u32(end));
  return end;
}

void HtmlParser::end_tag(Tag tag, size_t name_begin, size_t name_end, uint32_t begin, uint32_t end) {
  const uint32_t properties = tag_properties(tag);
  const bool block = (properties & kBlock) != 0;
  if (overflows_ > 0 && overflow_[static_cast<size_t>(tag)] > 0) {
    --overflow_[static_cast<size_t>(tag)];
    --overflows_;
    if (block) block_border();
    return;
  }
  if (end_by_own_rule(tag, name_begin, name_end, begin, end)) return;
  if ((properties & (kVoid | kRawText)) != 0 && tag != Tag::noscript) return;
  // The end tag of a template closes whatever is open in it.
  if (tag != Tag::template_ && !in_scope(tag, kScopeChain)) return;
  const uint32_t level = innermost(tag);
  if (level == kNone) return;
  if (block || (properties & (kScope | kAtomic)) != 0 || tag == Tag::template_) {
    pop_to(level, begin, end);
    if ((properties & kAtomic) != 0 && hidden_ == 0) builder_.word_break(end);
  } else {
    close_inline(level, begin, end);
  }
}

// False where the rules of all elements hold.
bool HtmlParser::end_by_own_rule(Tag tag, size_t name_begin, size_t name_end, uint32_t begin, uint32_t end) {
  const uint32_t properties = tag_properties(tag);
  if ((properties & kHeading) != 0) {
    end_heading(begin, end);
    return true;
  }
  if ((properties & kTablePart) != 0) {
    if (in_scope(tag, kTableChain)) pop_to(innermost(tag), begin, end);
    return true;
  }
  switch (tag) {
    case Tag::html: return true;
    case Tag::body:
      // What follows still belongs to the body; whether something does is known at the end.
      body_end_ = end;
      body_text_size_ = builder_.size();
      return true;
    case Tag::br:
      if (hidden_ == 0) builder_.line_break(begin, end);
      return true;
    case Tag::other: {
      const uint32_t level = find_custom(name_begin, name_end);
      if (inside(level, chains_[kScopeChain])) close_inline(level, begin, end);
      return true;
    }
    case Tag::p:
      if (in_scope(Tag::p, kButtonChain))
        pop_to(innermost(Tag::p), begin, end);
      else
        block_border();
      return true;
    case Tag::li:
      if (in_scope(Tag::li, kListChain)) pop_to(innermost(Tag::li), begin, end);
      return true;
    case Tag::a: after_link_ = true; return false;
    default: return false;
  }
}

// The end tag of any heading ends the innermost one.
void HtmlParser::end_heading(uint32_t begin, uint32_t end) {
  uint32_t level = kNone;
  for (const Tag heading : {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6}) {
    const uint32_t found = innermost(heading);
    if (found != kNone && (level == kNone || found > level)) level = found;
  }
  if (inside(level, chains_[kScopeChain])) pop_to(level, begin, end);
}

// The innermost open custom element of this name.
uint32_t HtmlParser::find_custom(size_t name_begin, size_t name_end) const {
  const std::string_view name = markup_.substr(name_begin, name_end - name_begin);
  uint32_t level = innermost(Tag::other);
  for (int step = 0; level != kNone && step < kCustomSearch; ++step) {
    const Open& open = stack_[level];
    const size_t begin = open.markup_begin + 1;
    const std::string_view other = markup_.substr(begin, html::scan_tag_name(markup_, begin) - begin);
    if (name.size() == other.size() && std::equal(name.begin(), name.end(), other.begin(), [](char a, char b) {
          return html::to_lower(a) == html::to_lower(b);
        })) {
      return level;
    }
    level = open.outer_of_name;
  }
  return kNone;
}

void HtmlParser::add_note(const char* remark) {
  if (!result_->note.empty()) result_->note += "; ";
  result_->note += remark;
}

}  // namespace newsgrain
