// Comments, raw text and svg: the parts of a page that are skipped at the speed of memchr.
#include "source/html_scan.hpp"

#include "source/html_tags.hpp"

namespace newsgrain::html {

size_t scan_comment(std::string_view text, size_t position, size_t& content_end) {
  const size_t begin = position;
  // "<!-->" and "<!--->" are whole comments.
  if (position < text.size() && text[position] == '>') {
    content_end = begin;
    return position + 1;
  }
  if (text.substr(position, 2) == "->") {
    content_end = begin;
    return position + 2;
  }
  while ((position = find_byte(text, position, '>')) != kNoEnd) {
    if (position >= begin + 2 && text[position - 1] == '-' && text[position - 2] == '-') {
      content_end = position - 2;
      return position + 1;
    }
    if (position >= begin + 3 && text[position - 1] == '!' && text[position - 2] == '-' && text[position - 3] == '-') {
      content_end = position - 3;
      return position + 1;
    }
    ++position;
  }
  content_end = text.size();
  return kNoEnd;
}

namespace {

// True if "</" at `position` starts an end tag of this name.
bool is_end_tag(std::string_view text, size_t position, std::string_view name) {
  const size_t after = position + 2 + name.size();
  if (after >= text.size()) return false;
  if (!equals_lower(text.data() + position + 2, name.size(), name)) return false;
  const char c = text[after];
  return c == '>' || c == '/' || is_space(c);
}

bool starts_script_tag(std::string_view text, size_t position) {
  if (position + 7 >= text.size()) return false;
  if (!equals_lower(text.data() + position + 1, 6, "script")) return false;
  const char c = text[position + 7];
  return c == '>' || c == '/' || is_space(c);
}

// "-->" closes a comment inside a script even if it shares its hyphens with "<!--".
size_t find_comment_close(std::string_view text, size_t from) {
  while ((from = find_byte(text, from, '>')) != kNoEnd) {
    if (text[from - 1] == '-' && text[from - 2] == '-') return from + 1;
    ++from;
  }
  return kNoEnd;
}

size_t find_script_end(std::string_view text, size_t position) {
  enum class State { data, escaped, double_escaped } state = State::data;
  size_t comment_end = 0;  // where the present comment ends; kNoEnd if nowhere
  while ((position = find_byte(text, position, '<')) != kNoEnd) {
    if (state != State::data && comment_end != kNoEnd && position >= comment_end) {
      state = State::data;
    }
    const char next = position + 1 < text.size() ? text[position + 1] : '\0';
    if (next == '/') {
      if (is_end_tag(text, position, "script")) {
        if (state != State::double_escaped) return position;
        state = State::escaped;
      }
      position += 2;
    } else if (next == '!' && state == State::data && text.substr(position, 4) == "<!--") {
      state = State::escaped;
      // After a first comment without end there is none for any later one either.
      if (comment_end != kNoEnd) comment_end = find_comment_close(text, position + 4);
      position += 4;
    } else if (state == State::escaped && starts_script_tag(text, position)) {
      state = State::double_escaped;
      position += 7;
    } else {
      ++position;
    }
  }
  return kNoEnd;
}

}  // namespace

size_t find_raw_text_end(std::string_view text, size_t position, std::string_view name, RawText kind) {
  if (kind == RawText::rest) return kNoEnd;
  if (kind == RawText::script) return find_script_end(text, position);
  while ((position = find_byte(text, position, '<')) != kNoEnd) {
    if (position + 1 < text.size() && text[position + 1] == '/' && is_end_tag(text, position, name)) {
      return position;
    }
    ++position;
  }
  return kNoEnd;
}

namespace {

bool leaves_svg(Tag tag) { return (tag_properties(tag) & tag_property::kLeavesSvg) != 0; }

bool may_hold_html(Tag tag) { return tag == Tag::foreignobject || tag == Tag::desc || tag == Tag::title; }

}  // namespace

size_t skip_svg(std::string_view text, size_t position) {
  uint32_t depth = 1;
  uint32_t html_depth = 0;  // open elements of svg whose content is HTML again
  while ((position = find_byte(text, position, '<')) != kNoEnd) {
    const size_t tag_begin = position++;
    if (position >= text.size()) break;
    const char c = text[position];
    if (c == '!') {
      size_t content_end = 0;
      if (text.substr(position, 3) == "!--") {
        position = scan_comment(text, position + 3, content_end);
        if (position == kNoEnd) break;
      } else if (text.substr(position, 8) == "![CDATA[") {
        position = text.find("]]>", position + 8);
        if (position == std::string_view::npos) break;
      }
      continue;
    }
    const bool closes = c == '/';
    if (closes) ++position;
    if (position >= text.size() || !is_letter(text[position])) continue;
    const size_t name_begin = position;
    position = scan_tag_name(text, position);
    // Most elements of svg have names of their own; only those of HTML can matter.
    const Tag tag = tag_code_in(text, name_begin, position);
    if (tag == Tag::other) continue;
    if (closes) {
      if (tag == Tag::svg && --depth == 0) {
        position = find_byte(text, position, '>');
        return position == kNoEnd ? text.size() : position + 1;
      }
      if (may_hold_html(tag) && html_depth > 0) --html_depth;
      if (html_depth == 0 && (tag == Tag::p || tag == Tag::div || tag == Tag::body)) {
        return tag_begin;
      }
      continue;
    }
    if (html_depth == 0 && leaves_svg(tag)) return tag_begin;
    if (tag != Tag::svg && !may_hold_html(tag)) continue;
    bool self_closing = false;
    Attribute attribute;
    AttributeScan scan;
    while ((scan = scan_attribute(text, position, attribute, self_closing)) == AttributeScan::attribute) {}
    if (scan == AttributeScan::end_of_text) break;
    if (self_closing) continue;
    if (tag == Tag::svg)
      ++depth;
    else
      ++html_depth;
  }
  return kNoEnd;
}

}  // namespace newsgrain::html
