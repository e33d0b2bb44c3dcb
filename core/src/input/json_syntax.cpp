// A checker without recursion: the open brackets are a stack of bits.
#include "input/json_syntax.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "config/json_text.hpp"

namespace newsgrain::internal {
namespace {

constexpr uint32_t kReplacement = 0xFFFD;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Four hexadecimal digits at `at`, or -1.
int hex4(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + 4; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

void append_utf8(uint32_t code, std::string& out) {
  auto add = [&](uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0 | (code >> 6));
    add(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    add(0xE0 | (code >> 12));
    add(0x80 | ((code >> 6) & 0x3F));
    add(0x80 | (code & 0x3F));
  } else {
    add(0xF0 | (code >> 18));
    add(0x80 | ((code >> 12) & 0x3F));
    add(0x80 | ((code >> 6) & 0x3F));
    add(0x80 | (code & 0x3F));
  }
}

class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  bool check() {
    std::vector<bool> object;  // which of the open brackets are objects
    while (true) {
      skip_space();
      if (at_ >= text_.size()) return false;
      bool complete = true;
      const char c = text_[at_];
      if (c == '{' || c == '[') {
        ++at_;
        skip_space();
        if (peek() == (c == '{' ? '}' : ']')) {
          ++at_;
        } else {
          object.push_back(c == '{');
          if (c == '{' && !key()) return false;
          complete = false;
        }
      } else if (!scalar(c)) {
        return false;
      }
      // Behind a complete value: a comma, the ends of what it stands in, or the end of all.
      while (complete) {
        skip_space();
        if (object.empty()) return at_ == text_.size();
        const char next = peek();
        ++at_;
        if (next == ',') {
          skip_space();
          if (object.back() && !key()) return false;
          complete = false;
        } else if (next == (object.back() ? '}' : ']')) {
          object.pop_back();
        } else {
          return false;
        }
      }
    }
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }
  bool key() {
    if (!string()) return false;
    skip_space();
    return peek() == ':' && ++at_ != 0;
  }
  bool scalar(char c) {
    if (c == '"') return string();
    if (c == '-' || is_digit(c)) return number();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return true;
    }
    return false;
  }
  bool string() {
    if (peek() != '"') return false;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') return ++at_ != 0;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') continue;
      ++at_;
      const char escaped = peek();
      if (escaped == 'u') {
        if (hex4(text_, at_ + 1) < 0) return false;
        at_ += 4;
      } else if (escaped == '\0' || std::string_view("\"\\/bfnrt").find(escaped) == std::string_view::npos) {
        return false;
      }
    }
    return false;
  }
  bool digits() {
    if (!is_digit(peek())) return false;
    while (is_digit(peek())) ++at_;
    return true;
  }
  bool number() {
    if (peek() == '-') ++at_;
    if (peek() == '0')
      ++at_;
    else if (!digits())
      return false;
    if (peek() == '.' && (++at_, !digits())) return false;
    if (peek() != 'e' && peek() != 'E') return true;
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    return digits();
  }

  std::string_view text_;
  size_t at_ = 0;
};

// The character of "\uXXXX" or of a pair of them, given where the first digits stand.
struct SurrogateEscape {
  uint32_t code = kReplacement;
  size_t size = 0;  // bytes from the first digit on; 0: these are no four digits
  bool lone = false;
};
SurrogateEscape read_escape(std::string_view text, size_t at) {
  const int first = hex4(text, at);
  if (first < 0) return {};
  const auto code = static_cast<uint32_t>(first);
  if (code < 0xD800 || code >= 0xE000) return {code, 4, false};
  const int second = code < 0xDC00 && text.substr(at + 4).starts_with("\\u") ? hex4(text, at + 6) : -1;
  if (second < 0xDC00 || second >= 0xE000) return {kReplacement, 4, true};
  return {0x10000 + ((code - 0xD800) << 10) + (static_cast<uint32_t>(second) - 0xDC00), 10, false};
}

// Behind the string that begins at `at`.
size_t string_end(std::string_view json, size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at)
    if (json[at] == '\\') ++at;
  return std::min(at + 1, json.size());
}

// Behind the array or object that begins at `at`.
size_t bracket_end(std::string_view json, size_t at) {
  size_t open = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = string_end(json, at);
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++open;
    if ((c == '}' || c == ']') && --open == 0) break;
  }
  return at;
}

}  // namespace

bool is_json_value(std::string_view text) { return Checker(text).check(); }

Unescaped append_unescaped(std::string_view inside, std::string& out) {
  Unescaped result;
  const auto broken = [&] {
    result.whole = false;
    return result;
  };
  size_t at = 0;
  while (true) {
    const size_t escape = inside.find('\\', at);
    out.append(inside, at, escape == std::string_view::npos ? escape : escape - at);
    if (escape == std::string_view::npos) return result;
    if (escape + 1 >= inside.size()) return broken();
    at = escape + 2;
    switch (inside[escape + 1]) {
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      case '/': out += '/'; break;
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'u': {
        const SurrogateEscape escaped = read_escape(inside, at);
        if (escaped.size == 0) return broken();
        at += escaped.size;
        result.lone = result.lone || escaped.lone;
        append_utf8(escaped.code, out);
        break;
      }
      default: return broken();
    }
  }
}

bool limit_nesting(std::string& json, size_t depth) {
  std::string out;
  size_t open = 0, copied = 0, at = 0;
  bool any = false;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = string_end(json, at);
    } else if ((c == '{' || c == '[') && open == depth) {
      const size_t end = bracket_end(json, at);
      out.append(json, copied, at - copied);
      json::append_string(std::string_view(json).substr(at, end - at), out);
      copied = at = end;
      any = true;
    } else {
      if (c == '{' || c == '[') ++open;
      if (c == '}' || c == ']') --open;
      ++at;
    }
  }
  if (!any) return false;
  out.append(json, copied);
  json = std::move(out);
  return true;
}

bool replace_lone_surrogates(std::string& json) {
  bool any = false;
  for (size_t at = 0; (at = json.find('\\', at)) != std::string::npos;) {
    if (json.compare(at, 2, "\\u") != 0) {
      at += 2;
      continue;
    }
    const SurrogateEscape escaped = read_escape(json, at + 2);
    if (escaped.lone) json.replace(at + 2, 4, "fffd");
    any = any || escaped.lone;
    at += 2 + escaped.size;
  }
  return any;
}

}  // namespace newsgrain::internal
