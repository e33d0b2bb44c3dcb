// json_reader.hpp: a lenient reader of JSON, for what pages and users hand over. Comments, commas too many, line breaks
// in strings and cut ends are read as a person would read them; each departure from JSON is told to the handler, who
// may refuse it. No tree, no recursion, no allocation; what lies deeper than kMaxJsonDepth is skipped.
//
//   struct Handler {
//     void open(bool object, size_t at);             // { or [
//     void close(bool object, size_t at);            // also at the end of a text that was cut
//     void key(std::string_view raw, size_t at);     // of the next value; between the quotation marks, escapes unread
//     void value(std::string_view raw, bool string, size_t at);  // a string, or a word: true, 12, null
//     void fault(const char* what, size_t at);       // may throw; else reading goes on
//   };
//   read_json(text, handler);
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsgrain::json {

inline constexpr unsigned kMaxDepth = 64;

// Appends what stands between the quotation marks of a string, escapes resolved. False where one is unknown or cut, or
// half of a surrogate pair: it is left out, or becomes U+FFFD.
bool append_unescaped(std::string_view raw, std::string& out);

template <class Handler>
class Reader {
 public:
  Reader(std::string_view text, Handler& handler) : text_(text), handler_(handler) {}

  void read() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    while (at_ < text_.size()) step();
    if (depth_ != 0) fault("the end is missing: a } or ] is not closed", text_.size());
    while (depth_ != 0) close(objects_[depth_ - 1], text_.size());
  }

 private:
  // What JSON lets stand here.
  enum class Want : unsigned char { value, first_value, key, first_key, separator, nothing };

  void step() {
    const char c = text_[at_];
    const size_t at = at_;
    if (static_cast<unsigned char>(c) <= ' ') {
      ++at_;
    } else if (c == '{' || c == '[') {
      ++at_;
      open(c == '{', at);
    } else if (c == '}' || c == ']') {
      ++at_;
      if (skipped_ != 0)
        --skipped_;
      else if (depth_ == 0)
        fault("there is a bracket too many", at);
      else
        close(c == '}', at);
    } else if (c == '"') {
      string();
    } else if (c == ',') {
      ++at_;
      if (skipped_ == 0) comma(at);
    } else if (text_.substr(at_, 2) == "/*") {
      fault("JSON has no comments", at);
      const size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else if (begins_word(c)) {
      word();
    } else {
      ++at_;
      fault(c == ':' ? "a colon is not expected here" : "a value is expected: a text stands in quotation marks", at);
    }
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool begins_word(char c) { return is_digit(c) || c == '-' || c == 't' || c == 'f' || c == 'n'; }
  static bool in_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '+' || c == 'E';
  }
  bool in_object() const { return depth_ != 0 && objects_[depth_ - 1]; }

  void open(bool object, size_t at) {
    if (depth_ == kMaxDepth) {
      fault("nested too deep", at);
      ++skipped_;
      return;
    }
    expect_value(at);
    objects_[depth_++] = object;
    handler_.open(object, at);
    has_key_ = false;
    want_ = object ? Want::first_key : Want::first_value;
  }
  void close(bool object, size_t at) {
    if (object != objects_[depth_ - 1]) fault(object ? "a ] is expected" : "a } is expected", at);
    if (has_key_) fault("a value is expected", at);
    handler_.close(objects_[--depth_], at);
    has_key_ = false;
    want_ = depth_ == 0 ? Want::nothing : Want::separator;
  }
  void comma(size_t at) {
    if (want_ != Want::separator) fault("a comma is not expected here", at);
    want_ = in_object() ? Want::key : Want::value;
  }

  void string() {
    const size_t at = at_;
    size_t end = at + 1;
    bool broken = false;
    for (; end < text_.size() && text_[end] != '"'; end += text_[end] == '\\' ? 2u : 1u) broken |= text_[end] == '\n';
    if (broken || end >= text_.size()) fault("the string that starts here has no end: close it with \"", at);
    end = end < text_.size() ? end : text_.size();
    const std::string_view raw = text_.substr(at + 1, end - at - 1);
    at_ = end + 1;
    if (skipped_ != 0) return;
    size_t colon = at_;
    while (colon < text_.size() && static_cast<unsigned char>(text_[colon]) <= ' ') ++colon;
    if (in_object() && !has_key_ && colon < text_.size() && text_[colon] == ':') {
      if (want_ == Want::separator) fault("a comma or } is expected", at);
      at_ = colon + 1;
      has_key_ = true;
      want_ = Want::value;
      handler_.key(raw, at);
    } else {
      value(raw, true, at);
    }
  }
  void word() {
    const size_t at = at_;
    while (at_ < text_.size() && in_word(text_[at_])) ++at_;
    // A word alone in an object or behind everything says nothing.
    if (skipped_ == 0) value(text_.substr(at, at_ - at), false, at);
  }
  void value(std::string_view raw, bool string, size_t at) {
    expect_value(at);
    handler_.value(raw, string, at);
    has_key_ = false;
    want_ = depth_ == 0 ? Want::nothing : Want::separator;
  }
  void expect_value(size_t at) {
    switch (want_) {
      case Want::separator: return fault(in_object() ? "a comma or } is expected" : "a comma or ] is expected", at);
      case Want::key:
      case Want::first_key: return fault("the name of a field in quotation marks and a colon are expected", at);
      case Want::nothing: return fault("there is more behind the end", at);
      default: return;
    }
  }
  void fault(const char* what, size_t at) { handler_.fault(what, at); }

  std::string_view text_;
  Handler& handler_;
  size_t at_ = 0;
  unsigned depth_ = 0, skipped_ = 0;  // skipped: levels beyond kMaxDepth
  bool objects_[kMaxDepth] = {};      // of each level: an object, not an array
  bool has_key_ = false;
  Want want_ = Want::value;
};

template <class Handler>
void read_json(std::string_view text, Handler& handler) {
  Reader<Handler>(text, handler).read();
}

}  // namespace newsgrain::json
