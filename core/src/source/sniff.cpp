#include "source/sniff.hpp"

#include <algorithm>

#include "source/html_scan.hpp"
#include "source/html_tags.hpp"

namespace newsgrain {
namespace {

constexpr size_t kNarrowed = 4096;  // bytes of UTF-16 that are looked at

std::string_view without_space(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && html::is_space(text[at])) ++at;
  return text.substr(at);
}

// What follows `end` in the text; empty where it does not occur.
std::string_view behind(std::string_view text, std::string_view end) {
  const size_t at = text.find(end);
  return at == std::string_view::npos ? std::string_view() : text.substr(at + end.size());
}

// A doctype may have declarations of its own in brackets.
std::string_view behind_doctype(std::string_view text) {
  const size_t end = text.find_first_of("[>");
  if (end == std::string_view::npos) return {};
  return text[end] == '[' ? behind(behind(text, "]"), ">") : text.substr(end + 1);
}

}  // namespace

std::string_view text_head(std::string_view bytes, std::string& storage) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    storage.clear();
    for (size_t i = bytes[0] == '\xFF' ? 2 : 3; i < std::min(bytes.size(), kNarrowed); i += 2) storage += bytes[i];
    bytes = storage;
  } else if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  return without_space(bytes);
}

bool looks_like_html(std::string_view bytes) {
  std::string storage;
  const std::string_view head = text_head(bytes, storage);
  if (head.size() < 3 || head[0] != '<') return false;
  if (head.starts_with("<!--")) return true;
  if (head.size() >= 9 && html::equals_lower(head.data(), 9, "<!doctype")) return true;
  if (head.starts_with("<?xml")) {
    const std::string_view start = head.substr(0, 1024);
    return start.find("<html") != std::string_view::npos || start.find("<!DOCTYPE html") != std::string_view::npos;
  }
  const size_t name_begin = head[1] == '/' ? 2 : 1;
  const size_t name_end = html::scan_tag_name(head, name_begin);
  return name_end < head.size() && tag_code(head.substr(name_begin, name_end - name_begin)) != Tag::other;
}

std::string_view first_element(std::string_view head) {
  while (head.starts_with('<')) {
    if (head.starts_with("<?"))
      head = behind(head, "?>");
    else if (head.starts_with("<!--"))
      head = behind(head, "-->");
    else if (head.starts_with("<!"))
      head = behind_doctype(head);
    else
      return head.substr(1, std::min(head.find_first_of(" \t\r\n/>"), head.size()) - 1);
    head = without_space(head);
  }
  return {};
}

}  // namespace newsgrain
