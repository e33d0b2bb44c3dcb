// The prescan of the HTML standard, section 13.2.3.2.
#include "source/meta_prescan.hpp"

#include <string>

#include "source/html_scan.hpp"

namespace newsgrain {
namespace {

using html::is_letter;
using html::is_space;
using html::to_lower;

// "Get an attribute". False at the end of the tag or of the bytes.
bool get_attribute(std::string_view bytes, size_t& p, std::string& name, std::string& value) {
  name.clear();
  value.clear();
  while (p < bytes.size() && (is_space(bytes[p]) || bytes[p] == '/')) ++p;
  if (p >= bytes.size() || bytes[p] == '>') return false;
  while (p < bytes.size()) {
    const char c = bytes[p];
    if (c == '=' && !name.empty()) break;
    if (is_space(c) || c == '/' || c == '>') break;
    name.push_back(to_lower(c));
    ++p;
  }
  while (p < bytes.size() && is_space(bytes[p])) ++p;
  if (p >= bytes.size()) return false;
  if (bytes[p] != '=') return true;
  ++p;
  while (p < bytes.size() && is_space(bytes[p])) ++p;
  if (p >= bytes.size()) return false;
  if (bytes[p] == '"' || bytes[p] == '\'') {
    const char quote = bytes[p++];
    while (p < bytes.size() && bytes[p] != quote) value.push_back(to_lower(bytes[p++]));
    if (p >= bytes.size()) return false;
    ++p;
    return true;
  }
  while (p < bytes.size() && !is_space(bytes[p]) && bytes[p] != '>') value.push_back(to_lower(bytes[p++]));
  return p < bytes.size();
}

// The same without a look at name and value.
bool pass_attribute(std::string_view bytes, size_t& p) {
  html::Attribute attribute;
  bool self_closing = false;
  const html::AttributeScan scan = html::scan_attribute(bytes, p, attribute, self_closing);
  if (scan == html::AttributeScan::end_of_text) p = bytes.size();
  return scan == html::AttributeScan::attribute;
}

// "Extract a character encoding from a meta element": the charset in "text/html; charset=...".
const Encoding* from_content(std::string_view content) {
  size_t p = 0;
  while ((p = content.find("charset", p)) != std::string_view::npos) {
    p += 7;
    while (p < content.size() && is_space(content[p])) ++p;
    if (p >= content.size() || content[p] != '=') continue;
    ++p;
    while (p < content.size() && is_space(content[p])) ++p;
    if (p >= content.size()) return nullptr;
    if (content[p] == '"' || content[p] == '\'') {
      const size_t close = content.find(content[p], p + 1);
      return close == std::string_view::npos ? nullptr : find_encoding(content.substr(p + 1, close - p - 1));
    }
    size_t end = p;
    while (end < content.size() && !is_space(content[end]) && content[end] != ';') ++end;
    return find_encoding(content.substr(p, end - p));
  }
  return nullptr;
}

const Encoding* usable(const Encoding* encoding) {
  if (encoding != nullptr && encoding->name.substr(0, 6) == "utf-16") return find_encoding("utf-8");
  if (encoding != nullptr && encoding->name == "x-user-defined") return find_encoding("windows-1252");
  return encoding;
}

const Encoding* from_meta(std::string_view bytes, size_t& p) {
  bool have_name[3] = {};
  bool got_pragma = false;
  int need_pragma = -1;  // -1: no charset seen yet
  const Encoding* charset = nullptr;
  std::string name;
  std::string value;
  while (get_attribute(bytes, p, name, value)) {
    const int which = name == "http-equiv" ? 0 : name == "content" ? 1 : name == "charset" ? 2 : -1;
    if (which < 0 || have_name[which]) continue;
    have_name[which] = true;
    if (which == 0) {
      got_pragma = value == "content-type";
    } else if (which == 1) {
      if (charset == nullptr) {
        charset = from_content(value);
        if (charset != nullptr) need_pragma = 1;
      }
    } else {
      charset = find_encoding(value);
      need_pragma = 0;
    }
  }
  if (need_pragma < 0 || (need_pragma == 1 && !got_pragma)) return nullptr;
  return usable(charset);
}

}  // namespace

const Encoding* prescan_encoding(std::string_view bytes) {
  // An XML declaration in UTF-16 without a byte order mark.
  if (bytes.substr(0, 6) == std::string_view("<\0?\0x\0", 6)) return find_encoding("utf-16le");
  if (bytes.substr(0, 6) == std::string_view("\0<\0?\0x", 6)) return find_encoding("utf-16be");

  size_t p = 0;
  while ((p = html::find_byte(bytes, p, '<')) != html::kNoEnd) {
    if (bytes.substr(p, 4) == "<!--") {
      p = bytes.find("-->", p + 2);
      if (p == std::string_view::npos) return nullptr;
      p += 3;
      continue;
    }
    const size_t after = p + 5;
    if (after < bytes.size() && html::equals_lower(bytes.data() + p, 5, "<meta") &&
        (is_space(bytes[after]) || bytes[after] == '/')) {
      p = after;
      const Encoding* found = from_meta(bytes, p);
      if (found != nullptr) return found;
      continue;
    }
    ++p;
    if (p >= bytes.size()) break;
    const bool end_tag = bytes[p] == '/' && p + 1 < bytes.size() && is_letter(bytes[p + 1]);
    if (is_letter(bytes[p]) || end_tag) {
      while (p < bytes.size() && !is_space(bytes[p]) && bytes[p] != '>') ++p;
      while (pass_attribute(bytes, p)) {}
    } else if (bytes[p] == '!' || bytes[p] == '/' || bytes[p] == '?') {
      p = html::find_byte(bytes, p, '>');
      if (p == html::kNoEnd) return nullptr;
    }
  }
  return nullptr;
}

}  // namespace newsgrain
