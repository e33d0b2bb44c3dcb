#include "json_reader.hpp"

#include <charconv>
#include <cstdint>

#include <newsgrain/sdk/text.hpp>

namespace newsgrain::json {
namespace {

// The number behind \u, or -1.
int hex4(std::string_view raw, size_t at) {
  if (at + 4 > raw.size()) return -1;
  int value = 0;
  const auto [end, error] = std::from_chars(raw.data() + at, raw.data() + at + 4, value, 16);
  return error == std::errc() && end == raw.data() + at + 4 && value >= 0 ? value : -1;
}

// Reads \uXXXX or a pair of them whose `u` stands at `at`, which moves to the last byte read.
bool append_code(std::string_view raw, size_t& at, std::string& out) {
  const int first = hex4(raw, at + 1);
  if (first < 0) return false;
  at += 4;
  auto code = static_cast<char32_t>(first);
  if (code >= 0xD800 && code < 0xDC00 && raw.substr(at + 1, 2) == "\\u") {
    const int low = hex4(raw, at + 3);
    if (low >= 0xDC00 && low < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<char32_t>(low) - 0xDC00);
      at += 6;
    }
  }
  sdk::append(out, code);
  return code < 0xD800 || code > 0xDFFF;
}

}  // namespace

bool append_unescaped(std::string_view raw, std::string& out) {
  constexpr std::string_view kFrom = "nrtbf\"\\/", kTo = "\n\r\t\b\f\"\\/";
  bool known = true;
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\') {
      out += raw[i];
    } else if (++i >= raw.size()) {
      known = false;
    } else if (const size_t n = kFrom.find(raw[i]); n != std::string_view::npos) {
      out += kTo[n];
    } else if (raw[i] == 'u') {
      known = append_code(raw, i, out) && known;
    } else {
      out += raw[i];
      known = false;
    }
  }
  return known;
}

}  // namespace newsgrain::json
