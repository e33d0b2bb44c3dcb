// JSON text. Every number goes through this file, so that output never depends on locale or library.
#include "config/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "newsgrain/offsets.hpp"

namespace newsgrain::json {
namespace {

// 1 for bytes that can't stand in a JSON string as they are.
constexpr std::array<uint8_t, 256> kEscaped = [] {
  std::array<uint8_t, 256> table{};
  for (size_t c = 0; c < 0x20; ++c) table[c] = 1;
  table['"'] = table['\\'] = 1;
  return table;
}();

void append_escape(char c, std::string& out) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
  }
  constexpr char kHex[] = "0123456789abcdef";
  const auto u = static_cast<unsigned char>(c);
  out += "\\u00";
  out += kHex[u >> 4];
  out += kHex[u & 15];
}

void append_valid(std::string_view text, std::string& out) {
  size_t run = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (kEscaped[static_cast<unsigned char>(text[i])] == 0) continue;
    out.append(text, run, i - run);
    append_escape(text[i], out);
    run = i + 1;
  }
  out.append(text, run, text.size() - run);
}

}  // namespace

void append_string(std::string_view text, std::string& out) {
  out += '"';
  while (true) {
    const size_t valid = valid_utf8_prefix(text);
    append_valid(text.substr(0, valid), out);
    if (valid == text.size()) break;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(valid + 1);
  }
  out += '"';
}

void append_string_or_null(std::string_view text, std::string& out) {
  if (text.empty())
    out += "null";
  else
    append_string(text, out);
}

void append_unsigned(uint64_t value, std::string& out) {
  char buffer[24];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, result.ptr);
}

void append_signed(int64_t value, std::string& out) {
  if (value < 0) out += '-';
  append_unsigned(value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value), out);
}

void append_fixed(double value, std::string& out) {
  constexpr double kLargest = 1e14;  // beyond this four decimals have no meaning in a double
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  if (std::fabs(value) >= kLargest) {
    char buffer[64];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
    out.append(buffer, result.ptr);
    return;
  }
  const auto scaled = static_cast<uint64_t>(std::llround(std::fabs(value) * 10000.0));
  if (value < 0 && scaled != 0) out += '-';
  append_unsigned(scaled / 10000, out);
  uint64_t fraction = scaled % 10000;
  if (fraction == 0) return;
  char digits[4];
  size_t size = 4;
  for (size_t i = 4; i-- > 0; fraction /= 10) digits[i] = static_cast<char>('0' + fraction % 10);
  while (digits[size - 1] == '0') --size;
  out += '.';
  out.append(digits, size);
}

void append_pretty(std::string_view compact, std::string& out) {
  size_t depth = 0;
  auto new_line = [&] {
    out += '\n';
    out.append(2 * depth, ' ');
  };
  for (size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[i];
    switch (c) {
      case '"': {
        const size_t begin = i++;
        while (i < compact.size() && compact[i] != '"') i += compact[i] == '\\' ? 2 : 1;
        out.append(compact, begin, i + 1 - begin);
        break;
      }
      case '{':
      case '[': {
        // Empty containers and arrays of numbers (ranges) stay on one line.
        const size_t close = compact.find_first_of("]}[{\"", i + 1);
        if (close != std::string_view::npos && (compact[close] == ']' || compact[close] == '}')) {
          for (; i <= close; ++i) {
            if (compact[i] == ' ' || compact[i] == '\t' || compact[i] == '\n' || compact[i] == '\r') continue;
            out += compact[i];
            if (compact[i] == ',') out += ' ';
          }
          --i;
          break;
        }
        out += c;
        ++depth;
        new_line();
        break;
      }
      case '}':
      case ']':
        if (depth > 0) --depth;
        new_line();
        out += c;
        break;
      case ',':
        out += c;
        new_line();
        break;
      case ':': out += ": "; break;
      case ' ':
      case '\t':
      case '\r':
      case '\n': break;
      default: out += c; break;
    }
  }
}

}  // namespace newsgrain::json
