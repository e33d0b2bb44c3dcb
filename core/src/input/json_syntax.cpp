// A checker without recursion: the open brackets are a stack of bits.
#include "input/json_syntax.hpp"

#include <bitset>
#include <cstdint>

namespace newsgrain::internal {
namespace {

constexpr size_t kMaxDepth = 1024;

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
    std::bitset<kMaxDepth> object;  // which of the open brackets are objects
    size_t depth = 0;
    while (true) {
      skip_space();
      if (at_ >= text_.size()) return false;
      bool complete = true;
      const char c = text_[at_];
      if (c == '{' || c == '[') {
        if (depth == kMaxDepth) return false;
        ++at_;
        skip_space();
        if (peek() == (c == '{' ? '}' : ']')) {
          ++at_;
        } else {
          object[depth++] = c == '{';
          if (c == '{' && !key()) return false;
          complete = false;
        }
      } else if (!scalar(c)) {
        return false;
      }
      // Behind a complete value: a comma, the ends of what it stands in, or the end of all.
      while (complete) {
        skip_space();
        if (depth == 0) return at_ == text_.size();
        const char next = peek();
        ++at_;
        if (next == ',') {
          skip_space();
          if (object[depth - 1] && !key()) return false;
          complete = false;
        } else if (next == (object[depth - 1] ? '}' : ']')) {
          --depth;
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

}  // namespace

bool is_json_value(std::string_view text) { return Checker(text).check(); }

bool append_unescaped(std::string_view inside, std::string& out) {
  size_t at = 0;
  while (true) {
    const size_t escape = inside.find('\\', at);
    out.append(inside, at, escape == std::string_view::npos ? escape : escape - at);
    if (escape == std::string_view::npos) return true;
    if (escape + 1 >= inside.size()) return false;
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
        const int first = hex4(inside, at);
        if (first < 0) return false;
        at += 4;
        auto code = static_cast<uint32_t>(first);
        if (code >= 0xD800 && code < 0xE000) {
          const int second = code < 0xDC00 && inside.substr(at).starts_with("\\u") ? hex4(inside, at + 2) : -1;
          if (second >= 0xDC00 && second < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<uint32_t>(second) - 0xDC00);
            at += 6;
          } else {
            code = 0xFFFD;
          }
        }
        append_utf8(code, out);
        break;
      }
      default: return false;
    }
  }
}

}  // namespace newsgrain::internal
